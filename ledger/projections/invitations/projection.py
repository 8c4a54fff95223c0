"""One row for each person who was ever given a link."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.events import Recorded
from ledger.domain.invitations.events import InvitationGiven, InvitationRevoked, InvitationUsed
from ledger.projections.engine.entities import Entities, Row, Table, iso
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import Store

PEOPLE = Table(
    "people",
    key="employee",
    columns={
        "employee": "text",
        "purpose": "text",
        "times": "bigint",
        "given_at": "timestamptz",
        "given_by": "text",
        "expires_at": "timestamptz",
        "used_at": "timestamptz",
        "revoked_at": "timestamptz",
        "came_at": "timestamptz",
        "of_import": "text",
        "digest": "text",
    },
)
_EVENTS = (InvitationGiven, InvitationUsed, InvitationRevoked)


class Invitations(Projection):
    """`people`: the last link of each, and `times`, how many there were; `came_at` is when the first was used, and
    `of_import` the import that they were last invited with."""

    name = "invitations"
    version = 1

    def ddl(self) -> Sequence[str]:
        return (PEOPLE.ddl,)

    def indexes(self) -> Sequence[str]:
        return ()

    def fold(self, organisation: str) -> Fold:
        return InvitationsFold(organisation)


class InvitationsFold:
    def __init__(self, organisation: str) -> None:
        self._people = Entities(PEOPLE, organisation)

    def size(self) -> int:
        return len(self._people)

    def take(self, page: Page, store: Store) -> None:
        given = {event.employee_no for _, event in page.of(InvitationGiven)}
        used = {event.employee_no for _, event in page.of(InvitationUsed)}
        revoked = {event.employee_no for _, event in page.of(InvitationRevoked)}
        self._people.load(given | used | revoked, store)
        for recorded in page.of_any(*_EVENTS):
            match recorded.event:
                case InvitationGiven() as event:
                    self._give(recorded, event)
                case InvitationUsed() as event:
                    row, at = self._people[event.employee_no], iso(recorded.recorded_at)
                    row.update(used_at=at, came_at=row["came_at"] or at)
                case InvitationRevoked() as event:
                    self._people[event.employee_no]["revoked_at"] = iso(recorded.recorded_at)

    def _give(self, recorded: Recorded, event: InvitationGiven) -> None:
        before: Row = self._people.find(event.employee_no) or {}
        self._people.new(
            {
                "employee": event.employee_no,
                "purpose": event.purpose,
                "times": before.get("times", 0) + 1,
                "given_at": iso(recorded.recorded_at),
                "given_by": recorded.actor,
                "expires_at": iso(event.expires_at),
                "came_at": before.get("came_at"),
                "digest": event.digest,
                "of_import": event.of_import or before.get("of_import"),
            }
        )

    def flush(self, store: Store) -> None:
        self._people.flush(store)
