"""Exports of what was redeemed: prepared by hr, taken over by payroll."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from ledger.application.access import acting
from ledger.application.unit import Answer, Unit
from ledger.domain.errors import NotFound
from ledger.domain.exports import export as exports
from ledger.domain.exports.events import ExportKind
from ledger.domain.exports.export import EXPORT, Export, shown, with_total
from ledger.domain.exports.lines import LINES

MONTH_FIELD = Field(default=None, description="Of bonuses that were taken over: the month that they are paid with.")
TOTAL_FIELD = Field(default=None, description="What its lines come to, where they are money.")


class LineView(BaseModel):
    """A line of an export: what is paid or booked for one redemption, all its pieces together, or what somebody who
    left is owed for their points."""

    subject: str = Field(examples=["redemption:0190a1b2", "leaving:FIN01:1"])
    redemption: str | None = Field(description="None: it is for the points of somebody who left.")
    employee_no: str
    reward: str | None
    name: str | None
    fulfilled_on: date = Field(description="The day from which it is due.")
    quantity: int
    reverses: bool = Field(description="To be taken back: an earlier export said it by mistake.")
    amount: str | None = Field(default=None, description="Money before tax; below zero where it is taken back.")
    pay_item: str | None = None
    tax_class: str | None = None
    days: str | None = None
    hours: str | None = None
    leave_type: Literal["company"] | None = Field(default=None, description="Never statutory leave.")
    course: str | None = None


class ExportAnswer(Answer):
    id: str
    kind: ExportKind
    state: Literal["draft", "taken-over"]
    sha256: str = Field(description="Of the JSON file, as it can be downloaded.")
    month: str | None = MONTH_FIELD
    total: str | None = TOTAL_FIELD
    lines: list[LineView]


def prepare(unit: Unit, kind: ExportKind) -> ExportAnswer:
    """Make an export of all lines that wait."""
    who = acting(unit, "exports.prepare")
    export = unit.command.command
    unit.emit(EXPORT(export), exports.decide_prepare(unit.state(LINES(kind)), export, kind, who.principal))
    return _answer(unit, export)


def take_over(unit: Unit, export_id: str, month: str | None = None) -> ExportAnswer:
    """Somebody in payroll has it in their own system; bonuses with the month that they are paid with."""
    who = acting(unit, "exports.take-over")
    export: Export = unit.state(EXPORT(export_id))
    if export.state == "none":
        raise NotFound
    decided = exports.decide_take_over(export, who.directory, who.principal, month, who.today)
    unit.emit(EXPORT(export_id), decided)
    return _answer(unit, export_id)


def _answer(unit: Unit, export_id: str) -> ExportAnswer:
    export = unit.state(EXPORT(export_id))
    prepared = export.prepared
    assert prepared is not None
    return ExportAnswer.model_validate(
        {
            "id": export_id,
            "position": unit.position,
            "kind": prepared.kind,
            "state": export.state,
            "sha256": prepared.sha256,
            "month": export.month,
            **with_total(prepared.kind, [shown(line) for line in prepared.lines]),
        }
    )
