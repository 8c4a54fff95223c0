"""The `eventsourcing` library's own recorder tests, run against the journal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.tests.persistence import ApplicationRecorderTestCase
from psycopg_pool import ConnectionPool

from ledger.bootstrap import Installation
from ledger.infrastructure.journal.recorder import JournalRecorder


class TestJournalRecorder(ApplicationRecorderTestCase[JournalRecorder]):
    """Each test gets an organisation of its own, as the library's tests expect an empty sequence."""

    pool: ConnectionPool[Any]

    @pytest.fixture(autouse=True)
    def _connected(self, where: Installation) -> Iterator[None]:
        with ConnectionPool(where.databases.app, min_size=1, max_size=12, kwargs={"autocommit": True}) as pool:
            self.pool = pool
            yield

    def create_recorder(self) -> JournalRecorder:
        return JournalRecorder(self.pool, uuid4().hex)


del ApplicationRecorderTestCase
