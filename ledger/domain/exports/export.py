"""An export: prepared by hr, taken over by payroll, never changed in between (domain.md, "Organisation, people")."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

from ledger.domain.errors import Conflict, Forbidden
from ledger.domain.events import Event
from ledger.domain.exports.events import ExportKind, ExportPrepared, ExportTakenOver, Line
from ledger.domain.exports.lines import Waiting
from ledger.domain.streams import Stream

ExportState = Literal["none", "draft", "taken-over"]


@dataclass(frozen=True, slots=True)
class Export:
    """State of `export:{id}`."""

    export: str
    state: ExportState = "none"
    prepared: ExportPrepared | None = None


def evolve(state: Export, event: Event) -> Export:
    match event:
        case ExportPrepared():
            return replace(state, state="draft", prepared=event)
        case ExportTakenOver():
            return replace(state, state="taken-over")
    return state


EXPORT = Stream("export", Export, evolve)


def content(export: str, kind: str, lines: list[dict[str, Any]]) -> bytes:
    """What is hashed, and given out as the JSON file: the same for the same lines, byte for byte."""
    said = {"export": export, "kind": kind, "lines": lines}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def shown(line: Line) -> dict[str, Any]:
    """A line as files and answers say it. `leave_type` tells the company's own leave from statutory leave, which is
    never redeemed."""
    benefit = line.benefit.model_dump(mode="json", exclude_none=True)
    if {"days", "hours"} & benefit.keys():
        benefit["leave_type"] = "company"
    return {
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
    digest = sha256(content(export, kind, [shown(line) for line in lines])).hexdigest()
    return [ExportPrepared(export=export, kind=kind, lines=lines, sha256=digest, prepared_by=prepared_by)]


def decide_take_over(export: Export, by: str) -> list[Event]:
    """Confirm that it was taken over, by somebody else than who prepared it."""
    if export.prepared is not None and export.prepared.prepared_by == by:
        raise Forbidden("prepared-by-oneself", "Somebody else than who prepared the export takes it over.")
    if export.state != "draft":
        raise Conflict("export-taken-over", "The export is taken over already.")
    return [ExportTakenOver(export=export.export)]
