"""Boards in Redis equal the rows, however often Redis is emptied, lost, or set back; the rows never wait for it."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from psycopg import AsyncConnection
from redis.asyncio import Redis

from ledger.projections.engine.advance import Change, Projected
from ledger.projections.engine.runner import Runner
from ledger.projections.leaderboards import query
from ledger.projections.leaderboards.filling import fill, standing_in_redis, standing_in_rows
from ledger.projections.leaderboards.projection import departments_in
from ledger.projections.leaderboards.read import board, read_board
from ledger.projections.leaderboards.redis_boards import RedisBoards
from tests.projections.journal import Journal
from tests.projections.stories import MONTH, grant, reversal
from tests.projections.valkey import OwnValkey

SOON_SECONDS = 3.0
"""They are right within about a second on an idle machine; this one also runs other tests."""


@pytest.fixture
def valkey() -> Iterator[OwnValkey]:
    folder = Path(tempfile.mkdtemp(prefix="points-ledger-boards-"))
    own = OwnValkey(folder)
    own.start()
    yield own
    own.stop()
    shutil.rmtree(folder)


class Living:
    """A worker that projects and keeps boards, in threads."""

    def __init__(self, journal: Journal, client: redis.Redis) -> None:
        self.journal = journal
        self.client = client
        self.boards = RedisBoards(client, journal.connect)
        self.runner: Runner = journal.runner(on_projected=self.boards.projected)
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=one, args=(self._stop,)) for one in (self.runner.run_forever, self.boards.run)
        ]
        for thread in self._threads:
            thread.start()

    def grant(self, organisation: str, *grants: Any) -> int:
        return self.journal.append(organisation, grants, notify=True)

    def equal(self, *organisations: str) -> bool:
        """Whether Redis has every board of these organisations as the rows do, at the journal's head."""
        with self.journal.connect() as connection:
            rows = standing_in_rows(connection, "", 100)
        found = standing_in_redis(self.client, organisations)
        return all(
            self.journal.heads[one][0] == rows.get(one, ("", 0, ""))[1] and found.get(one) == rows[one]
            and boards_in_redis(self.client, one) == boards_in_rows(self.journal, one)
            for one in organisations
        )  # fmt: skip

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture
def living(journal: Journal, valkey: OwnValkey) -> Iterator[Living]:
    alive = Living(journal, valkey.client)
    yield alive
    alive.end()


def boards_in_redis(client: redis.Redis, organisation: str) -> dict[str, dict[str, int]]:
    names: Any = client.keys(f"{{{organisation}}}:board:*")
    return {
        name.decode().split(":board:")[1]: {
            employee.decode(): -int(points)
            for employee, points in client.zrange(name, 0, -1, withscores=True)  # type: ignore[union-attr]
        }
        for name in names
    }


def boards_in_rows(journal: Journal, organisation: str) -> dict[str, dict[str, int]]:
    boards: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for month, employee, tag, departments, points in journal.admin.execute(
        "SELECT month, employee, tag, departments, points FROM leaderboards.credits WHERE organisation = %s",
        (organisation,),
    ):
        scopes = {"organisation", f"tag:{tag}", *(f"department:{code}" for code in departments_in(departments))}
        for scope in scopes:
            for period in (month, month[:4], "all"):
                boards[f"{scope}:{period}"][employee] += points
    shown = {name: {employee: points for employee, points in board.items() if points} for name, board in boards.items()}
    return {name: board for name, board in shown.items() if board}


def eventually(true: Callable[[], bool], seconds: float = SOON_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "never came true"
        time.sleep(0.01)


def test_boards_follow_the_rows(living: Living) -> None:
    first = grant("G1", "E1", 30)
    living.grant("acme", first, grant("G2", "E2", 30, tag="HELP"), grant("G3", "E3", 10))
    living.grant("other", grant("G1", "E1", 7))
    eventually(lambda: living.equal("acme", "other"))
    living.grant("acme", reversal(first))
    eventually(lambda: living.equal("acme"))
    assert b"E1" not in living.client.zrange(f"{{acme}}:board:organisation:{MONTH}", 0, -1)  # type: ignore[operator]


def test_emptied_redis_is_filled_by_itself(living: Living) -> None:
    living.grant("acme", *(grant(f"G{number}", f"E{number}", number) for number in range(1, 20)))
    eventually(lambda: living.equal("acme"))
    living.client.flushall()
    eventually(lambda: living.equal("acme"))
    living.client.flushall()
    living.grant("acme", grant("G99", "E1", 5))
    eventually(lambda: living.equal("acme"))


def test_without_redis_the_rows_go_on_and_redis_recovers_by_itself(living: Living, valkey: OwnValkey) -> None:
    living.grant("acme", grant("G1", "E1", 5))
    eventually(lambda: living.equal("acme"))
    valkey.stop()
    head = living.grant("acme", grant("G2", "E1", 6), grant("G3", "E2", 1))
    eventually(lambda: set(living.journal.positions("acme").values()) == {head})
    valkey.start()
    eventually(lambda: living.equal("acme"))


def test_an_older_dump_is_noticed_though_nothing_new_happens(living: Living, valkey: OwnValkey) -> None:
    living.grant("acme", grant("G1", "E1", 5))
    eventually(lambda: living.equal("acme"))
    valkey.client.save()
    living.grant("acme", grant("G2", "E1", 6), grant("G3", "E2", 1))
    eventually(lambda: living.equal("acme"))
    valkey.stop()
    valkey.start()
    assert standing_in_redis(valkey.client, ["acme"])["acme"][1] in {1, 3}
    eventually(lambda: living.equal("acme"))


def test_an_older_dump_is_noticed_when_something_new_happens_at_once(living: Living, valkey: OwnValkey) -> None:
    """Changes added to an old dump would leave holes: E2's point is in neither the dump nor the new page."""
    living.grant("acme", grant("G1", "E1", 5))
    eventually(lambda: living.equal("acme"))
    valkey.client.save()
    living.grant("acme", grant("G2", "E2", 1))
    eventually(lambda: living.equal("acme"))
    valkey.stop()
    valkey.start()
    living.grant("acme", grant("G3", "E1", 5))
    eventually(lambda: living.equal("acme"))


def test_a_rebuilt_projection_fills_the_boards_anew(living: Living) -> None:
    living.grant("acme", grant("G1", "E1", 5))
    eventually(lambda: living.equal("acme"))
    before = standing_in_redis(living.client, ["acme"])["acme"]
    living.client.zadd(f"{{acme}}:board:organisation:{MONTH}", {"nobody": -99})
    living.journal.runner().rebuild("leaderboards")
    eventually(lambda: living.equal("acme"))
    after = standing_in_redis(living.client, ["acme"])["acme"]
    assert after[0] != before[0]
    living.grant("acme", grant("G2", "E1", 5))
    eventually(lambda: living.equal("acme"))


def test_rows_that_went_back_take_the_boards_with_them(living: Living) -> None:
    """As after PostgreSQL is restored from a backup that is older than what Redis has."""
    living.grant("acme", grant("G1", "E1", 5))
    eventually(lambda: living.equal("acme"))
    living.client.hset("{acme}:boards", "position", 1_000)
    living.client.zadd(f"{{acme}}:board:organisation:{MONTH}", {"E1": -1_000})
    eventually(lambda: living.equal("acme"))


@pytest.mark.parametrize("others", [2, 5, 9], ids=["less", "as much", "more"])
def test_boards_of_a_history_that_is_gone_are_filled_anew(living: Living, others: int) -> None:
    """As after a failover to a server that had not seen all of what Redis has."""
    living.grant("acme", *(grant(f"G{number}", "E1", 5) for number in range(10)))
    eventually(lambda: living.equal("acme"))
    living.journal.cut("acme", 5)
    living.grant("acme", *(grant(f"G{number}", "E2", 7) for number in range(20, 20 + others)))
    eventually(lambda: living.equal("acme"), 5)
    living.grant("acme", grant("G99", "E2", 7))
    eventually(lambda: living.equal("acme"))


@pytest.mark.parametrize("more", [0, 1], ids=["nothing", "one more"])
async def test_boards_at_the_same_position_of_another_history_are_neither_kept_nor_read(
    journal: Journal, valkey: OwnValkey, reading: AsyncConnection[Any], more: int
) -> None:
    journal.append("acme", [grant(f"G{number}", "E1", 5) for number in range(10)])
    journal.project()
    with journal.connect() as connection:
        assert fill(valkey.client, connection, "acme")
    journal.cut("acme", 5)
    journal.append("acme", [grant(f"G{number}", "E2", 7) for number in range(20, 25 - more)])
    journal.project()
    async with Redis.from_url(valkey.url) as client:
        found = await board(lambda: nullcontext(reading), client, "acme", "organisation", MONTH)
        assert {one["employee"]: one["points"] for one in found["items"]} == {"E1": 25, "E2": 7 * (5 - more)}
    if more:
        page = journal.append("acme", [grant("G40", "E2", 7)])
        assert page == 10
    living = Living(journal, valkey.client)
    try:
        eventually(lambda: living.equal("acme"))
    finally:
        living.end()


def test_two_workers_keep_the_same_boards(living: Living) -> None:
    other = Living(living.journal, living.client)
    try:
        for number in range(60):
            living.grant("acme", grant(f"G{number}", f"E{number % 5}", number + 1))
        eventually(lambda: living.equal("acme"), 10)
    finally:
        other.end()


def test_a_rebuilder_that_died_is_taken_over(journal: Journal, valkey: OwnValkey) -> None:
    journal.append("acme", [grant("G1", "E1", 5)])
    journal.project()
    valkey.client.set("{acme}:rebuilding", "somebody who died", px=500)
    with journal.connect() as connection:
        assert not fill(valkey.client, connection, "acme")
        eventually(lambda: fill(valkey.client, connection, "acme"))
    assert boards_in_redis(valkey.client, "acme") == boards_in_rows(journal, "acme")


def test_more_than_can_wait_is_dropped_and_filled_from_the_rows(
    journal: Journal, valkey: OwnValkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.projections.leaderboards.redis_boards.MOST_WAITING", 50)
    boards = RedisBoards(valkey.client, journal.connect)
    journal.append("acme", [grant(f"G{number}", f"E{number}", 1) for number in range(40)])
    runner = journal.runner(on_projected=boards.projected, page_size=1)
    while runner.run_once():
        pass
    stop = threading.Event()
    thread = threading.Thread(target=boards.run, args=(stop,))
    thread.start()
    eventually(lambda: boards_in_redis(valkey.client, "acme") == boards_in_rows(journal, "acme"))
    stop.set()
    thread.join()


def test_pages_of_an_older_generation_are_let_go(journal: Journal, valkey: OwnValkey) -> None:
    journal.append("acme", [grant("G1", "E1", 5)])
    journal.project()
    boards = RedisBoards(valkey.client, journal.connect)
    old = Change("an older generation", {("BUG", MONTH, ("TEC",)): {"E1": 77}})
    boards.projected(Projected("acme", 0, 1, {"leaderboards": old}))
    stop = threading.Event()
    thread = threading.Thread(target=boards.run, args=(stop,))
    thread.start()
    eventually(lambda: boards_in_redis(valkey.client, "acme") == boards_in_rows(journal, "acme"))
    eventually(lambda: boards._next() is None)
    stop.set()
    thread.join()
    assert boards_in_redis(valkey.client, "acme") == boards_in_rows(journal, "acme")


async def test_a_board_reads_the_same_from_redis_and_from_the_rows(
    living: Living, valkey: OwnValkey, reading: AsyncConnection[Any]
) -> None:
    ties = [grant(f"G{number}", f"E{number:02}", (number % 4 + 1) * 10) for number in range(12)]
    head = living.grant("acme", *ties)
    eventually(lambda: living.equal("acme"))
    async with Redis.from_url(valkey.url) as client:
        for limit, me in ((100, "E03"), (5, "E00"), (1, "stranger"), (3, None)):
            rows = await query.board(reading, "acme", "organisation", MONTH, limit, me)
            found = await read_board(client, "acme", "organisation", MONTH, limit, me)
            assert found is not None
            assert {"items": found.items, "me": found.me} == rows
            assert found.position == head
            assert await board(lambda: nullcontext(reading), client, "acme", "organisation", MONTH, limit, me) == {
                **rows,
                "position": head,
            }
        empty = await read_board(client, "acme", "organisation", "1999-01", 10, "E01")
        assert empty is not None
        assert (empty.items, empty.me) == ([], None)
        assert await read_board(client, "nobody", "organisation", MONTH) is None


async def test_boards_that_are_behind_or_away_are_not_used(
    journal: Journal, valkey: OwnValkey, reading: AsyncConnection[Any]
) -> None:
    journal.append("acme", [grant("G1", "E1", 5)])
    journal.project()
    with journal.connect() as connection:
        fill(valkey.client, connection, "acme")
    journal.append("acme", [grant("G2", "E1", 5)])
    journal.project()
    async with Redis.from_url(valkey.url, socket_timeout=1, socket_connect_timeout=1) as client:
        behind = await read_board(client, "acme", "organisation", MONTH)
        assert behind is not None
        assert (behind.position, behind.items[0]["points"]) == (1, 5)
        current = await board(lambda: nullcontext(reading), client, "acme", "organisation", MONTH)
        assert (current["position"], current["items"][0]["points"]) == (2, 10)
        valkey.stop()
        assert await read_board(client, "acme", "organisation", MONTH) is None
        assert await board(lambda: nullcontext(reading), client, "acme", "organisation", MONTH) == current


def test_postgresql_away_holds_up_nothing_for_good(living: Living) -> None:
    living.grant("acme", grant("G1", "E1", 5))
    eventually(lambda: living.equal("acme"))
    with psycopg.connect(living.journal.url, autocommit=True) as connection:
        connection.execute(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = 'postgres'
                 AND pid <> %s""",
            (living.journal.admin.info.backend_pid,),
        )
    living.client.flushall()
    living.grant("acme", grant("G2", "E1", 5))
    eventually(lambda: living.equal("acme"), 5)
