"""Reading notifications."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import LAST, Connection, fetch, listing

_FIELDS = """position, recorded_at, kind, data || CASE WHEN claims.claim IS NULL THEN '{}' ELSE jsonb_strip_nulls(
    jsonb_build_object('description', description, 'quantity', trim_scale(quantity)::text)) END AS data"""
"""What is about a claim says by what it is known: its first words, or its quantity."""
_FROM = """notifications.notifications AS told LEFT JOIN claims.claims
    ON claims.organisation = told.organisation AND claims.claim = told.data ->> 'claim'"""


async def notifications(
    connection: Connection, organisation: str, employee: str, limit: int = 50, before: int | None = None
) -> dict[str, Any]:
    """`{items, next}`, newest first: position, recorded_at, kind, data; `next` is the `before` of the next page."""
    items = await fetch(
        connection,
        f"""SELECT {_FIELDS} FROM {_FROM}
            WHERE told.organisation = %s AND told.employee = %s AND position < %s ORDER BY position DESC LIMIT %s""",
        (organisation, employee, LAST if before is None else before, limit + 1),
    )
    return listing(items, limit, "position")


async def notifications_between(
    connection: Connection, organisation: str, employee: str, after: int, upto: int, limit: int
) -> list[dict[str, Any]]:
    """The last ones after a position, up to another, in order: for a stream that goes on where it was."""
    newest = await fetch(
        connection,
        f"""SELECT {_FIELDS} FROM {_FROM}
            WHERE told.organisation = %s AND told.employee = %s AND position > %s AND position <= %s
            ORDER BY position DESC LIMIT %s""",
        (organisation, employee, after, upto, limit),
    )
    return newest[::-1]
