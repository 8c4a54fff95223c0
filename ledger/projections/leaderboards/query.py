"""Reading a leaderboard from PostgreSQL."""

from __future__ import annotations

from typing import Any

from ledger.projections.queries import Connection, fetch

MOST = 1000

_ITEMS = """
    SELECT rank() OVER (ORDER BY points DESC) AS rank, employee, points FROM leaderboards.scores
    WHERE organisation = %s AND scope = %s AND period = %s AND points <> 0
    ORDER BY points DESC, employee LIMIT %s"""
_ME = """
    SELECT mine.points, (
        SELECT count(*) + 1 FROM leaderboards.scores AS better
        WHERE better.organisation = mine.organisation AND better.scope = mine.scope
          AND better.period = mine.period AND better.points <> 0 AND better.points > mine.points
    ) AS rank
    FROM leaderboards.scores AS mine
    WHERE organisation = %s AND scope = %s AND period = %s AND employee = %s AND points <> 0"""


async def board(
    connection: Connection, organisation: str, scope: str, period: str, limit: int = 100, me: str | None = None
) -> dict[str, Any]:
    """`{items: [{rank, employee, points}], me: {rank, points} or none}`, the best first.

    Ties share a rank (1, 2, 2, 4) and are listed by employee_no; who has 0 is left out, `me` too. At most 1,000.
    """
    items = await fetch(connection, _ITEMS, (organisation, scope, period, min(limit, MOST)))
    mine = await fetch(connection, _ME, (organisation, scope, period, me)) if me is not None else []
    return {"items": items, "me": mine[0] if mine else None}
