"""What happens to a redemption. Reasons are sealed under the employee's key."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.domain.events import Event, upcaster
from ledger.domain.exports.events import Line, lines_of, lines_stream, with_subject
from ledger.domain.rewards.events import Approval, Benefit, RewardKind
from ledger.domain.values import Sealed, Value


class OfRedemption(Event):
    """Base: whose redemption, of what."""

    redemption: str
    employee: str
    reward: str


class Reserving(OfRedemption):
    """Base of what takes pieces of the reward's stock and of the employee's limit of a year, or gives them back."""

    year: int
    quantity: int

    def linked_streams(self) -> tuple[str, ...]:
        return (f"reward:{self.reward}",)


class RedemptionRequested(Reserving, type="redemptions.requested.1"):
    """Points are held, stock and limit reserved. `benefit` is that of one piece, by the revision of that moment.

    `approver` is who was to decide when it was requested (None: an hr, or nobody has to). `requested_by` is given when
    an hr redeemed for somebody who has left.
    """

    revision: int
    name: str
    kind: RewardKind
    benefit: Benefit
    points: int
    approval: Approval
    requested_on: date
    approver: str | None = None
    requested_by: str | None = None


class RedemptionApproved(OfRedemption, type="redemptions.approved.1"):
    """By the approver or an hr, or by the reward's own terms in the moment of the request."""


class RedemptionRejected(Reserving, type="redemptions.rejected.1"):
    reason: Sealed


class RedemptionCancelled(Reserving, type="redemptions.cancelled.1"):
    """The employee took it back before it was approved."""


class Handed(Value):
    """How many pieces of what is custom were handed over, and on which day."""

    pieces: int
    on: date


class RedemptionFulfilled(OfRedemption, type="redemptions.fulfilled.2"):
    """The points are spent; what was redeemed waits as a line for whoever pays or books it. What is custom has no line,
    and is `handed` over; what was handed over before that was recorded counts in nobody's month."""

    kind: RewardKind
    line: Line | None = None
    handed: Handed | None = None

    def linked_streams(self) -> tuple[str, ...]:
        # The stored data of before has no such field.
        return (lines_stream(self.kind),) if getattr(self, "handed", None) else lines_of(self.kind)


class RedemptionReversed(Reserving, type="redemptions.reversed.2"):
    """Fulfilled by mistake: the points went back. A line that still waited is withdrawn; for one that an export has
    taken already, `line` takes it back in a later export."""

    kind: RewardKind
    reason: Sealed
    line: Line | None = None

    def linked_streams(self) -> tuple[str, ...]:
        return (f"reward:{self.reward}", *lines_of(self.kind))


@upcaster("redemptions.fulfilled.1", "redemptions.fulfilled.2")
@upcaster("redemptions.reversed.1", "redemptions.reversed.2")
def _line_with_subject(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "line": with_subject(data["line"])} if data.get("line") else data
