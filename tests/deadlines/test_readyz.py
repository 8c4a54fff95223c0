"""What of the worker is not as it should be is named where operators look."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger.api.http.health import Looks
from ledger.bootstrap import Installation
from ledger.infrastructure.pulse import Pulse
from ledger.projections.engine.workers import STILL_SECONDS, named
from tests.faults.alone import eventually
from tests.journeys.clockwork import Inside, inside_of
from tests.service import Service, environment_of


@pytest.fixture(scope="module")
def inside(where_nobody_works: Installation) -> Iterator[Inside]:
    with inside_of(where_nobody_works) as made:
        yield made


@pytest.fixture(autouse=True)
def _found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests change is seen at once, rather than twice a second."""
    monkeypatch.setattr("ledger.api.http.lately.KEPT_SECONDS", 0.0)


def ready(inside: Inside) -> dict[str, Any]:
    inside.app.api.state.looks = Looks(inside.ready)  # which remember for a while
    answered = inside.get("/readyz")
    found: dict[str, Any] = answered.json()
    assert (answered.status_code == 200) == (found["status"] == "ready")
    return found


def put(inside: Inside, query: str, *parameters: Any) -> None:
    with psycopg.connect(inside._where.databases.owner, autocommit=True) as connection:
        connection.execute(query.encode(), parameters)


def until_closed(inside: Inside, application: str) -> None:
    """PostgreSQL takes a moment to see that a client has closed its connection."""
    with psycopg.connect(inside._where.databases.owner, autocommit=True) as connection:
        asked = "SELECT 1 FROM pg_stat_activity WHERE application_name = %s"
        while connection.execute(asked, (application,)).fetchone():
            time.sleep(0.01)


def test_what_came_due_and_can_not_be_done_is_named_without_its_organisation(inside: Inside) -> None:
    assert ready(inside)["status"] == "ready"
    put(
        inside,
        "INSERT INTO projector.overdue (kind, organisation, attempts, error, next_at) "
        "VALUES ('expiry', 'a-secret', 3, 'MapperDeserialisationError: a secret', now())",
    )
    found = ready(inside)
    assert found["status"] == "degraded"
    assert found["deadlines"]["expiry"].items() >= {"organisations": 1, "error": "MapperDeserialisationError"}.items()
    assert "secret" not in str(found)
    assert 'ledger_deadline_late{kind="expiry"} 1.0' in inside.get("/metrics").text
    put(inside, "DELETE FROM projector.overdue")
    assert ready(inside)["status"] == "ready"


def test_a_worker_that_stands_still_for_half_a_minute_is_named_and_one_that_died_is_not(inside: Inside) -> None:
    """It stands still while its connection lives; that of a dead one is closed."""
    url = inside._where.databases.projector
    with psycopg.connect(url, autocommit=True, application_name=named("w1")):
        put(inside, "INSERT INTO projector.workers (worker) VALUES ('w1')")
        assert ready(inside)["status"] == "ready"
        put(inside, f"UPDATE projector.workers SET seen_at = now() - interval '{STILL_SECONDS + 1} seconds'")
        found = ready(inside)
        assert (found["status"], found["workers"]["w1"]["stands_still"]) == ("degraded", "all")
        put(inside, "UPDATE projector.workers SET seen_at = now(), stands = 'projecting'")
        assert ready(inside)["workers"]["w1"]["stands_still"] == "projecting"
        put(inside, f"UPDATE projector.workers SET stands = NULL, seen_at = now() - interval '{STILL_SECONDS + 1} s'")
    until_closed(inside, named("w1"))
    assert ready(inside)["status"] == "ready"
    put(inside, "DELETE FROM projector.workers")


def test_a_part_that_does_not_come_round_for_half_a_minute_stands_still() -> None:
    now = 0.0
    pulse = Pulse("", lambda: now)
    projecting, _ = pulse.alive("projecting"), pulse.alive("deadlines")
    now = STILL_SECONDS
    assert pulse.still() is None
    projecting()
    now += 1
    assert pulse.still() == "deadlines"


def test_alarms_are_named_without_their_organisation_as_long_as_they_go_on(inside: Inside) -> None:
    put(inside, "INSERT INTO projector.alarms (kind, organisation, told) VALUES ('trial-balance', 'a-secret', '7')")
    found = ready(inside)
    assert (found["status"], found["alarms"]["trial-balance"]["organisations"]) == ("degraded", 1)
    assert "secret" not in str(found)
    assert 'ledger_alarms{kind="trial-balance"} 1.0' in inside.get("/metrics").text
    put(inside, "UPDATE projector.alarms SET ended_at = now()")
    found = ready(inside)
    assert (found["status"], "alarms" in found) == ("ready", False)
    metrics = inside.get("/metrics").text
    assert 'ledger_alarms{kind="trial-balance"} 0.0' in metrics
    assert 'ledger_alarm_began_timestamp_seconds{kind="trial-balance"}' in metrics
    put(inside, "DELETE FROM projector.alarms")


def test_projections_that_have_seen_more_than_is_recorded_are_named(inside: Inside) -> None:
    put(inside, "INSERT INTO journal.heads VALUES ('ahead', 1, '', now())")
    put(inside, "INSERT INTO projector.positions (projection, organisation, position) VALUES ('tags', 'ahead', 2)")
    found = ready(inside)
    assert (found["status"], found["projections"]["tags"]["ahead"]) == ("degraded", 1)
    assert found["projections"]["audit"]["ahead"] == 0
    assert 'ledger_projection_ahead{projection="tags"} 1.0' in inside.get("/metrics").text
    put(inside, "DELETE FROM projector.positions WHERE organisation = 'ahead'")
    assert ready(inside)["status"] == "ready"


@pytest.mark.full
def test_a_worker_that_is_stopped_is_named_after_half_a_minute_until_it_goes_on(inside: Inside, tmp_path: Path) -> None:
    worker = Service(environment_of(inside._where, tmp_path), command=("work",)).start(wait=False)
    try:
        time.sleep(10)
        worker.signal(signal.SIGSTOP)
        began = time.monotonic()
        eventually(lambda: ready(inside)["status"] == "degraded", "it is named")
        assert time.monotonic() - began > STILL_SECONDS - 10
        assert [one["stands_still"] for one in ready(inside)["workers"].values()] == ["all"]
        worker.signal(signal.SIGCONT)
        eventually(lambda: ready(inside)["status"] == "ready", "it goes on")
        worker.kill()
        time.sleep(STILL_SECONDS + 1)
        assert ready(inside)["status"] == "ready", "one that died stands still no more"
    finally:
        worker.stop()
