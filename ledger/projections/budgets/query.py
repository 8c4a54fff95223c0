"""Reading budgets."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import LAST, Connection, fetch, listing

_FIELDS = 'owner, month, points, spent, lapsed, points - spent - lapsed AS "left"'


async def budget(connection: Connection, organisation: str, owner: str, month: str) -> dict[str, Any] | None:
    """`{owner, month, points, spent, lapsed, left}`, or none where it was never set."""
    rows = await fetch(
        connection,
        f"SELECT {_FIELDS} FROM budgets.budgets WHERE organisation = %s AND month = %s AND owner = %s",
        (organisation, month, owner),
    )
    return rows[0] if rows else None


async def budgets_of(
    connection: Connection, organisation: str, month: str, limit: int = 100, after: str = ""
) -> dict[str, Any]:
    """`{items, next}`: all budgets of a month by owner; `next` is the `after` of the next page."""
    items = await fetch(
        connection,
        f"""SELECT {_FIELDS} FROM budgets.budgets
            WHERE organisation = %s AND month = %s AND owner > %s ORDER BY owner LIMIT %s""",
        (organisation, month, after, limit + 1),
    )
    return listing(items, limit, "owner")


async def past_spending(
    connection: Connection, organisation: str, owner: str, before: str, limit: int
) -> list[dict[str, Any]]:
    """month, spent of the owner's budgets before a month, the newest first."""
    return await fetch(
        connection,
        """SELECT month, spent FROM budgets.budgets
           WHERE organisation = %s AND owner = %s AND month < %s AND points > 0 ORDER BY month DESC LIMIT %s""",
        (organisation, owner, before, limit),
    )


async def history(
    connection: Connection, organisation: str, account: str, limit: int, before: int | None
) -> dict[str, Any]:
    """`{items, next}`: how a budget was set, the newest first: position, recorded_at, actor, change, points (the total
    after it); `next` is the `before` of the next page."""
    items = await fetch(
        connection,
        """SELECT * FROM (
               SELECT position, recorded_at, actor, points AS change,
                      sum(points) OVER (ORDER BY position)::bigint AS points
               FROM balances.entries WHERE organisation = %s AND account = %s AND kind = 'budget'
           ) AS settings WHERE position < %s ORDER BY position DESC LIMIT %s""",
        (organisation, account, LAST if before is None else before, limit + 1),
    )
    return listing(items, limit, "position")
