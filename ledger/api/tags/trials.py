"""Trying a tag before anything is sent."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ledger.api.http.fields import Body, Code, DecimalText, Points, PositiveText, Time
from ledger.api.http.problems import ProblemBody
from ledger.api.http.questions import QuestionCaller, problem_of, question_router, questioned, unit_over
from ledger.api.tags.commands import RuleBody, StepBody
from ledger.application.trials import TryTag, try_tag
from ledger.domain.accounts.events import employee_account
from ledger.domain.errors import Invalid
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.tag import TAG

router = question_router("tags")


def _on_some_day(at: datetime) -> datetime:
    if not 1900 <= at.year <= 2200:
        raise ValueError("lies between 1900 and 2200")
    return at


class TrialBody(Body):
    """A tag by its code; or a draft of one: a rule, with its coefficient and cap."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"tag": "process-improvement", "quantity": "1000"},
                {
                    "rule": {"type": "stepped", "unit": "%", "steps": [{"op": "<", "threshold": "5", "points": 50}]},
                    "quantity": "5",
                },
            ]
        }
    )

    tag: Code | None = None
    rule: RuleBody | None = None
    coefficient: PositiveText | None = Field(default=None, description="Of a draft; if omitted: 1.")
    monthly_cap: Points | None = Field(default=None, description="Of a draft.")
    quantity: DecimalText | None = Field(default=None, description="What the rule counts.")
    value_quantity: DecimalText | None = Field(
        default=None, description="What creates the money value, where it is not the quantity itself."
    )
    occurred_at: Annotated[Time, AfterValidator(_on_some_day)] | None = Field(
        default=None, description="None: now. A later day shows a later revision."
    )

    def draft(self) -> TagTerms | None:
        given = {name: getattr(self, name) is not None for name in ("tag", "rule", "coefficient", "monthly_cap")}
        if given["tag"] == given["rule"]:
            raise Invalid("invalid-fields", "Name a tag, or give a rule: one of them.", "/tag")
        if not given["tag"]:
            fields = self.model_dump(include={"rule", "monthly_cap"})
            return TagTerms.model_validate({**fields, "name": "", "coefficient": self.coefficient or Decimal(1)})
        for name in ("coefficient", "monthly_cap"):
            if given[name]:
                raise Invalid("invalid-fields", "A tag brings its own; this goes with a rule.", f"/{name}")
        return None


class TriedClaim(BaseModel):
    credited: int = Field(description="What an approval would credit now; less than the points where a cap is near.")
    month: str | None = Field(description="The month that it would count in.")
    cap_left: int | None = Field(description="What is left of the cap for that month; null: there is no cap.")
    problem: ProblemBody | None = Field(description="Why POST /v1/claims would refuse it; evidence is not asked here.")


class TrialAnswer(BaseModel):
    qualifies: bool = Field(description="By the rule alone, whoever does it.")
    points: int = Field(description="By the rule and the coefficient; 0 where it does not qualify.")
    value: str | None = Field(description="Money value created, to 2 places.", examples=["50000.00"])
    matched_step: StepBody | None = Field(description="Of a rule with steps: the one that counts.")
    revision: int | None = Field(description="The tag's revision that judges it; null: a draft.")
    problem: ProblemBody | None = Field(description="Why it does not qualify.")
    claim: TriedClaim | None = Field(
        description="What a claim of my own would become; null: I have no account. Of a draft: the month's first claim."
    )


@router.post("/trials", **questioned("tags.read", TrialAnswer))
async def try_a_tag(caller: QuestionCaller, body: TrialBody) -> dict[str, Any]:
    """What an action would earn, before it is claimed or granted. Nothing is recorded.

    Anybody may try any tag, also one that is proposed or retired; who may create tags may try a draft, too. What the
    rule refuses is told as `problem`, such as exactly 5% where less than 5% is asked for (S3).
    """
    asked = TryTag(body.tag, body.draft(), body.quantity, body.value_quantity, body.occurred_at)
    streams = [employee_account(caller.acting.principal)]
    if body.tag is not None:
        streams.append(TAG(body.tag))
    return try_tag(await unit_over(caller, streams), asked, problem_of)
