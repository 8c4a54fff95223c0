"""What happens to exports, and what a line of them says."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ledger.domain.events import Event, upcaster
from ledger.domain.rewards.events import Benefit
from ledger.domain.values import Value

ExportKind = Literal["bonus", "leave", "training"]


class Line(Value):
    """What is to be paid or booked for one subject: a redemption, all its pieces together (`redemption:{id}`), or what
    a leaver is owed for their points (`leaving:{no}:{settlement}`, which is of no reward).

    `fulfilled_on` is the day from which it is due; `reverses`: to be taken back, since an earlier export said it by
    mistake.
    """

    subject: str
    employee: str
    reward: str | None = None
    name: str | None = None
    fulfilled_on: date
    quantity: int
    benefit: Benefit
    reverses: bool = False

    @property
    def redemption(self) -> str | None:
        """Its id, where it is of a redemption."""
        kind, _, redemption = self.subject.partition(":")
        return redemption if kind == "redemption" else None


class ExportPrepared(Event, type="exports.prepared.2"):
    """All lines that waited, for ever as they are here; `sha256` is the hash of its content (export.py). `format`
    says how the content is written: what was prepared before lines had subjects keeps its bytes."""

    export: str
    kind: ExportKind
    lines: tuple[Line, ...]
    sha256: str
    prepared_by: str
    format: Literal[1, 2] = 2

    def linked_streams(self) -> tuple[str, ...]:
        return (lines_stream(self.kind),)


class ExportTakenOver(Event, type="exports.taken-over.2"):
    """Whoever pays or books has it in their own system; bonuses are paid with the wages of `month`."""

    export: str
    month: str | None = None


def lines_stream(kind: str) -> str:
    """The stream of the lines of a kind that wait for an export."""
    return f"lines:{kind}"


def lines_of(kind: str) -> tuple[str, ...]:
    """The streams in which redemptions of a kind leave their lines: what is custom is handed over and done."""
    return () if kind == "custom" else (lines_stream(kind),)


def redemption_subject(redemption: str) -> str:
    """What the line of a redemption is keyed by."""
    return f"redemption:{redemption}"


def with_subject(line: dict[str, Any]) -> dict[str, Any]:
    """A stored line of the days when every line was of a redemption, and was known by its id alone."""
    kept = {name: value for name, value in line.items() if name != "redemption"}
    return {"subject": redemption_subject(line["redemption"]), **kept}


@upcaster("exports.prepared.1", "exports.prepared.2")
def _subjects(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "lines": [with_subject(line) for line in data["lines"]], "format": 1}


@upcaster("exports.taken-over.1", "exports.taken-over.2")
def _without_month(data: dict[str, Any]) -> dict[str, Any]:
    return data
