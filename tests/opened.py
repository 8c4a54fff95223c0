"""What the routes need, open in the tests' own process: to found companies with, and to sign tokens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import datetime
from functools import cache
from threading import Thread
from typing import Any, TypeVar, cast

from argon2 import PasswordHasher

from ledger.api.http.services import Services
from ledger.bootstrap import Installation, now, services
from ledger.infrastructure.sessions import Sessions

Result = TypeVar("Result")
PATIENCE_SECONDS = 60
_kept: dict[str, Opened] = {}


class Opened:
    """The services of an installation, on an event loop of their own, in a thread of its own.

    It turns all the time: they listen to what the projections tell, and a listener that does not read keeps PostgreSQL
    from dropping any database.
    """

    def __init__(self, where: Installation, clock: Callable[[], datetime] = now) -> None:
        self._where = where
        self._clock = clock
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._stack = AsyncExitStack()
        self.ready: Services

    def start(self) -> None:
        self._thread.start()
        self.run(self._start())

    def stop(self) -> None:
        self.run(self._stack.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_SECONDS)

    async def _start(self) -> None:
        self.ready = await self._stack.enter_async_context(services(self._where, self._clock))
        cast(Sessions, self.ready.sessions).hashing.hasher = _HashesOnce()


class _HashesOnce(PasswordHasher):
    """The companies of the tests begin with the same password, and hashing it takes longer than the rest of them."""

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        return _hashed(password)


@cache
def _hashed(password: str | bytes) -> str:
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(password)


@contextmanager
def kept_open(where: Installation) -> Iterator[None]:
    """Have `opened` find the services of an installation open: opening them takes longer than founding a company."""
    _kept[where.databases.owner] = made = Opened(where)
    made.start()
    try:
        yield
    finally:
        del _kept[where.databases.owner]
        made.stop()


@contextmanager
def opened(where: Installation) -> Iterator[Opened]:
    """The services of an installation; opened for the block where nobody keeps them."""
    if where.databases.owner in _kept:
        yield _kept[where.databases.owner]
        return
    made = Opened(where)
    made.start()
    try:
        yield made
    finally:
        made.stop()
