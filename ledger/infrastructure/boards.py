"""Leaderboards in Redis (stand-in until the projections are wired)."""

from __future__ import annotations

from typing import Any

from redis.asyncio import Redis


class Boards:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def read(
        self, organisation: str, scope: str, period: str, limit: int, me: str | None
    ) -> dict[str, Any] | None:
        return None
