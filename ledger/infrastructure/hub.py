"""How far the projections have come, as it moves: for reads that wait and for streams that are woken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from psycopg import AsyncConnection, Error

from ledger.infrastructure.database import LIVELY, PATIENCE_SECONDS, cut_after
from ledger.projections.engine.positions import BEGUN_ANEW

log = structlog.get_logger()
CHANNEL = "ledger_projected"
SILENCE_SECONDS = 1.0


class Hub:
    """Listens on one connection; whoever waits is woken once per move, and looks again after a second anyway. Without
    an address nobody is woken.

    `connected` are called when that connection was made: at the start, and when the server is back after it was away.
    What was told before is forgotten then, as it is for an organisation whose projections begin anew: the history may
    have come less far.
    """

    def __init__(self, address: str | None, connected: Sequence[Callable[[], Awaitable[None]]] = ()) -> None:
        self._address = address
        self._connected = connected
        self._reached: dict[str, int] = {}
        self._moved: dict[str, asyncio.Event] = {}
        self._forgotten = 0

    def reached(self, organisation: str) -> int:
        """The position that was last told of; 0 before the first."""
        return self._reached.get(organisation, 0)

    async def wait_beyond(self, organisation: str, position: int, seconds: float) -> int:
        """Wait until the projections are beyond a position, or until what was told is forgotten, at most so long; the
        position that is known then."""
        deadline = asyncio.get_running_loop().time() + seconds
        forgotten = self._forgotten
        while self.reached(organisation) <= position and self._forgotten == forgotten:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            moved = self._moved.setdefault(organisation, asyncio.Event())
            try:
                async with asyncio.timeout(left):  # wait_for makes a task, which takes its turns on a busy loop
                    await moved.wait()
            except TimeoutError:
                break
        return self.reached(organisation)

    async def listen(self) -> None:
        """Run until cancelled; a lost connection is made again."""
        while self._address is not None:
            try:
                async with await AsyncConnection.connect(self._address, autocommit=True, **LIVELY) as connection:
                    for tell in self._connected:
                        await tell()
                    await self._follow(connection)
            except (Error, OSError) as error:
                log.warning("not listening", error=type(error).__name__)
                await asyncio.sleep(0.2)

    async def _follow(self, connection: AsyncConnection[Any]) -> None:
        await connection.execute(f"LISTEN {CHANNEL}")
        self._forget(*self._reached)
        while True:
            async for told in connection.notifies(timeout=SILENCE_SECONDS):
                organisation, _, position = told.payload.rpartition(":")
                if position.isdigit():
                    self._tell(organisation, int(position))
                elif position == BEGUN_ANEW:
                    self._forget(organisation)
            with cut_after(connection, PATIENCE_SECONDS):
                await connection.execute("SELECT 1")  # notices a server that went away, or says nothing

    def _tell(self, organisation: str, position: int) -> None:
        self._reached[organisation] = max(position, self.reached(organisation))
        self._wake(organisation)

    def _forget(self, *organisations: str) -> None:
        self._forgotten += 1
        for organisation in organisations:
            self._reached.pop(organisation, None)
            self._wake(organisation)

    def _wake(self, organisation: str) -> None:
        moved = self._moved.pop(organisation, None)
        if moved is not None:
            moved.set()
