"""Telling somebody that points of theirs will end: 30 and 7 days before, once each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from immutables import Map

from ledger.domain.accounts.account import Account
from ledger.domain.accounts.events import ExpiryAnnounced, employee_of
from ledger.domain.streams import Stream

FAR, NEAR = 30, 7
"""How many days ahead somebody is told."""


@dataclass(frozen=True, slots=True)
class Announced:
    """State of `announced:{no}`: the latest last day that was told, by how many days ahead it was due."""

    told: Map[int, date] = Map()


def evolve(state: Announced, event: ExpiryAnnounced) -> Announced:
    latest = max(event.on, state.told.get(event.days, event.on))
    return Announced(state.told.set(event.days, latest))


ANNOUNCED = Stream("announced", lambda employee_no: Announced(), evolve)


def decide_announce(announced: Announced, account: Account, today: date) -> list[ExpiryAnnounced]:
    """What ends within 30 days, and again what ends within 7, by last day; what was told is not told again."""
    ending: dict[date, int] = {}
    for lot in sorted(account.lots.values()):
        if today <= lot.ends_on <= today + timedelta(days=FAR):
            ending[lot.ends_on] = ending.get(lot.ends_on, 0) + lot.left
    return [
        ExpiryAnnounced(employee=employee_of(account.account), on=on, points=points, days=days)
        for on, points in ending.items()
        if announced.told.get(days := due(on, today), date.min) < on
    ]


def due(on: date, today: date) -> int:
    """Which of the two it is time for."""
    return NEAR if on <= today + timedelta(days=NEAR) else FAR
