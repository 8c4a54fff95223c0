"""Who asked for what a second hr decides: the decision does not name them, and they are told of it."""

from __future__ import annotations

from typing import Any, ClassVar

from psycopg.types.json import Jsonb

from ledger.domain.events import Event
from ledger.projections.engine.store import Store

_NOTE = "INSERT INTO {schema}.askers (organisation, asked, employee, about) VALUES (%s, %s, %s, %s)"
_READ = "SELECT employee, about FROM {schema}.askers WHERE organisation = %s AND asked = %s"


class Askers:
    """Of one organisation: noted by the notice that tells the others, since only that knows who recorded it."""

    DDL: ClassVar[str] = """CREATE TABLE {schema}.askers (
    organisation text COLLATE "C" NOT NULL,
    asked        text COLLATE "C" NOT NULL,
    employee     text NOT NULL,
    about        jsonb NOT NULL,
    PRIMARY KEY (organisation, asked)
)"""
    HEARS: ClassVar[tuple[type[Event], ...]] = ()

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation

    def take(self, event: Any, store: Store) -> None:
        """It hears nothing."""

    def note(self, asked: str, employee: str, about: dict[str, Any], store: Store) -> None:
        store.run(_NOTE, (self._organisation, asked, employee, Jsonb(about)))

    def told(self, asked: str, by: str, kind: str, said: dict[str, Any], store: Store) -> list[tuple[str, str, Any]]:
        """Word of a decision to who asked for it, unless they decided it themselves."""
        return [
            (employee, kind, {**about, "by": by, **said})
            for employee, about in store.rows(_READ, (self._organisation, asked))
            if employee != by
        ]
