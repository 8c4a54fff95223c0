"""A rebuild goes on beside the live projections, and swaps its tables in without anybody noticing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import psycopg
import pytest
from psycopg import AsyncConnection

from ledger.contexts import all_projections
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.accounts import query as balances
from ledger.projections.accounts.projection import Balances
from ledger.projections.audit.projection import Audit
from ledger.projections.engine import swap
from ledger.projections.engine.page import Page
from ledger.projections.engine.positions import Group, lock, locked
from ledger.projections.engine.projection import Projection
from ledger.projections.engine.queries import positions
from ledger.projections.engine.rebuild import Rebuild, RebuildRunning
from ledger.projections.engine.schema import create, install
from ledger.projections.leaderboards import query as leaderboards
from ledger.projections.leaderboards.projection import Leaderboards
from tests.projections.journal import Journal
from tests.projections.stories import MONTH, Teller, budget, grant
from tests.projections.test_runner import eventually, running

REBUILDS = 2


async def test_readers_never_err_nor_go_back_while_tables_are_swapped(journal: Journal) -> None:
    journal.append("acme", [budget("M1", 10**6), *(grant(f"G{number}", "E1", 1) for number in range(300))])
    journal.project()
    stop = asyncio.Event()
    reads = 0

    async def read(question: Callable[[AsyncConnection[Any]], Awaitable[int]]) -> None:
        """What is read grows with every event: an empty table or a lost page would show as a step back."""
        nonlocal reads
        seen = 0
        async with await AsyncConnection.connect(journal.as_role("ledger_app"), autocommit=True) as connection:
            while not stop.is_set():
                now = await question(connection)
                assert now >= seen
                seen = now
                reads += 1

    async def balance(connection: AsyncConnection[Any]) -> int:
        position = await positions(connection, "acme", ["balances"])
        points: int = (await balances.account(connection, "acme", "employee:E1"))["balance"]
        # The rows are as new as the position that was read before them: each event but the first gave one point.
        assert points >= position - 1
        return points

    async def newest(connection: AsyncConnection[Any]) -> int:
        position: int = (await balances.entries(connection, "acme", "employee:E1", 1))["items"][0]["position"]
        return position

    async def points(connection: AsyncConnection[Any]) -> int:
        found: int = (await leaderboards.board(connection, "acme", "organisation", MONTH))["items"][0]["points"]
        return found

    def work() -> None:
        with running(journal.runner(page_size=5)):
            for number in range(REBUILDS):
                for step in range(20):
                    journal.append("acme", [grant(f"R{number}-{step}", "E1", 1)], notify=True)
                journal.runner().rebuild()

    readers = [asyncio.create_task(read(question)) for question in (balance, newest, points)]
    await asyncio.to_thread(work)
    await asyncio.sleep(0)
    stop.set()
    await asyncio.gather(*readers)
    assert reads > 100
    journal.project()
    assert set(journal.positions("acme").values()) == {301 + REBUILDS * 20}


class Slow(Balances):
    """Balances whose rebuild can be held up."""

    def __init__(self, hold: Callable[[], None]) -> None:
        self._hold = hold

    def indexes(self) -> Sequence[str]:
        self._hold()
        return super().indexes()


def test_live_projections_go_on_while_one_is_rebuilt(journal: Journal) -> None:
    journal.append("acme", Teller().tell([(number, number, number) for number in range(20)]))
    journal.project()

    def meanwhile() -> None:
        assert journal.status("balances")["state"] == "rebuilding"
        head = journal.append("acme", [grant("meanwhile", "E1", 5)])
        journal.append("new-organisation", [grant("G1", "E1", 5)])
        journal.project()
        assert journal.positions("acme")["balances"] == head

    with pytest.raises(RebuildRunning), swap.claiming(journal.connect, ["balances"]) as claimed:
        assert claimed
        Rebuild(journal.connect, decode, [Balances()]).run()
    Rebuild(journal.connect, decode, [Slow(meanwhile)]).run()
    live = journal.rows("acme"), journal.rows("new-organisation")
    assert journal.status("balances")["state"] == "running"
    journal.runner().rebuild()
    assert (journal.rows("acme"), journal.rows("new-organisation")) == live


def test_a_worker_that_looked_before_the_swap_writes_nothing_after_it(journal: Journal) -> None:
    journal.append("acme", [grant("G1", "E1", 5)])
    journal.project()
    group = Group(1, ["balances", "leaderboards"])
    versions = {"balances": Balances.version, "leaderboards": Leaderboards.version}
    with journal.connect() as connection, connection.transaction(), connection.cursor() as cursor:
        lock(cursor, "acme", group)
        assert set(locked(cursor, versions)) == {"balances", "leaderboards"}
        lock(cursor, "acme", Group(0, group.names))
        assert locked(cursor, versions) == {}
    journal.admin.execute("UPDATE projector.status SET version = version + 1 WHERE projection = 'balances'")
    with journal.connect() as connection, connection.transaction(), connection.cursor() as cursor:
        lock(cursor, "acme", group)
        assert set(locked(cursor, versions)) == {"leaderboards"}


class Overtaken(Balances):
    """Balances to which something happens while their rebuild catches up for the last time."""

    def __init__(self, before: Callable[[], object], meanwhile: Callable[[], None]) -> None:
        self._before, self._meanwhile = before, meanwhile

    def indexes(self) -> Sequence[str]:
        self._before()
        return super().indexes()

    def apply(self, cursor: Any, schema: str, page: Page) -> Any:
        self._meanwhile()
        return super().apply(cursor, schema, page)


def test_an_organisation_that_begins_while_tables_are_swapped_is_not_lost(journal: Journal) -> None:
    """The last catch-up holds all projecting, also of organisations that have no position yet."""
    journal.append("acme", [grant("G1", "E1", 5)])
    journal.project()
    worker = threading.Thread(target=journal.project)

    def begins() -> None:
        journal.append("late", [grant("G1", "E1", 5)])
        worker.start()
        eventually(lambda: waiting_for_locks(journal) > 0)
        assert journal.rows("late")["balances.accounts"] == []

    overtaken = Overtaken(lambda: journal.append("acme", [grant("G2", "E1", 5)]), begins)
    Rebuild(journal.connect, decode, [overtaken]).run()
    worker.join()
    assert journal.positions("acme")["balances"] == 2
    assert journal.positions("late")["balances"] == 1
    assert len(journal.rows("late")["balances.entries"]) == 2, "the giver's and the receiver's"


def waiting_for_locks(journal: Journal) -> int:
    found = journal.admin.execute(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'projector.positions'::regclass"
    ).fetchone()
    assert found is not None
    count: int = found[0]
    return count


class Doubled(Leaderboards):
    """A later version, whose rows come out otherwise and have another column."""

    version = Leaderboards.version + 1

    def ddl(self) -> Sequence[str]:
        return (*super().ddl(), "CREATE TABLE {schema}.extra (organisation text)")


def test_rows_of_another_version_are_rebuilt_by_the_worker_and_left_alone_until_then(journal: Journal) -> None:
    journal.append("acme", [grant("G1", "E1", 5)])
    journal.project()
    generation = journal.status("leaderboards")["generation"]
    later: list[Projection] = [Doubled() if one.name == "leaderboards" else one for one in all_projections()]
    with journal.connect() as connection:
        install(connection, later)
    assert journal.status("leaderboards")["version"] == Leaderboards.version
    journal.append("acme", [grant("G2", "E1", 5)])
    journal.project(projections=later)
    assert journal.positions("acme")["leaderboards"] == 1
    assert journal.positions("acme")["balances"] == 2
    with running(journal.runner(projections=later)):
        eventually(lambda: journal.status("leaderboards")["version"] == Doubled.version)
        eventually(lambda: journal.positions("acme")["leaderboards"] == 2)
    status = journal.status("leaderboards")
    assert (status["state"], status["error"]) == ("running", None)
    assert status["generation"] != generation
    journal.append("acme", [grant("G3", "E1", 5)])
    journal.project()
    assert journal.positions("acme")["leaderboards"] == 2, "an older worker must not touch newer rows"
    with psycopg.connect(journal.as_role("ledger_app"), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM leaderboards.extra").fetchone() == (0,)


class Failing(Balances):
    version = Balances.version + 1

    def apply(self, cursor: Any, schema: str, page: Page) -> Any:
        raise ZeroDivisionError("a fault")

    def fold(self, organisation: str) -> Any:
        raise ZeroDivisionError("a fault")


def test_a_rebuild_that_fails_says_so_and_the_old_rows_serve(journal: Journal) -> None:
    journal.append("acme", [grant("G1", "E1", 5)])
    journal.project()
    before = journal.rows("acme")
    with pytest.raises(ZeroDivisionError):
        Rebuild(journal.connect, decode, [Failing()]).run()
    assert journal.rows("acme") == before
    assert (journal.status("balances")["state"], journal.status("balances")["version"]) == ("failed", Balances.version)
    assert "a fault" in journal.status("balances")["error"]
    assert journal.admin.execute("SELECT to_regnamespace('balances_new')").fetchone() == (None,)
    Rebuild(journal.connect, decode, [Balances()]).run()
    assert journal.rows("acme") == before
    assert journal.status("balances")["state"] == "running"


def test_what_a_rebuild_left_whose_process_ended_is_cleared_away(journal: Journal) -> None:
    journal.append("acme", [grant("G1", "E1", 5)])
    with swap.claiming(journal.connect, ["audit"]) as claimed, journal.connect() as rebuilding:
        assert claimed
        swap.begin(rebuilding, ["audit"])
        create(rebuilding, Audit({}), "audit_new")
        rebuilding.commit()
        with running(journal.runner()):
            eventually(lambda: journal.positions("acme").get("audit") == 1)
            assert journal.status("audit")["state"] == "rebuilding", "somebody still claims it"
    with running(journal.runner()):
        eventually(lambda: journal.status("audit")["state"] == "running")
    assert journal.admin.execute("SELECT to_regnamespace('audit_new')").fetchone() == (None,)
    assert len(journal.rows("acme")["audit.events"]) == 1


def test_progress_ends_at_all_events(journal: Journal) -> None:
    journal.append("acme", [grant(f"G{number}", "E1", 5) for number in range(25)])
    journal.append("other", [grant(f"G{number}", "E1", 5) for number in range(5)])
    told: list[tuple[int, int]] = []
    progress = lambda done, total: told.append((done, total))  # noqa: E731
    Rebuild(journal.connect, decode, all_projections(), progress, page_size=10).run()
    assert told == [(10, 30), (20, 30), (25, 30), (30, 30)]


def test_installing_twice_changes_nothing(journal: Journal) -> None:
    journal.append("acme", [grant("G1", "E1", 5)])
    journal.project()
    before = journal.rows("acme"), journal.status("balances")
    with journal.connect() as connection:
        install(connection, all_projections())
    assert (journal.rows("acme"), journal.status("balances")) == before
