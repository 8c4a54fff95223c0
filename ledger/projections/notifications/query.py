"""Reading notifications."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.projections.engine.queries import LAST, Connection, fetch, listing

_FIELDS = """position, recorded_at, kind, data || CASE WHEN claims.claim IS NULL THEN '{}' ELSE jsonb_strip_nulls(
    jsonb_build_object('description', description, 'quantity', trim_scale(quantity)::text)) END
    || CASE WHEN ending.points < (data ->> 'points')::bigint THEN jsonb_build_object('points', ending.points)
       ELSE '{}' END AS data"""
"""What is about a claim says by what it is known: its first words, or its quantity. A warning of points that end says
how many of them are left."""
_FROM = """notifications.notifications AS told LEFT JOIN claims.claims
    ON claims.organisation = told.organisation AND claims.claim = told.data ->> 'claim'
    LEFT JOIN LATERAL (
        SELECT coalesce(sum("left"), 0)::bigint AS points FROM balances.lots
        WHERE account = 'employee:' || told.employee AND lots.organisation = told.organisation AND "left" > 0
          AND ends_on = CASE WHEN told.kind = 'points-expiring' THEN (told.data ->> 'on')::date END
    ) AS ending ON told.kind = 'points-expiring'"""
_OPEN = """NOT EXISTS (
    SELECT FROM notifications.done
    WHERE done.organisation = told.organisation AND done.asks = told.asks AND done.position > told.position
) AND (told.kind <> 'points-expiring' OR ((told.data ->> 'on')::date >= %(today)s AND ending.points > 0))"""
"""What asks for nothing that is done, and warns of no day that is past and of no points that were spent."""


async def notifications(
    connection: Connection, organisation: str, employee: str, today: date, limit: int = 50, before: int | None = None
) -> dict[str, Any]:
    """`{items, next}`, newest first: position, recorded_at, kind, data; `next` is the `before` of the next page."""
    asked = {"organisation": organisation, "employee": employee, "today": today, "limit": limit + 1}
    items = await fetch(
        connection,
        f"""SELECT {_FIELDS} FROM {_FROM}
            WHERE told.organisation = %(organisation)s AND told.employee = %(employee)s AND position < %(before)s
            AND {_OPEN}
            ORDER BY position DESC LIMIT %(limit)s""",
        {**asked, "before": LAST if before is None else before},
    )
    return listing(items, limit, "position")


async def notifications_between(
    connection: Connection, organisation: str, employee: str, today: date, after: int, upto: int, limit: int
) -> list[dict[str, Any]]:
    """The last ones after a position, up to another, in order: for a stream that goes on where it was."""
    asked = {"organisation": organisation, "employee": employee, "today": today, "limit": limit}
    newest = await fetch(
        connection,
        f"""SELECT {_FIELDS} FROM {_FROM}
            WHERE told.organisation = %(organisation)s AND told.employee = %(employee)s
            AND position > %(after)s AND position <= %(upto)s AND {_OPEN}
            ORDER BY position DESC LIMIT %(limit)s""",
        {**asked, "after": after, "upto": upto},
    )
    return newest[::-1]
