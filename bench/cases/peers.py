"""The peers by themselves."""

from __future__ import annotations

from bench import probes
from bench.context import Context
from bench.series import Result

PEERS = {
    "peer_c": probes.peer_c,
    "peer_c_functions": probes.peer_c_functions,
    "peer_c_runner": probes.peer_c_runner,
    "peer_d": probes.peer_d,
}


def measure(context: Context) -> None:
    """All peers, as far as no other case has measured them."""
    chosen = [make(context) for name, make in PEERS.items() if name not in context.results]
    for series in context.measure(chosen).values():
        context.add(Result(series))
