"""What the service itself holds in memory when much has happened to many."""

from __future__ import annotations

from random import Random

from bench.context import Context
from bench.load.grants import grant_load, grants
from bench.load.wrk import Request, load
from bench.organisations import large
from bench.series import Result, Wanted
from bench.service import RUN, Service, running

WANTED_MEGABYTES = 400
CONNECTIONS = 8


def measure(context: Context) -> None:
    """API and worker after they were asked about everybody, again and again: memory must not grow."""
    installed, tenant = large(context)
    with running(installed, tenant, RUN) as service:
        service.caught_up()
        service.warm()
        values = []
        for number in range(context.options.rounds):
            context.tell(f"round {number + 1} of {context.options.rounds}: memory")
            _touch(context, service, number)
            values.append(service.memory())
    wanted = Wanted(WANTED_MEGABYTES, at_least=False)
    proportional = context.measured(
        f"memory@{tenant.employees}", "MB", [value.proportional for value in values],
        "API and worker, pages shared between processes in parts; without PostgreSQL and Valkey",
    )  # fmt: skip
    resident = context.measured(
        f"memory_resident@{tenant.employees}", "MB", [value.resident for value in values],
        "the same, shared pages counted for each process",
    )  # fmt: skip
    context.add(Result(proportional, wanted=wanted))
    context.add(Result(resident, wanted=wanted))


def _touch(context: Context, service: Service, number: int) -> None:
    seconds = context.options.seconds
    employees = [one for manager in service.tenant.managers for one in service.tenant.staff(manager)]
    Random(number).shuffle(employees)
    token = service.hr_token
    reads = [Request("GET", f"/v1/accounts/{one}", token) for one in employees]
    reads.append(Request("GET", "/v1/leaderboards?scope=organisation&period=all&limit=100", token))
    grant_load(service, grants(service), context.options.connections, seconds)
    load(service.address, reads, connections=CONNECTIONS, seconds=seconds, status=200)
    service.caught_up()
