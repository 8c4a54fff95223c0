"""What the worker does besides projecting: each step may be done twice, by several workers, and counts once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.contexts import all_deadlines, all_projections
from ledger.deadlines.runner import Runner as Deadlines
from ledger.infrastructure.database import pool
from ledger.infrastructure.embedded import Servers
from ledger.infrastructure.housekeeping import Grown, Housekeeping
from ledger.infrastructure.journal import snapshots
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.engine.runner import Runner
from tests.infrastructure.journal.books import BUDGET, Book, journal_on, verified
from tests.installation import migrated

JUNE = datetime(2025, 6, 15, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def where_nobody_works(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation without a worker, which would lapse and forget by today's clock."""
    with migrated(servers, servers.redis_url, tmp_path_factory.mktemp("housekeeping")) as made:
        yield made


class Worker:
    """A worker's housekeeping and deadlines at a time that the test sets."""

    def __init__(self, journal: Journal, housekeeping: Housekeeping, deadlines: Deadlines) -> None:
        self.journal, self.housekeeping, self.deadlines = journal, housekeeping, deadlines

    async def lapse(self, organisation: str) -> int:
        return (await self.deadlines.look(organisation, "lapse"))["lapse"]


@asynccontextmanager
async def worker(url: str, clock: Callable[[], datetime]) -> AsyncIterator[Worker]:
    async with pool(url) as connections, journal_on(url, clock) as journal:
        yield Worker(
            journal, Housekeeping(journal, connections, Grown()), Deadlines(journal, connections, all_deadlines())
        )


def project(where: Installation) -> None:
    """Bring the projections up to the head, as the worker does all the time."""
    Runner(where.databases.projector, decode, all_projections()).run_once()


async def test_a_budget_of_a_month_that_ended_lapses_once_however_many_look(where_nobody_works: Installation) -> None:
    now = JUNE
    url = where_nobody_works.databases.app
    async with worker(url, lambda: now) as first, worker(url, lambda: now) as second:
        book = await Book(first.journal).begin()
        await book.granting()
        account = book.budget_account
        project(where_nobody_works)
        assert await first.lapse(book.organisation) == 0, "June goes on"

        now = datetime(2025, 7, 1, tzinfo=UTC)
        due = await asyncio.gather(*(one.lapse(book.organisation) for one in (first, second, first)))
        assert due == [1, 1, 1], "all of them saw it due"
        budget = await first.journal.state(book.organisation, account)
        assert (budget.spent, budget.lapsed, budget.left) == (1, BUDGET - 1, 0)
        project(where_nobody_works)
        assert await second.lapse(book.organisation) == 0
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT state FROM journal.events WHERE organisation = %s", (book.organisation,))
        kinds = [getattr(decode(state).event, "kind", None) for (state,) in rows]
    assert kinds.count("lapse") == 1
    assert verified(url, book.organisation).sound


async def test_keys_and_answers_are_kept_30_days_and_events_for_ever(where_nobody_works: Installation) -> None:
    now = JUNE
    url = where_nobody_works.databases.app
    async with worker(url, lambda: now) as only:
        book = await Book(only.journal).begin()
        first = await book.granting(key="pay-day")
        now = JUNE + timedelta(days=30)
        await book.do(book.budget(BUDGET))
        await only.housekeeping.forget()
        assert (await book.granting(key="pay-day")).body == first.body, "30 days later it is the same answer"

        now += timedelta(seconds=1)
        await only.housekeeping.forget()
        again = await book.granting(key="pay-day")
        assert not again.replayed
        assert await book.balance() == 2
    assert verified(url, book.organisation).sound


@pytest.mark.parametrize("others", [0, 3])
async def test_streams_that_grow_slowly_get_snapshots_too(
    where_nobody_works: Installation, monkeypatch: pytest.MonkeyPatch, others: int
) -> None:
    """Whatever share of an organisation's events a stream has, the cost of loading it stays bounded."""
    monkeypatch.setattr(snapshots, "LONG", 20)
    url = where_nobody_works.databases.app
    longest = 0
    async with worker(url, lambda: JUNE) as only:
        book = await Book(only.journal).begin()
        for turn in range(60):
            receivers = ["FIN01", *["FIN02"] * others]
            await asyncio.gather(*(book.granting(receiver) for receiver in receivers * 2))
            await only.housekeeping.snapshot(book.organisation, every=10)
            longest = max(longest, since_snapshot(url, book.organisation, "employee:FIN01", (turn + 1) * 2))
    assert longest < 100, "of 120 events of its own"


def since_snapshot(url: str, organisation: str, stream: str, version: int) -> int:
    """How many of a stream's events have to be read."""
    with psycopg.connect(url) as connection:
        query = "SELECT version FROM journal.snapshots WHERE organisation = %s AND stream = %s"
        row = connection.execute(query, (organisation, stream)).fetchone()
    return version - (row[0] if row else 0)
