"""A parallel month: which of its differences are explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from immutables import Map

from ledger.domain.events import Event
from ledger.domain.imports.events import DifferenceExplained
from ledger.domain.streams import Stream
from ledger.domain.values import Sealed


class Explanation(NamedTuple):
    reason: Sealed
    by: str


@dataclass(frozen=True, slots=True)
class ParallelMonth:
    """State of `parallel:{YYYY-MM}`."""

    explained: Map[str, Explanation] = Map()


def evolve(state: ParallelMonth, event: Event, by: str, at: datetime) -> ParallelMonth:
    match event:
        case DifferenceExplained():
            return replace(state, explained=state.explained.set(event.difference, Explanation(event.reason, by)))
    return state


PARALLEL_MONTH = Stream("parallel", lambda period: ParallelMonth(), evolve, envelope=True)


def decide_explain(state: ParallelMonth, explained: DifferenceExplained) -> list[Event]:
    """The last explanation holds; the earlier ones stay known."""
    known = state.explained.get(explained.difference)
    return [] if known is not None and known.reason == explained.reason else [explained]
