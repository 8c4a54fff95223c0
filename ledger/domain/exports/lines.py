"""The lines that wait for an export."""

from __future__ import annotations

from dataclasses import dataclass, replace

import orjson
from immutables import Map

from ledger.domain.accounts.events import LeaverSettled
from ledger.domain.events import Event
from ledger.domain.exports.events import ExportPrepared, Line, redemption_subject
from ledger.domain.redemptions.events import RedemptionFulfilled, RedemptionReversed
from ledger.domain.streams import Codec, Stream


@dataclass(frozen=True, slots=True)
class Waiting:
    """State of `lines:{kind}`: the lines that no export has taken, by subject."""

    kind: str
    lines: Map[str, Line] = Map()

    def in_order(self) -> tuple[Line, ...]:
        """By day, person and subject, so that the same lines always make the same export."""
        return tuple(sorted(self.lines.values(), key=lambda one: (one.fulfilled_on, one.employee, one.subject)))


def evolve(state: Waiting, event: Event) -> Waiting:
    match event:
        case RedemptionFulfilled() | RedemptionReversed():
            subject = redemption_subject(event.redemption)
            rest = state.lines.delete(subject) if subject in state.lines else state.lines
            return replace(state, lines=rest if event.line is None else rest.set(subject, event.line))
        case LeaverSettled():
            return replace(state, lines=state.lines.set(event.line.subject, event.line))
        case ExportPrepared():
            taken = {line.subject for line in event.lines}
            return replace(state, lines=Map({of: line for of, line in state.lines.items() if of not in taken}))
    return state


def _freeze(state: Waiting) -> bytes:
    return orjson.dumps([line.model_dump(mode="json", exclude_none=True) for line in state.in_order()])


def _thaw(kind: str, frozen: bytes) -> Waiting:
    waiting = (Line.model_validate(line) for line in orjson.loads(frozen))
    return Waiting(kind, Map({line.subject: line for line in waiting}))


LINES = Stream("lines", Waiting, evolve, Codec("lines.2", _freeze, _thaw))
