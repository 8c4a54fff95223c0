"""A journal with projections for each test, or for a module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import AsyncConnection

from ledger.infrastructure.embedded import Servers
from tests.projections.journal import Journal, opened, prepare
from tests.servers import drop_database, make_database


@pytest.fixture(scope="package")
def prepared(servers: Servers) -> Iterator[str]:
    """The name of a database with an empty journal, to be copied: to install the projections takes far longer."""
    url = make_database(servers)
    prepare(url)
    yield urlsplit(url).path.lstrip("/")
    drop_database(servers, url)


@contextmanager
def copied(servers: Servers, prepared: str) -> Iterator[Journal]:
    url = make_database(servers, prepared)
    with psycopg.connect(url, autocommit=True) as admin:
        yield opened(url, admin)
    drop_database(servers, url)


@pytest.fixture
def journal(servers: Servers, prepared: str) -> Iterator[Journal]:
    """An empty journal in a database of its own."""
    with copied(servers, prepared) as made:
        yield made


@pytest.fixture(scope="module")
def shared_journal(servers: Servers, prepared: str) -> Iterator[Journal]:
    """One for all tests of a module: each uses organisations of its own."""
    with copied(servers, prepared) as made:
        yield made


@pytest.fixture
async def reading(journal: Journal) -> AsyncIterator[AsyncConnection[Any]]:
    """A connection of who answers questions: it may only read."""
    connection = await psycopg.AsyncConnection.connect(journal.as_role("ledger_app"), autocommit=True)
    yield connection
    await connection.close()
