"""What becomes of the points of somebody who has left, by the organisation's policy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger.domain.accounts.account import Account, take
from ledger.domain.accounts.events import (
    EXPIRED,
    WRITTEN_OFF,
    LeaverSettled,
    PointsTransferred,
    employee_of,
    settlement_of,
)
from ledger.domain.countersigning.events import CountersignatureAsked, CountersignatureGiven, CountersignatureRefused
from ledger.domain.directory.directory import Employee
from ledger.domain.directory.events import EmploymentDated
from ledger.domain.errors import Conflict
from ledger.domain.events import Event
from ledger.domain.exports.events import Line
from ledger.domain.organisation.organisation import LeaverPolicy
from ledger.domain.rewards.events import PAY_ITEM, TAX_CLASS, Benefit
from ledger.domain.streams import Stream
from ledger.domain.values import EXACT, MONEY_PLACES, half_away


@dataclass(frozen=True, slots=True)
class Leaving:
    """State of `leaving:{no}`: how many settlements there were, for which points a second hr was asked last, and
    whether they have not answered yet. `left_on` is the leaving that was settled last."""

    settled: int = 0
    asked_for: int | None = None
    waits: bool = False
    left_on: date | None = None


def evolve(state: Leaving, event: Event) -> Leaving:
    match event:
        case LeaverSettled():
            return Leaving(state.settled + 1, left_on=event.left_on)
        case CountersignatureAsked():
            return replace(state, asked_for=event.asked["points"], waits=True)
        case CountersignatureGiven() | CountersignatureRefused():
            return replace(state, waits=False)
    return state


def check_not_taken_back(leaving: Leaving, dated: EmploymentDated) -> None:
    """What somebody was paid for leaving stays a leaving; who comes back is hired on a later day."""
    settled = leaving.left_on
    if settled is None or (dated.hired_on is not None and dated.hired_on > settled):
        return
    if dated.left_on is None or dated.left_on > settled:
        raise Conflict(
            "leaving-settled",
            f"Their points were settled for leaving on {settled}. Who comes back has a hired_on after that day.",
            "/left_on",
            day=str(settled),
        )


def asks_again(leaving: Leaving, points: int) -> bool:
    """A second hr is asked once for the same points: what was refused stays, until there are others."""
    return not leaving.waits and leaving.asked_for != points


LEAVING = Stream("leaving", lambda employee_no: Leaving(), evolve)


def decide_write_off(account: Account) -> list[PointsTransferred]:
    """Nobody collects a balance below zero from somebody who has left."""
    owed = -account.balance
    if owed <= 0:
        return []
    subject = LEAVING(employee_of(account.account))
    return [
        PointsTransferred(
            kind="write-off",
            subject=subject,
            source=WRITTEN_OFF,
            target=account.account,
            points=owed,
            repays=owed,
        )
    ]


def check_has_left(person: Employee, today: date) -> None:
    """hr redeems only for who can't sign in any more."""
    if person.left_on is None or today <= person.left_on:
        raise Conflict("still-employed", "They redeem for themselves.", "/employee")


def check_redeems(
    person: Employee, policy: LeaverPolicy, asked_on: date, today: date, pointer: str | None = None
) -> None:
    """Whether somebody may have what they redeem, asked of the request and again of its approval: they are employed, or
    it was asked for while the policy's days for leavers ran. Nobody loses it by an approver's delay."""
    if "auditor" in person.roles:
        raise Conflict("auditor-has-no-account", "An auditor has no account.", pointer)
    if person.employed_on(today):
        return
    if person.left_on is None or today <= person.left_on:
        raise Conflict("not-employed", f"Not employed on {today}.", pointer, day=str(today))
    if policy.kind != "redeem" or asked_on > person.left_on + timedelta(days=policy.days):
        raise Conflict("leavers-days-over", "The days to redeem a leaver's points are over.", pointer)


def decide_settle(
    account: Account, leaving: Leaving, left_on: date, policy: LeaverPolicy, today: date
) -> tuple[list[PointsTransferred], list[LeaverSettled]]:
    """What is left ends when the days to redeem it are over, or becomes a bonus line at once; held points are not
    touched. Twice changes nothing."""
    points = account.balance
    if points <= 0 or today <= left_on or (policy.kind == "redeem" and today <= left_on + timedelta(days=policy.days)):
        return [], []
    number = employee_of(account.account)
    moved = PointsTransferred(
        kind="redemption" if policy.kind == "bonus" else "expiry",
        subject=LEAVING(number),
        source=account.account,
        target="redeemed:bonus" if policy.kind == "bonus" else EXPIRED,
        points=points,
        takes=take(account, points),
    )
    if policy.kind == "redeem":
        return [moved], []
    assert policy.amount_per_point is not None, "checked when the policy was set"
    amount = half_away(EXACT.multiply(policy.amount_per_point, points), MONEY_PLACES)
    line = Line(
        subject=settlement_of(number, leaving.settled + 1),
        employee=number,
        fulfilled_on=today,
        quantity=1,
        benefit=Benefit(amount=amount, pay_item=PAY_ITEM, tax_class=TAX_CLASS),
    )
    return [moved], [LeaverSettled(employee=number, left_on=left_on, points=points, line=line)]
