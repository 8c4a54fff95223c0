"""The parallel month (双轨校验): what an older system says of a person and a month beside what the ledger says, every
difference with its likely cause (S58)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from zoneinfo import ZoneInfo

from ledger.domain.values import local_date, month_of

DAY = timedelta(days=1)
Cause = Literal[
    "missing-in-ledger", "missing-in-old", "different-points", "other-month", "expired", "rounding", "unknown-person",
    "before-the-month", "late-booking", "reversed", "held", "deduction",
]  # fmt: skip
OF_KINDS = {"expiry": "expired", "reversal": "reversed", "hold": "held", "release": "held"}
"""Why the ledger alone has a movement of such a kind."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of one person in one of the two systems. `key` is the same on both sides where the old one gave
    a source id that was imported; `name` is what people call it."""

    key: str
    points: int
    occurred_at: datetime
    kind: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """What both say of one person: the balances at the month's end (None: nothing said), and the movements of the
    month with those of a day before and after it, the ledger's also when they were booked in another month. Deductions
    are no movements here: they are not in the balance."""

    employee: str
    known: bool
    old_balance: int | None = None
    own_balance: int | None = None
    old: Sequence[Movement] = ()
    own: Sequence[Movement] = ()
    deductions: Sequence[Movement] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two differ: of a balance, or of a movement. The id changes with the numbers, so that an explanation
    holds for what was explained and for nothing else. `difference` is what it alone adds to the ledger's balance at
    the month's end, compared with the old one's."""

    id: str
    employee: str
    what: str
    old: int | None
    ledger: int | None
    cause: str
    difference: int
    occurred_at: datetime | None = None
    key: str | None = None


def compare(person: Person, period: str, zone: ZoneInfo, *, balances: bool, movements: bool) -> list[Difference]:
    """The differences of one person. A balance is named for what its movements leave unsaid, so that the differences
    of somebody add up to the difference of the two balances."""
    if not person.known:
        return [_unknown(person, period, zone)]
    found = _movements(person, period, zone) if movements else []
    gap = (person.own_balance or 0) - (person.old_balance or 0)
    rest = gap - sum(one.difference for one in found)
    if balances and rest:
        cause = _cause_of_balance(person, rest, period, zone)
        found.append(_difference(period, person, "balance", person.old_balance, person.own_balance, cause, rest))
    return found


def _unknown(person: Person, period: str, zone: ZoneInfo) -> Difference:
    """Of somebody whom the ledger does not know, all that the old system says is missing."""
    moved = sum(one.points for one in person.old if _month(one, zone) == period)
    missing = moved if person.old_balance is None else person.old_balance
    return _difference(period, person, "balance", person.old_balance, None, "unknown-person", -missing)


def _movements(person: Person, period: str, zone: ZoneInfo) -> list[Difference]:
    """Pair what is the same, the surest first; what is left over is missing on the other side."""
    pairs: list[tuple[Movement, Movement]] = []
    old, own = list(person.old), list(person.own)
    for alike in (_same_key, _same_day, _within_a_day, _rounded, _later_reversal):
        for one in list(old):
            other = next((candidate for candidate in own if alike(one, candidate, zone)), None)
            if other is not None:
                pairs.append((one, other))
                old.remove(one)
                own.remove(other)
    found = []
    for one, other in pairs:
        cause = _cause_of_pair(one, other, zone)
        if cause is not None and period in {_month(one, zone), _month(other, zone)}:
            found.append(_moved(period, person, one, other, cause, zone))
    found += [
        _moved(period, person, one, None, _cause_of_old(one, own, person.deductions, zone), zone)
        for one in old
        if _month(one, zone) == period
    ]
    found += [
        _moved(period, person, None, one, OF_KINDS.get(one.kind, "missing-in-old"), zone)
        for one in own
        if _month(one, zone) == period
    ]
    return found


def _same_key(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    return one.key == other.key


def _same_day(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    return one.points == other.points and _on_one_day(one, other, zone)


def _within_a_day(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    return one.points == other.points and abs(one.occurred_at - other.occurred_at) <= DAY


def _rounded(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    return abs(one.points - other.points) == 1 < abs(one.points) and _on_one_day(one, other, zone)


def _later_reversal(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    """Taken back in both systems, in one of them in another month."""
    taken_back = other.kind == "reversal" and one.points == other.points
    return taken_back and _month(one, zone) != _month(other, zone)


def _on_one_day(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    return local_date(one.occurred_at, zone) == local_date(other.occurred_at, zone)


def _cause_of_pair(one: Movement, other: Movement, zone: ZoneInfo) -> str | None:
    if one.points != other.points:
        return "rounding" if abs(one.points - other.points) == 1 else "different-points"
    if _month(one, zone) == _month(other, zone):
        return None
    if other.kind == "reversal":
        return "reversed"
    return "other-month" if abs(one.occurred_at - other.occurred_at) <= DAY else "late-booking"


def _cause_of_old(one: Movement, own: Sequence[Movement], deductions: Sequence[Movement], zone: ZoneInfo) -> str:
    """Why a movement of the old system alone has none here: a deduction counts in the rank and not in the balance, and
    points of a redemption went when they were held."""
    if any(_on_one_day(one, other, zone) and one.points == other.points for other in deductions):
        return "deduction"
    held = any(other.kind == "hold" and other.points == one.points for other in own)
    return "held" if held else "missing-in-ledger"


def _month(one: Movement, zone: ZoneInfo) -> str:
    return month_of(local_date(one.occurred_at, zone))


def _by_the_end(one: Movement | None, period: str, zone: ZoneInfo) -> int:
    """What a movement adds to the balance at the month's end."""
    return one.points if one is not None and _month(one, zone) <= period else 0


def _cause_of_balance(person: Person, rest: int, period: str, zone: ZoneInfo) -> str:
    expired = sum(one.points for one in person.own if one.kind == "expiry" and _month(one, zone) == period)
    if expired and rest == expired:
        return "expired"
    return "rounding" if abs(rest) == 1 else "before-the-month"


def _moved(
    period: str, person: Person, old: Movement | None, own: Movement | None, cause: str, zone: ZoneInfo
) -> Difference:
    shown = own or old
    assert shown is not None
    return _difference(
        period,
        person,
        "movement",
        None if old is None else old.points,
        None if own is None else own.points,
        cause,
        _by_the_end(own, period, zone) - _by_the_end(old, period, zone),
        shown.occurred_at,
        (old or shown).name or shown.key,
    )


def _difference(
    period: str,
    person: Person,
    what: str,
    old: int | None,
    own: int | None,
    cause: str,
    difference: int,
    at: datetime | None = None,
    key: str | None = None,
) -> Difference:
    said = "\0".join(map(str, (period, person.employee, what, key, old, own, cause)))
    return Difference(
        sha256(said.encode()).hexdigest()[:24], person.employee, what, old, own, cause, difference, at, key
    )
