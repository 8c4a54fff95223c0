"""The journal on the `eventsourcing` library's recorder contract: for whole pages, bulk loads and its own tests.

Commands go through the writer (group commit); the rows, the chain and the lock are the same, and so are the
statements. Two things of the library's stock PostgreSQL recorder are not inherited: its table lock, which every
append holds through the commit, and its retry, which sends a commit of unknown outcome again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread
from time import sleep
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    ListenNotifySubscription,
    Notification,
    OperationalError,
    StoredEvent,
)
from psycopg_pool import ConnectionPool

from ledger.arrays import joined
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.chain import genesis, link

LOOK_SECONDS = 0.5


class JournalRecorder(ApplicationRecorder):
    """Records and reads the events of one organisation. Stored bytes are opaque to it, and chained as they are."""

    def __init__(self, pool: ConnectionPool[Any], organisation: str) -> None:
        self._pool = pool
        self.organisation = organisation

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Append under the head's lock; positions without gaps. Raises IntegrityError when a version is taken."""
        if not stored_events:
            return None
        with self._connection() as connection, connection.transaction():
            connection.execute(sql.CREATE_HEAD, (self.organisation, genesis(self.organisation)))
            after, head, recorded_at = self._locked(connection)
            now = max(datetime.now(UTC), recorded_at)
            hashes = []
            for stored in stored_events:
                head = link(head, stored.state)
                hashes.append(head)
            self._append(connection, stored_events, hashes, after, now)
        return list(range(after + 1, after + 1 + len(stored_events)))

    def _locked(self, connection: psycopg.Connection[Any]) -> tuple[int, bytes, datetime]:
        row = connection.execute(sql.LOCK_HEAD, (self.organisation,)).fetchone()
        assert row is not None
        return row[0], bytes(row[1]), row[2]

    def _append(
        self,
        connection: psycopg.Connection[Any],
        stored_events: Sequence[StoredEvent],
        hashes: Sequence[bytes],
        after: int,
        now: datetime,
    ) -> None:
        connection.execute(
            sql.APPEND,
            {
                "organisation": self.organisation,
                "after": after,
                "count": len(stored_events),
                "recorded_at": now,
                "head": hashes[-1],
                "streams": joined(str(stored.originator_id) for stored in stored_events),
                "versions": joined(stored.originator_version for stored in stored_events),
                "types": joined(stored.topic for stored in stored_events),
                "states": [stored.state for stored in stored_events],
                "hashes": list(hashes),
                **sql.NOTHING_LINKED,
                **sql.NOTHING_ANSWERED,
            },
        )

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one stream by version."""
        query = sql.READ_STREAM_DESCENDING if desc else sql.READ_STREAM
        parameters = (self.organisation, str(originator_id), gt, gt, lte, lte, limit)
        with self._connection() as connection:
            rows = connection.execute(query, parameters).fetchall()
        return [StoredEvent(originator_id, version, topic, bytes(state)) for version, topic, state in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """The organisation's events by position."""
        after = 0 if start is None else start - 1 if inclusive_of_start else start
        parameters = (self.organisation, after, stop, stop, list(topics), list(topics), limit)
        with self._connection() as connection:
            rows = connection.execute(sql.READ_NOTIFICATIONS, parameters).fetchall()
        return [
            Notification(_as_given(stream), version, topic, bytes(state), position)
            for position, stream, version, topic, state in rows
        ]

    def max_notification_id(self) -> int | None:
        with self._connection() as connection:
            row = connection.execute(sql.READ_HEAD, (self.organisation,)).fetchone()
        return row[0] if row and row[0] else None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> JournalSubscription:
        return JournalSubscription(self, gt, topics)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except psycopg.errors.UniqueViolation as error:
            raise IntegrityError(str(error)) from error
        except psycopg.OperationalError as error:
            raise OperationalError(str(error)) from error


class JournalSubscription(ListenNotifySubscription[JournalRecorder]):
    """Looks for new events twice a second. The projections have a runner of their own, which is woken."""

    def __init__(self, recorder: JournalRecorder, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder, gt, topics)
        self._looking = Thread(target=self._look, daemon=True)
        self._looking.start()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._looking.join()

    def _look(self) -> None:
        while not self._has_been_stopped:
            self._has_been_notified.set()
            sleep(LOOK_SECONDS)


def _as_given(stream: str) -> UUID | str:
    """The library's tests use UUIDs as stream names; the ledger's own are texts."""
    try:
        return UUID(stream)
    except ValueError:
        return stream
