"""An export: prepared by hr, taken over by payroll, never changed in between
(docs/rules/points.md, "Organisation, people")."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

from ledger.domain.directory.directory import Directory
from ledger.domain.directory.hands import is_behind
from ledger.domain.errors import Conflict, Forbidden, Invalid
from ledger.domain.events import Event
from ledger.domain.exports.events import ExportKind, ExportPrepared, ExportTakenOver, Line
from ledger.domain.exports.lines import Waiting
from ledger.domain.streams import Stream
from ledger.domain.values import EXACT, add_months, month_of

ExportState = Literal["none", "draft", "taken-over"]


@dataclass(frozen=True, slots=True)
class Export:
    """State of `export:{id}`."""

    export: str
    state: ExportState = "none"
    prepared: ExportPrepared | None = None
    month: str | None = None


def evolve(state: Export, event: Event) -> Export:
    match event:
        case ExportPrepared():
            return replace(state, state="draft", prepared=event)
        case ExportTakenOver():
            return replace(state, state="taken-over", month=event.month)
    return state


EXPORT = Stream("export", Export, evolve)


def content(export: str, kind: str, lines: Sequence[dict[str, Any]], format: int) -> bytes:
    """What is hashed, and given out as the JSON file: the same for the same lines, byte for byte. The first format
    knew no subjects."""
    said: dict[str, Any] = {"export": export, "kind": kind, "lines": lines}
    if format == 1:
        said["lines"] = [{name: value for name, value in line.items() if name != "subject"} for line in lines]
    elif kind == "bonus":
        said["total"] = total(line["amount"] for line in lines)
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def total(amounts: Iterable[str]) -> str:
    """What the amounts of lines come to; those that take something back count below zero."""
    summed = Decimal("0.00")
    for amount in amounts:
        summed = EXACT.add(summed, Decimal(amount))
    return format(summed, "f")


def with_total(kind: str, lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """`lines`, and the `total` of those that are money."""
    return {"total": total(line["amount"] for line in lines) if kind == "bonus" else None, "lines": lines}


def shown(line: Line) -> dict[str, Any]:
    """A line as files and answers say it: money that is taken back is below zero, so that a column adds up.

    `leave_type` tells the company's own leave from statutory leave, which is never redeemed.
    """
    benefit = line.benefit.model_dump(mode="json", exclude_none=True)
    if {"days", "hours"} & benefit.keys():
        benefit["leave_type"] = "company"
    if line.reverses and line.benefit.amount is not None:
        benefit["amount"] = format(-line.benefit.amount, "f")
    return {
        "subject": line.subject,
        "redemption": line.redemption,
        "employee_no": line.employee,
        "reward": line.reward,
        "name": line.name,
        "fulfilled_on": line.fulfilled_on.isoformat(),
        "quantity": line.quantity,
        "reverses": line.reverses,
        **benefit,
    }


def decide_prepare(waiting: Waiting, export: str, kind: ExportKind, prepared_by: str) -> list[Event]:
    """Take all lines that wait."""
    lines = waiting.in_order()
    if not lines:
        raise Conflict("nothing-to-export", "No line waits for an export.")
    digest = sha256(content(export, kind, [shown(line) for line in lines], 2)).hexdigest()
    return [ExportPrepared(export=export, kind=kind, lines=lines, sha256=digest, prepared_by=prepared_by, format=2)]


def decide_take_over(export: Export, directory: Directory, by: str, month: str | None, today: date) -> list[Event]:
    """Confirm that it was taken over, by somebody else than who prepared it. Bonuses are paid with the wages of the
    present month unless payroll says another one."""
    prepared = export.prepared
    assert prepared is not None, "only an export that exists is taken over"
    # Not whom a third one gave both passwords, as an admin does with all who hold a role: nothing is made here.
    if by == prepared.prepared_by or _behind(directory, by, prepared.prepared_by, today):
        raise Forbidden(
            "prepared-by-oneself",
            "You, or one hand with you, prepared the export: somebody else in payroll takes it over.",
        )
    if export.state != "draft":
        raise Conflict("export-taken-over", "The export is taken over already.")
    if prepared.kind != "bonus":
        if month is not None:
            raise Invalid("no-pay-month", f"What is paid has a month; this export is of {prepared.kind}.", "/month")
        return [ExportTakenOver(export=export.export)]
    return [ExportTakenOver(export=export.export, month=_pay_month(month, today))]


def _behind(directory: Directory, one: str, other: str, today: date) -> bool:
    """Whether one of two set the other's password."""
    return is_behind(directory, one, other, today) or is_behind(directory, other, one, today)


def _pay_month(month: str | None, today: date) -> str:
    """The month before, whose wages may be paid in this one, this month, or the next."""
    near = [month_of(add_months(today.replace(day=1), away)) for away in (-1, 0, 1)]
    if month is None:
        return near[1]
    if month not in near:
        raise Invalid(
            "pay-month-too-far", f"A month from {near[0]} to {near[2]}.", "/month", first=near[0], last=near[2]
        )
    return month
