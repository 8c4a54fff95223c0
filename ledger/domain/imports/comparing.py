"""The parallel month (双轨校验): what an older system says of a person and a month beside what the ledger says, every
difference with its likely cause (S58)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from ledger.domain.values import local_date, month_of

DAY = timedelta(days=1)
CAUSES = (
    "missing-in-ledger", "missing-in-old", "different-points", "other-month", "expired", "rounding", "unknown-person",
    "before-the-month",
)  # fmt: skip


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
    month with those of a day before and after it."""

    employee: str
    known: bool
    old_balance: int | None = None
    own_balance: int | None = None
    old: Sequence[Movement] = ()
    own: Sequence[Movement] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two differ: of a balance, or of a movement. The id changes with the numbers, so that an explanation
    holds for what was explained and for nothing else."""

    id: str
    employee: str
    what: str
    old: int | None
    ledger: int | None
    cause: str
    occurred_at: datetime | None = None
    key: str | None = None


def compare(person: Person, period: str, zone: ZoneInfo, *, balances: bool, movements: bool) -> list[Difference]:
    """The differences of one person. A balance that differs by just its movements is named by them alone."""
    if not person.known:
        return [_difference(period, person, "balance", person.old_balance, None, "unknown-person")]
    found = _movements(person, period, zone) if movements else []
    gap = (person.own_balance or 0) - (person.old_balance or 0)
    explained = sum((one.ledger or 0) - (one.old or 0) for one in found if one.cause != "other-month")
    moved = sum(_gap(one, period, zone) for one in found if one.cause == "other-month")
    if balances and gap not in {0, explained + moved}:
        cause = _cause_of_balance(person, gap, period, zone)
        found.append(_difference(period, person, "balance", person.old_balance, person.own_balance, cause))
    return found


def _movements(person: Person, period: str, zone: ZoneInfo) -> list[Difference]:
    """Pair what is the same, by key, then by points and time; what is left over is missing on the other side."""
    pairs: list[tuple[Movement, Movement]] = []
    old, own = list(person.old), list(person.own)
    for alike in (_same_key, _same_day, _within_a_day):
        for one in list(old):
            other = next((candidate for candidate in own if alike(one, candidate, zone)), None)
            if other is not None:
                pairs.append((one, other))
                old.remove(one)
                own.remove(other)
    found = []
    for one, other in pairs:
        months = {_month(one, zone), _month(other, zone)}
        if one.points != other.points and period in months:
            cause = "rounding" if abs(one.points - other.points) == 1 else "different-points"
            found.append(_moved(period, person, one, other, cause))
        elif period in months and len(months) == 2:
            found.append(_moved(period, person, one, other, "other-month"))
    found += [
        _moved(period, person, one, None, "missing-in-ledger") for one in old if _month(one, zone) == period
    ]  # fmt: skip
    found += [
        _moved(period, person, None, one, "expired" if one.kind == "expiry" else "missing-in-old")
        for one in own
        if _month(one, zone) == period
    ]
    return found


def _same_key(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    return one.key == other.key


def _same_day(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    same = local_date(one.occurred_at, zone) == local_date(other.occurred_at, zone)
    return same and abs(one.points - other.points) <= (1 if abs(one.points) > 1 else 0)


def _within_a_day(one: Movement, other: Movement, zone: ZoneInfo) -> bool:
    return one.points == other.points and abs(one.occurred_at - other.occurred_at) <= DAY


def _month(one: Movement, zone: ZoneInfo) -> str:
    return month_of(local_date(one.occurred_at, zone))


def _gap(one: Difference, period: str, zone: ZoneInfo) -> int:
    """By how much a movement that stands in another month there moves the balance at this month's end."""
    assert one.occurred_at is not None
    stands_here = month_of(local_date(one.occurred_at, zone)) <= period
    return 0 if stands_here else -(one.old or 0)


def _cause_of_balance(person: Person, gap: int, period: str, zone: ZoneInfo) -> str:
    expired = sum(one.points for one in person.own if one.kind == "expiry" and _month(one, zone) == period)
    if expired and gap == expired:
        return "expired"
    return "rounding" if abs(gap) == 1 else "before-the-month"


def _moved(period: str, person: Person, old: Movement | None, own: Movement | None, cause: str) -> Difference:
    shown = own or old
    assert shown is not None
    return _difference(
        period,
        person,
        "movement",
        None if old is None else old.points,
        None if own is None else own.points,
        cause,
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
    at: datetime | None = None,
    key: str | None = None,
) -> Difference:
    said = "\0".join(map(str, (period, person.employee, what, key, old, own, cause)))
    return Difference(sha256(said.encode()).hexdigest()[:24], person.employee, what, old, own, cause, at, key)
