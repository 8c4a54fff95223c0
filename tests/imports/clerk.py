"""The worker's part, in threads of the tests' own process: to begin a process takes longer than what it is to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from ledger import importing
from ledger.bootstrap import Installation
from ledger.contexts import all_projections
from ledger.infrastructure.database import pool
from ledger.infrastructure.imports.store import Seal, Store
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.engine.runner import Runner

PAUSE_SECONDS = 0.02


@contextmanager
def projecting(where: Installation) -> Iterator[None]:
    """Project for the length of the block."""
    over = Event()
    runner = Runner(where.databases.projector, decode, all_projections())
    with _beside(over, Thread(target=runner.run_forever, args=(over,))):
        yield


@contextmanager
def clerk(where: Installation, organisation: str) -> Iterator[None]:
    """Work on the imports of one organisation, and project, for the length of the block."""
    over = Event()
    with projecting(where), _beside(over, Thread(target=asyncio.run, args=(_work(where, organisation, over),))):
        yield


@contextmanager
def _beside(over: Event, thread: Thread) -> Iterator[None]:
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


async def _work(where: Installation, organisation: str, over: Event) -> None:
    async with pool(where.databases.app, at_most=1) as connections:
        store = Store(connections, Seal(where.databases.secrets.derive("imports")))
        while not over.is_set():
            for one in await store.waiting():
                if one["organisation"] == organisation:
                    await importing.work(where.databases, organisation, one["id"])
            await asyncio.sleep(PAUSE_SECONDS)
