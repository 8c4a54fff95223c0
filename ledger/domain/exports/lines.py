"""The lines that wait for an export."""

from __future__ import annotations

from dataclasses import dataclass, replace

import orjson
from immutables import Map

from ledger.domain.events import Event
from ledger.domain.exports.events import ExportPrepared, Line
from ledger.domain.redemptions.events import RedemptionFulfilled, RedemptionReversed
from ledger.domain.streams import Codec, Stream


@dataclass(frozen=True, slots=True)
class Waiting:
    """State of `lines:{kind}`: the lines that no export has taken, by redemption."""

    kind: str
    lines: Map[str, Line] = Map()

    def in_order(self) -> tuple[Line, ...]:
        """By day, person and redemption, so that the same lines always make the same export."""
        return tuple(sorted(self.lines.values(), key=lambda one: (one.fulfilled_on, one.employee, one.redemption)))


def evolve(state: Waiting, event: Event) -> Waiting:
    match event:
        case RedemptionFulfilled() | RedemptionReversed():
            rest = state.lines.delete(event.redemption) if event.redemption in state.lines else state.lines
            return replace(state, lines=rest if event.line is None else rest.set(event.redemption, event.line))
        case ExportPrepared():
            taken = {line.redemption for line in event.lines}
            return replace(state, lines=Map({no: line for no, line in state.lines.items() if no not in taken}))
    return state


def _freeze(state: Waiting) -> bytes:
    return orjson.dumps([line.model_dump(mode="json", exclude_none=True) for line in state.in_order()])


def _thaw(kind: str, frozen: bytes) -> Waiting:
    waiting = (Line.model_validate(line) for line in orjson.loads(frozen))
    return Waiting(kind, Map({line.redemption: line for line in waiting}))


LINES = Stream("lines", Waiting, evolve, Codec("lines.1", _freeze, _thaw))
