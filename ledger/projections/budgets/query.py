"""Reading budgets."""

from __future__ import annotations

from typing import Any

from ledger.projections.queries import Connection, fetch, listing

_FIELDS = 'owner, month, points, spent, points - spent - lapsed AS "left"'


async def budget(connection: Connection, organisation: str, owner: str, month: str) -> dict[str, Any] | None:
    """`{owner, month, points, spent, left}`, or none where it was never set."""
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
