"""Who proposed a tag: an approval does not name them, and they are told of it."""

from __future__ import annotations

from typing import ClassVar

from ledger.domain.events import Event
from ledger.domain.tags.events import TagProposed
from ledger.projections.engine.store import Store

# A rejected proposal frees its code for somebody else's.
_NOTE = """INSERT INTO {schema}.proposers (organisation, tag, employee) VALUES (%s, %s, %s)
           ON CONFLICT (organisation, tag) DO UPDATE SET employee = excluded.employee"""
_READ = "SELECT employee FROM {schema}.proposers WHERE organisation = %s AND tag = %s"


class Proposers:
    """Of one organisation. Proposals are few: each is noted and read by itself."""

    DDL: ClassVar[str] = """CREATE TABLE {schema}.proposers (
    organisation text COLLATE "C" NOT NULL,
    tag          text COLLATE "C" NOT NULL,
    employee     text NOT NULL,
    PRIMARY KEY (organisation, tag)
)"""
    HEARS: ClassVar[tuple[type[Event], ...]] = (TagProposed,)

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation

    def take(self, event: TagProposed, store: Store) -> None:
        store.run(_NOTE, (self._organisation, event.code, event.proposer))

    def of(self, tag: str, store: Store) -> list[str]:
        """Nobody of a tag that was not proposed: a projection does not judge history."""
        return [employee for (employee,) in store.rows(_READ, (self._organisation, tag))]
