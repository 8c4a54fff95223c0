"""The journal behind the `eventsourcing` library: its EventStore replays streams, its notification log has followers.

Both only read. Commands go through the writer (group commit), which records an event together with its links to other
accounts and its command's answer; the library's way of appending knows of neither, so it is refused. An account's
linked events are in other streams: whoever wants a state that hangs on them asks the journal (`Journal.states`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from time import sleep
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.application import LocalNotificationLog
from eventsourcing.persistence import (
    ApplicationRecorder,
    EventStore,
    ListenNotifySubscription,
    Notification,
    OperationalError,
    ProgrammingError,
    StoredEvent,
)
from psycopg_pool import ConnectionPool

from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.mapper import LedgerMapper

LOOK_SECONDS = 0.5
SECTION_SIZE = 1_000


class JournalRecorder(ApplicationRecorder):
    """Reads the events of one organisation; stored bytes are opaque to it. `pool` connects in autocommit."""

    def __init__(self, pool: ConnectionPool[Any], organisation: str) -> None:
        self._pool = pool
        self.organisation = organisation

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Refused: an event of the ledger is recorded with its links and its command's answer, by the writer."""
        raise ProgrammingError("the writer records; this reads")

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
            Notification(stream, version, topic, bytes(state), position)
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


def event_store(pool: ConnectionPool[Any], organisation: str) -> EventStore[str]:
    """An organisation's streams as the library's EventStore: `get` gives the recorded events of one, by version."""
    return EventStore(LedgerMapper(), JournalRecorder(pool, organisation))


def notification_log(
    pool: ConnectionPool[Any], organisation: str, section_size: int = SECTION_SIZE
) -> LocalNotificationLog:
    """An organisation's events as the library's notification log: by position, without gaps, for followers."""
    return LocalNotificationLog(JournalRecorder(pool, organisation), section_size)
