"""What the hub was told is forgotten when it may not hold any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import psycopg
import pytest

from ledger.infrastructure.hub import Hub


def notify(url: str, payload: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_notify('ledger_projected', %s)", (payload,))


@pytest.fixture
async def hub(module_database: str) -> AsyncIterator[Hub]:
    """One that listens, and was told of position 100."""
    made = Hub(module_database)
    listening = asyncio.create_task(made.listen())
    while made.reached("acme") != 100:
        await asyncio.to_thread(notify, module_database, "acme:100")
        await made.wait_beyond("acme", 99, 0.2)
    yield made
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening


async def test_an_organisation_whose_projections_begin_anew_is_forgotten_and_whoever_waits_is_woken(
    hub: Hub, module_database: str
) -> None:
    waiting = asyncio.create_task(hub.wait_beyond("acme", 150, 30))
    await asyncio.sleep(0.1)
    started = time.monotonic()
    await asyncio.to_thread(notify, module_database, "acme:anew")
    assert await waiting == 0
    assert time.monotonic() - started < 10
    assert hub.reached("acme") == 0
    await asyncio.to_thread(notify, module_database, "acme:3")
    assert await hub.wait_beyond("acme", 2, 10) == 3


async def test_what_was_told_is_forgotten_with_the_connection(hub: Hub, module_database: str) -> None:
    """Who is connected to now may be a server that has come less far."""
    waiting = asyncio.create_task(hub.wait_beyond("acme", 150, 30))
    await asyncio.sleep(0.1)
    with psycopg.connect(module_database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE %s",
            ("LISTEN%",),
        )
    assert await waiting == 0
    assert hub.reached("acme") == 0
