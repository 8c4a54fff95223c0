"""What a worker costs while nothing happens, however many organisations there are."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import psycopg
from redis import Redis

from bench import cpu
from bench.context import Context
from bench.errors import BenchError
from bench.installing import Installed, install
from bench.series import Result, Wanted
from bench.service import RUN, Service, running
from bench.tenant import Tenant
from ledger.application.unit import Decided
from ledger.domain.organisation.organisation import ORGANISATION, OrganisationCreated
from ledger.infrastructure.journal.bulk import record
from ledger.projections.leaderboards.filling import standing_in_redis

FEW, MANY = 10, 10_000
WARM_UP_SECONDS = 90.0
"""What moved is looked over a minute later."""
PATIENCE_SECONDS = 1_800.0
TIMES = 1.5
"""So many times what few cost may many cost: the same, but for what is read of larger tables."""
PARTS = (cpu.WORKER, cpu.POSTGRES["ledger_projector"], cpu.VALKEY)


def measure(context: Context) -> None:
    """Milliseconds of processor that an idle worker and what it asks take each second."""
    few, many = (_idle(context, organisations) for organisations in (FEW, MANY))
    note = "the worker, its sessions of PostgreSQL and Valkey, while nothing happens"
    series = {
        count: context.measured(f"idle_worker@{count}", "ms/s", values, note)
        for count, values in ((FEW, few), (MANY, many))
    }
    context.add(Result(series[FEW]))
    context.add(Result(series[MANY], ratios=(series[MANY].against(series[FEW], Wanted(TIMES, at_least=False)),)))


def _idle(context: Context, organisations: int) -> list[float]:
    installed = install(context.ground, f"many{organisations}")
    context.tell(f"{organisations:,} organisations are founded")
    _found(installed, organisations)
    values = []
    with running(installed, Tenant("many", 1, 0), RUN) as service:
        context.tell(f"{organisations:,} organisations: projections catch up")
        _caught_up(installed, service)
        _boards_filled(installed, organisations)
        context.ground.settle()
        time.sleep(WARM_UP_SECONDS)
        for number in range(context.options.rounds):
            context.tell(f"round {number + 1} of {context.options.rounds}: idle with {organisations:,} organisations")
            before = cpu.spent(service.process.pid)
            time.sleep(context.options.seconds)
            after = cpu.spent(service.process.pid)
            spent = sum(after[part] - before[part] for part in PARTS)
            values.append(1e3 * spent / context.options.seconds)
    return values


def _found(installed: Installed, organisations: int) -> None:
    """Yesterday, so that none of their days begin while it is measured."""
    now = datetime.now(UTC) - timedelta(days=1)
    made = OrganisationCreated(name="One of many", time_zone="UTC", currency="CNY", language="zh")
    decided = [Decided.of(ORGANISATION, 1, now, made)]
    with psycopg.connect(installed.where.databases.owner, autocommit=True) as connection:
        for number in range(organisations):
            record(connection, _name(number), decided, actor="system", command="found", now=now)


def _caught_up(installed: Installed, service: Service) -> None:
    """Raises BenchError where the projections do not come to an end."""
    left = """SELECT count(*) * (SELECT count(*) FROM projector.status)
              - (SELECT count(*) FROM projector.positions WHERE position > 0) FROM journal.heads"""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with psycopg.connect(installed.where.databases.owner, autocommit=True) as connection:
        while (connection.execute(left).fetchone() or (0,))[0]:
            service.check_alive()
            if time.monotonic() > deadline:
                raise BenchError("the projections do not come to an end")
            time.sleep(0.5)


def _boards_filled(installed: Installed, organisations: int) -> None:
    """Raises BenchError where the boards in Redis do not."""
    names = [_name(number) for number in range(organisations)]
    deadline = time.monotonic() + PATIENCE_SECONDS
    with Redis.from_url(installed.where.redis_url) as redis:
        while len(standing_in_redis(redis, names)) < organisations:
            if time.monotonic() > deadline:
                raise BenchError("the boards in Redis do not come to an end")
            time.sleep(2.0)


def _name(number: int) -> str:
    return f"o{number:05d}"
