"""Looking over what should always hold of an organisation that moved: an alarm says so where it does not.

What is looked at costs as much as its rows, so each organisation has its turn once a minute at most, after it moved
and as long as an alarm goes on; all of them when a worker starts, and every hour.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from psycopg import Connection, Cursor

from ledger.projections.engine import alarms
from ledger.projections.engine.faults import passing

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
TURN_SECONDS = 60.0
ROUND_SECONDS = 3600.0
Check = Callable[[Cursor[Any], str], str | None]
"""What is wrong with an organisation, if anything."""

_VERIFIED = """
    SELECT v.known FROM journal.verifications v
    LEFT JOIN journal.events e ON e.organisation = v.organisation AND e.position = v.known
    WHERE v.organisation = %s AND v.known > 0 AND encode(e.hash, 'hex') IS DISTINCT FROM v.known_hash"""

_FOLLOWED = """
    UPDATE projector.alarms a SET ended_at = now()
    WHERE a.kind = %s AND a.ended_at IS NULL AND NOT EXISTS (
        SELECT FROM journal.heads h JOIN projector.positions p USING (organisation)
        WHERE h.organisation = a.organisation AND (p.position = 0 OR p.position < h.position - %s))"""
NEAR = 2_000
"""Under load the last events are always on their way."""


def verified(cursor: Cursor[Any], organisation: str) -> str | None:
    """What was verified is in the history still."""
    row = cursor.execute(_VERIFIED, (organisation,)).fetchone()
    return f"the history that was verified up to position {row[0]} is not recorded any more" if row else None


class Watch:
    """`checks` by the kind of the alarm that each raises. `note` may be called from any thread."""

    def __init__(self, connect: Callable[[], Connection[Any]], checks: Mapping[str, Check]) -> None:
        self._connect = connect
        self._checks = checks
        self._moved: set[str] = set()
        self._looked: dict[str, float] = {}
        self._lock = threading.Lock()

    def note(self, organisation: str) -> None:
        """That an organisation moved."""
        with self._lock:
            self._moved.add(organisation)

    def run(self, stop: threading.Event) -> None:
        """Look until `stop` is set; when PostgreSQL is away, try again until it is back."""
        while not stop.is_set():
            try:
                with closing(self._connect()) as connection:
                    self._follow(connection.cursor(), stop)
            except Exception as error:  # raised again unless it passes by itself
                if not passing(error):
                    raise
                log.warning("the watch waits for the database: %s", error)
                stop.wait(LOOK_SECONDS)

    def _follow(self, cursor: Cursor[Any], stop: threading.Event) -> None:
        rounded = -ROUND_SECONDS
        while not stop.is_set():
            if time.monotonic() - rounded >= ROUND_SECONDS:
                rounded = time.monotonic()
                self._begin_round(cursor)
            cursor.execute(_FOLLOWED, (alarms.HISTORY, NEAR))
            for organisation in alarms.going_on(cursor, list(self._checks)):
                self.note(organisation)  # until its cause is gone, whatever it was that took it away
            for organisation in self._due():
                self.look(cursor, organisation)
            stop.wait(LOOK_SECONDS)

    def _begin_round(self, cursor: Cursor[Any]) -> None:
        rows = cursor.execute("SELECT organisation FROM journal.heads WHERE position > 0").fetchall()
        with self._lock:
            self._moved.update(organisation for (organisation,) in rows)
            self._looked.clear()

    def _due(self) -> list[str]:
        """Those that moved, and whose last turn was a minute ago."""
        now = time.monotonic()
        with self._lock:
            due = {one for one in self._moved if now - self._looked.get(one, -TURN_SECONDS) >= TURN_SECONDS}
            self._moved -= due
            self._looked.update(dict.fromkeys(due, now))
        return sorted(due)

    def look(self, cursor: Cursor[Any], organisation: str) -> None:
        """Raise the alarms of an organisation, and end those whose cause is gone."""
        for kind, check in self._checks.items():
            told = check(cursor, organisation)
            if told is None:
                alarms.end(cursor, kind, organisation)
            elif alarms.begin(cursor, kind, organisation, told):
                log.error("alarm %s of %s: %s", kind, organisation, told)
