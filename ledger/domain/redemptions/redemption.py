"""A redemption's life: requested → approved → fulfilled | rejected | cancelled; and reversed, where it was fulfilled
by mistake (docs/rules/points.md, "Rewards, redemption")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from ledger.domain.accounts.account import Account, put_back, take
from ledger.domain.accounts.events import PointsTransferred, TransferKind, held_account, redeemed_account
from ledger.domain.accounts.held import Held
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.hands import same_hand
from ledger.domain.errors import Conflict, Forbidden, Invalid
from ledger.domain.events import Event
from ledger.domain.exports.events import Line, redemption_subject
from ledger.domain.exports.lines import Waiting
from ledger.domain.redemptions.events import (
    Handed,
    RedemptionApproved,
    RedemptionCancelled,
    RedemptionFulfilled,
    RedemptionRejected,
    RedemptionRequested,
    RedemptionReversed,
)
from ledger.domain.rewards.events import Benefit
from ledger.domain.rewards.reward import Reward, check_offered, left_in
from ledger.domain.streams import Stream
from ledger.domain.values import MAX_POINTS, MONEY_PLACES, Sealed, half_away

RedemptionState = Literal["none", "requested", "approved", "fulfilled", "rejected", "cancelled", "reversed"]
GRACE = timedelta(days=30)
"""How long points last that ended while they waited."""


@dataclass(frozen=True, slots=True)
class Redemption:
    """State of `redemption:{id}`."""

    redemption: str
    state: RedemptionState = "none"
    requested: RedemptionRequested | None = None
    line: Line | None = None

    def parts(self) -> RedemptionRequested:
        """What was requested; only for a redemption that exists."""
        assert self.requested is not None
        return self.requested


def evolve(state: Redemption, event: Event) -> Redemption:
    match event:
        case RedemptionRequested():
            return replace(state, state="requested", requested=event)
        case RedemptionApproved():
            return replace(state, state="approved")
        case RedemptionRejected():
            return replace(state, state="rejected")
        case RedemptionCancelled():
            return replace(state, state="cancelled")
        case RedemptionFulfilled():
            return replace(state, state="fulfilled", line=event.line)
        case RedemptionReversed():
            return replace(state, state="reversed")
    return state


REDEMPTION = Stream("redemption", Redemption, evolve)


def decide_request(
    redemption: str,
    reward: Reward,
    account: Account,
    *,
    employee: str,
    quantity: int,
    today: date,
    approver: str | None,
    requested_by: str | None = None,
) -> list[Event]:
    """Hold the points, and reserve stock and limit; approved at once where nobody has to."""
    check_offered(reward, employee, today.year, quantity)
    terms = reward.terms
    points = terms.cost * quantity
    if points > MAX_POINTS:
        raise Invalid("too-many-points", f"A command moves at most {MAX_POINTS} points.", "/quantity")
    if account.balance < points:
        said = f"This takes {points} points; the balance is {account.balance}."
        raise Conflict("balance-too-low", said, "/reward", needed=points, balance=account.balance)
    requested = RedemptionRequested(
        redemption=redemption,
        employee=employee,
        reward=reward.code,
        revision=len(reward.revisions),
        name=terms.name,
        kind=terms.kind,
        benefit=terms.benefit,
        quantity=quantity,
        points=points,
        year=today.year,
        approval=terms.approval,
        requested_on=today,
        approver=approver,
        requested_by=requested_by,
    )
    hold = PointsTransferred(
        kind="hold",
        subject=REDEMPTION(redemption),
        source=account.account,
        target=held_account(redemption),
        points=points,
        takes=take(account, points),
    )
    if terms.approval == "none":
        return [requested, hold, RedemptionApproved(redemption=redemption, employee=employee, reward=reward.code)]
    return [requested, hold]


def most_pieces(reward: Reward, account: Account, employee: str, year: int) -> int:
    """How many pieces somebody can request now: within stock, limit and balance."""
    within = (reward.left, left_in(reward, employee, year), account.balance // reward.terms.cost)
    return max(min((MAX_POINTS // reward.terms.cost, *(one for one in within if one is not None))), 0)


def check_not_requester(directory: Directory, requested_by: str | None, today: date, *actors: str) -> None:
    """Who redeemed for somebody else does not decide it, neither in their own name nor on behalf of another, nor
    through one whose password they set."""
    if same_hand(directory, requested_by, today, *actors):
        raise Forbidden(
            "requested-by-oneself", "You, or one hand with you, requested this redemption: somebody else decides it."
        )


def decide_approve(redemption: Redemption) -> list[Event]:
    check_undecided(redemption)
    return [RedemptionApproved(**_whose(redemption))]


def decide_reject(
    redemption: Redemption, held: Held, account: Account, reason: Sealed, *, by_hr: bool, today: date
) -> list[Event]:
    """Reject it. An hr may do so until it is fulfilled: the course is full, the employee has left."""
    if redemption.state == "approved" and not by_hr:
        raise Forbidden("rejecting-approved-takes-hr", "It is approved already; only hr may still reject it.")
    if redemption.state != "approved":
        check_undecided(redemption)
    rejected = RedemptionRejected(**_whose(redemption), **_reserved(redemption), reason=reason)
    return [rejected, _back("release", redemption, held, account, today, GRACE)]


def decide_cancel(redemption: Redemption, held: Held, account: Account, *, today: date) -> list[Event]:
    """The employee takes it back before it is approved. Points that ended meanwhile get the days that they waited, at
    most 30: nobody lengthens the life of points by requesting and cancelling."""
    if redemption.state == "approved":
        raise Conflict("redemption-approved", "It is approved already; ask hr to reject it.")
    check_undecided(redemption)
    cancelled = RedemptionCancelled(**_whose(redemption), **_reserved(redemption))
    waited = today - redemption.parts().requested_on
    return [cancelled, _back("release", redemption, held, account, today, min(waited, GRACE))]


def decide_fulfil(redemption: Redemption, today: date) -> list[Event]:
    """The points are spent, and the line waits for whoever pays or books it."""
    if redemption.state == "requested":
        raise Conflict("redemption-not-approved", "It waits for its approval.")
    if redemption.state != "approved":
        raise _decided(redemption)
    requested = redemption.parts()
    line = None
    if requested.kind != "custom":
        line = Line(
            subject=redemption_subject(redemption.redemption),
            employee=requested.employee,
            reward=requested.reward,
            name=requested.name,
            fulfilled_on=today,
            quantity=requested.quantity,
            benefit=_times(requested.benefit, requested.quantity),
        )
    spent = PointsTransferred(
        kind="redemption",
        subject=REDEMPTION(redemption.redemption),
        source=held_account(redemption.redemption),
        target=redeemed_account(requested.kind),
        points=requested.points,
    )
    handed = Handed(pieces=requested.quantity, on=today) if line is None else None
    return [RedemptionFulfilled(**_whose(redemption), kind=requested.kind, line=line, handed=handed), spent]


def decide_reverse(
    redemption: Redemption, held: Held, account: Account, waiting: Waiting, reason: Sealed, *, today: date
) -> list[Event]:
    """Fulfilled by mistake: the points go back to their lots. A line that still waits is withdrawn; one that an export
    has taken already is taken back by a line in a later export."""
    if redemption.state != "fulfilled":
        raise Conflict("redemption-not-fulfilled", f"It is {redemption.state}; only a fulfilled one is reversed.")
    line = redemption.line
    exported = line is not None and line.subject not in waiting.lines
    undone = RedemptionReversed(
        **_whose(redemption),
        **_reserved(redemption),
        kind=redemption.parts().kind,
        reason=reason,
        line=line.model_copy(update={"reverses": True}) if line is not None and exported else None,
    )
    return [undone, _back("reversal", redemption, held, account, today, GRACE)]


def _back(
    kind: TransferKind, redemption: Redemption, held: Held, account: Account, today: date, grace: timedelta
) -> PointsTransferred:
    """The points on their way back: out of what is held, or out of what was redeemed."""
    requested = redemption.parts()
    opens, repays = put_back(account, held.parts, today, grace)
    return PointsTransferred(
        kind=kind,
        subject=REDEMPTION(redemption.redemption),
        source=held.account if kind == "release" else redeemed_account(requested.kind),
        target=account.account,
        points=requested.points,
        opens=opens,
        repays=repays,
    )


def _times(benefit: Benefit, quantity: int) -> Benefit:
    """What so many pieces are together."""
    if quantity == 1:
        return benefit
    return benefit.model_copy(
        update={
            "amount": None if benefit.amount is None else half_away(benefit.amount * quantity, MONEY_PLACES),
            "days": None if benefit.days is None else benefit.days * quantity,
            "hours": None if benefit.hours is None else benefit.hours * quantity,
        }
    )


def _whose(redemption: Redemption) -> dict[str, Any]:
    requested = redemption.parts()
    return {"redemption": redemption.redemption, "employee": requested.employee, "reward": requested.reward}


def _reserved(redemption: Redemption) -> dict[str, Any]:
    requested = redemption.parts()
    return {"year": requested.year, "quantity": requested.quantity}


def check_undecided(redemption: Redemption) -> None:
    if redemption.state != "requested":
        raise _decided(redemption)


def _decided(redemption: Redemption) -> Conflict:
    return Conflict("redemption-decided", f"The redemption is {redemption.state} already.")
