"""Working out all projections again from the first event."""

from __future__ import annotations

import time

from bench import probes
from bench.context import Context
from bench.organisations import old
from bench.processes import run
from bench.series import Probe, Result, Wanted
from bench.service import LEDGER

PATIENCE = 1800.0


def measure(context: Context) -> None:
    """`ledger rebuild` of all projections, beside a bare replay and the stock runner with a single sum."""
    service = old(context)

    def rebuild() -> float:
        events = service.position()
        started = time.perf_counter()
        run((*LEDGER, "rebuild"), seconds=PATIENCE, environment=dict(service.installed.environment))
        elapsed = time.perf_counter() - started
        service.caught_up()
        return events / elapsed

    series = context.measure(
        [
            probes.floor_b(context),
            probes.peer_c_runner(context),
            Probe("rebuild", "events/s", rebuild, "all projections, the command's start and end included"),
        ]
    )
    ours, floor, peer = series["rebuild"], series["floor_b"], series["peer_c_runner"]
    context.add(Result(ours, (ours.against(peer, Wanted(30)), ours.against(floor, Wanted(0.3)))))
    for other in (floor, peer):
        context.add(Result(other))
