"""A commit of unknown outcome, at its worst moment: the command is on record once, and its answer arrives."""

from __future__ import annotations

import asyncio
import threading
import time

import orjson
import psycopg
import pytest

from ledger.application.unit import Answer, Taken, Unit
from ledger.bootstrap import Installation
from ledger.infrastructure.journal import writer
from tests.faults.proxy import Fault, Proxy
from tests.infrastructure.journal.books import Book, journal_on, verified

# The server's patience with a stopped writer, and a writer's with the lock; shortened from 5 and 3 seconds.
PATIENCE_SECONDS = 2
MOST_IN_A_ROW = 3
"""Cuts without a commit in between: where a transaction takes longer than the time between two of them, no writer would
ever get through, and be told rightly that the database is away."""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "WRITING_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(writer, "WAITING_SECONDS", PATIENCE_SECONDS // 2)


@pytest.mark.parametrize("key", [None, "pay-day"])
@pytest.mark.parametrize(
    ("fault", "on_record_before"), [("cut after commit", True), ("cut before commit", False)], ids=["after", "before"]
)
async def test_a_connection_cut_at_the_commit_leads_to_one_effect(
    far_book: Book, book: Book, proxy: Proxy, fault: Fault, on_record_before: bool, key: str | None
) -> None:
    await far_book.granting()
    proxy.arm(fault)
    taken = await far_book.granting(key=key)
    assert proxy.happened.acquire(timeout=1), "the connection was cut"
    assert taken.replayed is on_record_before, "found on record, or decided again"
    assert await book.balance() == 2
    if key is not None:
        assert (await book.granting(key=key)).body == taken.body


async def test_every_command_of_a_batch_is_on_record_once_however_often_the_connection_is_cut(
    far_book: Book, book: Book, proxy: Proxy, url: str
) -> None:
    await far_book.granting()
    proxy.arm("cut before commit", "cut after commit", "cut after commit", "cut before commit", "cut after commit")
    for _ in range(3):
        batch = await asyncio.gather(*(far_book.granting() for _ in range(20)), book.granting())
        assert len({orjson.loads(one.body)["position"] for one in batch}) == 21
    assert await book.balance() == 1 + 3 * 21
    assert verified(url, book.organisation).sound


async def test_whoever_is_cut_off_by_an_administrator_all_the_time_loses_and_doubles_nothing(
    book: Book, url: str, full: bool
) -> None:
    """Backends end at any statement, several times a second, while two journals write."""
    rounds = 100 if full else 10
    over = threading.Event()
    cut = granted = 0

    def administrate() -> None:
        nonlocal cut
        seen = in_a_row = 0
        with psycopg.connect(url, autocommit=True) as connection:
            while not over.wait(0.15):
                if granted > seen:
                    seen, in_a_row = granted, 0
                if in_a_row == MOST_IN_A_ROW:
                    continue
                ended = connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user "
                    "AND datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"
                ).fetchall()
                cut += len(ended)
                in_a_row += bool(ended)

    async def grant(one: Book) -> None:
        nonlocal granted
        await one.granting()
        granted += 1

    async with journal_on(url) as other:
        books = (book, Book(other, book.organisation))
        administrator = asyncio.create_task(asyncio.to_thread(administrate))
        try:
            while granted < rounds * 40 or not cut:
                await asyncio.gather(*(grant(one) for one in books for _ in range(20)))
        finally:
            over.set()
            await administrator
    async with journal_on(url) as fresh:
        assert await Book(fresh, book.organisation).balance() == granted
    assert verified(url, book.organisation).sound


@pytest.mark.parametrize("code", ["XX000", "25006", "53100", "57P03"])
async def test_a_server_that_fails_inside_for_a_moment_leads_to_one_effect(
    book: Book, shared_where: Installation, code: str
) -> None:
    """An internal error, a standby that was the primary a moment ago, a full disk, a shutdown."""
    await book.granting()
    with psycopg.connect(shared_where.databases.owner, autocommit=True) as owner:
        trigger = f"failing_{code.lower()}"
        owner.execute(
            f"CREATE FUNCTION journal.{trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION 'this server fails inside' USING ERRCODE = '{code}'; END $$".encode()
        )
        owner.execute(
            f"CREATE TRIGGER {trigger} BEFORE INSERT ON journal.events FOR EACH ROW "
            f"WHEN (NEW.organisation = '{book.organisation}') EXECUTE FUNCTION journal.{trigger}()".encode()
        )
        granted = asyncio.create_task(book.granting(key="once"))
        await asyncio.sleep(0.3)
        assert not granted.done()
        owner.execute(f"DROP FUNCTION journal.{trigger} CASCADE".encode())
        taken = await granted
    assert (await book.granting(key="once")).body == taken.body
    assert await book.balance() == 2


@pytest.mark.usefixtures("impatient")
async def test_a_writer_that_falls_silent_between_append_and_commit_holds_up_nobody_for_long(
    far_book: Book, book: Book, proxy: Proxy, url: str
) -> None:
    await far_book.granting()
    await book.granting()
    proxy.arm("silent before commit")
    silent = asyncio.create_task(far_book.granting())
    await asyncio.to_thread(proxy.happened.acquire)
    started = time.monotonic()
    await book.granting()
    assert time.monotonic() - started < PATIENCE_SECONDS + 2
    proxy.take_away()
    proxy.bring_back()
    assert isinstance(await silent, Taken)
    assert await book.balance() == 4
    assert verified(url, book.organisation).sound


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "employee",
    [
        pytest.param("FIN01", id="in memory"),
        pytest.param("FIN02", id="still to be loaded"),
    ],
)
async def test_a_process_that_was_stopped_in_the_middle_of_a_batch_finishes_it_when_it_goes_on(
    book: Book, url: str, employee: str
) -> None:
    stops = 0

    def stop_once(unit: Unit) -> Answer:
        nonlocal stops
        stops += 1
        if stops == 1:
            time.sleep(PATIENCE_SECONDS + 0.5)  # the whole process: nothing else of it runs either
        return book.grant(employee)(unit)

    await book.granting()
    others = asyncio.create_task(asyncio.to_thread(granting_elsewhere, url, book.organisation))
    stopped = book.command(stop_once, "FIN00")
    outcomes = await asyncio.gather(book.journal.submit(stopped), book.granting(), return_exceptions=True)
    assert [type(one) for one in outcomes] == [Taken, Taken]
    assert stops > 1
    assert await others < PATIENCE_SECONDS + 2
    assert await book.balance("FIN01") + await book.balance("FIN02") == 4
    assert verified(url, book.organisation).sound


def granting_elsewhere(url: str, organisation: str) -> float:
    """How long it takes to grant from an event loop of one's own."""

    async def grant() -> float:
        async with journal_on(url) as other:
            started = time.monotonic()
            await Book(other, organisation).granting()
            return time.monotonic() - started

    return asyncio.run(grant())
