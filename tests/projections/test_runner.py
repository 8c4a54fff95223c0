"""The runner wakes, tells, shares its work, and survives its connections."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
import pytest

from ledger.contexts import all_projections
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.accounts.projection import Balances
from ledger.projections.engine.advance import Advance, Projected
from ledger.projections.engine.positions import Group, lock, locked
from ledger.projections.engine.runner import SAFETY_NET_SECONDS, Runner
from ledger.projections.leaderboards.projection import Leaderboards
from tests.projections.journal import Journal
from tests.projections.stories import Teller, budget, grant


@contextmanager
def running(runner: Runner, wake: Callable[[], object] = lambda: None) -> Iterator[threading.Thread]:
    """A runner in a thread, until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(target=runner.run_forever, args=(stop,))
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        wake()
        thread.join(10)
        assert not thread.is_alive()


def eventually(true: Callable[[], Any], seconds: float = 10.0) -> float:
    """Wait until something comes true; answers how long it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "never came true"
        time.sleep(0.005)
    return time.monotonic() - began


def grants(first: int, count: int) -> list[Any]:
    return [grant(f"G{number}", f"E{number % 7}", 1) for number in range(first, first + count)]


def test_a_notified_event_is_projected_at_once_and_told_after_the_commit(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.projections.engine.runner.SAFETY_NET_SECONDS", 600.0)  # it never looks by itself again
    journal.append("acme", [budget("M1", 1000)])
    told = 0
    with psycopg.connect(journal.as_role("ledger_app"), autocommit=True) as listening:
        listening.execute("LISTEN ledger_projected")
        with running(journal.runner(), wake=lambda: journal.admin.execute("NOTIFY ledger_appended, 'nobody'")):
            eventually(lambda: journal.positions("acme").get("balances") == 1)
            for position in range(2, 7):
                journal.append("acme", grants(position, 1), notify=True)
                eventually(lambda at=position: set(journal.positions("acme").values()) == {at})
            for notified in listening.notifies(timeout=10):
                told = int(notified.payload.removeprefix("acme:"))
                assert journal.positions("acme")["balances"] >= told
                if told == 6:
                    break
    assert told == 6


def test_an_event_whose_notification_is_lost_is_projected_within_the_safety_net(journal: Journal) -> None:
    with running(journal.runner()):
        time.sleep(0.2)
        journal.append("acme", [budget("M1", 1000)])
        eventually(lambda: journal.positions("acme").get("audit") == 1, SAFETY_NET_SECONDS + 1)


def test_a_runner_that_is_told_nothing_looks_by_itself(journal: Journal) -> None:
    with running(journal.runner(listening=nullcontext)):
        for position in (1, 2):
            journal.append("acme", [budget("M1", 1000)], notify=True)
            eventually(lambda at=position: journal.positions("acme").get("audit") == at, SAFETY_NET_SECONDS + 1)
        listening = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        assert journal.admin.execute(listening).fetchone() == (0,)


def test_a_lost_connection_is_made_again(journal: Journal) -> None:
    connections: list[psycopg.Connection[Any]] = []

    def connect() -> psycopg.Connection[Any]:
        connections.append(journal.connect())
        return connections[-1]

    with running(journal.runner(connect=connect)):
        for position in range(1, 4):
            journal.append("acme", [budget("M1", position)], notify=True)
            eventually(lambda at=position: journal.positions("acme").get("tags") == at)
            for connection in tuple(connections):
                if not connection.closed:
                    journal.admin.execute("SELECT pg_terminate_backend(%s)", (connection.info.backend_pid,))
    assert journal.status("balances")["state"] == "running"


def test_two_workers_apply_each_event_once(journal: Journal) -> None:
    organisations = [f"org-{number}" for number in range(3)]
    for organisation in organisations:
        journal.append(organisation, [budget("M1", 10**6), *grants(0, 200)])
    projected: list[Projected] = []
    runners = [journal.runner(page_size=7, on_projected=projected.append) for _ in range(2)]
    done = threading.Event()

    def work(runner: Runner) -> None:
        while not done.is_set():
            runner.run_once()
        runner.close()

    threads = [threading.Thread(target=work, args=(runner,)) for runner in runners]
    for thread in threads:
        thread.start()
    eventually(lambda: all(set(journal.positions(one).values()) == {201} for one in organisations), 60)
    done.set()
    for thread in threads:
        thread.join()
    for organisation in organisations:
        for name in journal.positions(organisation):
            pages = sorted(
                (one.start, one.end) for one in projected if one.organisation == organisation and name in one.changes
            )
            # Each page begins where the one before it ended.
            assert [start for start, _ in pages] == [0, *(end for _, end in pages[:-1])]
            assert pages[-1][1] == 201
    live = journal.rows("org-0")
    assert sum(int(row["points"]) for row in live["leaderboards.credits"]) == 200
    assert journal.rows("org-1") == live
    journal.runner().rebuild()
    assert journal.rows("org-0") == live


def test_what_one_worker_has_in_hand_another_passes_over_without_waiting(journal: Journal) -> None:
    journal.append("acme", grants(0, 1))
    journal.project()
    versions = {"balances": Balances.version, "leaderboards": Leaderboards.version}
    with journal.connect() as one, one.transaction(), journal.connect() as other, other.transaction():
        mine, others = one.cursor(), other.cursor()
        lock(mine, "acme", Group(1, ["leaderboards"]))
        assert set(locked(mine, versions)) == {"leaderboards"}
        other.execute("SET LOCAL lock_timeout = '1s'")
        lock(others, "acme", Group(1, list(versions)))
        assert set(locked(others, versions)) == {"balances"}


def test_on_projected_that_raises_stops_nothing(journal: Journal) -> None:
    def raise_(projected: Projected) -> None:
        raise RuntimeError("somebody else's fault")

    journal.append("acme", grants(0, 5))
    runner = journal.runner(on_projected=raise_, page_size=2)
    while runner.run_once():
        pass
    assert set(journal.positions("acme").values()) == {5}


def test_a_page_is_applied_to_all_projections_in_one_transaction(journal: Journal) -> None:
    journal.append("acme", Teller().tell([(number, number, number) for number in range(30)]))
    projected = journal.project(page_size=10)
    assert [len(one.changes) for one in projected] == [len(all_projections())] * len(projected)


def test_each_second_a_few_organisations_are_looked_at_and_in_turn_all_of_them(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many organisations there are, what looking costs stays the same."""
    monkeypatch.setattr("ledger.projections.engine.advance.LOOKED_AT", 3)
    organisations = [f"org-{number}" for number in range(8)]
    for organisation in organisations:
        journal.append(organisation, [budget("M1", 1000)])
    connection = journal.connect()
    projections = {projection.name: projection for projection in all_projections()}
    advance = Advance(connection, decode, projections, 100)
    looks = [advance.behind_among_the_next() for _ in range(6)]
    assert [len(found) for found in looks] == [3, 3, 2, 3, 3, 2]
    assert [*looks[0], *looks[1], *looks[2]] == [*looks[3], *looks[4], *looks[5]] == advance.behind() == organisations
    connection.close()
