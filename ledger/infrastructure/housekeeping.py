"""What the worker does besides projecting: lapses, what a day brings, snapshots, forgetting old idempotency keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from psycopg import AsyncConnection, Error
from psycopg_pool import AsyncConnectionPool

from ledger.application.unit import Unavailable
from ledger.application.workflows.lapse_budgets_when_a_month_ends import lapse_budgets
from ledger.domain.accounts.events import budget_account
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.infrastructure.days import Days
from ledger.infrastructure.journal import snapshots
from ledger.infrastructure.journal.journal import Journal

EVERY_SECONDS = 20.0
KEPT_DAYS = 30
SNAPSHOT_AFTER = 20_000
"""Events between two looks for streams that grew long."""
log = structlog.get_logger()

DUE_BUDGETS = """
SELECT owner, month FROM budgets.budgets
WHERE organisation = %s AND month < %s AND points - spent - lapsed > 0 ORDER BY month, owner
"""
FORGET = "DELETE FROM journal.commands WHERE recorded_at < %s::timestamptz - make_interval(days => %s)"


class Housekeeping:
    """Looks at every organisation from time to time. Several workers may: each step is safe to do twice."""

    def __init__(self, journal: Journal, pool: AsyncConnectionPool[AsyncConnection[Any]]) -> None:
        self._journal = journal
        self._pool = pool
        self._looked_at: dict[str, int] = {}
        self.days = Days(journal, pool)

    async def run_forever(self) -> None:
        """Until cancelled; what fails is tried again at the next look."""
        steps: tuple[Callable[[str], Awaitable[Any]], ...] = (self.lapse, self.days.look, self.snapshot)
        while True:
            try:
                for organisation in await self._journal.organisations():
                    for step in steps:
                        await step(organisation)
                await self.forget()
            except (Error, OSError, Unavailable) as error:
                log.warning("housekeeping waits", error=type(error).__name__)
            await asyncio.sleep(EVERY_SECONDS)

    async def lapse(self, organisation: str) -> int:
        """Lapse the budgets of months that have ended; how many were due."""
        settings: Organisation = await self._journal.state(organisation, ORGANISATION)
        present = settings.present_month(self._journal.clock())
        async with self._pool.connection() as connection:
            cursor = await connection.execute(DUE_BUDGETS, (organisation, present))
            due = [budget_account(owner, month) for owner, month in await cursor.fetchall()]
        return await lapse_budgets(self._journal.submit, organisation, due)

    async def snapshot(self, organisation: str, *, every: int = SNAPSHOT_AFTER) -> int:
        """Take snapshots when enough has happened since the last look; how many."""
        signing = self._journal.signing
        if signing is None:
            return 0
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "SELECT (SELECT position FROM journal.heads WHERE organisation = %(organisation)s), "
                "coalesce((SELECT max(position) FROM journal.snapshots WHERE organisation = %(organisation)s), 0)",
                {"organisation": organisation},
            )
            row = await cursor.fetchone()
            assert row is not None
            head, last = row[0], max(row[1], self._looked_at.get(organisation, 0))
            if head - last < every:
                return 0
            self._looked_at[organisation] = head
            return await snapshots.take(connection, signing, organisation, _look_from(last, head, every), head)

    async def forget(self) -> None:
        """Idempotency keys and stored answers are kept 30 days (docs/rules/http.md)."""
        async with self._pool.connection() as connection:
            await connection.execute(FORGET, (self._journal.clock(), KEPT_DAYS))


def _look_from(last: int, head: int, every: int) -> int:
    """Where to begin counting what streams grew by: at the last look, and for every tenth one ten times as far back.

    A stream that grows by too little between two looks has grown by enough between two of the larger ones.
    """
    start, size = last, every
    while head // size > last // size:
        start, size = min(start, last // size * size), size * 10
    return start
