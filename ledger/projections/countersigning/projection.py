"""One row for each countersignature that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.countersigning.events import CountersignatureAsked, CountersignatureGiven, CountersignatureRefused
from ledger.domain.events import Recorded
from ledger.projections.engine.entities import Entities, Row, Table, iso, plain
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.store import Store

COUNTERSIGNATURES = Table(
    "countersignatures",
    key="countersignature",
    columns={
        "countersignature": "text",
        "state": "text",
        "kind": "text",
        "subject": "text",
        "above": "text",
        "employee": "text",
        "points": "bigint",
        "money": "text",
        "asked": "jsonb",
        "asked_at": "timestamptz",
        "asked_by": "text",
        "asked_position": "bigint",
        "decided_at": "timestamptz",
        "decided_by": "text",
        "rejection": "jsonb",
    },
)
_EVENTS = (CountersignatureAsked, CountersignatureGiven, CountersignatureRefused)


class Countersigning(Projection):
    """`countersignatures`: `state` is waiting, confirmed or rejected; texts in `asked`, and `rejection`, are sealed."""

    name = "countersigning"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (COUNTERSIGNATURES.ddl,)

    def indexes(self) -> Sequence[str]:
        return ("CREATE INDEX ON {schema}.countersignatures (asked_position, organisation)",)

    def fold(self, organisation: str) -> Fold:
        return CountersigningFold(organisation)


class CountersigningFold:
    def __init__(self, organisation: str) -> None:
        self._rows = Entities(COUNTERSIGNATURES, organisation)

    def size(self) -> int:
        return len(self._rows)

    def take(self, page: Page, store: Store) -> None:
        new = {event.countersignature for _, event in page.of(CountersignatureAsked)}
        decided = [*page.of(CountersignatureGiven), *page.of(CountersignatureRefused)]
        self._rows.load({event.countersignature for _, event in decided} - new, store)
        for recorded in page.of_any(*_EVENTS):
            match recorded.event:
                case CountersignatureAsked() as event:
                    self._rows.new(_asked(recorded, event))
                case CountersignatureGiven() as event:
                    self._rows[event.countersignature].update(state="confirmed", **_decided(recorded))
                case CountersignatureRefused() as event:
                    self._rows[event.countersignature].update(
                        state="rejected", rejection=sealed(event.reason), **_decided(recorded)
                    )

    def flush(self, store: Store) -> None:
        self._rows.flush(store)


def _asked(recorded: Recorded, event: CountersignatureAsked) -> Row:
    said = plain(event)
    return {
        "countersignature": event.countersignature,
        "state": "waiting",
        **{name: said[name] for name in ("kind", "subject", "above", "employee", "points", "money", "asked")},
        "asked_at": iso(recorded.recorded_at),
        "asked_by": recorded.actor,
        "asked_position": recorded.position,
    }


def _decided(recorded: Recorded) -> Row:
    return {"decided_at": iso(recorded.recorded_at), "decided_by": recorded.actor}
