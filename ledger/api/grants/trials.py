"""Trying a grant before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from pydantic import BaseModel, Field

from ledger.api.http.callers import Caller
from ledger.api.http.fields import Body, Code, EmployeeNo, Points
from ledger.api.http.problems import ProblemBody
from ledger.api.http.questions import QuestionCaller, problem_of, question_router, questioned, unit_over
from ledger.api.http.reading import read
from ledger.application.grants import GrantPoints, try_grant
from ledger.application.unit import Unit
from ledger.domain.accounts.events import budget_account, employee_account
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.rewards.worth import worth_of
from ledger.domain.tags.tag import TAG
from ledger.domain.values import month_of
from ledger.projections.rewards.query import best_bonus

router = question_router("points")


class GrantTrialBody(Body):
    employee: EmployeeNo
    tag: Code
    points: Points | None = Field(default=None, description="Within the tag's range; if omitted, the rule's points.")
    instant: bool = Field(default=False, strict=True, description="hr's single award.")


class Worth(BaseModel):
    money: str = Field(description="The share of the bonus that the points are, before tax.", examples=["25.00"])
    reward: str
    name: str
    cost: int = Field(description="In points.")
    amount: str


def worth(bonus: dict[str, Any] | None, points: int | None) -> dict[str, Any] | None:
    """So many points in money, by the bonus that pays most for a point."""
    if bonus is None or not points:
        return None
    money = worth_of(points, bonus["cost"], Decimal(bonus["amount"]))
    return {**{name: bonus[name] for name in ("name", "cost", "amount")}, "reward": bonus["code"], "money": str(money)}


class GrantTrial(BaseModel):
    would_credit: int = Field(description="A cap may leave less than is asked for.")
    cap_left: int | None = Field(description="What is left of the cap for this month; null: there is none.")
    budget_left: int | None = Field(description="Of the budget that it would come from; null: only its owner sees it.")
    left_after: int | None = Field(description="What would be left of it after this grant.")
    worth: Worth | None = Field(description="What that is in money; null: no reward says so.")
    problem: ProblemBody | None = Field(description="Why POST /v1/grants would refuse it.")


@router.post("/trials/grants", **questioned("grants.create", GrantTrial, matter="grants"))
async def try_granting(caller: QuestionCaller, body: GrantTrialBody) -> dict[str, Any]:
    """What a grant would credit now, and what would be left of the budget. Nothing is recorded."""
    unit = await grant_unit(caller, body.employee, body.instant, [body.tag])
    asked = GrantPoints(body.employee, body.tag, None, body.points, instant=body.instant)
    tried = try_grant(unit, asked, problem_of)
    bonus, _ = await read(caller, ["rewards"], None, partial(best_bonus, organisation=caller.organisation))
    return {**tried, "worth": worth(bonus, tried["would_credit"])}


async def grant_unit(caller: Caller, employee: str | None, instant: bool, codes: Sequence[str]) -> Unit:
    """A unit in which grants are tried in the caller's name."""
    who = caller.acting
    owner = ORGANISATION if instant else who.principal
    streams = [budget_account(owner, month_of(who.today)), *map(TAG, codes)]
    if employee is not None:
        streams.append(employee_account(employee))
    return await unit_over(caller, streams)
