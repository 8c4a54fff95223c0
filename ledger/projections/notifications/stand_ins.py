"""Who stands in for whom, as far as a projection has read: what waits for somebody waits for these, too."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ledger.domain.directory.events import DelegationGiven, DelegationRevoked, DelegationShortened
from ledger.domain.events import Event
from ledger.projections.engine.store import Store

_GIVEN = """INSERT INTO {schema}.stand_ins (organisation, delegation, principal, delegate, matters, starts_on, ends_on)
            VALUES (%s, %s, %s, %s, %s, %s, %s)"""
_SHORTENED = "UPDATE {schema}.stand_ins SET ends_on = %s WHERE organisation = %s AND delegation = %s"
_REVOKED = "DELETE FROM {schema}.stand_ins WHERE organisation = %s AND delegation = %s"
_READ = """SELECT DISTINCT delegate FROM {schema}.stand_ins
           WHERE organisation = %s AND principal = %s AND %s = ANY(matters) AND %s BETWEEN starts_on AND ends_on
           ORDER BY delegate"""


class StandIns:
    """Of one organisation. Delegations are few: each is noted and read by itself."""

    DDL: ClassVar[str] = """CREATE TABLE {schema}.stand_ins (
    organisation text COLLATE "C" NOT NULL,
    delegation   text COLLATE "C" NOT NULL,
    principal    text COLLATE "C" NOT NULL,
    delegate     text COLLATE "C" NOT NULL,
    matters      text[] NOT NULL,
    starts_on    date NOT NULL,
    ends_on      date NOT NULL,
    PRIMARY KEY (organisation, principal, delegation)
)"""
    HEARS: ClassVar[tuple[type[Event], ...]] = (DelegationGiven, DelegationShortened, DelegationRevoked)

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation

    def take(self, event: DelegationGiven | DelegationShortened | DelegationRevoked, store: Store) -> None:
        match event:
            case DelegationGiven():
                people = (event.delegation, event.principal, event.delegate)
                days = (event.starts_on, event.ends_on)
                store.run(_GIVEN, (self._organisation, *people, list(event.matters), *days))
            case DelegationShortened():
                store.run(_SHORTENED, (event.ends_on, self._organisation, event.delegation))
            case DelegationRevoked():
                store.run(_REVOKED, (self._organisation, event.delegation))

    def of(self, principal: str, matter: str, day: date, store: Store) -> list[str]:
        """Who may act for somebody in a matter on a day."""
        return [delegate for (delegate,) in store.rows(_READ, (self._organisation, principal, matter, day))]
