"""What the worker does once a local day: expire lots, tell of those that will end, settle leavers, remind hr.

Who may be concerned is read from the projections, and the rules judge again under the journal's lock: a projection that
is behind delays somebody by a day, and makes nothing happen twice.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.application.workflows import keep_accounts_when_a_day_has_ended as keeping
from ledger.domain.accounts.announced import FAR, NEAR
from ledger.domain.accounts.events import employee_account, employee_of
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.infrastructure.journal.journal import Journal

ENDED = """
SELECT DISTINCT account FROM balances.lots
WHERE organisation = %(organisation)s AND "left" > 0 AND ends_on < %(today)s ORDER BY account
"""
ENDING = """
SELECT DISTINCT account FROM balances.lots
WHERE organisation = %(organisation)s AND "left" > 0 AND ends_on BETWEEN %(today)s AND %(today)s::date + %(far)s::int
  AND NOT EXISTS (
      SELECT FROM notifications.notifications AS told
      WHERE told.organisation = lots.organisation AND told.employee = substr(lots.account, length('employee:') + 1)
        AND told.kind = 'points-expiring' AND told.data ->> 'on' = lots.ends_on::text
        AND (told.data ->> 'days')::int
            = CASE WHEN lots.ends_on <= %(today)s::date + %(near)s::int THEN %(near)s::int ELSE %(far)s::int END)
ORDER BY account
"""
UNMEASURED = """
SELECT claim FROM claims.claims
WHERE organisation = %(organisation)s AND state = 'approved' AND value IS NOT NULL AND NOT reversed AND (
    (reminded_of < 3 AND verified_after_3 IS NULL
     AND (occurred_at AT TIME ZONE %(zone)s)::date + interval '3 months' <= %(today)s)
    OR (reminded_of < 6 AND verified_after_6 IS NULL
        AND (occurred_at AT TIME ZONE %(zone)s)::date + interval '6 months' <= %(today)s))
ORDER BY claim
"""
UNSETTLED = """
SELECT account FROM balances.accounts
WHERE organisation = %(organisation)s AND account = ANY(%(accounts)s) AND balance <> 0 ORDER BY account
"""


class Days:
    """Several workers may each do it; every step is safe to do twice."""

    def __init__(self, journal: Journal, pool: AsyncConnectionPool[AsyncConnection[Any]]) -> None:
        self._journal = journal
        self._pool = pool
        self._done: dict[str, date] = {}

    async def look(self, organisation: str) -> None:
        """When a day has ended since this worker looked last, and when it has just been started."""
        today = await self._today(organisation)
        if self._done.get(organisation) != today:
            await self.expire(organisation)
            await self.settle(organisation)
            await self.announce(organisation)
            await self.remind(organisation)
            self._done[organisation] = today

    async def expire(self, organisation: str) -> int:
        """Move what has ended; how many accounts were due."""
        due = await self._people(ENDED, organisation=organisation, today=await self._today(organisation))
        return await keeping.expire_lots(self._journal.submit, organisation, due)

    async def announce(self, organisation: str) -> int:
        """Tell people what will end; how many were due."""
        today = await self._today(organisation)
        due = await self._people(ENDING, organisation=organisation, today=today, far=FAR, near=NEAR)
        return await keeping.announce_expiry(self._journal.submit, organisation, due)

    async def remind(self, organisation: str) -> int:
        """Tell hr which claims are to be measured again; how many were due."""
        settings: Organisation = await self._journal.state(organisation, ORGANISATION)
        today = settings.today(self._journal.clock())
        async with self._pool.connection() as connection:
            parameters = {"organisation": organisation, "today": today, "zone": settings.time_zone}
            cursor = await connection.execute(UNMEASURED, parameters)
            due = [row[0] for row in await cursor.fetchall()]
        return await keeping.remind_of_measurements(self._journal.submit, organisation, due)

    async def settle(self, organisation: str) -> int:
        """Settle who has left and still has a balance; how many were looked at."""
        today = await self._today(organisation)
        directory: Directory = await self._journal.state(organisation, DIRECTORY)
        left = [no for no, one in directory.employees.items() if one.left_on is not None and one.left_on < today]
        accounts = [employee_account(number) for number in left]
        due = await self._people(UNSETTLED, organisation=organisation, accounts=accounts) if left else []
        return await keeping.settle(self._journal.submit, organisation, due)

    async def _today(self, organisation: str) -> date:
        settings: Organisation = await self._journal.state(organisation, ORGANISATION)
        return settings.today(self._journal.clock())

    async def _people(self, query: str, **parameters: Any) -> list[str]:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(query.encode(), parameters)
            return [employee_of(row[0]) for row in await cursor.fetchall()]
