"""Counting wrong passwords and keys, each kind of count apart, in Redis where it is up."""

from __future__ import annotations

import asyncio
import time
from hashlib import blake2b
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

WINDOW_SECONDS = 300
KEPT = 10_000
PATIENCE_SECONDS = 0.5
PAUSE_SECONDS = 5.0
"""For so long Redis is not asked after it did not answer: whoever signs in waits once, and not each time."""


class Attempts:
    """Counts failures in windows of five minutes. Without Redis each process counts for itself."""

    def __init__(self, redis: Redis) -> None:
        self._redis: Any = redis
        self._here: dict[str, tuple[int, float]] = {}
        self._asked_again_at = 0.0

    async def counts(self, *abouts: str) -> list[int]:
        """How many failures there were about each of these."""
        keys = [_key(about) for about in abouts]
        here = [self._counted_here(key) for key in keys]
        if time.monotonic() < self._asked_again_at:
            return here
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                shared = await self._redis.mget(keys)
        except (RedisError, OSError):
            self._pause()
            return here
        return [max(mine, int(ours or 0)) for mine, ours in zip(here, shared, strict=True)]

    async def failed(self, *abouts: str) -> list[int]:
        """There was one more about each of these; how many there are with it."""
        keys = [_key(about) for about in abouts]
        here = [self._count_here(key) for key in keys]
        if time.monotonic() < self._asked_again_at:
            return here
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._redis.pipeline(transaction=True) as pipe:
                for key in keys:
                    pipe.incr(key).expire(key, WINDOW_SECONDS, nx=True)
                shared = (await pipe.execute())[::2]
        except (RedisError, OSError):
            self._pause()
            return here
        return [max(mine, int(ours)) for mine, ours in zip(here, shared, strict=True)]

    async def remember(self, about: str, seconds: int) -> None:
        """Have this counted as one for so long."""
        key = _key(about)
        self._put_here(key, 1, time.monotonic() + seconds)
        if time.monotonic() < self._asked_again_at:
            return
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._redis.set(key, 1, ex=seconds)
        except (RedisError, OSError):
            self._pause()

    def count_here(self, about: str) -> None:
        """One more, which the others need not know of."""
        self._count_here(_key(about))

    def _pause(self) -> None:
        self._asked_again_at = time.monotonic() + PAUSE_SECONDS

    def counted_here(self, about: str) -> int:
        """How many this process has counted: what it knows without asking."""
        return self._counted_here(_key(about))

    def _counted_here(self, key: str) -> int:
        count, ends = self._here.get(key, (0, 0.0))
        return count if ends > time.monotonic() else 0

    def _count_here(self, key: str) -> int:
        count, ends = self._here.get(key, (0, 0.0))
        now = time.monotonic()
        if ends <= now:
            count, ends = 0, now + WINDOW_SECONDS
        self._put_here(key, count + 1, ends)
        return count + 1

    def _put_here(self, key: str, count: int, ends: float) -> None:
        if len(self._here) > KEPT:
            now = time.monotonic()
            self._here = {one: kept for one, kept in self._here.items() if kept[1] > now}
        if len(self._here) > KEPT:
            self._here.clear()
        self._here[key] = count, ends


def _key(about: str) -> str:
    return "attempts:" + blake2b(about.encode(errors="replace"), digest_size=16).hexdigest()
