"""Durable single grants over HTTP, beside the floor, an empty POST and the peers."""

from __future__ import annotations

from bench import cpu, emptied, probes
from bench.context import Context
from bench.load.grants import grant_load, grants
from bench.load.wrk import Request, load
from bench.organisations import young
from bench.series import Probe, Result, Wanted
from bench.service import Service

WARM_UP_SECONDS = 3.0


def measure(context: Context) -> None:
    """`grant` at 64 connections in the same rounds as all that it is compared with."""
    options, service = context.options, young(context)
    requests = grants(service)
    floor = f"floor_a@{options.connections}"
    lags: list[float] = []
    costs: dict[str, list[float]] = {part: [] for part in cpu.PARTS}

    def grant() -> float:
        before = cpu.spent(service.process.pid)
        done = grant_load(service, requests, options.connections, options.seconds)
        after = cpu.spent(service.process.pid)
        for part, values in costs.items():
            values.append(1e6 * (after.get(part, 0.0) - before.get(part, 0.0)) / done.answers)
        # The next measurement must not pay for what the worker still has to do.
        lags.append(service.caught_up())
        return done.rate

    grant_load(service, requests, options.connections, WARM_UP_SECONDS)
    service.caught_up()
    series = context.measure(
        [
            probes.floor_a(context, options.connections),
            empty_post(context, service, "empty_post", emptied.LONG_WAY),
            empty_post(context, service, "empty_short", emptied.SHORT_WAY),
            probes.peer_c(context),
            probes.peer_c_functions(context),
            probes.peer_d(context),
            Probe("grant", "grants/s", grant, f"over HTTP, durable, {options.connections} connections"),
        ]
    )
    ours = series.pop("grant")
    wanted = {floor: Wanted(0.25), "peer_c": Wanted(3), "empty_post": Wanted(0.65)}
    context.add(Result(ours, tuple(ours.against(other, wanted.get(name)) for name, other in series.items())))
    for other in series.values():
        context.add(Result(other))
    lag = context.measured("grant_backlog", "s", lags, "until the projections had seen the last grant of the load")
    context.add(Result(lag))
    for part, values in costs.items():
        context.add(Result(context.measured(f"grant_cpu_{part}", "µs/grant", values)))


def empty_post(context: Context, service: Service, name: str, path: str) -> Probe:
    """What the same server does when nothing is asked of it."""
    options, requests = context.options, [Request("POST", path)]

    def measure() -> float:
        return load(service.address, requests, connections=options.connections, seconds=options.seconds).rate

    return Probe(name, "requests/s", measure, f"POST {path} on the same server, {options.connections} connections")
