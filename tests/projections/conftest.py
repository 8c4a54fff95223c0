"""A journal with projections for each test, or for a module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import psycopg
import pytest
from psycopg import AsyncConnection

from tests.projections.journal import Journal, prepare


@pytest.fixture
def journal(database: str) -> Iterator[Journal]:
    """An empty journal in a database of its own."""
    prepared = prepare(database)
    yield prepared
    prepared.admin.close()


@pytest.fixture(scope="module")
def shared_journal(module_database: str) -> Iterator[Journal]:
    """One for all tests of a module: each uses organisations of its own."""
    prepared = prepare(module_database)
    yield prepared
    prepared.admin.close()


@pytest.fixture
async def reading(journal: Journal) -> AsyncIterator[AsyncConnection[Any]]:
    """A connection of who answers questions: it may only read."""
    connection = await psycopg.AsyncConnection.connect(journal.as_role("ledger_app"), autocommit=True)
    yield connection
    await connection.close()
