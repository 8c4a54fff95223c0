"""What a thousand open streams cost one service process, and how soon all of them are told."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from itertools import chain

import httpx

from bench.context import Context
from bench.errors import BenchError
from bench.load.streams import Listener, listening
from bench.organisations import young
from bench.series import Result, percentile
from bench.service import Service
from bench.tenant import TAG
from ledger.bootstrap import services

STREAMS = 1_000
EACH = 8
"""So many may one person have open."""
PAUSE_SECONDS = 0.5


@dataclass(frozen=True)
class Told:
    """Of one round: memory for each stream in KB, and milliseconds from a grant's answer until each was told."""

    kilobytes: float
    delays: list[float]


def measure(context: Context) -> None:
    """One grant after another, while a thousand streams follow the leaderboard."""
    service = young(context)
    service.warm()
    rounds = []
    for number in range(context.options.rounds):
        context.tell(f"round {number + 1} of {context.options.rounds}: streams")
        rounds.append(asyncio.run(_round(context, service)))
        service.caught_up()
    note = f"{STREAMS:,} open streams on one process, a grant every {PAUSE_SECONDS} s"
    for share in (0.5, 0.99):
        values = [percentile(one.delays, share) for one in rounds]
        context.add(Result(context.measured(f"streams_told_p{round(100 * share)}", "ms", values, note)))
    memory = [one.kilobytes for one in rounds]
    context.add(Result(context.measured("memory_per_stream", "KB", memory, "of the API and the worker; " + note)))


async def _round(context: Context, service: Service) -> Told:
    tokens = await _tokens(service)
    before = service.memory().proportional
    async with listening(service.address, tokens) as listeners:
        kilobytes = 1024 * (service.memory().proportional - before) / len(tokens)
        return Told(kilobytes, await _told(context, service, listeners))


async def _tokens(service: Service) -> list[str]:
    """One for each stream. They are signed here: a thousand sign-ins would take minutes by design."""
    employees = [one for manager in service.tenant.managers for one in service.tenant.staff(manager)]
    async with services(service.installed.where) as ready:
        sign = ready.sessions.token
        who = chain.from_iterable([one] * EACH for one in employees[1 : 1 + STREAMS // EACH])
        return [sign(service.tenant.organisation, one, "") for one in who]


async def _told(context: Context, service: Service, listeners: list[Listener]) -> list[float]:
    manager = service.tenant.granting[0]
    headers = {"Authorization": f"Bearer {service.token(manager)}"}
    body = {"employee": service.tenant.watched, "tag": TAG, "reason": "Told to everybody"}
    delays: list[float] = []
    deadline = time.perf_counter() + context.options.seconds
    async with httpx.AsyncClient(base_url=service.address, headers=headers, timeout=60) as client:
        while time.perf_counter() < deadline:
            answer = await client.post("/v1/grants", json=body, headers={"Idempotency-Key": secrets.token_hex(8)})
            if answer.status_code != 201:
                raise BenchError(f"a grant was answered with {answer.status_code}: {answer.text[:300]}")
            answered = time.perf_counter()
            position = int(answer.json()["position"])
            moments = await asyncio.gather(*(listener.until(position) for listener in listeners))
            delays += [1e3 * max(0.0, moment - answered) for moment in moments]
            await asyncio.sleep(PAUSE_SECONDS)
    return delays
