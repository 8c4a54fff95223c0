"""What waits for a second hr, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from ledger.domain.countersigning.events import (
    Asked,
    CountersignatureAsked,
    CountersignatureGiven,
    CountersignatureRefused,
    OfCountersignature,
    firsts_in,
    took_part_in,
)
from ledger.domain.countersigning.leavers import check_confirms_leaver
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.hands import check_second, one_hand
from ledger.domain.directory.sight import second_approver_of
from ledger.domain.errors import Conflict, Forbidden
from ledger.domain.events import Event
from ledger.domain.streams import Stream
from ledger.domain.values import Sealed

CountersignatureState = Literal["none", "waiting", "confirmed", "rejected"]


@dataclass(frozen=True, slots=True)
class Countersignature:
    """State of `countersignature:{id}`; `by` asked for it."""

    id: str
    state: CountersignatureState = "none"
    asked: CountersignatureAsked | None = None
    by: str = ""

    def parts(self) -> CountersignatureAsked:
        """What was asked; only for one that exists."""
        assert self.asked is not None
        return self.asked


def evolve(state: Countersignature, event: OfCountersignature, by: str, at: object) -> Countersignature:
    match event:
        case CountersignatureAsked():
            return replace(state, state="waiting", asked=event, by=by)
        case CountersignatureGiven():
            return replace(state, state="confirmed")
        case CountersignatureRefused():
            return replace(state, state="rejected")
    return state


COUNTERSIGNATURE = Stream("countersignature", Countersignature, evolve, envelope=True)


def check_decides(
    directory: Directory, roles: frozenset[str], employee: str | None, asked: Asked, decider: str, today: date
) -> None:
    """An hr decides; the second approver of a claim, and its first one, who may drop it; an admin only what no hr may
    confirm."""
    if "hr" in roles:
        return
    if (took_part := took_part_in(asked)) is not None:
        person = None if employee is None else directory.employees.get(employee)
        second = None if person is None else second_approver_of(directory, person, took_part[0], took_part, today)
        if decider not in {took_part[0], second}:
            raise Forbidden("not-the-approver", "Somebody else is the second approver of this claim.")
        return
    firsts = firsts_in(asked)
    if employee is None or firsts is None:
        raise Forbidden("role", "A second hr decides this.")
    check_confirms_leaver(directory, employee, firsts, decider, today)


def check_confirms(
    directory: Directory, asked_by: str, employee: str | None, asked: Asked, confirmer: str, today: date
) -> None:
    """Whether somebody who may decide it is the second one; what the ledger itself asks for has its first ones, too."""
    if (took_part := took_part_in(asked)) is not None:
        check_took_no_part(directory, took_part, confirmer, today)
        return
    check_second(directory, asked_by, confirmer, today)
    if employee is not None and (firsts := firsts_in(asked)) is not None:
        check_confirms_leaver(directory, employee, firsts, confirmer, today)


def check_took_no_part(directory: Directory, took_part: tuple[str, ...], confirmer: str, today: date) -> None:
    if any(one_hand(directory, one, confirmer, today) for one in took_part):
        raise Forbidden(
            "second-approver",
            "You, or one hand with you, approved this claim first or submitted it: somebody else is the second.",
        )


def decide_give(state: Countersignature, confirmer: str, directory: Directory, today: date) -> list[Event]:
    _check_waits(state)
    asked = state.parts()
    check_confirms(directory, state.by, asked.employee, asked.asked, confirmer, today)
    return [CountersignatureGiven(countersignature=state.id, subject=asked.subject, claim=asked.claim)]


def decide_refuse(state: Countersignature, reason: Sealed) -> list[Event]:
    """Any hr drops it, also the one who asked."""
    _check_waits(state)
    return [_refused(state, reason)]


def decide_drop(state: Countersignature) -> list[Event]:
    """What it was about is over."""
    _check_waits(state)
    return [_refused(state, None)]


def _refused(state: Countersignature, reason: Sealed | None) -> CountersignatureRefused:
    asked = state.parts()
    return CountersignatureRefused(countersignature=state.id, subject=asked.subject, claim=asked.claim, reason=reason)


def check_as_asked(state: Countersignature, points: int, money: Decimal) -> None:
    """What follows makes no more than the second hr has seen."""
    asked = state.parts()
    if points > (asked.points or 0) or money > (asked.money or 0):
        raise Conflict("more-than-asked", "It would make more by now than was asked for. Reject it, and ask anew.")


def _check_waits(state: Countersignature) -> None:
    if state.state != "waiting":
        raise Conflict("countersignature-decided", f"This is {state.state} already.")
