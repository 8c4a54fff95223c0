"""One row for each deduction."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.events import Recorded
from ledger.projections.engine.entities import Entities, Row, Table, iso
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.store import Store

DEDUCTIONS = Table(
    "deductions",
    key="deduction",
    columns={
        "deduction": "text",
        "state": "text",
        "employee": "text",
        "tag": "text",
        "revision": "integer",
        "month": "text",
        "points": "bigint",
        "reason": "jsonb",
        "occurred_at": "timestamptz",
        "made_at": "timestamptz",
        "made_by": "text",
        "position": "bigint",
        "corrected_at": "timestamptz",
        "corrected_position": "bigint",
        "corrected_by": "text",
        "correction": "jsonb",
    },
)


class Deductions(Projection):
    """`deductions`: `state` is made or corrected; `reason` and `correction` (why it was wrong) are sealed."""

    name = "deductions"
    version = 2

    def ddl(self) -> Sequence[str]:
        return (DEDUCTIONS.ddl,)

    def indexes(self) -> Sequence[str]:
        return (
            "CREATE INDEX ON {schema}.deductions (position, organisation)",
            "CREATE INDEX ON {schema}.deductions (employee, organisation, position)",
        )

    def fold(self, organisation: str) -> Fold:
        return DeductionsFold(organisation)


class DeductionsFold:
    def __init__(self, organisation: str) -> None:
        self._deductions = Entities(DEDUCTIONS, organisation)

    def size(self) -> int:
        return len(self._deductions)

    def take(self, page: Page, store: Store) -> None:
        new = {event.deduction for _, event in page.of(DeductionMade)}
        self._deductions.load({event.deduction for _, event in page.of(DeductionCorrected)} - new, store)
        for recorded, made in page.of(DeductionMade):
            self._deductions.new(_made(recorded, made))
        for recorded, corrected in page.of(DeductionCorrected):
            self._deductions[corrected.deduction].update(
                state="corrected",
                corrected_at=iso(recorded.recorded_at),
                corrected_position=recorded.position,
                corrected_by=recorded.actor,
                correction=sealed(corrected.reason),
            )

    def flush(self, store: Store) -> None:
        self._deductions.flush(store)


def _made(recorded: Recorded, event: DeductionMade) -> Row:
    return {
        "deduction": event.deduction,
        "state": "made",
        "employee": event.employee,
        "tag": event.counts.tag,
        "revision": event.counts.revision,
        "month": event.counts.month,
        "points": event.points,
        "reason": sealed(event.reason),
        "occurred_at": iso(event.happened_at),
        "made_at": iso(recorded.recorded_at),
        "made_by": recorded.actor,
        "position": recorded.position,
    }
