"""What the projections' queries share: rows as dicts, pages of lists, and how far a projection is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import dict_row

Connection = AsyncConnection[Any]


async def fetch(
    connection: Connection, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """The rows of a query as dicts; instants in UTC, decimals as strings (docs/rules/http.md)."""
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query.encode(), parameters)
        return [{name: _plain(value) for name, value in row.items()} for row in await cursor.fetchall()]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def listing(items: list[dict[str, Any]], limit: int, cursor: str) -> dict[str, Any]:
    """`{items, next}` out of up to `limit` + 1 rows: `next` is the last item's `cursor` column where more follow."""
    more = len(items) > limit
    items = items[:limit]
    return {"items": items, "next": items[-1][cursor] if more else None}


LAST = 2**63 - 1
"""Beyond every position: a list by falling positions begins before it."""


async def newest(
    connection: Connection,
    fields: str,
    table: str,
    position: str,
    organisation: str,
    *,
    state: str | None = None,
    kind: str | None = None,
    employees: Collection[str] | None = None,
    limit: int,
    before: int | None,
) -> dict[str, Any]:
    """`{items, next}`: the rows of a table with a column `employee`, by a falling position, in a state and of a kind
    (if omitted: any), of some employees (if omitted: everybody's). Fields, table and position are written in this
    package, never input."""
    conditions = ["organisation = %(organisation)s", f"{position} < %(before)s"]
    if state is not None:
        conditions.append("state = %(state)s")
    if kind is not None:
        conditions.append("kind = %(kind)s")
    if employees is not None:
        conditions.append("employee = ANY(%(employees)s)")
    items = await fetch(
        connection,
        f"SELECT {fields} FROM {table} WHERE {' AND '.join(conditions)} ORDER BY {position} DESC LIMIT %(limit)s",
        {
            "organisation": organisation,
            "before": LAST if before is None else before,
            "state": state,
            "kind": kind,
            "employees": sorted(employees) if employees is not None else None,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, position)


async def head(connection: Connection, organisation: str) -> int:
    """Where an organisation's journal stands."""
    rows = await fetch(connection, "SELECT position FROM journal.heads WHERE organisation = %s", (organisation,))
    return int(rows[0]["position"]) if rows else 0


async def hash_at(connection: Connection, organisation: str, position: int) -> str | None:
    """The chain's hash at a position in hex, if that is recorded."""
    rows = await fetch(
        connection,
        "SELECT encode(hash, 'hex') AS hash FROM journal.events WHERE organisation = %s AND position = %s",
        (organisation, position),
    )
    found: str | None = rows[0]["hash"] if rows else None
    return found


async def positions(connection: Connection, organisation: str, names: Collection[str]) -> int:
    """How far the slowest of these projections is with an organisation's events; 0 where one has none yet."""
    return (await reached(connection, organisation, names))[0]


async def reached(connection: Connection, organisation: str, names: Collection[str]) -> tuple[int, int]:
    """How far the slowest of some projections is, and where the journal's head stands."""
    rows = await fetch(
        connection,
        """SELECT count(*) AS known, coalesce(min(position), 0) AS position,
                  coalesce((SELECT position FROM journal.heads WHERE organisation = %(organisation)s), 0) AS head
           FROM projector.positions WHERE organisation = %(organisation)s AND projection = ANY(%(names)s)""",
        {"organisation": organisation, "names": sorted(names)},
    )
    position: int = rows[0]["position"] if rows[0]["known"] == len(set(names)) else 0
    return position, rows[0]["head"]


async def health(connection: Connection) -> list[dict[str, Any]]:
    """Of each projection: state, error, failed_organisation, failed_position, version, updated_at, `behind`, the events
    of all organisations that it has not seen, and `ahead`, in how many organisations it has seen more than is recorded.
    For /readyz and metrics."""
    return await fetch(
        connection,
        """SELECT s.projection, s.version, s.state, s.error, s.failed_organisation, s.failed_position, s.updated_at,
                  (recorded.events - coalesce(seen.events, 0))::bigint AS behind, coalesce(seen.ahead, 0) AS ahead
           FROM projector.status s
           CROSS JOIN (SELECT coalesce(sum(position), 0) AS events FROM journal.heads) AS recorded
           LEFT JOIN (
               SELECT p.projection, sum(least(p.position, h.position)) AS events,
                      count(*) FILTER (WHERE p.position > h.position) AS ahead
               FROM projector.positions p JOIN journal.heads h ON h.organisation = p.organisation
               GROUP BY p.projection
           ) AS seen USING (projection)
           ORDER BY s.projection""",
    )


async def standing(connection: Connection, organisation: str) -> list[dict[str, Any]]:
    """Of each projection, how it stands with one organisation: name, version, state, position, head, and where it
    stopped there: stopped_at, error, since."""
    return await fetch(
        connection,
        """SELECT s.projection AS name, s.version, s.state, coalesce(p.position, 0) AS position,
                  coalesce(h.position, 0) AS head, f.position AS stopped_at, f.error, f.failed_at AS since
           FROM projector.status s
           LEFT JOIN projector.positions p ON p.projection = s.projection AND p.organisation = %(organisation)s
           LEFT JOIN projector.failures f ON f.projection = s.projection AND f.organisation = %(organisation)s
           LEFT JOIN journal.heads h ON h.organisation = %(organisation)s
           ORDER BY s.projection""",
        {"organisation": organisation},
    )


async def last_verification(connection: Connection, organisation: str) -> dict[str, Any] | None:
    """What the last walk over an organisation's chain found, or if omitted: at, sound, verified, hash, head, wrong_at,
    wrong."""
    rows = await fetch(
        connection,
        """SELECT at, wrong_at IS NULL AS sound, verified, hash, head, wrong_at, wrong FROM journal.verifications
           WHERE organisation = %s""",
        (organisation,),
    )
    return rows[0] if rows else None
