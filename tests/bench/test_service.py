"""The service under the benchmark, on a small scale: a history, grants, and that they are seen."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator

import psycopg
import pytest

from bench import cpu
from bench.emptied import LONG_WAY, SHORT_WAY
from bench.ground import ground
from bench.installing import install
from bench.load.grants import grant_load, grants
from bench.load.sight import Watcher
from bench.load.wrk import Request, load
from bench.options import Options
from bench.seed import seed
from bench.service import Service, running
from bench.tenant import POINTS, Tenant
from ledger.infrastructure.journal.verification import walk

pytestmark = pytest.mark.skipif(shutil.which("wrk") is None, reason="needs the load generator wrk")

EMPLOYEES, EVENTS = 250, 2_000


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with ground(Options()) as place:
        installed, tenant = install(place, "small"), Tenant("small", EMPLOYEES, EVENTS)
        seed(installed.where, tenant, lambda said: None)
        with running(installed, tenant) as started:
            started.caught_up(60)
            yield started


def test_a_history_is_chained_and_balanced(service: Service) -> None:
    with psycopg.connect(service.installed.where.databases.owner) as connection:
        *_, outcome = walk(connection, service.tenant.organisation)
        grants_recorded, points = connection.execute(
            "SELECT count(*), sum(points) FROM (SELECT (convert_from(state, 'UTF8')::jsonb #>> '{data,points}')::int "
            "AS points FROM journal.events WHERE convert_from(state, 'UTF8')::jsonb #>> '{data,kind}' = 'grant') g"
        ).fetchone() or (0, 0)

    assert outcome.sound
    assert (grants_recorded, points) == (EVENTS, EVENTS * POINTS)


def test_answered_grants_are_recorded_and_projected_and_the_processors_time_is_told_apart(service: Service) -> None:
    before = cpu.spent(service.process.pid)
    done = grant_load(service, grants(service), 8, 1)

    assert done.answers > 0
    assert service.caught_up(30) < 30
    after = cpu.spent(service.process.pid)
    used = {part: after.get(part, 0) - before.get(part, 0) for part in cpu.PARTS}
    assert used[cpu.API] > 0.1
    assert used[cpu.WORKER] > 0
    assert used["postgres_api"] + used["postgres_worker"] > 0


def test_grants_are_seen_while_others_grant(service: Service) -> None:
    sight = asyncio.run(Watcher(service).watch(0.5))

    assert sight.read
    assert len(sight.stream) == len(sight.read)


def test_empty_posts_are_answered(service: Service) -> None:
    requests = [Request("POST", path) for path in (LONG_WAY, SHORT_WAY)]
    assert load(service.address, requests, connections=2, seconds=1).answers > 0


def test_both_processes_are_weighed(service: Service) -> None:
    memory = service.memory()

    # A Python with this service in it takes more than 40 MB, and there are two.
    assert 80 < memory.proportional <= memory.resident
