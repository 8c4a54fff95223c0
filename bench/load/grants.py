"""Grants as a load: several managers, a thousand employees, a tag, a reason, a key for each."""

from __future__ import annotations

import orjson

from bench.errors import BenchError
from bench.load.wrk import Load, Request, load
from bench.service import Service
from bench.tenant import TAG

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


def _body(employee: str, reason: str) -> bytes:
    return orjson.dumps({"employee": employee, "tag": TAG, "reason": reason})
