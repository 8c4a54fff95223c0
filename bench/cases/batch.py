"""Grants in atomic batches of 500, beside bare inserts of one event each."""

from __future__ import annotations

from bench import cpu, probes
from bench.context import Context
from bench.load.grants import batch_load, batches
from bench.organisations import young
from bench.series import Probe, Result, Wanted

FLOOR_CLIENTS = 32
CONNECTIONS = 4
WARM_UP_SECONDS = 3.0


def measure(context: Context) -> None:
    """Grants per second, and where the processor's time goes."""
    options, service = context.options, young(context)
    requests = batches(service)
    floor = f"floor_a@{FLOOR_CLIENTS}"
    costs: dict[str, list[float]] = {part: [] for part in cpu.PARTS}

    def batch() -> float:
        before = cpu.spent(service.process.pid)
        done = batch_load(service, requests, CONNECTIONS, options.seconds)
        after = cpu.spent(service.process.pid)
        for part, values in costs.items():
            values.append(1e6 * (after.get(part, 0.0) - before.get(part, 0.0)) / done.granted)
        service.caught_up()
        return done.rate

    batch_load(service, requests, CONNECTIONS, WARM_UP_SECONDS)
    service.caught_up()
    note = f"POST /v1/grants/batch, atomic, 500 grants each, {CONNECTIONS} connections"
    series = context.measure([probes.floor_a(context, FLOOR_CLIENTS), Probe("batch", "grants/s", batch, note)])
    context.add(Result(series["batch"], (series["batch"].against(series[floor], Wanted(1.5)),)))
    context.add(Result(series[floor]))
    for part, values in costs.items():
        context.add(Result(context.measured(f"batch_cpu_{part}", "µs/grant", values)))
