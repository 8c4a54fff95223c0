"""Whether a grant costs more the more has happened before."""

from __future__ import annotations

from collections.abc import Callable

from bench import cpu
from bench.context import Context
from bench.load.grants import grant_each, grant_load, grants
from bench.organisations import old, young
from bench.series import Probe, Result, Wanted
from bench.service import Service

WARM_UP_SECONDS = 3.0
COUNTED = (cpu.API, cpu.POSTGRES["ledger_app"])


def measure(context: Context) -> None:
    """The time that a grant takes of the service at 64 connections, into a long history and into none; and the
    processor's time in it, which tells the same on a machine that has other work."""
    services = {0: young(context), context.options.events: old(context)}
    used: dict[int, list[float]] = {events: [] for events in services}
    probes = [
        Probe(f"grant_cost@{events}", "µs/grant", _cost(context, service, used[events]), "time per grant under load")
        for events, service in services.items()
    ]
    times = list(context.measure(probes).values())
    processor = [
        context.measured(f"grant_cost_cpu@{events}", "µs/grant", values, "processor's time of the API and its database")
        for events, values in used.items()
    ]
    for short, long in (times, processor):
        context.add(Result(short))
        context.add(Result(long, (long.against(short, Wanted(1.2, at_least=False)),)))


def _cost(context: Context, service: Service, used: list[float]) -> Callable[[], float]:
    options, requests = context.options, grants(service)
    # Accounts and budgets are read once, however long they are; that is not the cost of a grant.
    grant_each(service, requests)
    grant_load(service, requests, options.connections, WARM_UP_SECONDS)
    service.caught_up()

    def cost() -> float:
        before = cpu.spent(service.process.pid)
        done = grant_load(service, requests, options.connections, options.seconds)
        after = cpu.spent(service.process.pid)
        used.append(1e6 * sum(after.get(part, 0.0) - before.get(part, 0.0) for part in COUNTED) / done.answers)
        service.caught_up()
        return 1e6 / done.rate

    return cost
