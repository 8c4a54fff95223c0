"""How soon a grant is seen while 64 connections grant."""

from __future__ import annotations

import asyncio

from bench.context import Context
from bench.load.grants import grant_load, grants
from bench.load.sight import Sight, Watcher
from bench.load.wrk import Request, load
from bench.organisations import young
from bench.series import Result, Wanted, percentile
from bench.service import Service

WITHIN_MILLISECONDS = 100
WARM_UP_SECONDS = 3.0
MARGIN_SECONDS = 1.0
"""The load runs so much longer than the watching at both ends."""


def measure(context: Context) -> None:
    """From the answer to a grant until the leaderboard and the stream show it."""
    service, options = young(context), context.options
    # Nobody else grants to who is watched: their points are then known exactly.
    requests = [one for one in grants(service) if service.tenant.watched.encode() not in one.body]
    grant_load(service, requests, options.connections, WARM_UP_SECONDS)
    service.caught_up()
    rounds: list[Sight] = []
    for number in range(options.rounds):
        context.tell(f"round {number + 1} of {options.rounds}: visible")
        rounds.append(asyncio.run(_under_load(context, service, requests)))
        service.caught_up()
    ways = {"read": [one.read for one in rounds], "stream": [one.stream for one in rounds]}
    for way, samples in ways.items():
        for share, wanted in ((0.5, None), (0.99, Wanted(WITHIN_MILLISECONDS, at_least=False))):
            values = [percentile(sample, share) for sample in samples]
            note = f"{way}, {options.connections} connections grant; grants watched: {sum(map(len, samples))}"
            series = context.measured(f"visible_{way}_p{round(100 * share)}", "ms", values, note)
            context.add(Result(series, wanted=wanted))


async def _under_load(context: Context, service: Service, requests: list[Request]) -> Sight:
    options = context.options

    def granting() -> None:
        seconds = options.seconds + 2 * MARGIN_SECONDS
        load(service.address, requests, connections=options.connections, seconds=seconds)

    loading = asyncio.create_task(asyncio.to_thread(granting))
    try:
        await asyncio.sleep(MARGIN_SECONDS)
        return await Watcher(service).watch(options.seconds)
    finally:
        await loading
