"""The floors by themselves."""

from __future__ import annotations

from bench import probes
from bench.context import Context
from bench.series import Result

CLIENTS = (1, 8, 32, 64)


def measure(context: Context) -> None:
    """Floor A at all numbers of clients, and floor B, as far as no other case has measured them."""
    chosen = [probes.floor_a(context, clients) for clients in CLIENTS if f"floor_a@{clients}" not in context.results]
    if "floor_b" not in context.results:
        chosen.append(probes.floor_b(context))
    for series in context.measure(chosen).values():
        context.add(Result(series))
