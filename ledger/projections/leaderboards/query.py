"""Reading a leaderboard from PostgreSQL: summed up for each question, since it is Redis that ranks all day."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import Connection, fetch
from ledger.projections.leaderboards.projection import path

MOST = 1000

_BOARD = """
    WITH sums AS (
        SELECT employee, sum(points)::bigint AS points FROM leaderboards.credits
        WHERE organisation = %(organisation)s AND {period} AND {scope}
        GROUP BY employee HAVING sum(points) > 0
    ), ranked AS (
        SELECT rank() OVER (ORDER BY points DESC) AS rank, row_number() OVER (ORDER BY points DESC, employee) AS number,
               employee, points
        FROM sums
    )
    SELECT rank, number, employee, points FROM ranked WHERE number <= %(limit)s OR employee = %(me)s ORDER BY number"""

_SCOPES = {
    "organisation": "true",
    "tag": "tag = %(code)s",
    "department": "strpos(departments, %(path)s) > 0",
}
_PERIODS = {"all": "true", "year": "month BETWEEN %(period)s || '-01' AND %(period)s || '-12'"}


async def board(
    connection: Connection, organisation: str, scope: str, period: str, limit: int = 100, me: str | None = None
) -> dict[str, Any]:
    """`{items: [{rank, employee, points}], me: {rank, points} or none}`, the best first.

    `scope` is `organisation`, `department:CODE` or `tag:CODE`; `period` YYYY-MM, YYYY or all. Ties share a rank
    (1, 2, 2, 4) and are listed by employee_no; who has none, or less by deductions, is left out, `me` too. At most
    1,000.
    """
    kind, _, code = scope.partition(":")
    within = _PERIODS.get("year" if len(period) == 4 else period, "month = %(period)s")
    limit = min(limit, MOST)
    rows = await fetch(
        connection,
        _BOARD.format(scope=_SCOPES[kind], period=within),
        {
            "organisation": organisation,
            "code": code,
            "path": path([code]),
            "period": period,
            "limit": limit,
            "me": me,
        },
    )
    items = [{name: row[name] for name in ("rank", "employee", "points")} for row in rows if row["number"] <= limit]
    mine = next(({"rank": row["rank"], "points": row["points"]} for row in rows if row["employee"] == me), None)
    return {"items": items, "me": mine}
