"""An employee's account: its balance, its open lots, and what was credited by tag and month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from immutables import Map

from ledger.domain.accounts.events import LotPart, PointsTransferred


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


def opens(account: Account, lot: str, points: int, ends_on: date | None) -> tuple[LotPart, ...]:
    """The lot that a credit of so many points opens; none where all of it repays a balance below zero."""
    if points <= 0:
        return ()
    return (LotPart(lot=lot, number=account.opened + 1, points=points, ends_on=ends_on),)


def evolve(state: Account, event: PointsTransferred) -> Account:
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
    return Account(state.account, state.balance + points, lots, opened, credited)


def _with(lots: Map[str, Lot], part: LotPart) -> Map[str, Lot]:
    before = lots.get(part.lot)
    left = part.points + (before.left if before else 0)
    return lots.set(part.lot, Lot(part.ends_on or date.max, part.number, part.lot, left))


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
        ends_on = None if lot.ends_on == date.max else lot.ends_on
        parts.append(LotPart(lot=lot.lot, number=lot.number, points=part, ends_on=ends_on))
        points -= part
    return tuple(parts)
