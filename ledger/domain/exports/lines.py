"""The lines that wait for an export, and how much each person was given in a month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import orjson
from immutables import Map

from ledger.domain.accounts.events import LeaverSettled
from ledger.domain.events import Event
from ledger.domain.exports.events import ExportPrepared, Line, redemption_subject
from ledger.domain.redemptions.events import RedemptionFulfilled, RedemptionReversed
from ledger.domain.rewards.events import Benefit
from ledger.domain.streams import Codec, Stream
from ledger.domain.values import EXACT, month_of

HOURS_A_DAY = Decimal(8)


@dataclass(frozen=True, slots=True)
class Waiting:
    """State of `lines:{kind}`: the lines that no export has taken, by subject; and what each person is owed with the
    lines of `month`, the newest, whether they wait or not: as `measure` says. What is custom has no lines; of it
    `owed` counts what was handed over, also where that was taken back."""

    kind: str
    lines: Map[str, Line] = Map()
    month: str = ""
    owed: Map[str, Decimal] = Map()

    def owed_to(self, employee: str, month: str) -> Decimal:
        return self.owed.get(employee, Decimal()) if month == self.month else Decimal()

    def in_order(self) -> tuple[Line, ...]:
        """By day, person and subject, so that the same lines always make the same export."""
        return tuple(sorted(self.lines.values(), key=lambda one: (one.fulfilled_on, one.employee, one.subject)))


def evolve(state: Waiting, event: Event) -> Waiting:
    match event:
        case RedemptionFulfilled() | RedemptionReversed():
            subject = redemption_subject(event.redemption)
            if (withdrawn := state.lines.get(subject)) is not None:
                state = _owe_line(replace(state, lines=state.lines.delete(subject)), withdrawn, -1)
            if isinstance(event, RedemptionFulfilled) and event.handed is not None:
                return _owe(state, event.employee, event.handed.on, Decimal(event.handed.pieces))
            return state if event.line is None else _waits(state, event.line)
        case LeaverSettled():
            return _waits(state, event.line)
        case ExportPrepared():
            taken = {line.subject for line in event.lines}
            return replace(state, lines=Map({of: line for of, line in state.lines.items() if of not in taken}))
    return state


def _waits(state: Waiting, line: Line) -> Waiting:
    waiting = replace(state, lines=state.lines.set(line.subject, line))
    return _owe_line(waiting, line, -1 if line.reverses else 1)


def _owe_line(state: Waiting, line: Line, times: int) -> Waiting:
    return _owe(state, line.employee, line.fulfilled_on, times * measure(line.benefit, line.quantity))


def _owe(state: Waiting, employee: str, day: date, much: Decimal) -> Waiting:
    month = month_of(day)
    if month < state.month:
        return state
    owed = state.owed if month == state.month else Map()
    return replace(state, month=month, owed=owed.set(employee, owed.get(employee, 0) + much))


def measure(benefit: Benefit, pieces: int) -> Decimal:
    """How much a benefit is: of a bonus its money, of leave its days, of anything else the pieces."""
    if benefit.amount is not None:
        return benefit.amount
    if benefit.hours is not None:
        return EXACT.divide(benefit.hours, HOURS_A_DAY)
    return Decimal(pieces) if benefit.days is None else benefit.days


def _freeze(state: Waiting) -> bytes:
    lines = [line.model_dump(mode="json", exclude_none=True) for line in state.in_order()]
    owed = [[employee, format(amount, "f")] for employee, amount in sorted(state.owed.items())]
    return orjson.dumps({"lines": lines, "month": state.month, "owed": owed})


def _thaw(kind: str, frozen: bytes) -> Waiting:
    kept = orjson.loads(frozen)
    lines = (Line.model_validate(line) for line in kept["lines"])
    owed = {employee: Decimal(amount) for employee, amount in kept["owed"]}
    return Waiting(kind, Map({line.subject: line for line in lines}), kept["month"], Map(owed))


LINES = Stream("lines", Waiting, evolve, Codec("lines.3", _freeze, _thaw))
