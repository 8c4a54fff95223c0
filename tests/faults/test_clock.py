"""A wrong clock records nothing and ends nothing: what is recorded at a wrong time stays there for ever."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx
import psycopg
import pytest

from ledger.api.http.health import Looks
from ledger.application import directory
from ledger.application.unit import ClockInDoubt
from ledger.bootstrap import Installation, confirm_clock
from ledger.contexts import all_deadlines
from ledger.deadlines.runner import Runner
from ledger.infrastructure.database import pool
from ledger.infrastructure.embedded import Servers
from ledger.infrastructure.journal.clock import ClockGuard
from ledger.infrastructure.journal.journal import Journal
from tests.infrastructure.journal.books import Book, journal_on
from tests.installation import migrated
from tests.journeys.clockwork import Inside, TimedCompany, inside_of

YEAR = timedelta(days=365)


@dataclass
class Machine:
    """A clock that is off by so much, and how many seconds really went by."""

    off: timedelta = timedelta()
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.off

    def elapsed(self) -> float:
        return (datetime.now(UTC) - self.began).total_seconds()


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture(scope="module")
def where_nobody_works(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with migrated(servers, servers.redis_url, tmp_path_factory.mktemp("clock")) as made:
        yield made


@pytest.fixture(autouse=True)
def unconfirmed(where_nobody_works: Installation) -> None:
    with psycopg.connect(where_nobody_works.databases.owner, autocommit=True) as connection:
        connection.execute("DELETE FROM journal.clock_confirmations")


@asynccontextmanager
async def guarded(where: Installation, machine: Machine) -> AsyncIterator[Journal]:
    async with pool(where.databases.app, writing=True) as connections:
        guard = ClockGuard(machine.clock, machine.elapsed)
        yield Journal(connections, machine.clock, guard=guard)


def confirm(where: Installation, at: datetime) -> None:
    """As `ledger clock confirm` does on a machine whose clock says so."""
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO journal.clock_confirmations (at, recorded_upto) "
            "SELECT %s, max(recorded_at) FROM journal.heads",
            (at,),
        )


async def test_a_clock_that_jumped_a_year_ends_and_records_nothing_until_it_is_back(
    where_nobody_works: Installation, machine: Machine
) -> None:
    async with guarded(where_nobody_works, machine) as journal, pool(where_nobody_works.databases.projector) as owning:
        book = await Book(journal).begin()
        runner = Runner(journal, owning, all_deadlines())
        machine.off = YEAR
        with pytest.raises(ClockInDoubt, match=r"8,760\.0 h ahead of the database's"):
            await book.granting()
        with pytest.raises(ClockInDoubt):
            await runner.run_once()
        assert journal.clock_doubt is not None
        machine.off = timedelta()
        await book.granting()
        assert await runner.run_once() == 0
        assert await book.balance() == 1
        assert journal.clock_doubt is None


async def test_the_operator_may_say_that_a_clock_is_right(where_nobody_works: Installation, machine: Machine) -> None:
    async with guarded(where_nobody_works, machine) as journal:
        book = await Book(journal).begin()
        machine.off = timedelta(hours=3)
        with pytest.raises(ClockInDoubt):
            await book.granting()
        confirm(where_nobody_works, machine.clock())
        await book.do(book.budget(10))  # it may be another month by that clock
        await book.granting()
        machine.off = timedelta(hours=6)
        with pytest.raises(ClockInDoubt):
            await book.granting()


async def test_a_jump_that_the_database_shares_is_told_by_the_time_that_went_by(
    where_nobody_works: Installation,
) -> None:
    """On one machine both clocks jump."""
    now, seconds = datetime.now(UTC), 0.0
    guard = ClockGuard(lambda: now, lambda: seconds)
    async with pool(where_nobody_works.databases.app) as connections, connections.connection() as connection:
        await guard.check(connection, now)
        now, seconds = now + timedelta(days=40), 40 * 86_400.0
        await guard.check(connection, now)
        now += YEAR
        with pytest.raises(ClockInDoubt, match="time that went by"):
            await guard.check(connection, now)
        with psycopg.connect(where_nobody_works.databases.owner, autocommit=True) as owner:
            owner.execute(
                "INSERT INTO journal.clock_confirmations (at, server_at, recorded_upto) VALUES (%s, %s, 'epoch')",
                (now, now),
            )
        await guard.check(connection, now)


async def test_an_organisation_that_nobody_used_for_weeks_is_no_jump(
    where_nobody_works: Installation, machine: Machine
) -> None:
    async with journal_on(where_nobody_works.databases.app, lambda: datetime.now(UTC) - timedelta(days=60)) as before:
        organisation = (await Book(before).begin()).organisation
    async with guarded(where_nobody_works, machine) as journal:
        book = Book(journal, organisation)
        await book.do(book.budget(10))
        await book.granting()


async def test_what_is_recorded_ahead_of_the_clock_is_gone_on_from_only_when_confirmed(
    where_nobody_works: Installation, machine: Machine
) -> None:
    async with journal_on(where_nobody_works.databases.app, lambda: datetime.now(UTC) + YEAR) as ahead:
        organisation = (await Book(ahead).begin()).organisation
    async with guarded(where_nobody_works, machine) as journal:
        book, other = Book(journal, organisation), await Book(journal).begin()
        hire = partial(directory.register_employee, registered=book._registered("FIN09"))
        with pytest.raises(ClockInDoubt, match="behind the last recording"):
            await book.do(hire)
        assert (journal.clock_doubt, journal.ahead_of_clock) == (None, 1), "it is about that organisation alone"
        await other.granting()
        confirm_clock(where_nobody_works)
        await book.do(hire)


def ready(inside: Inside) -> httpx.Response:
    state = inside.app.api.state
    state.looks = Looks(state.services)  # which remember for a while
    return inside.get("/readyz")


def test_the_service_says_that_its_clock_is_in_doubt(where_nobody_works: Installation, machine: Machine) -> None:
    with inside_of(where_nobody_works) as inside:
        company = TimedCompany(inside, "UTC")
        inside.clock.now = datetime.now(UTC)

        async def guard() -> None:
            pools = inside._stack
            connections = await pools.enter_async_context(pool(where_nobody_works.databases.app, writing=True))
            doubting = Journal(connections, machine.clock, guard=ClockGuard(machine.clock, machine.elapsed))
            inside.app.api.state.services = replace(inside.ready, journal=doubting)

        company.hr.done("PATCH", "/organisation", {"backdating_days": 20})
        inside.run(guard())
        confirm_clock(where_nobody_works)  # the company was founded in 2030
        assert ready(inside).json()["status"] == "ready"
        machine.off = YEAR
        refused = company.hr.patch("/organisation", {"backdating_days": 25})
        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/clock-in-doubt")
        found = ready(inside)
        assert (found.status_code, found.json()["status"]) == (503, "clock in doubt")
        assert "database's" in found.json()["clock"]
        machine.off = timedelta()
        assert company.hr.patch("/organisation", {"backdating_days": 25}).is_success
        assert ready(inside).status_code == 200
