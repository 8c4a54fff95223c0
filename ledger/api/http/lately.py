"""What anybody may ask at any rate, and what costs something to find out: found once for all who ask meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, TypeVar

Found = TypeVar("Found")
KEPT_SECONDS = 0.5


class Lately(Generic[Found]):
    """A finding that is good for half a second; a failure is told to those who waited for it, and tried again."""

    def __init__(self, find: Callable[[], Coroutine[Any, Any, Found]]) -> None:
        self._find = find
        self._finding: asyncio.Task[Found] | None = None
        self._found_at = 0.0

    def __call__(self) -> Awaitable[Found]:
        if self._finding is None or (self._finding.done() and self._is_old(self._finding)):
            self._finding = asyncio.create_task(self._find_now())
        return asyncio.shield(self._finding)

    async def _find_now(self) -> Found:
        found = await self._find()
        self._found_at = time.monotonic()
        return found

    def _is_old(self, finding: asyncio.Task[Found]) -> bool:
        failed = finding.cancelled() or finding.exception() is not None
        return failed or time.monotonic() - self._found_at >= KEPT_SECONDS
