"""Installations on which nobody works but the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime

import pytest

from ledger.bootstrap import Installation
from ledger.contexts import all_deadlines
from ledger.deadlines.runner import Runner
from ledger.infrastructure.database import pool
from ledger.infrastructure.embedded import Servers
from tests.infrastructure.journal.books import journal_on
from tests.installation import migrated

Worker = Callable[[Callable[[], datetime]], AbstractAsyncContextManager[Runner]]


@pytest.fixture(scope="module")
def where_nobody_works(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation without a worker, which would do what is due by today's clock."""
    with migrated(servers, servers.redis_url, tmp_path_factory.mktemp("deadlines")) as made:
        yield made


@pytest.fixture
def worker(where_nobody_works: Installation) -> Worker:
    """A worker's deadlines, with a journal of its own at a time that the test sets."""
    databases = where_nobody_works.databases

    @asynccontextmanager
    async def begin(clock: Callable[[], datetime]):  # type: ignore[no-untyped-def]
        async with pool(databases.projector) as connections, journal_on(databases.app, clock) as journal:
            yield Runner(journal, connections, all_deadlines())

    return begin
