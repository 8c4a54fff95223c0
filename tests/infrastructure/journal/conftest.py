"""An organisation that tests of the journal write to."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from ledger.bootstrap import Installation
from ledger.infrastructure.journal.journal import Journal
from tests.infrastructure.journal.books import Book, journal_on
from tests.infrastructure.journal.owner import Owner


@pytest.fixture
def url(shared_where: Installation) -> str:
    """The URL of the role that the service writes as."""
    return shared_where.databases.app


@pytest.fixture
def owner(shared_where: Installation) -> Owner:
    return Owner(shared_where.databases.owner)


@pytest.fixture
async def journal(url: str) -> AsyncIterator[Journal]:
    async with journal_on(url) as opened:
        yield opened


@pytest.fixture
async def book(journal: Journal) -> Book:
    """An organisation of this test's own."""
    return await Book(journal).begin()
