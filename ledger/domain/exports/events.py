"""What happens to exports, and what a line of them says."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ledger.domain.events import Event
from ledger.domain.rewards.events import Benefit
from ledger.domain.values import Value

ExportKind = Literal["bonus", "leave", "training"]


class Line(Value):
    """What is to be paid or booked for one redemption, all its pieces together; `reverses`: to be taken back, since
    an earlier export said it by mistake."""

    redemption: str
    employee: str
    reward: str
    name: str
    fulfilled_on: date
    quantity: int
    benefit: Benefit
    reverses: bool = False


class ExportPrepared(Event, type="exports.prepared.1"):
    """All lines that waited, for ever as they are here; `sha256` is the hash of its content (export.py)."""

    export: str
    kind: ExportKind
    lines: tuple[Line, ...]
    sha256: str
    prepared_by: str

    def linked_streams(self) -> tuple[str, ...]:
        return (lines_stream(self.kind),)


class ExportTakenOver(Event, type="exports.taken-over.1"):
    """Whoever pays or books has it in their own system."""

    export: str


def lines_stream(kind: str) -> str:
    """The stream of the lines of a kind that wait for an export."""
    return f"lines:{kind}"


def lines_of(kind: str) -> tuple[str, ...]:
    """The same, where redemptions of that kind leave a line: what is custom is handed over and done."""
    return () if kind == "custom" else (lines_stream(kind),)
