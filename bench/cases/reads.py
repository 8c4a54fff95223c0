"""Balance, entries and leaderboard, in a small and in a large organisation."""

from __future__ import annotations

from random import Random

from bench.context import Context
from bench.load.wrk import Load, Request, load
from bench.organisations import large, old
from bench.series import Probe, Result
from bench.service import Service, running

CONNECTIONS = 8
"""Enough to keep the service at work, few enough to measure its answers rather than the queue before it."""
WARM_UP_SECONDS = 1.0
PATHS = {
    "balance": "/v1/accounts/{employee}",
    "entries": "/v1/accounts/{employee}/entries?limit=50",
    "leaderboard": "/v1/leaderboards?scope=organisation&period=all&limit=100",
}
DIFFERENT = 5_000
"""So many employees are asked about in turn."""


def measure(context: Context) -> None:
    """The median and the 99th percentile of each query."""
    _measure(context, old(context))
    installed, tenant = large(context)
    with running(installed, tenant) as service:
        service.caught_up()
        _measure(context, service)


def _measure(context: Context, service: Service) -> None:
    token, options = service.hr_token, context.options
    chance = Random(1)
    employees = [one for manager in service.tenant.managers for one in service.tenant.staff(manager)]
    chosen = chance.sample(employees, min(DIFFERENT, len(employees)))
    medians: dict[str, list[float]] = {name: [] for name in PATHS}

    def probe(name: str, path: str) -> Probe:
        requests = [Request("GET", path.format(employee=one), token) for one in chosen]

        def read(seconds: float) -> Load:
            return load(service.address, requests, connections=CONNECTIONS, seconds=seconds, status=200)

        def slowest() -> float:
            done = read(options.seconds)
            medians[name].append(done.p50)
            return done.p99

        read(WARM_UP_SECONDS)

        return Probe(f"read_{name}_p99@{service.tenant.employees}", "ms", slowest, f"{CONNECTIONS} connections")

    for series in context.measure([probe(name, path) for name, path in PATHS.items()]).values():
        context.add(Result(series))
    for name, values in medians.items():
        context.add(Result(context.measured(f"read_{name}_p50@{service.tenant.employees}", "ms", values)))
