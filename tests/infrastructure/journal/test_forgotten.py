"""What a process remembers of an organisation is forgotten when nobody asks for it, and read again when it is asked."""

from __future__ import annotations

from ledger.infrastructure.database import pool
from ledger.infrastructure.journal.journal import UNUSED, Journal
from tests.infrastructure.journal.books import Book, utc_now


async def test_organisations_that_nobody_used_for_an_hour_are_forgotten(url: str) -> None:
    seconds = 0.0
    async with pool(url, writing=True) as connections:
        journal = Journal(connections, utc_now, elapsed=lambda: seconds)
        first, second = [await Book(journal).begin() for _ in range(2)]
        await first.granting()
        seconds = UNUSED - 1
        await second.granting()
        assert journal.remembered(first.organisation, "directory") is not None
        seconds = 2 * UNUSED - 2
        await second.granting()
        seconds = 2 * UNUSED + 100
        await second.granting()
        assert journal.remembered(second.organisation, "directory") is not None
        assert journal.remembered(first.organisation, "directory") is None
        await first.granting()
        assert await first.balance() == 2
