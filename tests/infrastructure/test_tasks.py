"""What runs beside a service ends with it, whatever it was doing."""

from __future__ import annotations

import asyncio

from ledger.bootstrap import Installation, services
from ledger.infrastructure.database import pool
from ledger.infrastructure.tasks import end

ROUNDS = 40
SHORTEST_SECONDS = 0.002
"""Steps in which a service is ended after its start: it is connecting, checking its pools or listening by then."""


async def test_a_task_ends_also_when_a_check_of_connections_swallows_the_cancellation(
    shared_where: Installation,
) -> None:
    async with pool(shared_where.databases.app, at_least=4) as connections:
        await connections.wait()

        async def checks() -> None:
            for _ in range(2):
                await connections.check()  # takes a cancellation for a broken connection
            await asyncio.Event().wait()

        task = asyncio.create_task(checks())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        async with asyncio.timeout(10):
            await end(task)
        assert task.cancelled()


async def test_services_end_whenever_they_are_told_to(shared_where: Installation) -> None:
    for step in range(ROUNDS):
        async with asyncio.timeout(10):
            async with services(shared_where):
                await asyncio.sleep(step * SHORTEST_SECONDS)
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        assert not left, "nothing of them goes on"
