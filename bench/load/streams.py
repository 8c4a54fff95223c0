"""Many open streams, each of which says when it was told of a position."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from bench.errors import BenchError

AT_ONCE = 50
PATIENCE = 60.0
ID = re.compile(rb"^id: (\d+)$", re.MULTILINE)


class Listener:
    """One open stream: the last position that it was told of, and when."""

    def __init__(self) -> None:
        self.position = 0
        self.told = asyncio.Event()

    async def listen(self, address: str, token: str, opened: asyncio.Semaphore) -> None:
        """Read until cancelled. Raises BenchError where the stream is refused."""
        where = urlsplit(address)
        async with opened:
            reader, writer = await asyncio.open_connection(where.hostname, where.port)
            writer.write(
                f"GET /v1/stream HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise BenchError(f"a stream was answered with {head[:100]!r}")
            self._take(await reader.read(65_536))
        try:
            while part := await reader.read(65_536):
                self._take(part)
        finally:
            writer.close()

    def _take(self, part: bytes) -> None:
        for found in ID.finditer(part.replace(b"\r\n", b"\n")):
            self.position = int(found[1])
            self.told.set()

    async def until(self, position: int) -> float:
        """The moment at which it was told of a position or a later one."""
        async with asyncio.timeout(PATIENCE):
            while self.position < position:
                self.told.clear()
                await self.told.wait()
        return time.perf_counter()


@asynccontextmanager
async def listening(address: str, tokens: Sequence[str]) -> AsyncIterator[list[Listener]]:
    """A stream for each token, all open."""
    listeners = [Listener() for _ in tokens]
    opened = asyncio.Semaphore(AT_ONCE)
    tasks = [
        asyncio.create_task(listener.listen(address, token, opened))
        for listener, token in zip(listeners, tokens, strict=True)
    ]
    try:
        await asyncio.gather(*(listener.until(1) for listener in listeners))
        yield listeners
        ended = [task for task in tasks if task.done()]
        if ended:
            raise BenchError(f"{len(ended)} streams ended")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
