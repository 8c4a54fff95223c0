"""Slowing down who guesses passwords: failures are counted per login and per address, in Redis where it is up."""

from __future__ import annotations

import asyncio
import time
from hashlib import blake2b
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from ledger.application.sessions import TooManyAttempts

WINDOW_SECONDS = 300
MOST_PER_LOGIN = 10
MOST_PER_ADDRESS = 200
KEPT = 10_000
PATIENCE_SECONDS = 1.0


class Attempts:
    """Counts failed sign-ins in windows of five minutes. Without Redis each process counts for itself."""

    def __init__(self, redis: Redis) -> None:
        self._redis: Any = redis
        self._here: dict[str, tuple[int, float]] = {}

    async def check(self, organisation: str, login: str, address: str) -> None:
        """Raises TooManyAttempts while there were too many failures."""
        for key, most in self._limits(organisation, login, address):
            count, ends_in = await self._count(key)
            if count >= most:
                raise TooManyAttempts(ends_in)

    async def failed(self, organisation: str, login: str, address: str) -> None:
        for key, _ in self._limits(organisation, login, address):
            count, ends = self._here.get(key, (0, time.monotonic() + WINDOW_SECONDS))
            if len(self._here) > KEPT:
                self._here.clear()
            self._here[key] = (count + 1, ends)
            try:
                async with asyncio.timeout(PATIENCE_SECONDS), self._redis.pipeline(transaction=True) as pipe:
                    await pipe.incr(key).expire(key, WINDOW_SECONDS, nx=True).execute()
            except (RedisError, OSError):
                continue  # counted here, at least

    async def _count(self, key: str) -> tuple[int, int]:
        count, ends = self._here.get(key, (0, 0.0))
        left = ends - time.monotonic()
        if left <= 0:
            self._here.pop(key, None)
            count = 0
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                shared, seconds = int(await self._redis.get(key) or 0), int(await self._redis.ttl(key))
            return max(count, shared), max(seconds, 1)
        except (RedisError, OSError):
            return count, max(int(left), 1)

    def _limits(self, organisation: str, login: str, address: str) -> list[tuple[str, int]]:
        return [
            (_key(f"login:{organisation}:{login}"), MOST_PER_LOGIN),
            (_key(f"address:{address}"), MOST_PER_ADDRESS),
        ]


def _key(about: str) -> str:
    return "attempts:" + blake2b(about.encode(errors="replace"), digest_size=16).hexdigest()
