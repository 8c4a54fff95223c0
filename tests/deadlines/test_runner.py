"""What comes due is on the list from events alone, is kept when its time has come, and then off the list."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.contexts import all_projections
from ledger.deadlines.look import Deadline, Kept, Look
from ledger.deadlines.runner import Runner
from ledger.infrastructure.database import pool
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.engine.runner import Runner as Projecting
from tests.deadlines.conftest import Worker
from tests.deadlines.ending import fill
from tests.faults.alone import eventually
from tests.infrastructure.journal.books import Book, journal_on
from tests.service import Service, environment_of

JUNE = datetime(2025, 6, 15, 12, tzinfo=UTC)
JULY = datetime(2025, 7, 1, tzinfo=UTC)


def project(where: Installation) -> None:
    """Bring the projections up to the head, as the worker does all the time."""
    runner = Projecting(where.databases.projector, decode, all_projections())
    while runner.run_once():
        pass
    runner.close()


def rows(where: Installation, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        return connection.execute(query.encode(), parameters).fetchall()


def waiting(where: Installation, organisation: str, kind: str) -> list[datetime]:
    found = rows(
        where,
        "SELECT due_at FROM deadlines.due WHERE organisation = %s AND kind = %s ORDER BY due_at",
        organisation,
        kind,
    )
    return [at.astimezone(UTC) for (at,) in found]


def late(where: Installation) -> list[tuple[Any, ...]]:
    return rows(where, "SELECT kind, organisation, split_part(error, ':', 1) FROM projector.overdue ORDER BY 1, 2")


@contextmanager
def unreadable(where: Installation, organisation: str) -> Iterator[None]:
    """The first event of an organisation can't be decoded."""
    ((state,),) = rows(where, "SELECT state FROM journal.events WHERE organisation = %s AND position = 1", organisation)
    put = "UPDATE journal.events SET state = %s WHERE organisation = %s AND position = 1 RETURNING position"
    rows(where, put, b"no event", organisation)
    try:
        yield
    finally:
        rows(where, put, state, organisation)


async def staffed(where: Installation, clock: Any) -> Book:
    async with journal_on(where.databases.app, clock) as journal:
        book = await Book(journal).begin()
        await book.granting()
        return book


async def test_what_is_due_is_kept_once_its_time_has_come_and_then_off_the_list(
    where_nobody_works: Installation, worker: Worker
) -> None:
    now = JUNE
    book = await staffed(where_nobody_works, lambda: now)
    project(where_nobody_works)
    assert waiting(where_nobody_works, book.organisation, "lapse") == [JULY]
    async with worker(lambda: now) as runner:
        assert await runner.run_once() == 0, "June goes on"
        now = JULY
        assert await runner.run_once() == 1
        assert waiting(where_nobody_works, book.organisation, "lapse") == []
        project(where_nobody_works)
        assert await runner.run_once() == 0, "what it recorded makes nothing due"
        assert await runner.look(book.organisation, "lapse") == {"lapse": 0}, "nothing is left of the budget"


async def test_what_the_projections_have_not_seen_stays_on_the_list(
    where_nobody_works: Installation, worker: Worker
) -> None:
    now = JUNE
    book = await staffed(where_nobody_works, lambda: now)
    project(where_nobody_works)
    async with journal_on(where_nobody_works.databases.app, lambda: now) as journal:
        await Book(journal, book.organisation).granting()
    now = JULY
    async with worker(lambda: now) as runner:
        assert await runner.run_once() == 0
        assert waiting(where_nobody_works, book.organisation, "lapse") == [JULY], "it is looked at again"
    project(where_nobody_works)
    async with worker(lambda: now) as runner:
        assert await runner.run_once() == 1
    assert waiting(where_nobody_works, book.organisation, "lapse") == []


async def test_the_fault_of_one_organisation_is_nobody_elses_and_ends_when_its_cause_is_gone(
    where_nobody_works: Installation, worker: Worker
) -> None:
    now = JUNE
    broken = await staffed(where_nobody_works, lambda: now)
    sound = await staffed(where_nobody_works, lambda: now)
    project(where_nobody_works)
    now = JULY
    async with worker(lambda: now) as runner:
        with unreadable(where_nobody_works, broken.organisation):
            assert await runner.run_once() == 1
            assert late(where_nobody_works) == [("lapse", broken.organisation, "MapperDeserialisationError")]
            assert await runner.run_once() == 0, "it is not tried again at once"
            assert waiting(where_nobody_works, sound.organisation, "lapse") == []
        rows(where_nobody_works, "UPDATE projector.overdue SET next_at = now() RETURNING kind")
        assert await runner.run_once() == 1
    assert late(where_nobody_works) == []
    assert waiting(where_nobody_works, broken.organisation, "lapse") == []


async def test_what_takes_long_in_one_organisation_holds_up_no_other(where_nobody_works: Installation) -> None:
    now = JUNE
    slow, quick = [await staffed(where_nobody_works, lambda: now) for _ in range(2)]
    project(where_nobody_works)
    now = JULY
    released = asyncio.Event()
    kept: list[str] = []

    async def keep(look: Look) -> Kept:
        if look.organisation == slow.organisation:
            await released.wait()
        kept.append(look.organisation)
        return Kept(1)

    databases = where_nobody_works.databases
    async with pool(databases.projector) as owning, journal_on(databases.app, lambda: now) as journal:
        runner = Runner(journal, owning, {"lapse": Deadline("lapse", ("budgets",), keep)})
        running = asyncio.create_task(runner.run_forever())
        async with asyncio.timeout(60):
            while waiting(where_nobody_works, quick.organisation, "lapse"):
                await asyncio.sleep(0.05)
            later = await staffed(where_nobody_works, lambda: JUNE)
            await asyncio.to_thread(project, where_nobody_works)
            while waiting(where_nobody_works, later.organisation, "lapse"):
                await asyncio.sleep(0.05)
            assert kept == [quick.organisation, later.organisation]
            released.set()
            while waiting(where_nobody_works, slow.organisation, "lapse"):
                await asyncio.sleep(0.05)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert kept.count(slow.organisation) == 1, "it was begun once"


async def test_a_worker_lives_on_beside_what_it_can_not_read(where_nobody_works: Installation, tmp_path: Path) -> None:
    book = await staffed(where_nobody_works, lambda: JUNE)
    fill(where_nobody_works.databases.app, "readable", 3)
    project(where_nobody_works)
    expired = "SELECT count(*) FROM balances.entries WHERE organisation = 'readable' AND kind = 'expiry'"
    with unreadable(where_nobody_works, book.organisation):
        service = Service(environment_of(where_nobody_works, tmp_path), command=("work",)).start(wait=False)
        try:
            eventually(lambda: rows(where_nobody_works, expired) == [(6,)], "the others' deadlines are kept")
            eventually(
                lambda: ("lapse", book.organisation, "MapperDeserialisationError") in late(where_nobody_works), ""
            )
            assert service.process is not None
            with pytest.raises(subprocess.TimeoutExpired):
                service.process.wait(1)
        finally:
            service.stop()
