"""Taking a credit back: whole, once, with a reason (docs/rules/points.md, "Accounts")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from ledger.domain.accounts.account import Account, take
from ledger.domain.accounts.credited import Credited
from ledger.domain.accounts.events import ISSUANCE, PointsTransferred
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.hands import check_second
from ledger.domain.errors import Conflict, Forbidden
from ledger.domain.events import Event
from ledger.domain.reversals.events import ReversalConfirmed, ReversalRejected
from ledger.domain.reversals.events import ReversalRequested as Requested
from ledger.domain.streams import Stream
from ledger.domain.values import Sealed

GIVERS_TIME = timedelta(hours=24)
"""How long who granted or approved may take it back; hr may at any time."""

ReversalState = Literal["none", "waiting", "confirmed", "rejected"]


@dataclass(frozen=True, slots=True)
class Reversal:
    """State of `reversal:{id}`: a forced reversal that waits for a second hr, and what became of it."""

    reversal: str
    state: ReversalState = "none"
    requested: Requested | None = None
    by: str = ""


def evolve(state: Reversal, event: Event, by: str, at: datetime) -> Reversal:
    match event:
        case Requested():
            return replace(state, state="waiting", requested=event, by=by)
        case ReversalConfirmed():
            return replace(state, state="confirmed")
        case ReversalRejected():
            return replace(state, state="rejected")
    return state


REVERSAL = Stream("reversal", Reversal, evolve, envelope=True)


def check_giver(by: str, at: datetime, principal: str, now: datetime) -> None:
    """Who granted or approved takes it back within 24 hours; afterwards hr does."""
    if principal != by:
        raise Forbidden("not-the-giver", "Only who granted or approved this takes it back, or hr.")
    if now - at > GIVERS_TIME:
        raise Forbidden("reversal-too-late", "It is more than 24 hours ago; only hr takes it back now.")


def decide_reverse(
    credited: Credited, account: Account, *, present_month: str, reason: Sealed, forced: bool = False
) -> list[PointsTransferred]:
    """Move the points of a credit back: the lot's own rest first, then other lots; what is held stays held.

    They return to the budget that they came from while its month is open, else to `issuance`. It counts in the
    original's month, tag and departments, so it frees the cap. Only a forced one takes more than there is; the
    balance is below zero then, and the next credits repay it.
    """
    _check_not_taken_back(credited)
    was = credited.transfer
    if account.balance < was.points and not forced:
        raise Conflict(
            "balance-too-low",
            f"The balance is {account.balance}; {was.points} are to be taken back. hr can force it, "
            "confirmed by a second hr.",
            needed=was.points,
            balance=account.balance,
        )
    open_budget = was.source.startswith("budget:") and was.source.endswith(f":{present_month}")
    return [
        PointsTransferred(
            kind="reversal",
            subject=was.subject,
            source=account.account,
            target=was.source if open_budget else ISSUANCE,
            points=was.points,
            counted=was.counted,
            credit=was.credit,
            takes=take(account, was.points, first=was.subject),
            reason=reason,
        )
    ]


def decide_request(credited: Credited, requested: Requested) -> list[Event]:
    """hr asks for a forced reversal; a second hr confirms or rejects it."""
    _check_not_taken_back(credited)
    return [requested]


def decide_confirm(reversal: Reversal, confirmer: str, directory: Directory, today: date) -> list[Event]:
    _check_waits(reversal)
    check_second(directory, reversal.by, confirmer, today)
    return [ReversalConfirmed(reversal=reversal.reversal)]


def decide_reject(reversal: Reversal, reason: Sealed) -> list[Event]:
    """Any hr drops a request, also the one who made it."""
    _check_waits(reversal)
    return [ReversalRejected(reversal=reversal.reversal, reason=reason)]


def _check_waits(reversal: Reversal) -> None:
    if reversal.state != "waiting":
        raise Conflict("reversal-decided", f"This request is {reversal.state} already.")


def _check_not_taken_back(credited: Credited) -> None:
    if credited.taken_back:
        raise Conflict("already-reversed", "This was taken back already; it is taken back once.")
