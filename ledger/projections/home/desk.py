"""What hr and payroll have on their desks: what waits for too long, who takes part, what is to be paid."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.projections.engine.queries import Connection, fetch


async def overdue(connection: Connection, organisation: str, before: datetime) -> list[dict[str, Any]]:
    """What has waited since before some time, and whatever waits for a second hr: kind, count, oldest. A claim that is
    approved once is among the latter alone."""
    return await fetch(
        connection,
        """SELECT kind, count, oldest FROM (
               SELECT 'claims' AS kind, count(*) AS count, min(coalesce(resubmitted_at, submitted_at)) AS oldest
               FROM claims.claims WHERE organisation = %(organisation)s AND state = 'submitted'
                 AND first_approval IS NULL AND coalesce(resubmitted_at, submitted_at) < %(before)s
               UNION ALL
               SELECT 'redemptions', count(*), min(requested_at) FROM redemptions.redemptions
               WHERE organisation = %(organisation)s AND state = 'requested' AND requested_at < %(before)s
               UNION ALL
               SELECT 'fulfilments', count(*), min(decided_at) FROM redemptions.redemptions
               WHERE organisation = %(organisation)s AND state = 'approved' AND decided_at < %(before)s
               UNION ALL
               SELECT 'second-hr', count(*), min(at) FROM (
                   SELECT requested_at AS at FROM reversals.reversals
                   WHERE organisation = %(organisation)s AND state = 'waiting'
                   UNION ALL
                   SELECT asked_at FROM countersigning.countersignatures
                   WHERE organisation = %(organisation)s AND state = 'waiting'
               ) AS second
           ) AS found WHERE count > 0""",
        {"organisation": organisation, "before": before},
    )


async def took_part(connection: Connection, organisation: str, month: str) -> dict[str, Any]:
    """How many people's budgets of a month gave something (`givers`), and to how many (`receivers`)."""
    rows = await fetch(
        connection,
        """SELECT count(DISTINCT giver) FILTER (WHERE giver <> 'organisation') AS givers,
                  count(DISTINCT receiver) AS receivers
           FROM reports.pairs WHERE organisation = %s AND month = %s AND grants > 0""",
        (organisation, month),
    )
    return rows[0]


async def budgets(connection: Connection, organisation: str, month: str) -> list[dict[str, Any]]:
    """All budgets of a month: owner, points, spent, left."""
    return await fetch(
        connection,
        """SELECT owner, points, spent, points - spent - lapsed AS "left" FROM budgets.budgets
           WHERE organisation = %s AND month = %s AND points > 0""",
        (organisation, month),
    )


async def unpaid(connection: Connection, organisation: str) -> list[dict[str, Any]]:
    """By kind, the lines that wait for an export: kind, lines, total (before tax; none unless they are money)."""
    return await fetch(
        connection,
        """SELECT kind, count(*) AS lines, CASE WHEN kind = 'bonus' THEN
                  coalesce(sum((said ->> 'amount')::numeric), 0)::numeric(100, 2)::text END AS total
           FROM exports.lines WHERE organisation = %s AND state = 'waiting' GROUP BY kind ORDER BY kind""",
        (organisation,),
    )


async def last_taken_over(connection: Connection, organisation: str) -> dict[str, Any] | None:
    """The bonuses that payroll took over last, or none: id, month, at."""
    rows = await fetch(
        connection,
        """SELECT export AS id, month, taken_over_at AS at FROM exports.exports
           WHERE organisation = %s AND state = 'taken-over' AND kind = 'bonus'
           ORDER BY taken_over_at DESC LIMIT 1""",
        (organisation,),
    )
    return rows[0] if rows else None
