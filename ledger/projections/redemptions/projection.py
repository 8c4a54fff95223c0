"""One row for each redemption."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.events import Recorded
from ledger.domain.exports.events import ExportPrepared, ExportTakenOver
from ledger.domain.redemptions.events import (
    RedemptionApproved,
    RedemptionCancelled,
    RedemptionFulfilled,
    RedemptionRejected,
    RedemptionRequested,
    RedemptionReversed,
)
from ledger.projections.engine.entities import Entities, Row, Table, iso
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.store import Store

REDEMPTIONS = Table(
    "redemptions",
    key="redemption",
    columns={
        "redemption": "text",
        "state": "text",
        "employee": "text",
        "reward": "text",
        "revision": "integer",
        "name": "text",
        "kind": "text",
        "benefit": "jsonb",
        "quantity": "integer",
        "points": "bigint",
        "approval": "text",
        "approver": "text",
        "reason": "jsonb",
        "requested_at": "timestamptz",
        "requested_position": "bigint",
        "requested_by": "text",
        "decided_at": "timestamptz",
        "decided_by": "text",
        "decided_on_behalf_of": "text",
        "fulfilled_at": "timestamptz",
        "fulfilled_by": "text",
        "reversed_at": "timestamptz",
        "reversed_by": "text",
        "line": "text",
        "pay_month": "text",
        "taken_over_at": "timestamptz",
    },
)
EXPORTED = Table("exported", key="export", columns={"export": "text", "redemptions": "jsonb"})
_LATER = (RedemptionApproved, RedemptionRejected, RedemptionCancelled, RedemptionFulfilled, RedemptionReversed)
_EXPORTS = (ExportPrepared, ExportTakenOver)


class Redemptions(Projection):
    """`redemptions`: `benefit` is that of one piece, `requested_by` who redeemed for somebody else. Decided means
    approved, rejected or cancelled, the last time; `reason` is that of a rejection or a reversal. `line` tells whether
    what is to be paid or booked for it is waiting, exported or taken-over, `pay_month` with which month's wages it is
    paid, `taken_over_at` since when it is paid or booked. `exported`: of which redemptions an export has the lines."""

    name = "redemptions"
    version = 4

    def ddl(self) -> Sequence[str]:
        return (REDEMPTIONS.ddl, EXPORTED.ddl)

    def indexes(self) -> Sequence[str]:
        return (
            "CREATE INDEX ON {schema}.redemptions (requested_position, organisation)",
            "CREATE INDEX ON {schema}.redemptions (employee, organisation, requested_position)",
            "CREATE INDEX ON {schema}.redemptions (state, organisation, requested_position)",
        )

    def fold(self, organisation: str) -> Fold:
        return RedemptionsFold(organisation)


class RedemptionsFold:
    def __init__(self, organisation: str) -> None:
        self._redemptions = Entities(REDEMPTIONS, organisation)
        self._exported = Entities(EXPORTED, organisation)

    def size(self) -> int:
        return len(self._redemptions) + len(self._exported)

    def take(self, page: Page, store: Store) -> None:
        redemptions = self._redemptions
        self._load(page, store)
        for recorded in page.of_any(RedemptionRequested, *_LATER, *_EXPORTS):
            match recorded.event:
                case RedemptionRequested() as event:
                    redemptions.new(_requested(recorded, event))
                case RedemptionApproved() as event:
                    redemptions[event.redemption].update(_decided(recorded), state="approved")
                case RedemptionRejected() as event:
                    redemptions[event.redemption].update(
                        _decided(recorded), state="rejected", reason=sealed(event.reason)
                    )
                case RedemptionCancelled() as event:
                    redemptions[event.redemption].update(_decided(recorded), state="cancelled")
                case RedemptionFulfilled() as event:
                    redemptions[event.redemption].update(
                        state="fulfilled",
                        fulfilled_at=iso(recorded.recorded_at),
                        fulfilled_by=recorded.actor,
                        line=None if event.line is None else "waiting",
                    )
                case ExportPrepared() as event:
                    lines = _lines(event)
                    self._exported.new({"export": event.export, "redemptions": lines})
                    for redemption in lines:
                        redemptions[redemption].update(line="exported")
                case ExportTakenOver() as event:
                    for redemption in self._exported[event.export]["redemptions"]:
                        redemptions[redemption].update(
                            line="taken-over", pay_month=event.month, taken_over_at=iso(recorded.recorded_at)
                        )
                case RedemptionReversed() as event:
                    if redemptions[event.redemption]["line"] == "waiting":
                        redemptions[event.redemption].update(line=None)
                    redemptions[event.redemption].update(
                        state="reversed",
                        reversed_at=iso(recorded.recorded_at),
                        reversed_by=recorded.actor,
                        reason=sealed(event.reason),
                    )

    def _load(self, page: Page, store: Store) -> None:
        """The rows that the events of a page change."""
        prepared, taken = page.of(ExportPrepared), page.of(ExportTakenOver)
        here = {event.export for _, event in prepared}
        self._exported.load({event.export for _, event in taken} - here, store)
        known = {redemption for _, event in prepared for redemption in _lines(event)}
        for _, event in taken:
            if event.export not in here:
                known.update(self._exported[event.export]["redemptions"])
        new = {event.redemption for _, event in page.of(RedemptionRequested)}
        later = {one.event.redemption for one in page.of_any(*_LATER) if isinstance(one.event, _LATER)}
        self._redemptions.load((known | later) - new, store)

    def flush(self, store: Store) -> None:
        self._redemptions.flush(store)
        self._exported.flush(store)


def _lines(event: ExportPrepared) -> list[str]:
    """The redemptions that it pays or books; what it takes back was reversed, and is over."""
    return [line.redemption for line in event.lines if line.redemption is not None and not line.reverses]


def _requested(recorded: Recorded, event: RedemptionRequested) -> Row:
    return {
        "redemption": event.redemption,
        "state": "requested",
        "employee": event.employee,
        "reward": event.reward,
        "revision": event.revision,
        "name": event.name,
        "kind": event.kind,
        "benefit": event.benefit.model_dump(mode="json", exclude_none=True),
        "quantity": event.quantity,
        "points": event.points,
        "approval": event.approval,
        "approver": event.approver,
        "requested_at": iso(recorded.recorded_at),
        "requested_position": recorded.position,
        "requested_by": event.requested_by,
    }


def _decided(recorded: Recorded) -> Row:
    return {
        "decided_at": iso(recorded.recorded_at),
        "decided_by": recorded.actor,
        "decided_on_behalf_of": recorded.on_behalf_of,
    }
