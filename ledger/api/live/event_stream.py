"""Server-sent events as an answer, which ends with its listener and takes nothing along."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import aclosing
from typing import Any, TypeVar

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Found = TypeVar("Found")
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class EventStream(Response):
    """Sends what is told until the listener goes.

    starlette's StreamingResponse cancels what a listener who goes was waiting for again at every turn of the loop until
    it has ended, also while that gives back a connection to the database. Here it is cancelled once and waited for.
    """

    media_type = "text/event-stream"

    def __init__(self, told: Callable[[], AsyncGenerator[bytes]]) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        telling, leaving = asyncio.create_task(self._tell(send)), asyncio.create_task(_leaves(receive))
        try:
            await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            telling.cancel()
            leaving.cancel()
            await asyncio.wait({telling, leaving})
        if not telling.cancelled():
            telling.result()

    async def _tell(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with aclosing(self._told()) as told:
            async for message in told:
                await send({"type": "http.response.body", "body": message, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _leaves(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def to_its_end(reading: Coroutine[Any, Any, Found]) -> Awaitable[Found]:
    """Read on when who waits for it has gone: to break off a query takes PostgreSQL another connection, and it ends
    sooner by itself."""
    task = asyncio.ensure_future(reading)
    task.add_done_callback(_noted)
    return asyncio.shield(task)


def _noted(task: asyncio.Future[Any]) -> None:
    """Whoever still waits hears of a failure; without this the loop would log it where nobody does."""
    if not task.cancelled():
        task.exception()
