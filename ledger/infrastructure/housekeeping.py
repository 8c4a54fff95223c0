"""What the worker does besides projecting and keeping deadlines: snapshots, and forgetting old idempotency keys."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, NoReturn

import structlog
from psycopg import AsyncConnection, Error
from psycopg_pool import AsyncConnectionPool

from ledger.application.unit import Unavailable
from ledger.infrastructure.door.refused import KEPT_DAYS as REFUSED_KEPT_DAYS
from ledger.infrastructure.journal import snapshots
from ledger.infrastructure.journal.journal import Journal

EVERY_SECONDS = 20.0
KEPT_DAYS = 30
SNAPSHOT_AFTER = 20_000
"""Events between two looks for streams that grew long."""
log = structlog.get_logger()

LONG = "SELECT organisation, position FROM journal.heads WHERE position >= %s"
FORGET_SIGN_INS = "DELETE FROM access.refused_sign_ins WHERE last_at < now() - make_interval(days => %s)"
FORGET = "DELETE FROM journal.commands WHERE recorded_at < %s::timestamptz - make_interval(days => %s)"


class Grown:
    """How far organisations have come, as the worker's other threads tell, since it was last asked for."""

    def __init__(self) -> None:
        self._heads: dict[str, int] = {}
        self._lock = threading.Lock()

    def note(self, organisation: str, head: int) -> None:
        with self._lock:
            self._heads[organisation] = head

    def taken(self) -> dict[str, int]:
        with self._lock:
            heads, self._heads = self._heads, {}
        return heads


class Housekeeping:
    """Looks after those organisations that have grown. Several workers may: each step is safe to do twice."""

    def __init__(self, journal: Journal, pool: AsyncConnectionPool[AsyncConnection[Any]], grown: Grown) -> None:
        self._journal = journal
        self._pool = pool
        self._grown = grown
        self._looked_at: dict[str, int] = {}

    async def run_forever(self) -> NoReturn:
        """Until cancelled; what fails is tried again at the next look."""
        begun = False
        while True:
            try:
                if not begun:
                    await self._begin()
                    begun = True
                await self.look()
                await self._journal.check_clock()
                await self.forget()
            except (Error, OSError, Unavailable) as error:
                log.warning("housekeeping waits", error=type(error).__name__)
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self, *, every: int = SNAPSHOT_AFTER) -> None:
        """Take snapshots of those that have grown enough; the fault of one is nobody else's."""
        for organisation, head in self._grown.taken().items():
            if head - self._looked_at.get(organisation, 0) < every:
                continue
            try:
                await self.snapshot(organisation, every=every)
            except (Error, OSError):
                self._grown.note(organisation, head)
                raise
            except Exception:  # what can't be read there is named by those who need it
                log.exception("no snapshots", organisation=organisation)
                self._looked_at[organisation] = head

    async def _begin(self) -> None:
        """What happened while no worker ran."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(LONG, (SNAPSHOT_AFTER,))
            for organisation, head in await cursor.fetchall():
                self._grown.note(organisation, head)

    async def snapshot(self, organisation: str, *, every: int = SNAPSHOT_AFTER) -> int:
        """Take snapshots when enough has happened since the last look; how many."""
        signing = self._journal.signing
        if signing is None:
            return 0
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "SELECT (SELECT position FROM journal.heads WHERE organisation = %(organisation)s), "
                "coalesce((SELECT max(s.position) FROM journal.snapshots s JOIN journal.heads h USING (organisation) "
                "WHERE organisation = %(organisation)s AND s.position <= h.position), 0)",
                {"organisation": organisation},
            )
            row = await cursor.fetchone()
            assert row is not None
            head, last = row[0], max(row[1], self._looked_at.get(organisation, 0))
            if head - last < every:
                self._looked_at[organisation] = last
                return 0
            self._looked_at[organisation] = head
            return await snapshots.take(connection, signing, organisation, _look_from(last, head, every), head)

    async def forget(self) -> None:
        """Idempotency keys and stored answers are kept 30 days (docs/rules/http.md), refused sign-ins 90."""
        async with self._pool.connection() as connection:
            await connection.execute(FORGET, (self._journal.clock(), KEPT_DAYS))
            await connection.execute(FORGET_SIGN_INS, (REFUSED_KEPT_DAYS,))


def _look_from(last: int, head: int, every: int) -> int:
    """Where to begin counting what streams grew by: at the last look, and for every tenth one ten times as far back.

    A stream that grows by too little between two looks has grown by enough between two of the larger ones.
    """
    start, size = last, every
    while head // size > last // size:
        start, size = min(start, last // size * size), size * 10
    return start
