"""What happens to a tag."""

from __future__ import annotations

from datetime import date

from ledger.domain.events import Event
from ledger.domain.tags.rules import Rule
from ledger.domain.values import Quantity, Sealed, Value

CODES = "tag-codes"
"""The stream that has all codes, which are unique however they are spelt."""


class GrantRange(Value):
    """Within which managers may choose the points of a grant."""

    min: int
    max: int


class TagTerms(Value):
    """Everything about a tag that a revision fixes. `second_name` is for who reads another language than the
    organisation's."""

    name: str
    second_name: str | None = None
    goal: str | None = None
    departments: tuple[str, ...] = ()
    evidence_required: bool = False
    monthly_cap: int | None = None
    coefficient: Quantity
    grant_range: GrantRange | None = None
    auto_approve: bool = False
    rule: Rule


class TagDefined(Event, type="tags.defined.1"):
    """hr made a tag; its first revision is in force."""

    code: str
    terms: TagTerms

    def linked_streams(self) -> tuple[str, ...]:
        return (CODES,)


class TagProposed(Event, type="tags.proposed.1"):
    """A manager proposed a tag for departments in their sight; hr approves it."""

    code: str
    proposer: str
    terms: TagTerms

    def linked_streams(self) -> tuple[str, ...]:
        return (CODES,)


class TagApproved(Event, type="tags.approved.1"):
    code: str


class TagRejected(Event, type="tags.rejected.1"):
    """hr turned a proposal down; the reason is for the proposer. The code is free again."""

    code: str
    proposer: str
    reason: Sealed

    def linked_streams(self) -> tuple[str, ...]:
        return (CODES,)


class TagRevised(Event, type="tags.revised.1"):
    """Revision `number` is in force from a local day on, never a past one."""

    code: str
    number: int
    effective_from: date
    terms: TagTerms


class TagRevisionReplaced(Event, type="tags.revision-replaced.1"):
    """Before its day came, an announced revision was replaced by revision `number`, which may have another day."""

    code: str
    replaced: int
    number: int
    effective_from: date
    terms: TagTerms


class TagRevisionWithdrawn(Event, type="tags.revision-withdrawn.1"):
    """Before its day came, an announced revision was taken back; it never judges anything."""

    code: str
    number: int


class TagRetired(Event, type="tags.retired.1"):
    """No action from this local day on may use the tag."""

    code: str
    retired_from: date
