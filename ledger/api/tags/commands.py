"""Value tags: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import AmountText, Body, Code, Day, DecimalText, Name, Points, PositiveText, Text, Unit
from ledger.application import tags
from ledger.application.tags import TagAnswer
from ledger.domain.errors import NotFound
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.tag import TAG, Tag

router = command_router("tags")


class StepBody(Body):
    op: Literal[">", ">=", "<", "<="]
    threshold: DecimalText
    points: Points


class FixedRuleBody(Body):
    """The same points each time; the only kind that can be granted."""

    type: Literal["fixed"]
    points: Points
    value_per_unit: AmountText | None = None
    value_unit: Unit | None = None
    second_value_unit: Unit | None = None


class SteppedRuleBody(Body):
    """Of the steps that the quantity reaches, the one with the most points (S3)."""

    type: Literal["stepped"]
    unit: Unit
    second_unit: Unit | None = None
    steps: Annotated[list[StepBody], Field(min_length=1, max_length=50)]
    value_per_unit: AmountText | None = None
    value_unit: Unit | None = None
    second_value_unit: Unit | None = None


class PerUnitRuleBody(Body):
    """Points for each whole `per` of the quantity, up to `max` (S8)."""

    type: Literal["per_unit"]
    unit: Unit
    second_unit: Unit | None = None
    per: PositiveText
    points: Points
    max: Points | None = None
    value_per_unit: AmountText | None = None
    value_unit: Unit | None = None
    second_value_unit: Unit | None = None


class DeductionRuleBody(Body):
    """For conduct: what a deduction lowers the rank by; neither granted nor claimed."""

    type: Literal["deduction"]
    points: Points
    max: Points | None = Field(default=None, description="The most that may be chosen; if omitted: fixed points.")


RuleBody = Annotated[FixedRuleBody | SteppedRuleBody | PerUnitRuleBody | DeductionRuleBody, Field(discriminator="type")]


class GrantRangeBody(Body):
    min: Points
    max: Points


class TermsBody(Body):
    name: Name
    second_name: Name | None = Field(
        default=None, description="For who reads another language than the organisation's. Units may have one, too."
    )
    goal: Text | None = None
    departments: list[Code] = Field(default=[], max_length=1000)
    evidence_required: bool = Field(default=False, strict=True)
    monthly_cap: Points | None = Field(default=None, description="Points per employee and month.")
    coefficient: PositiveText = Field(default="1", validate_default=True)
    grant_range: GrantRangeBody | None = None
    auto_approve: bool = Field(default=False, strict=True)
    rule: RuleBody

    def terms(self) -> TagTerms:
        return TagTerms.model_validate(self.model_dump(exclude={"code", "effective_from"}))


class TagBody(TermsBody):
    code: Code


class RevisionBody(TermsBody):
    effective_from: Day | None = Field(default=None, description="Today or later; if omitted: today.")


class AnnouncedRevisionBody(TermsBody):
    effective_from: Day | None = Field(default=None, description="Today or later; if omitted, its day stays.")


@router.post("/tags", **documented("tags.create", TagAnswer, new=True))
async def create_tag(caller: CommandCaller, body: TagBody) -> Handler:
    """Define a tag (hr), or propose one for departments that I head (manager)."""
    return partial(tags.create, code=body.code, terms=body.terms())


@router.post("/tags/{code}/approval", **documented("tags.decide", TagAnswer))
async def approve_tag(caller: CommandCaller, code: str) -> Handler:
    """Approve a manager's proposal."""
    return partial(tags.approve, code=code)


class RejectionBody(Body):
    reason: Text


@router.post("/tags/{code}/rejection", **documented("tags.decide", TagAnswer))
async def reject_tag(caller: CommandCaller, code: str, body: RejectionBody) -> Handler:
    """Turn a manager's proposal down, with a reason that the manager reads. The code is free again."""
    tag: Tag = await caller.services.journal.state(caller.organisation, TAG(code))
    if not tag.exists:
        raise NotFound
    # What never was a proposal is refused by the command; until then the text is under the key of who wrote it.
    reason = await caller.seal(tag.proposer or caller.employee_no, body.reason)
    return partial(tags.reject, code=code, reason=reason)


@router.post("/tags/{code}/revisions", **documented("tags.decide", TagAnswer))
async def revise_tag(caller: CommandCaller, code: str, body: RevisionBody) -> Handler:
    """Make a new revision, which changes something. What occurred before its day is judged by the one before; one that
    is announced for a later day stays, and `announced` says what it takes back."""
    return partial(tags.revise, code=code, terms=body.terms(), effective_from=body.effective_from)


@router.put("/tags/{code}/revisions/{number}", **documented("tags.decide", TagAnswer))
async def change_revision(caller: CommandCaller, code: str, number: str, body: AnnouncedRevisionBody) -> Handler:
    """Change an announced revision before its day. It becomes a revision with a number of its own in place of that
    one."""
    return partial(
        tags.replace_revision,
        code=code,
        number=_number(number),
        terms=body.terms(),
        effective_from=body.effective_from,
    )


@router.post("/tags/{code}/revisions/{number}/withdrawal", **documented("tags.decide", TagAnswer))
async def withdraw_revision(caller: CommandCaller, code: str, number: str) -> Handler:
    """Take an announced revision back before its day: what was in force before goes on."""
    return partial(tags.withdraw_revision, code=code, number=_number(number))


def _number(written: str) -> int:
    """The number of a revision in a path; what can't be one is not there."""
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise NotFound
    return int(written)


@router.post("/tags/{code}/retirement", **documented("tags.decide", TagAnswer))
async def retire_tag(caller: CommandCaller, code: str) -> Handler:
    """From today on nobody may use the tag."""
    return partial(tags.retire, code=code)
