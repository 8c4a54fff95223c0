"""Who is concerned by what came due, as far as the projections know; the rules judge again."""

from __future__ import annotations

from datetime import date
from typing import Any

from psycopg import AsyncConnection

from ledger.domain.accounts.announced import FAR, NEAR
from ledger.domain.accounts.events import budget_account, employee_of
from ledger.projections.engine.queries import fetch

Connection = AsyncConnection[Any]

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
UNSETTLED = """
SELECT leavers.account, leavers.left_on FROM deadlines.leavers
JOIN balances.accounts ON accounts.organisation = leavers.organisation AND accounts.account = leavers.account
WHERE leavers.organisation = %(organisation)s AND leavers.left_on < %(today)s AND accounts.balance <> 0
ORDER BY leavers.account
"""
LEFT_OVER = """
SELECT owner, month FROM budgets.budgets
WHERE organisation = %(organisation)s AND month < %(month)s AND points - spent - lapsed > 0 ORDER BY month, owner
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


async def ended(connection: Connection, organisation: str, today: date) -> list[str]:
    """Whose lots have ended."""
    rows = await fetch(connection, ENDED, {"organisation": organisation, "today": today})
    return [employee_of(row["account"]) for row in rows]


async def ending(connection: Connection, organisation: str, today: date) -> list[str]:
    """Whose lots will end, and who was not told yet."""
    asked = {"organisation": organisation, "today": today, "far": FAR, "near": NEAR}
    return [employee_of(row["account"]) for row in await fetch(connection, ENDING, asked)]


async def unsettled(connection: Connection, organisation: str, today: date) -> dict[str, date]:
    """Who has left and still has a balance, above zero or below, with their last day."""
    rows = await fetch(connection, UNSETTLED, {"organisation": organisation, "today": today})
    return {employee_of(row["account"]): date.fromisoformat(row["left_on"]) for row in rows}


async def left_over(connection: Connection, organisation: str, present_month: str) -> list[str]:
    """The budgets of months that have ended which have something left."""
    rows = await fetch(connection, LEFT_OVER, {"organisation": organisation, "month": present_month})
    return [budget_account(row["owner"], row["month"]) for row in rows]


async def unmeasured(connection: Connection, organisation: str, today: date, zone: str) -> list[str]:
    """The claims whose source is to be measured again, and hr was not told yet."""
    rows = await fetch(connection, UNMEASURED, {"organisation": organisation, "today": today, "zone": zone})
    return [row["claim"] for row in rows]
