"""Grants as a load: several managers, a thousand employees, a tag, a reason, a key for each."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

import httpx
import orjson

from bench.errors import BenchError
from bench.load.wrk import Load, Request, load
from bench.service import Service
from bench.tenant import TAG

AT_ONCE = 16
FIRST_SECONDS = 300.0
"""What is asked for first after a start may have a long history to be read."""
REASONS = (
    "Stayed late to help the team deliver on time",
    "Found the cause of the failed deliveries, and put it right",
    "Taught two new colleagues how closing works",
    "帮助同事按时完成了月末结账",
)


def grants(service: Service) -> list[Request]:
    """A grant to each of the employees in the granting managers' sight."""
    tokens = service.tokens()
    return [
        Request("POST", "/v1/grants", tokens[manager], _body(employee, REASONS[number % len(REASONS)]))
        for number, (manager, employee) in enumerate(service.tenant.granted_to())
    ]


def grant_each(service: Service, requests: list[Request]) -> None:
    """Make every grant once, with all the time that it takes. Raises BenchError where one is refused."""

    def grant(client: httpx.Client, one: Request) -> None:
        headers = {"Authorization": f"Bearer {one.token}", "Content-Type": "application/json"}
        answer = client.post(one.path, content=one.body, headers=headers)
        if answer.status_code != 201:
            raise BenchError(f"a grant was answered with {answer.status_code}: {answer.text[:300]}")

    with (
        httpx.Client(base_url=service.address, timeout=FIRST_SECONDS) as client,
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):
        for done in [threads.submit(grant, client, one) for one in requests]:
            done.result()


def grant_load(service: Service, requests: list[Request], connections: int, seconds: float) -> Load:
    """Grant on so many connections, and compare what was answered with what the journal holds then.

    Raises BenchError where an answered grant is not in the journal.
    """
    before = service.position()
    done = load(service.address, requests, connections=connections, seconds=seconds)
    recorded = service.position() - before
    # What was still under way when the time was over is recorded without having been counted.
    if not done.answers <= recorded <= done.answers + connections:
        raise BenchError(f"{done.answers} grants were answered with 201, and {recorded} events recorded")
    return done


BATCH = 500


@dataclass(frozen=True)
class Batches:
    """What a load of batches did: grants that were answered for."""

    seconds: float
    granted: int

    @property
    def rate(self) -> float:
        """Grants per second."""
        return self.granted / self.seconds


def batches(service: Service) -> list[Request]:
    """Atomic batches of 500 grants, four to each employee of a manager."""
    tokens, staff = service.tokens(), defaultdict(list)
    for manager, employee in service.tenant.granted_to():
        staff[manager].append(employee)
    return [
        Request("POST", "/v1/grants/batch", tokens[manager], _batch_of([*islice(cycle(people), BATCH)]))
        for manager, people in staff.items()
    ]


def batch_load(service: Service, requests: list[Request], connections: int, seconds: float) -> Batches:
    """Send batches on so many connections. Raises BenchError where an answered batch is not in the journal."""
    before = service.position()
    done = load(service.address, requests, connections=connections, seconds=seconds, status=200)
    recorded, granted = service.position() - before, done.answers * BATCH
    if not granted <= recorded <= granted + connections * BATCH:
        raise BenchError(f"{granted} grants were answered for, and {recorded} events recorded")
    return Batches(done.seconds, granted)


def _batch_of(employees: list[str]) -> bytes:
    items = [
        {"employee": employee, "tag": TAG, "reason": REASONS[number % len(REASONS)]}
        for number, employee in enumerate(employees)
    ]
    return orjson.dumps({"mode": "atomic", "items": items})


def _body(employee: str, reason: str) -> bytes:
    return orjson.dumps({"employee": employee, "tag": TAG, "reason": reason})
