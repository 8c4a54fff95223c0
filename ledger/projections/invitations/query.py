"""Reading who was given a link, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ledger.projections.engine.queries import Connection, fetch, listing

_STATE = """CASE WHEN used_at IS NOT NULL THEN 'used' WHEN revoked_at IS NOT NULL THEN 'revoked'
                 WHEN expires_at <= %(now)s THEN 'expired' ELSE 'open' END"""
_PEOPLE = f"""
    SELECT employee AS employee_no, purpose, {_STATE} AS state, times, given_at, given_by, expires_at, used_at,
           revoked_at, came_at, of_import
    FROM invitations.people WHERE organisation = %(organisation)s"""


async def invitations(
    connection: Connection,
    organisation: str,
    now: datetime,
    *,
    state: str | None = None,
    of_import: str | None = None,
    employees: Sequence[str] | None = None,
    limit: int = 100,
    after: str = "",
) -> dict[str, Any]:
    """`{items, next}`: the last link of each person, by number, in a state, of an import, or of some people (if
    omitted: all)."""
    rows = await fetch(
        connection,
        f"""SELECT * FROM ({_PEOPLE}) AS known
            WHERE employee_no > %(after)s AND (%(state)s::text IS NULL OR state = %(state)s)
              AND (%(of_import)s::text IS NULL OR of_import = %(of_import)s)
              AND (%(employees)s::text[] IS NULL OR employee_no = ANY(%(employees)s))
            ORDER BY employee_no LIMIT %(limit)s""",
        {
            "organisation": organisation,
            "now": now,
            "state": state,
            "of_import": of_import,
            "employees": None if employees is None else list(employees),
            "after": after,
            "limit": limit + 1,
        },
    )
    return listing(rows, limit, "employee_no")


async def with_open_link(connection: Connection, organisation: str, now: datetime) -> frozenset[str]:
    """Whoever has a link that they can use."""
    rows = await fetch(
        connection,
        f"SELECT employee_no FROM ({_PEOPLE}) AS known WHERE state = 'open'",
        {"organisation": organisation, "now": now},
    )
    return frozenset(row["employee_no"] for row in rows)


async def counts(connection: Connection, organisation: str, now: datetime, of_import: str | None) -> dict[str, Any]:
    """How many links were given; how many people have one, and of these came, used the last one, let it expire, had it
    taken back, and have one open; of an import, or of all."""
    rows = await fetch(
        connection,
        f"""SELECT coalesce(sum(times), 0)::bigint AS given, count(*) AS people, count(came_at) AS came,
                   count(*) FILTER (WHERE state = 'used') AS used, count(*) FILTER (WHERE state = 'open') AS open,
                   count(*) FILTER (WHERE state = 'expired') AS expired,
                   count(*) FILTER (WHERE state = 'revoked') AS revoked
            FROM ({_PEOPLE}) AS known WHERE %(of_import)s::text IS NULL OR of_import = %(of_import)s""",
        {"organisation": organisation, "now": now, "of_import": of_import},
    )
    return rows[0]


async def open_links(connection: Connection, organisation: str, now: datetime, given_by: str) -> list[dict[str, Any]]:
    """The open links that somebody gave, by number, with their keyed hashes."""
    return await fetch(
        connection,
        f"""SELECT known.*, people.digest FROM ({_PEOPLE}) AS known
            JOIN invitations.people AS people ON people.organisation = %(organisation)s
                AND people.employee = known.employee_no
            WHERE known.state = 'open' AND known.given_by = %(given_by)s ORDER BY known.employee_no""",
        {"organisation": organisation, "now": now, "given_by": given_by},
    )
