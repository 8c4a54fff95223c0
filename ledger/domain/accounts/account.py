"""An employee's account: its balance, its open lots, and what was credited by tag and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

import orjson
from immutables import Map

from ledger.domain.accounts.events import MAKING, LotPart, PointsTransferred, employee_account
from ledger.domain.errors import Conflict
from ledger.domain.streams import Codec, Stream
from ledger.domain.values import add_months, local_date, month_of


class Lot(NamedTuple):
    """Points credited together. Ordered as they are spent: what ends first, then the oldest."""

    ends_on: date
    number: int
    lot: str
    left: int


@dataclass(frozen=True, slots=True)
class Account:
    """State of `employee:{no}`.

    `lots` are the open ones, by id: a map that shares what does not change, since one account may hold thousands
    and a credit must not cost more for it. `credited` counts grants and claims by (tag, month of occurrence), for
    caps. `made` has what was credited out of nobody's budget, by who credited it and when that was recorded (see
    `_recorded_in`), of the month of the last such credit and the one before; what is taken back stays in it.
    """

    account: str
    balance: int = 0
    lots: Map[str, Lot] = Map()
    opened: int = 0
    credited: Map[tuple[str, str], int] = Map()
    made: Map[tuple[str, str], int] = Map()

    def made_in(self, month: str, zone: ZoneInfo) -> dict[str, int]:
        """What was credited out of nobody's budget and recorded in a local month, by who did it."""
        found: dict[str, int] = {}
        for (by, recorded), points in self.made.items():
            if _local_month(recorded, zone) == month:
                found[by] = found.get(by, 0) + points
        return found

    def makers(self, since: str) -> frozenset[str]:
        """Who credited it out of nobody's budget in this month or later, as far as it is known."""
        return frozenset(by for by, recorded in self.made if recorded[: len(since)] >= since)

    def credited_in(self, tag: str, month: str) -> int:
        return self.credited.get((tag, month), 0)


def opens(account: Account, lot: str, points: int, ends_on: date | None) -> tuple[LotPart, ...]:
    """The lot that a credit of so many points opens; none where all of it repays a balance below zero."""
    if points <= 0:
        return ()
    return (LotPart(lot=lot, number=account.opened + 1, points=points, ends_on=ends_on),)


def check_expected(expected: int | None, credited: int) -> None:
    """Who was told a number gets that number, or nothing is done: what it depends on may have changed since."""
    if expected is not None and expected != credited:
        raise Conflict(
            "points-differ",
            f"{credited} points would be credited now, not {expected}.",
            "/expected_points",
            expected=expected,
            credited=credited,
        )


def evolve(state: Account, event: PointsTransferred, by: str = "", at: datetime | None = None) -> Account:
    """Assign what the transfer says; the rules were checked when it was decided."""
    incoming = event.target == state.account
    points = event.points if incoming else -event.points
    lots, opened = state.lots, state.opened
    if event.takes:
        lots = _without(lots, event.takes)
    if incoming:
        for part in event.opens:
            opened = max(opened, part.number)
            lots = _with(lots, part)
    credited = state.credited
    if event.counted and event.credit is not None:
        key = (event.credit.tag, event.credit.month)
        credited = credited.set(key, credited.get(key, 0) + points)
    made = state.made
    if incoming and at is not None and event.kind in MAKING:
        made = _with_made(made, by, at, points)
    return Account(state.account, state.balance + points, lots, opened, credited, made)


def _with_made(made: Map[tuple[str, str], int], by: str, at: datetime, points: int) -> Map[tuple[str, str], int]:
    key = (by, _recorded_in(at))
    if key not in made:
        before = month_of(add_months(at.date(), -1))
        for old in [one for one in made if one[1] < before]:
            made = made.delete(old)
    return made.set(key, made.get(key, 0) + points)


def _recorded_in(at: datetime) -> str:
    """The UTC month; on its first and last day also the hour, since it may be another month where people are."""
    edge = at.day == 1 or (at + timedelta(days=1)).day == 1
    return at.astimezone(UTC).isoformat(timespec="hours")[:13] if edge else month_of(at.date())


def _local_month(recorded: str, zone: ZoneInfo) -> str:
    if "T" not in recorded:
        return recorded
    return month_of(local_date(datetime.fromisoformat(f"{recorded}:00+00:00"), zone))


def _freeze(state: Account) -> bytes:
    return orjson.dumps(
        {
            "balance": state.balance,
            "opened": state.opened,
            "lots": [[lot.ends_on.isoformat(), lot.number, lot.lot, lot.left] for lot in sorted(state.lots.values())],
            "credited": [[tag_code, month, points] for (tag_code, month), points in sorted(state.credited.items())],
            "made": [[by, recorded, points] for (by, recorded), points in sorted(state.made.items())],
        }
    )


def _thaw(employee_no: str, frozen: bytes) -> Account:
    kept = orjson.loads(frozen)
    return Account(
        employee_account(employee_no),
        kept["balance"],
        Map({lot: Lot(date.fromisoformat(ends), number, lot, left) for ends, number, lot, left in kept["lots"]}),
        kept["opened"],
        Map({(tag_code, month): points for tag_code, month, points in kept["credited"]}),
        Map({(by, recorded): points for by, recorded, points in kept["made"]}),
    )


ACCOUNT = Stream(
    "employee",
    lambda employee_no: Account(employee_account(employee_no)),
    evolve,
    Codec("account.3", _freeze, _thaw),
    envelope=True,
)


def _with(lots: Map[str, Lot], part: LotPart) -> Map[str, Lot]:
    before = lots.get(part.lot)
    left = part.points + before.left if before else part.points
    return lots.set(part.lot, Lot(part.ends_on or date.max, part.number, part.lot, left))


def _without(lots: Map[str, Lot], parts: tuple[LotPart, ...]) -> Map[str, Lot]:
    for part in parts:
        lot = lots.get(part.lot)
        if lot is None:
            continue
        left = lot.left - part.points
        lots = lots.set(lot.lot, lot._replace(left=left)) if left > 0 else lots.delete(lot.lot)
    return lots


def take(account: Account, points: int, first: str | None = None) -> tuple[LotPart, ...]:
    """Which lots a debit of so many points takes from: what ends first, then the oldest
    (docs/rules/points.md, "Accounts");
    before them all the lot `first`, which a reversal names.

    Takes as much as there is; the caller has checked the balance.
    """
    parts = []
    own = account.lots.get(first) if first is not None else None
    for lot in chain((own,) if own else (), (lot for lot in sorted(account.lots.values()) if lot is not own)):
        if points <= 0:
            break
        part = min(lot.left, points)
        parts.append(part_of(lot, part))
        points -= part
    return tuple(parts)


def part_of(lot: Lot, points: int) -> LotPart:
    """So many points of a lot, as an event says it."""
    ends_on = None if lot.ends_on == date.max else lot.ends_on
    return LotPart(lot=lot.lot, number=lot.number, points=points, ends_on=ends_on)


def put_back(
    account: Account, parts: tuple[LotPart, ...], today: date, grace: timedelta
) -> tuple[tuple[LotPart, ...], int]:
    """The lots that points go back to, where they stood, and how much of them repays a balance below zero.

    A lot that has ended meanwhile lasts as long as `grace` says, from today. What repays comes out of what ends
    first, as with spending.
    """
    repays = min(sum(part.points for part in parts), max(-account.balance, 0))
    left, opened = repays, []
    for part in sorted(parts, key=lambda part: (part.ends_on or date.max, part.number)):
        paid = min(left, part.points)
        left -= paid
        if paid < part.points:
            ends_on = _later_end(account, part, today + grace if _ended(part, today) else part.ends_on)
            opened.append(part.model_copy(update={"points": part.points - paid, "ends_on": ends_on}))
    return tuple(opened), repays


def _ended(part: LotPart, today: date) -> bool:
    return part.ends_on is not None and part.ends_on < today


def _later_end(account: Account, part: LotPart, ends_on: date | None) -> date | None:
    """A lot has one last day: the later one, should the rest of it have got another meanwhile."""
    lot = account.lots.get(part.lot)
    if lot is None or ends_on is None or lot.ends_on <= ends_on:
        return ends_on
    return None if lot.ends_on == date.max else lot.ends_on
