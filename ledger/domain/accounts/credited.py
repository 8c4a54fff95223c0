"""A credit on record, as its reversal needs it: what it was, in whose name it was given, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ledger.domain.accounts.events import PointsTransferred
from ledger.domain.streams import Stream


@dataclass(frozen=True, slots=True)
class Credited:
    """State of `grant:{id}`, and part of a claim's.

    `by` is the person in whose name it was granted or approved, `at` when the ledger took it: both are the
    envelope's. `taken_back`: it was reversed.
    """

    transfer: PointsTransferred
    by: str
    at: datetime
    taken_back: bool = False


def evolve(state: Credited | None, event: PointsTransferred, by: str, at: datetime) -> Credited | None:
    if event.kind == "reversal":
        return None if state is None else replace(state, taken_back=True)
    return Credited(event, by, at)


def _nothing(id: str) -> Credited | None:
    return None


GRANT = Stream("grant", _nothing, evolve, envelope=True)
OPENING = Stream("opening", _nothing, evolve, envelope=True)
PAST_GRANT = Stream("past-grant", _nothing, evolve, envelope=True)
