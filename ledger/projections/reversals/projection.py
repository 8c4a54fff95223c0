"""One row for each forced reversal that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.events import Recorded
from ledger.domain.reversals.events import ReversalConfirmed, ReversalRejected, ReversalRequested
from ledger.projections.engine.entities import Entities, Row, Table, iso
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.store import Store

REVERSALS = Table(
    "reversals",
    key="reversal",
    columns={
        "reversal": "text",
        "state": "text",
        "subject": "text",
        "employee": "text",
        "points": "bigint",
        "reason": "jsonb",
        "requested_at": "timestamptz",
        "requested_by": "text",
        "requested_position": "bigint",
        "decided_at": "timestamptz",
        "decided_by": "text",
        "rejection": "jsonb",
    },
)


class Reversals(Projection):
    """`reversals`: `state` is waiting, confirmed or rejected; `reason` and `rejection` (why not) are sealed."""

    name = "reversals"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (REVERSALS.ddl,)

    def indexes(self) -> Sequence[str]:
        return ("CREATE INDEX ON {schema}.reversals (requested_position, organisation)",)

    def fold(self, organisation: str) -> Fold:
        return ReversalsFold(organisation)


class ReversalsFold:
    def __init__(self, organisation: str) -> None:
        self._reversals = Entities(REVERSALS, organisation)

    def size(self) -> int:
        return len(self._reversals)

    def take(self, page: Page, store: Store) -> None:
        for recorded, requested in page.of(ReversalRequested):
            self._reversals.new(_requested(recorded, requested))
        confirmations = {event.reversal for _, event in page.of(ReversalConfirmed)}
        self._reversals.load(confirmations | {event.reversal for _, event in page.of(ReversalRejected)}, store)
        for recorded, confirmed in page.of(ReversalConfirmed):
            self._reversals[confirmed.reversal].update(state="confirmed", **_decided(recorded))
        for recorded, rejected in page.of(ReversalRejected):
            reason = sealed(rejected.reason)
            self._reversals[rejected.reversal].update(state="rejected", rejection=reason, **_decided(recorded))

    def flush(self, store: Store) -> None:
        self._reversals.flush(store)


def _requested(recorded: Recorded, event: ReversalRequested) -> Row:
    return {
        "reversal": event.reversal,
        "state": "waiting",
        "subject": event.subject,
        "employee": event.employee,
        "points": event.points,
        "reason": sealed(event.reason),
        "requested_at": iso(recorded.recorded_at),
        "requested_by": recorded.actor,
        "requested_position": recorded.position,
    }


def _decided(recorded: Recorded) -> Row:
    return {"decided_at": iso(recorded.recorded_at), "decided_by": recorded.actor}
