"""One order for everybody: positions without gaps and times that never go back, whoever writes at once."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import orjson
import psycopg
import pytest

from ledger.domain.errors import Conflict
from ledger.infrastructure.journal.journal import Journal
from tests.infrastructure.journal.books import Book, journal_on, verified

PROCESSES = 2
JUNE = datetime(2125, 6, 15, 12, tzinfo=UTC)
"""So far ahead that no worker finds a month that has ended."""


@contextmanager
def granting_processes(url: str, organisation: str, count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that have a journal open, and grant when they read a line."""
    command = [sys.executable, "-m", "tests.infrastructure.journal.books", url, organisation, str(count)]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(PROCESSES)
    ]
    try:
        for process in started:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
        yield started
    finally:
        for process in started:
            process.communicate(timeout=60)


def grant_now(process: subprocess.Popen[str]) -> list[dict[str, int]]:
    answered, _ = process.communicate("go\n", timeout=60)
    taken: list[dict[str, int]] = json.loads(answered)
    return taken


def stored(url: str, organisation: str) -> list[tuple[int, datetime]]:
    with psycopg.connect(url) as connection:
        query = "SELECT position, recorded_at FROM journal.events WHERE organisation = %s ORDER BY position"
        return connection.execute(query, (organisation,)).fetchall()


async def test_positions_have_no_gaps_when_several_processes_write_at_once(book: Book, url: str, full: bool) -> None:
    count = 2_000 if full else 100
    before = len(stored(url, book.organisation))
    with granting_processes(url, book.organisation, count) as processes:
        async with journal_on(url) as journal:
            second = Book(journal, book.organisation)
            far = [asyncio.to_thread(grant_now, process) for process in processes]
            near = asyncio.gather(*(one.granting("FIN01") for one in (book, second) for _ in range(count)))
            answers = [one for found in await asyncio.gather(*far) for one in found]
            answers += [orjson.loads(one.body) for one in await near]
    total = (PROCESSES + 2) * count
    positions = [position for position, _ in stored(url, book.organisation)]
    assert positions == list(range(1, before + total + 1))
    assert sorted(one["position"] for one in answers) == positions[before:], "each command got a position of its own"
    assert await book.balance("FIN01") + await book.balance("FIN02") == total
    assert verified(url, book.organisation).verified == before + total


async def test_a_rule_holds_across_journals_that_write_at_once(book: Book, url: str) -> None:
    await book.do(book.budget(50))
    async with journal_on(url) as other:
        second = Book(other, book.organisation)
        outcomes: list[object] = []
        for _ in range(10):
            asked = (one.granting() for one in (book, second) for _ in range(5))
            outcomes += await asyncio.gather(*asked, return_exceptions=True)
    refused = [one for one in outcomes if isinstance(one, Conflict)]
    assert {one.code for one in refused} == {"budget-exhausted"}
    assert len(refused) == 50
    assert await book.balance() == 50


async def test_recorded_at_never_goes_back_even_when_the_clock_does(url: str) -> None:
    now = JUNE
    async with journal_on(url, lambda: now) as journal:
        book = await Book(journal).begin()
        for step in (timedelta(minutes=1), timedelta(hours=-3), timedelta(days=-2), timedelta(days=2, hours=3)):
            now += step
            await book.granting()
    times = [recorded_at for _, recorded_at in stored(url, book.organisation)]
    assert times == sorted(times)
    assert times[-4:] == [JUNE + timedelta(minutes=1)] * 4
    assert verified(url, book.organisation).sound


async def test_a_process_whose_clock_is_behind_records_at_the_time_of_the_one_before(url: str) -> None:
    async with journal_on(url, lambda: JUNE) as ahead, journal_on(url, lambda: JUNE - timedelta(hours=1)) as behind:
        book = await Book(ahead).begin()
        late = Book(behind, book.organisation)
        await asyncio.gather(*(one.granting() for one in (book, late) for _ in range(10)))
    assert {recorded_at for _, recorded_at in stored(url, book.organisation)} == {JUNE}
    assert verified(url, book.organisation).sound


@pytest.mark.parametrize("position", [2**15, 2**31])
async def test_a_journal_grows_beyond_what_small_integers_hold(journal: Journal, url: str, position: int) -> None:
    book = Book(journal)
    head = "INSERT INTO journal.heads VALUES (%s, %s, '', 'epoch')"
    with psycopg.connect(url) as connection:
        connection.execute(head, (book.organisation, position - 15))
    await book.begin()
    for at_once in (1, 3, 1, 2, 4):
        await asyncio.gather(*(book.granting() for _ in range(at_once)))
    positions = [found for found, _ in stored(url, book.organisation)]
    assert positions == list(range(position - 14, position + 6))
