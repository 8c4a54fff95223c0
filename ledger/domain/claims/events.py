"""What happens to a claim. Texts are sealed under the employee's key."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ledger.domain.events import Event
from ledger.domain.values import Money, Quantity, Sealed, Value

VerifiedAfter = Literal[3, 6]
"""Months after a saving."""


class ClaimContent(Value):
    """What is claimed, and what the rule made of it: points after the coefficient, before caps."""

    description: Sealed
    evidence: tuple[Sealed, ...] = ()
    quantity: Quantity | None = None
    value_quantity: Quantity | None = None
    points: int
    value: Money | None = None


class WaitsFor(Value):
    """Who was to decide it when it was submitted, and on which day that was; None: an hr. Who decides it later is asked
    of the directory then: this says who is told."""

    approver: str | None = None
    since: date


class ClaimSubmitted(Event, type="claims.submitted.1"):
    """`submitted_by` is given when somebody else claimed for the employee."""

    claim: str
    employee: str
    tag: str
    revision: int
    happened_at: datetime
    month: str
    departments: tuple[str, ...]
    content: ClaimContent
    submitted_by: str | None = None
    waits_for: WaitsFor | None = None


class ClaimApproved(Event, type="claims.approved.1"):
    """Approved for `points`, of which a cap left `credited`."""

    claim: str
    points: int
    credited: int
    reason: Sealed | None = None
    verified_value: Money | None = None


class ClaimRejected(Event, type="claims.rejected.1"):
    claim: str
    reason: Sealed


class ClaimReturned(Event, type="claims.returned.1"):
    """Sent back with a question; the employee may submit it again."""

    claim: str
    reason: Sealed


class ClaimResubmitted(Event, type="claims.resubmitted.1"):
    """Submitted again, with what the employee answers to the question; it keeps its time of occurrence and the tag's
    revision."""

    claim: str
    content: ClaimContent
    answer: Sealed | None = None
    waits_for: WaitsFor | None = None


class ClaimValueVerified(Event, type="claims.value-verified.1"):
    """The same source was measured again so many months after the saving: this is what was left of it. Said again, the
    last one counts. It moves no points."""

    claim: str
    months: VerifiedAfter
    verified_value: Money
    reason: Sealed | None = None


class ClaimVerificationDue(Event, type="claims.verification-due.1"):
    """hr was told that the source of a claim is to be measured again."""

    claim: str
    months: VerifiedAfter
    due_on: date


class ClaimWithdrawn(Event, type="claims.withdrawn.1"):
    claim: str
