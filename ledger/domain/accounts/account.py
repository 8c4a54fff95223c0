"""An employee's account: its balance, its open lots, and what was credited by tag and month."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """State of `employee:{no}`.

    `lots` are the open ones, by id: a map that shares what does not change, since one account may hold thousands
    and a credit must not cost more for it. `credited` counts grants and claims by (tag, month of occurrence), for
    caps.
    """

    account: str
    balance: int = 0
    lots: Map[str, Lot] = Map()
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
    if incoming and event.opens is not None and event.opens.points > 0:
        opened += 1
        lots = lots.set(event.opens.lot, _opened(event.opens, opened))
    credited = state.credited
    if event.counted and event.credit is not None:
        key = (event.credit.tag, event.credit.month)
        credited = credited.set(key, credited.get(key, 0) + points)
    return Account(state.account, state.balance + points, lots, opened, credited)


def _opened(lot: OpenedLot, number: int) -> Lot:
    return Lot(lot.ends_on or date.max, number, lot.lot, lot.points)


def _without(lots: Map[str, Lot], parts: tuple[LotPart, ...]) -> Map[str, Lot]:
    for part in parts:
        lot = lots.get(part.lot)
        if lot is None:
            continue
        left = lot.left - part.points
        lots = lots.set(lot.lot, replace(lot, left=left)) if left > 0 else lots.delete(lot.lot)
    return lots


def take(account: Account, points: int) -> tuple[LotPart, ...]:
    """Which lots a debit of so many points takes from: what ends first, then the oldest (domain.md, "Accounts").

    Takes as much as there is; the caller has checked the balance.
    """
    parts = []
    for lot in sorted(account.lots.values()):
        if points <= 0:
            break
        part = min(lot.left, points)
        parts.append(LotPart(lot=lot.lot, points=part))
        points -= part
    return tuple(parts)
