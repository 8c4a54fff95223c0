"""Whether a grant costs more the more has happened before."""

from __future__ import annotations

from collections.abc import Callable

from bench.context import Context
from bench.load.grants import grant_load, grants
from bench.organisations import old, young
from bench.series import Probe, Result, Wanted
from bench.service import Service

WARM_UP_SECONDS = 3.0


def measure(context: Context) -> None:
    """The time that a grant takes of the service at 64 connections: into a long history, and into none."""
    names = {"grant_cost@0": young(context), f"grant_cost@{context.options.events}": old(context)}
    series = context.measure(
        [
            Probe(name, "µs/grant", _cost(context, service), "time per grant under load")
            for name, service in names.items()
        ]
    )
    short, long = series.values()
    context.add(Result(short))
    context.add(Result(long, (long.against(short, Wanted(1.2, at_least=False)),)))


def _cost(context: Context, service: Service) -> Callable[[], float]:
    options, requests = context.options, grants(service)
    # Accounts and budgets are read once, however long they are; that is not the cost of a grant.
    grant_load(service, requests, options.connections, WARM_UP_SECONDS)
    service.caught_up()

    def cost() -> float:
        done = grant_load(service, requests, options.connections, options.seconds)
        service.caught_up()
        return 1e6 / done.rate

    return cost
