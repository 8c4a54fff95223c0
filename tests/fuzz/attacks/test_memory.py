"""Somebody asks for what does not exist, over and over, until the process has no memory left."""

from __future__ import annotations

import asyncio

from psycopg import AsyncConnection

from ledger.bootstrap import Installation
from ledger.infrastructure.journal.memory import KEPT_STREAMS, Memory

ASKED = KEPT_STREAMS + 1_000


def test_what_was_only_looked_at_is_forgotten_too(shared_where: Installation) -> None:
    """Any employee can have a tag looked up with each request: /leaderboards?scope=tag:x1, x2, x3 …"""

    async def look() -> int:
        memory = Memory("nobody")
        async with await AsyncConnection.connect(shared_where.databases.app, autocommit=True) as connection:
            for first in range(0, ASKED, 7_000):
                await memory.load(connection, [f"tag:x{n}" for n in range(first, first + 7_000)])
        return sum(memory.get(f"tag:x{n}") is not None for n in range(ASKED))

    assert asyncio.run(look()) <= KEPT_STREAMS
