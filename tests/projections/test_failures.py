"""A projection that fails stops alone, says so, and goes on where it was."""

from __future__ import annotations

import threading
from typing import Any

import psycopg
import pytest
from psycopg import AsyncConnection

from ledger.contexts import all_projections
from ledger.domain.events import Recorded
from ledger.infrastructure.journal.mapper import MapperDeserialisationError, decode
from ledger.projections.engine.faults import passing
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold
from ledger.projections.engine.queries import standing
from ledger.projections.engine.store import Store
from tests.projections.journal import Journal
from tests.projections.stories import budget, grant, registered


class Faulty:
    """The projections, of which one fails at a position of an organisation until it is mended."""

    def __init__(self, name: str, organisation: str, position: int, error: Exception | None = None) -> None:
        self.mended = False
        self._error = error or ZeroDivisionError("a fault in the fold")
        self.projections = all_projections()
        broken = next(one for one in self.projections if one.name == name)
        make = broken.fold

        def fold(of: str) -> Fold:
            made = make(of)
            take = made.take

            def fail(page: Page, store: Store) -> None:
                if not self.mended and page.organisation == organisation and page.first <= position <= page.last:
                    store.run("SELECT 1")
                    raise self._error
                take(page, store)

            made.take = fail  # type: ignore[method-assign]  # of this one fold
            return made

        broken.fold = fold  # type: ignore[method-assign]  # of this one projection


def grants(count: int) -> list[Any]:
    return [budget("M1", 10_000), *(grant(f"G{number}", "E1", 1) for number in range(count - 1))]


async def test_a_failing_projection_stops_alone_and_goes_on_where_it_was(
    journal: Journal, reading: AsyncConnection[Any]
) -> None:
    journal.append("acme", grants(20))
    journal.append("other", grants(20))
    faulty = Faulty("leaderboards", "acme", 13)
    journal.project(projections=faulty.projections, page_size=8)
    others = journal.positions("acme")
    assert others.pop("leaderboards") == 12
    assert set(others.values()) == {20}
    assert set(journal.positions("other").values()) == {20}
    status = journal.status("leaderboards")
    assert (status["state"], status["failed_organisation"], status["failed_position"]) == ("failed", "acme", 13)
    assert "a fault in the fold" in status["error"]
    assert journal.status("balances")["state"] == "running"
    for organisation, stands in [("acme", (12, 20, 13)), ("other", (20, 20, None))]:
        found = {one["name"]: one for one in await standing(reading, organisation)}
        assert tuple(found["leaderboards"][name] for name in ("position", "head", "stopped_at")) == stands
        assert found["balances"]["error"] is None

    journal.append("acme", grants(5))
    journal.append("other", grants(5))
    journal.project(projections=faulty.projections)
    assert journal.positions("acme")["leaderboards"] == 12
    assert journal.positions("acme")["balances"] == 25
    assert journal.positions("other")["leaderboards"] == 25

    faulty.mended = True
    runner = journal.runner(projections=faulty.projections)
    runner.resume("leaderboards")
    while runner.run_once():
        pass
    runner.close()
    assert set(journal.positions("acme").values()) == {25}
    assert journal.status("leaderboards")["state"] == "running"
    assert journal.status("leaderboards")["error"] is None
    live = journal.rows("acme")
    journal.runner().rebuild("leaderboards")
    assert journal.rows("acme") == live


def test_what_had_stopped_is_tried_again_when_a_worker_starts(journal: Journal) -> None:
    journal.append("acme", grants(6))
    faulty = Faulty("audit", "acme", 3)
    journal.project(projections=faulty.projections)
    assert journal.status("audit")["state"] == "failed"
    stop = threading.Event()
    runner = journal.runner(on_projected=lambda projected: stop.set())
    runner.run_forever(stop)
    assert journal.positions("acme")["audit"] == 6
    assert journal.status("audit")["state"] == "running"


def test_an_event_that_cannot_be_decoded_stops_that_organisation_before_it(journal: Journal) -> None:
    def decode_most(state: bytes) -> Recorded:
        if b'"employee_no":"E4"' in state:
            raise MapperDeserialisationError("an event of a later version")
        return decode(state)

    journal.append("acme", [*grants(5), registered("E4"), *grants(4)])
    journal.append("other", grants(3))
    journal.project(decode=decode_most)
    assert set(journal.positions("acme").values()) == {5}
    assert set(journal.positions("other").values()) == {3}
    assert journal.status("balances")["failed_position"] == 6
    assert "later version" in journal.status("balances")["error"]
    runner = journal.runner()
    runner.resume()
    while runner.run_once():
        pass
    assert set(journal.positions("acme").values()) == {10}


@pytest.mark.parametrize(
    "error", [psycopg.OperationalError("the server went away"), psycopg.errors.DeadlockDetected("deadlock")]
)
def test_what_passes_by_itself_fails_no_projection(journal: Journal, error: Exception) -> None:
    journal.append("acme", grants(4))
    faulty = Faulty("balances", "acme", 2, error)
    runner = journal.runner(projections=faulty.projections)
    with pytest.raises(psycopg.OperationalError):
        runner.run_once()
    assert all(journal.status(one.name)["state"] == "running" for one in faulty.projections)
    faulty.mended = True
    while runner.run_once():
        pass
    assert set(journal.positions("acme").values()) == {4}


def test_a_projection_that_writes_rows_which_postgresql_refuses_stops_alone(journal: Journal) -> None:
    """U+0000 fits JSON and no PostgreSQL text."""
    journal.append("acme", [budget("M1", 100), grant("G1", "E1", 5, tag="a\x00b"), grant("G2", "E1", 5)])
    journal.project()
    at = journal.positions("acme")
    assert at["balances"] == 1
    assert at["claims"] == 3
    assert journal.status("balances")["failed_position"] == 2


def test_what_a_page_that_was_undone_left_in_memory_is_forgotten(journal: Journal) -> None:
    """A runner goes on with the folds of the page before, but not with those that took a page which was undone."""
    journal.append("acme", grants(8))
    faulty = Faulty("reports", "acme", 7, psycopg.errors.DeadlockDetected("deadlock"))
    runner = journal.runner(projections=faulty.projections, page_size=4)
    assert runner.run_once() == 4
    with pytest.raises(psycopg.errors.DeadlockDetected):
        runner.run_once()
    faulty.mended = True
    assert runner.run_once() == 4
    live = journal.rows("acme")
    runner.rebuild()
    assert journal.rows("acme") == live


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (psycopg.errors.AdminShutdown("ended by an operator"), True),
        (psycopg.errors.SerializationFailure("again"), True),
        (psycopg.errors.DiskFull("no space"), True),
        (psycopg.errors.LockNotAvailable("locked"), True),
        (psycopg.InterfaceError("the connection is closed"), True),
        (psycopg.errors.UniqueViolation("twice"), False),
        (psycopg.errors.UndefinedColumn("no such column"), False),
        (psycopg.errors.InsufficientPrivilege("not yours"), False),
        (KeyError("claim"), False),
    ],
)
def test_faults_are_told_from_what_passes(error: Exception, passes: bool) -> None:
    assert passing(error) is passes
