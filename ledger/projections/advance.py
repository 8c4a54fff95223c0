"""Applying pages: to all projections that stand at the same place at once, or to one alone when that fails."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, Cursor

from ledger.domain.events import Recorded
from ledger.projections import positions
from ledger.projections.faults import described, passing
from ledger.projections.page import Page
from ledger.projections.positions import Group
from ledger.projections.projection import Projection
from ledger.projections.transfers import Decode, Transfer, read

log = logging.getLogger(__name__)

READ = b"""
    SELECT state FROM journal.events
    WHERE organisation = %s AND position > %s AND position <= %s ORDER BY position"""


class Undecodable(Exception):
    """The first event of a page can't be decoded: none of the projections can get past it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a projection answered for a page, and the generation of the rows that it wrote to."""

    generation: str
    rows: Any


@dataclass(frozen=True, slots=True)
class Projected:
    """A page that is committed: an organisation's events after `start` up to `end`, and what changed by projection."""

    organisation: str
    start: int
    end: int
    changes: Mapping[str, Change]


class Advance:
    """Moves projections on by pages, through one connection in autocommit.

    Raises what passes by itself (connection lost, deadlock…); whatever else is a projection's own fault is recorded,
    and stops that projection with that organisation only.
    """

    def __init__(
        self, connection: Connection[Any], decode: Decode, projections: Mapping[str, Projection], page_size: int
    ) -> None:
        self._connection = connection
        self._decode = decode
        self._projections = projections
        self._versions = {name: projection.version for name, projection in projections.items()}
        self._page_size = page_size

    def behind(self) -> list[str]:
        """The organisations in which something is left to do."""
        return positions.behind(self._connection, self._versions)

    def organisation(self, organisation: str) -> list[Projected]:
        """One page for each group of projections that stand at the same position; nothing: all have seen all.

        A group that lags takes pages of its own only until it has caught up with the next.
        """
        groups = positions.standing(self._connection, organisation, self._versions)
        done = []
        for index, group in enumerate(groups):
            end = group.position + self._page_size
            if index + 1 < len(groups):
                end = min(end, groups[index + 1].position)
            done += self._group(organisation, group, end)
        return done

    def _group(self, organisation: str, group: Group, end: int) -> list[Projected]:
        try:
            page = self._read(organisation, group.position, end)
        except Undecodable as error:
            for name in group.names:
                self._stop(name, organisation, group.position + 1, error.__cause__ or error)
            return []
        if page is None:
            return []
        try:
            projected = self._together(group.names, page)
        except Exception as error:
            # Any fault of any one projection: tell which by letting each go alone.
            if passing(error):
                raise
            return [one for name in group.names for one in self._alone(name, page)]
        return [projected] if projected else []

    def _read(self, organisation: str, after: int, end: int) -> Page | None:
        """The events after a position, as far as they can be decoded; none: there are none."""
        cursor = self._connection.cursor(binary=True)
        events: list[Transfer | Recorded] = []
        for (state,) in cursor.execute(READ, (organisation, after, end)).fetchall():
            try:
                events.append(read(state, self._decode))
            except Exception as error:  # whatever the decoder raises is about this one event
                if not events:
                    raise Undecodable from error
                break
        return Page(organisation, events) if events else None

    def _together(self, names: Sequence[str], page: Page) -> Projected | None:
        """A page for several projections in one transaction; none where other workers have them all, or moved them."""
        start = page.first - 1
        with self._connection.transaction(), self._connection.cursor() as cursor:
            locked = positions.lock(cursor, page.organisation, Group(start, names), self._versions)
            if not locked:
                return None
            changes = {
                name: Change(generation, self._projections[name].apply(cursor, name, page))
                for name, generation in locked.items()
            }
            positions.move(cursor, page.organisation, list(locked), page.last)
        return Projected(page.organisation, start, page.last, changes)

    def _alone(self, name: str, page: Page) -> list[Projected]:
        """A page for one projection; when it fails, as much of the page as comes before the event that it fails at."""
        try:
            projected = self._together([name], page)
            return [projected] if projected else []
        except Exception as error:  # a projection's fault, of whatever kind, stops that projection only
            if passing(error):
                raise
            if len(page) == 1:
                self._stop(name, page.organisation, page.first, error)
                return []
        first, second = page.halves()
        done = self._alone(name, first)
        if not done or done[-1].end != first.last:
            return done
        return done + self._alone(name, second)

    def _stop(self, name: str, organisation: str, position: int, error: BaseException) -> None:
        log.error("projection %s fails at %s of %s", name, position, organisation, exc_info=error)
        with self._connection.transaction(), self._connection.cursor() as cursor:
            group = Group(position - 1, [name])
            if positions.lock(cursor, organisation, group, self._versions):
                stopped(cursor, name, organisation, position, described(error))


def stopped(cursor: Cursor[Any], name: str, organisation: str, position: int, error: str) -> None:
    """Record that a projection can't get past an event."""
    cursor.execute(
        """INSERT INTO projector.failures (projection, organisation, position, error) VALUES (%s, %s, %s, %s)
           ON CONFLICT (projection, organisation) DO UPDATE
           SET position = excluded.position, error = excluded.error, failed_at = now()""",
        (name, organisation, position, error),
    )
    cursor.execute(
        """UPDATE projector.status SET state = CASE state WHEN 'rebuilding' THEN state ELSE 'failed' END, error = %s,
                  failed_organisation = %s, failed_position = %s, updated_at = now()
           WHERE projection = %s""",
        (error, organisation, position, name),
    )


def resume(connection: Connection[Any], names: Sequence[str]) -> None:
    """Let projections that stopped go on where they were."""
    with connection.transaction():
        connection.execute("DELETE FROM projector.failures WHERE projection = ANY(%s)", (list(names),))
        connection.execute(
            """UPDATE projector.status SET state = CASE state WHEN 'failed' THEN 'running' ELSE state END, error = NULL,
                      failed_organisation = NULL, failed_position = NULL, updated_at = now()
               WHERE projection = ANY(%s) AND error IS NOT NULL""",
            (list(names),),
        )
