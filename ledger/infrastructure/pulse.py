"""A worker's word that it goes on, for /readyz: which of its parts stands still, or the whole of it.

One that has died is told from one that hangs by its connection, which the system closes for the dead.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn
from uuid import uuid4

import structlog
from psycopg import AsyncConnection, Error

from ledger.infrastructure.database import LIVELY
from ledger.projections.engine.workers import BEAT, ENDED, FORGET, STILL_SECONDS, named

BEAT_SECONDS = 5.0
log = structlog.get_logger()


class Pulse:
    """`alive(part)` gives what a part calls each time it comes round; from any thread."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.worker = uuid4().hex[:8]
        self._url = url
        self._clock = clock
        self._beats: dict[str, float] = {}

    def alive(self, part: str) -> Callable[[], None]:
        self._beats[part] = self._clock()

        def beat() -> None:
            self._beats[part] = self._clock()

        return beat

    def still(self) -> str | None:
        """The part that has stood still for longest, if that is half a minute."""
        part = min(self._beats, key=lambda name: self._beats[name], default=None)
        return part if part is not None and self._clock() - self._beats[part] > STILL_SECONDS else None

    async def beat_forever(self) -> NoReturn:
        """Until cancelled; then it is no worker any more."""
        while True:
            try:
                async with await self._connect() as connection:
                    await connection.execute(FORGET)
                    await self._beat(connection)
            except (Error, OSError) as error:
                log.warning("no pulse", error=type(error).__name__)
            await asyncio.sleep(1)

    async def _connect(self) -> AsyncConnection[Any]:
        return await AsyncConnection.connect(self._url, autocommit=True, application_name=named(self.worker), **LIVELY)

    async def _beat(self, connection: AsyncConnection[Any]) -> NoReturn:
        try:
            while True:
                await connection.execute(BEAT, (self.worker, self.still()))
                await asyncio.sleep(BEAT_SECONDS)
        except asyncio.CancelledError:
            with suppress(Error, OSError):
                await connection.execute(ENDED, (self.worker,))
            raise
