"""Floors and peers on a small scale: that they run, and count what they say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest

from bench import floors, probes
from bench.context import Context
from bench.errors import BenchError
from bench.ground import Ground, ground
from bench.options import Options


@pytest.fixture(scope="module")
def place() -> Iterator[Ground]:
    with ground(Options()) as made:
        yield made


@pytest.fixture
def context(place: Ground) -> Context:
    return Context(place, Options(rounds=1, seconds=1, events=10_000), lambda said: None, ExitStack())


def test_floor_a_inserts_an_event_per_transaction(place: Ground) -> None:
    database_url = place.database("inserting")
    floors.prepare(database_url)

    rate = floors.insert(database_url, place.pgbench, 4, 1)

    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "SELECT count(*), min(length(state)), count(DISTINCT stream) FROM bare_events"
        ).fetchone()
    assert row is not None
    # The second that it takes is not quite a second where others use the processor, too.
    assert 0.2 * rate < row[0] < 5 * rate
    assert row[1] > 500
    assert row[2] > 100


def test_floor_a_refuses_a_server_that_forgets(place: Ground) -> None:
    database_url = place.database("forgetting")
    floors.prepare(database_url)
    with psycopg.connect(place.admin_url, autocommit=True) as connection:
        connection.execute("ALTER DATABASE forgetting SET synchronous_commit = off")

    with pytest.raises(BenchError, match="not durable"):
        floors.insert(database_url, place.pgbench, 1, 1)


def test_floor_b_reads_everything(context: Context) -> None:
    assert probes.floor_b(context).measure() > 0


@pytest.mark.parametrize("peer", [probes.peer_c, probes.peer_c_runner])
def test_the_library_runs(context: Context, peer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "TRIAL_SECONDS", 0.2)
    monkeypatch.setattr(probes, "LIBRARY_THREADS", (1,))

    assert peer(context).measure() > 0  # type: ignore[operator]


@pytest.mark.full
def test_hordak_runs(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "TRIAL_SECONDS", 0.2)
    monkeypatch.setattr(probes, "HORDAK_SHAPES", ((2, 1),))

    assert probes.peer_d(context).measure() > 0
    with psycopg.connect(context.once("peer_d", dict)[0]["LEDGER_BENCH_DATABASE"]) as connection:
        row = connection.execute("SELECT sum(credit), sum(debit) FROM hordak_leg").fetchone()
    assert row is not None
    assert row[0] == row[1] > 0
