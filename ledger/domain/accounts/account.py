"""An employee's account: its balance, its open lots, and what was credited by tag and month."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from datetime import date

from immutables import Map

from ledger.domain.accounts.events import LotPart, OpenedLot, PointsTransferred


@dataclass(frozen=True, slots=True, order=True)
class Lot:
    """Points credited together. Ordered as they are spent: what ends first, then the oldest."""

    ends_on: date
    number: int
    lot: str
    left: int


@dataclass(frozen=True, slots=True)
class Account:
    """State of `employee:{no}`. `credited` counts grants and claims by (tag, month of occurrence), for caps."""

    account: str
    balance: int = 0
    lots: tuple[Lot, ...] = ()
    opened: int = 0
    credited: Map[tuple[str, str], int] = Map()

    def credited_in(self, tag: str, month: str) -> int:
        return self.credited.get((tag, month), 0)


def evolve(state: Account, event: PointsTransferred) -> Account:
    """Assign what the transfer says; the rules were checked when it was decided."""
    incoming = event.target == state.account
    points = event.points if incoming else -event.points
    lots, opened = state.lots, state.opened
    if event.takes:
        lots = _without(lots, event.takes)
    if incoming and event.opens is not None:
        opened += 1
        lots = _with(lots, event.opens, opened)
    credited = state.credited
    if event.counted and event.credit is not None:
        key = (event.credit.tag, event.credit.month)
        credited = credited.set(key, credited.get(key, 0) + points)
    return Account(state.account, state.balance + points, lots, opened, credited)


def _with(lots: tuple[Lot, ...], opened: OpenedLot, number: int) -> tuple[Lot, ...]:
    lot = Lot(opened.ends_on or date.max, number, opened.lot, opened.points)
    if not lots or lots[-1] < lot:
        return (*lots, lot)
    ordered = list(lots)
    insort(ordered, lot)
    return tuple(ordered)


def _without(lots: tuple[Lot, ...], parts: tuple[LotPart, ...]) -> tuple[Lot, ...]:
    taken = {part.lot: part.points for part in parts}
    left = (Lot(lot.ends_on, lot.number, lot.lot, lot.left - taken.get(lot.lot, 0)) for lot in lots)
    return tuple(lot for lot in left if lot.left > 0)


def take(lots: tuple[Lot, ...], points: int) -> tuple[LotPart, ...]:
    """Which lots a debit of so many points takes from: what ends first, then the oldest (domain.md, "Accounts").

    Takes as much as there is; the caller has checked the balance.
    """
    parts = []
    for lot in lots:
        if points <= 0:
            break
        part = min(lot.left, points)
        parts.append(LotPart(lot=lot.lot, points=part))
        points -= part
    return tuple(parts)
