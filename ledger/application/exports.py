"""Exports of what was redeemed: prepared by hr, taken over by payroll."""

from __future__ import annotations

from typing import Any

from ledger.application.access import acting
from ledger.application.unit import Answer, Unit
from ledger.domain.errors import NotFound
from ledger.domain.exports import export as exports
from ledger.domain.exports.events import ExportKind
from ledger.domain.exports.export import EXPORT, Export, shown, with_total
from ledger.domain.exports.lines import LINES


def prepare(unit: Unit, kind: ExportKind) -> Answer:
    """Make an export of all lines that wait."""
    who = acting(unit, "exports.prepare")
    export = unit.command.command
    unit.emit(EXPORT(export), exports.decide_prepare(unit.state(LINES(kind)), export, kind, who.principal))
    return _answer(unit, 201, export)


def take_over(unit: Unit, export_id: str, month: str | None = None) -> Answer:
    """Somebody in payroll has it in their own system; bonuses with the month that they are paid with."""
    who = acting(unit, "exports.take-over")
    export: Export = unit.state(EXPORT(export_id))
    if export.state == "none":
        raise NotFound
    unit.emit(EXPORT(export_id), exports.decide_take_over(export, who.principal, month, who.today))
    return _answer(unit, 200, export_id)


def _answer(unit: Unit, status: int, export_id: str) -> Answer:
    export: Export = unit.state(EXPORT(export_id))
    prepared = export.prepared
    assert prepared is not None
    body: dict[str, Any] = {
        "id": export_id,
        "kind": prepared.kind,
        "state": export.state,
        "sha256": prepared.sha256,
        "month": export.month,
        **with_total(prepared.kind, [shown(line) for line in prepared.lines]),
    }
    return Answer(status, body)
