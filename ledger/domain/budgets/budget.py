"""Budgets: a manager's points to grant in a month, or the organisation's for instant awards.

A budget is an account. Setting it moves points between it and `issuance`, granting moves them on to an
employee, and what is left when the month ends lapses back to `issuance`.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from ledger.domain.accounts.events import ISSUANCE, PointsTransferred
from ledger.domain.errors import Conflict
from ledger.domain.streams import Codec, Stream

ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Budget:
    """State of `budget:{owner}:{month}`: what was put in, what was granted from it, whether it has lapsed."""

    account: str
    points: int = 0
    spent: int = 0
    lapsed: int = 0

    @property
    def left(self) -> int:
        return self.points - self.spent - self.lapsed


def evolve(state: Budget, event: PointsTransferred) -> Budget:
    incoming = event.points if event.target == state.account else -event.points
    if event.kind == "budget":
        return Budget(state.account, state.points + incoming, state.spent, state.lapsed)
    if event.kind == "lapse":
        return Budget(state.account, state.points, state.spent, state.lapsed - incoming)
    return Budget(state.account, state.points, state.spent - incoming, state.lapsed)


def _freeze(state: Budget) -> bytes:
    return orjson.dumps([state.points, state.spent, state.lapsed])


def _thaw(id: str, frozen: bytes) -> Budget:
    return Budget(f"budget:{id}", *orjson.loads(frozen))


BUDGET = Stream("budget", lambda id: Budget(f"budget:{id}"), evolve, Codec("budget.1", _freeze, _thaw))


def decide_set(budget: Budget, points: int, *, month: str, present_month: str) -> list[PointsTransferred]:
    """Set the total of a budget. Below what is spent it is refused; the same total makes no event."""
    if month < present_month:
        raise Conflict("month-closed", f"The month {month} has ended; its budget can't be set any more.", month=month)
    if points < budget.spent:
        raise Conflict(
            "budget-below-spent",
            f"{budget.spent} points of this budget are spent already; it can't be set to {points}.",
            "/points",
            spent=budget.spent,
        )
    change = points - budget.points
    if change == 0:
        return []
    source, target = (ISSUANCE, budget.account) if change > 0 else (budget.account, ISSUANCE)
    return [PointsTransferred(kind="budget", subject=budget.account, source=source, target=target, points=abs(change))]


def decide_lapse(budget: Budget, *, month: str, present_month: str) -> list[PointsTransferred]:
    """What is left when the month has ended goes back to `issuance`; twice changes nothing."""
    if month >= present_month or budget.left <= 0:
        return []
    return [
        PointsTransferred(
            kind="lapse", subject=budget.account, source=budget.account, target=ISSUANCE, points=budget.left
        )
    ]


def check_covers(budget: Budget, points: int) -> None:
    """A grant takes no more than is left."""
    if budget.left < points:
        raise Conflict(
            "budget-exhausted",
            f"The budget of this month has {budget.left} points left; {points} are needed.",
            "/points",
            left=budget.left,
            needed=points,
        )
