"""The `eventsourcing` library's own recorder tests, run against the journal's tables and statements.

They append what is no event of the ledger, with UUIDs as streams, which the service's recorder refuses to do: the one
here adds that, by the statements that the writer uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.tests.persistence import ApplicationRecorderTestCase
from psycopg_pool import ConnectionPool

from ledger.arrays import joined
from ledger.bootstrap import Installation
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.chain import genesis, link
from ledger.infrastructure.journal.recorder import JournalRecorder


class AppendingRecorder(JournalRecorder):
    """Appends opaque bytes, each with one stream and no command."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Append under the head's lock; positions without gaps. Raises IntegrityError when a version is taken."""
        if not stored_events:
            return None
        with self._appending() as connection:
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

    @contextmanager
    def _appending(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._connection() as connection, connection.transaction():
                yield connection
        except psycopg.errors.UniqueViolation as error:
            raise IntegrityError(str(error)) from error

    def select_notifications(self, *args: Any, **kwargs: Any) -> Sequence[Notification]:
        """The library's tests want the UUIDs back that they gave."""
        found = super().select_notifications(*args, **kwargs)
        return [
            Notification(UUID(str(one.originator_id)), one.originator_version, one.topic, one.state, one.id)
            for one in found
        ]


class TestJournalRecorder(ApplicationRecorderTestCase[AppendingRecorder]):
    """Each test gets an organisation of its own, as the library's tests expect an empty sequence."""

    pool: ConnectionPool[Any]

    @pytest.fixture(autouse=True)
    def _connected(self, where: Installation) -> Iterator[None]:
        with ConnectionPool(where.databases.app, min_size=1, max_size=12, kwargs={"autocommit": True}) as pool:
            self.pool = pool
            yield

    def create_recorder(self) -> AppendingRecorder:
        return AppendingRecorder(self.pool, uuid4().hex)


del ApplicationRecorderTestCase
