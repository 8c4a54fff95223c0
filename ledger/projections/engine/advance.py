"""Applying pages: to all projections that stand at the same place at once, or to one alone when that fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection, Cursor

from ledger.domain.events import Recorded, UnknownType
from ledger.projections.engine import alarms, positions
from ledger.projections.engine.faults import described, passing
from ledger.projections.engine.page import Page
from ledger.projections.engine.positions import Group, Locked
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.store import LiveStore
from ledger.projections.engine.transfers import Decode, Transfer, read

log = logging.getLogger(__name__)

READ = b"""
    SELECT state FROM journal.events
    WHERE organisation = %s AND position > %s AND position <= %s ORDER BY position"""
READ_ON = b"""
    SELECT position, hash, CASE WHEN position > %(after)s THEN state END FROM journal.events
    WHERE organisation = %(organisation)s AND position >= %(after)s AND position <= %(end)s ORDER BY position"""
"""Begins with the event that was the last one when the page before was applied."""

MOST_KEPT = 20_000
"""Keys that the folds of an organisation may hold from page to page: at most about 10 MB."""
MOST_ORGANISATIONS = 50
LOOKED_AT = 50
"""So many organisations are looked at in one statement, whether anything is left to do in them."""


class Undecodable(Exception):
    """The first event of a page can't be decoded: none of the projections can get past it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What follows a position: the hash of the event there (None: there is no such event), and position, hash and
    bytes of each that follows it."""

    mark: bytes | None
    rows: Sequence[tuple[int, bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Change:
    """What a projection answered for a page, and the generation of the rows that it wrote to."""

    generation: str
    rows: Any


@dataclass(frozen=True, slots=True)
class Projected:
    """A page that is committed: an organisation's events after `start` up to `end`, what changed by projection, and the
    chain's hashes where it begins and ends."""

    organisation: str
    start: int
    end: int
    changes: Mapping[str, Change]
    hash_before: bytes = b""
    hash: bytes = b""


@dataclass(slots=True)
class Kept:
    """What the last page of an organisation left: where its projections stand, the chain's hash there, the generations
    of their rows, and their folds, which need not read again what they know. `alone`: nobody stood elsewhere when that
    was looked at."""

    group: Group
    hash: bytes
    generations: Mapping[str, str]
    folds: Mapping[str, Fold]
    alone: bool


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
        self._kept: dict[str, Kept] = {}
        self._newer: dict[str, int] = {}
        self._beyond = ""

    def behind(self) -> list[str]:
        """The organisations in which something is left to do; looks at all of them."""
        found: list[str] = []
        self._beyond = ""
        while True:
            found += self.behind_among_the_next()
            if not self._beyond:
                return found

    def behind_among_the_next(self) -> list[str]:
        """The same of a few, the next ones each time: whoever is told of what is recorded needs no more, and to look at
        all of them would cost by how many there are. With the next page of each it is also looked at again who stands
        where."""
        for kept in self._kept.values():
            kept.alone = False
        found, last = positions.behind(self._connection, self._versions, self._beyond, LOOKED_AT)
        self._beyond = last or ""
        return found

    def organisation(self, organisation: str) -> list[Projected]:
        """One page for each group of projections that stand at the same position; nothing: all have seen all.

        A group that lags takes pages of its own only until it has caught up with the next.
        """
        kept = self._kept.get(organisation)
        if kept is not None and kept.alone:
            done = self._group(organisation, kept.group, kept.group.position + self._page_size, alone=True)
            if done or organisation in self._kept:
                return done
            # Another worker moved them meanwhile.
        groups = positions.standing(self._connection, organisation, self._versions)
        done = []
        for index, group in enumerate(groups):
            end = group.position + self._page_size
            if index + 1 < len(groups):
                end = min(end, groups[index + 1].position)
            done += self._group(organisation, group, end, alone=len(groups) == 1)
        return done

    def _group(self, organisation: str, group: Group, end: int, *, alone: bool) -> list[Projected]:
        try:
            projected = self._together(organisation, group, end, alone)
            return [projected] if projected else []
        except Undecodable as error:
            if isinstance(error.__cause__, UnknownType):
                self._leave(organisation, group.position + 1, error.__cause__)
                return []
            for name in group.names:
                self._stop(name, organisation, group.position + 1, error.__cause__ or error)
            return []
        except Exception as error:
            # Any fault of any one projection: tell which by letting each go alone.
            if passing(error):
                raise
            return [one for name in group.names for one in self._alone(organisation, name, group.position, end)]

    def _together(self, organisation: str, group: Group, end: int, alone: bool) -> Projected | None:
        """The events after a group's position up to another, as far as they can be decoded, for all of the group in
        one transaction; none where there are none, or other workers have the group, or moved it."""
        kept = self._kept.pop(organisation, None)
        with self._rolling_back():
            locked, read_on = self._begin(organisation, group, end)
            if strayed := sorted(name for name in locked if _strayed(group.position, locked[name], read_on)):
                self._begin_anew(organisation, strayed, group.position)
                return self._together(organisation, Group(0, strayed), self._page_size, alone=False)
            generations = {name: one.generation for name, one in locked.items()}
            page = self._page(organisation, read_on.rows) if locked else None
            if page is None:
                self._connection.execute("ROLLBACK")
                if locked and kept is not None:
                    self._kept[organisation] = kept
                return None
            before, hash = read_on.mark or b"", read_on.rows[len(page) - 1][1]
            if kept is not None and (kept.group.position, kept.hash, kept.generations) == (
                group.position, before, generations
            ):  # fmt: skip
                folds = kept.folds
            else:
                folds = {name: self._projections[name].fold(organisation) for name in generations}
            changes = self._write(page, folds, generations, hash)
        everybody = alone and len(generations) == len(group.names)
        self._keep(organisation, Kept(Group(page.last, sorted(generations)), hash, generations, folds, everybody))
        return Projected(organisation, group.position, page.last, changes, before, hash)

    def _begin(self, organisation: str, group: Group, end: int) -> tuple[dict[str, Locked], Read]:
        """Begin the transaction: those that were locked, and what is recorded where they stand and after it."""
        locking, events = self._connection.cursor(), self._connection.cursor(binary=True)
        with self._connection.pipeline():
            self._connection.execute("BEGIN")
            positions.lock(locking, organisation, group)
            events.execute(READ_ON, {"organisation": organisation, "after": group.position, "end": end})
            locked = positions.locked(locking, self._versions)
            rows = events.fetchall()
        marked = bool(rows) and rows[0][0] == group.position
        return locked, Read(rows[0][1], rows[1:]) if marked else Read(None, rows)

    def _begin_anew(self, organisation: str, names: Sequence[str], position: int) -> None:
        """Commit that projections know nothing of an organisation, whose history is not the one that they have seen."""
        told = f"the rows stood at position {position} of another history"
        log.error("projections of %s begin anew: %s: %s", organisation, told, ", ".join(names))
        cursor = self._connection.cursor()
        positions.begin_anew(cursor, organisation, names)
        alarms.begin(cursor, alarms.HISTORY, organisation, told)
        cursor.execute("COMMIT")
        cursor.execute("SELECT pg_notify('ledger_projected', %s)", (f"{organisation}:{positions.BEGUN_ANEW}",))

    def _write(
        self, page: Page, folds: Mapping[str, Fold], generations: Mapping[str, str], hash: bytes
    ) -> dict[str, Change]:
        """Write what the folds make of a page, move them, commit and tell. What is read and copied comes first: the
        rest needs no answer, and goes as one."""
        cursor = self._connection.cursor()
        stores = {name: LiveStore(cursor, name) for name in folds}
        for name, fold in folds.items():
            fold.take(page, stores[name])
        with self._connection.pipeline():
            changes = {name: Change(generations[name], fold.flush(stores[name])) for name, fold in folds.items()}
            positions.move(cursor, page.organisation, list(folds), page.last, hash)
            cursor.execute("COMMIT")
            # After the commit: NOTIFY takes a lock of the whole cluster at the end of its transaction (docs/adr/0003).
            cursor.execute("SELECT pg_notify('ledger_projected', %s)", (f"{page.organisation}:{page.last}",))
        return changes

    def _keep(self, organisation: str, kept: Kept) -> None:
        if sum(fold.size() for fold in kept.folds.values()) > MOST_KEPT:
            return
        if len(self._kept) >= MOST_ORGANISATIONS:
            self._kept.clear()
        self._kept[organisation] = kept

    def _page(self, organisation: str, rows: Sequence[tuple[int, bytes, bytes]]) -> Page | None:
        """The events as far as they can be decoded; None: there are none."""
        events: list[Transfer | Recorded] = []
        for _, _, state in rows:
            try:
                events.append(read(state, self._decode))
            except Exception as error:  # whatever the decoder raises is about this one event
                if not events:
                    raise Undecodable from error
                break
        return Page(organisation, events) if events else None

    @contextmanager
    def _rolling_back(self) -> Iterator[None]:
        """Whatever goes wrong leaves no transaction open."""
        try:
            yield
        except BaseException:
            with suppress(psycopg.Error):
                self._connection.execute("ROLLBACK")
            raise

    def _alone(self, organisation: str, name: str, start: int, end: int) -> list[Projected]:
        """Events for one projection; when it fails, as many as come before the event that it fails at."""
        try:
            projected = self._together(organisation, Group(start, [name]), end, alone=False)
            return [projected] if projected else []
        except Undecodable:
            return []  # all of them stop there when they have come so far
        except Exception as error:  # a projection's fault, of whatever kind, stops that projection only
            if passing(error):
                raise
            if end - start == 1:
                self._stop(name, organisation, end, error)
                return []
        middle = (start + end) // 2
        done = self._alone(organisation, name, start, middle)
        if not done or done[-1].end != middle:
            return done
        return done + self._alone(organisation, name, middle, end)

    def _leave(self, organisation: str, position: int, error: UnknownType) -> None:
        """Nothing is wrong with anybody's code: a newer worker gets past what this one does not know."""
        if self._newer.get(organisation) != position:
            log.error("too old to project %s from %s on: %s", organisation, position, error)
        self._newer[organisation] = position

    def _stop(self, name: str, organisation: str, position: int, error: BaseException) -> None:
        log.error("projection %s fails at %s of %s", name, position, organisation, exc_info=error)
        with self._connection.transaction(), self._connection.cursor() as cursor:
            positions.lock(cursor, organisation, Group(position - 1, [name]))
            if positions.locked(cursor, self._versions):
                stopped(cursor, name, organisation, position, described(error))


def _strayed(position: int, locked: Locked, read_on: Read) -> bool:
    """Whether rows that stand at a position are of another history than what is recorded."""
    return position > 0 and (read_on.mark is None or locked.hash not in (None, read_on.mark))


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
