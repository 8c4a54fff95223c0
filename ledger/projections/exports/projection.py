"""Exports, and every line that was ever to be in one."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.accounts.events import LeaverSettled
from ledger.domain.exports.events import ExportPrepared, ExportTakenOver, Line, redemption_subject
from ledger.domain.exports.export import shown
from ledger.domain.redemptions.events import RedemptionFulfilled, RedemptionReversed
from ledger.projections.engine.entities import Entities, Row, Table, iso
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store

EXPORTS = Table(
    "exports",
    key="export",
    columns={
        "export": "text",
        "kind": "text",
        "state": "text",
        "sha256": "text",
        "format": "integer",
        "lines": "jsonb",
        "month": "text",
        "prepared_at": "timestamptz",
        "prepared_by": "text",
        "prepared_position": "bigint",
        "taken_over_at": "timestamptz",
        "taken_over_by": "text",
    },
)
LINES = Table(
    "lines",
    key="line",
    columns={
        "line": "text",
        "redemption": "text",
        "employee": "text",
        "kind": "text",
        "state": "text",
        "said": "jsonb",
        "position": "bigint",
        "export": "text",
        "reversed": "boolean",
    },
)

_EVENTS = (RedemptionFulfilled, RedemptionReversed, LeaverSettled, ExportPrepared, ExportTakenOver)


class Exports(Projection):
    """`exports`: each as it was prepared, `lines` as the files say them; `month` is the one that payroll pays bonuses
    with. `lines`: one row for what is booked, another for what takes it back, by subject; `state` is waiting, exported,
    or withdrawn (reversed while it waited); `reversed`: what an export says of it was a mistake."""

    name = "exports"
    version = 2

    def ddl(self) -> Sequence[str]:
        return (EXPORTS.ddl, LINES.ddl)

    def indexes(self) -> Sequence[str]:
        return (
            "CREATE INDEX ON {schema}.exports (prepared_position, organisation)",
            "CREATE INDEX ON {schema}.lines (position, organisation, kind, state)",
            "CREATE INDEX ON {schema}.lines (export, organisation) WHERE reversed",
        )

    def fold(self, organisation: str) -> Fold:
        return ExportsFold(organisation)


class ExportsFold:
    def __init__(self, organisation: str) -> None:
        self._exports = Entities(EXPORTS, organisation)
        self._lines = Entities(LINES, organisation)

    def size(self) -> int:
        return len(self._exports) + len(self._lines)

    def take(self, page: Page, store: Store) -> None:
        exports, lines = self._exports, self._lines
        exports.load({event.export for _, event in page.of(ExportTakenOver)}, store)
        wanted = {redemption_subject(event.redemption) for _, event in page.of(RedemptionReversed)}
        lines.load(wanted | {_key(line) for _, event in page.of(ExportPrepared) for line in event.lines}, store)
        for recorded in page.of_any(*_EVENTS):
            match recorded.event:
                case LeaverSettled(line=line):
                    lines.new(_waiting(line, "bonus", recorded.position))
                case RedemptionFulfilled(kind=kind, line=Line() as line):
                    lines.new(_waiting(line, kind, recorded.position))
                case RedemptionReversed(kind=kind, line=Line() as line):
                    lines[line.subject]["reversed"] = True
                    lines.new(_waiting(line, kind, recorded.position))
                case RedemptionReversed(kind=kind, redemption=redemption) if kind != "custom":
                    lines[redemption_subject(redemption)].update(state="withdrawn", reversed=True)
                case ExportPrepared() as event:
                    for line in event.lines:
                        lines[_key(line)].update(state="exported", export=event.export)
                    exports.new(
                        {
                            "export": event.export,
                            "kind": event.kind,
                            "state": "draft",
                            "sha256": event.sha256,
                            "format": event.format,
                            "lines": [shown(line) for line in event.lines],
                            "prepared_at": iso(recorded.recorded_at),
                            "prepared_by": recorded.actor,
                            "prepared_position": recorded.position,
                        }
                    )
                case ExportTakenOver() as event:
                    exports[event.export].update(
                        state="taken-over",
                        month=event.month,
                        taken_over_at=iso(recorded.recorded_at),
                        taken_over_by=recorded.actor,
                    )

    def flush(self, store: Store) -> None:
        self._exports.flush(store)
        self._lines.flush(store)


def _key(line: Line) -> str:
    return f"{line.subject}:reversal" if line.reverses else line.subject


def _waiting(line: Line, kind: str, position: int) -> Row:
    return {
        "line": _key(line),
        "redemption": line.redemption,
        "employee": line.employee,
        "kind": kind,
        "state": "waiting",
        "said": shown(line),
        "position": position,
        "reversed": False,
    }
