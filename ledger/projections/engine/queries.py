"""What the projections' queries share: rows as dicts, pages of lists, and how far a projection is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

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


@dataclass(frozen=True, slots=True)
class Order:
    """By what a list is sorted, an expression over its table that is never null; what is alike stands by its position,
    which rises and falls with it, so that everything has one place. Written in this package, never input."""

    expression: str
    type: Literal["bigint", "timestamptz", "text"]
    rising: bool = False

    def turned(self, rising: bool) -> Order:
        return Order(self.expression, self.type, rising)


class Place(NamedTuple):
    """Where a page of a sorted list ends: the position of its last row, and by what that is sorted."""

    position: int
    value: int | datetime | str

    def __str__(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        return f"{self.position}:{value}"


Orders = Mapping[str, Order]
"""By what a list may be sorted, under the names that who asks for it says."""


def ordered_by(orders: Orders, asked: str | None) -> Order | None:
    """What `points` or `-points` asks for, rising or falling; None: the list as it is, the newest first."""
    return None if asked is None else orders[asked.removeprefix("-")].turned(not asked.startswith("-"))


class Only(NamedTuple):
    """A condition on a list's rows that is written in this package, and what is asked in it."""

    condition: str
    values: Mapping[str, Any]


async def newest(
    connection: Connection,
    fields: str,
    table: str,
    position: str,
    organisation: str,
    *,
    state: str | None = None,
    kind: str | None = None,
    tag: str | None = None,
    employees: Collection[str] | None = None,
    only: Only | None = None,
    order: Order | None = None,
    limit: int,
    before: int | Place | None,
) -> dict[str, Any]:
    """`{items, next}`: the rows of a table with a column `employee`, by a falling position unless an order is given, in
    a state, of a kind and under a tag (if omitted: any), of some employees (if omitted: everybody's). Fields, table
    and position are written in this package, never input."""
    conditions = ["organisation = %(organisation)s"]
    if before is not None:
        conditions.append(_beyond(position, order))
    if state is not None:
        conditions.append("state = %(state)s")
    if kind is not None:
        conditions.append("kind = %(kind)s")
    if tag is not None:
        conditions.append("tag = %(tag)s")
    if only is not None:
        conditions.append(only.condition)
    if employees is not None:
        conditions.append("employee = ANY(%(employees)s)")
    items = await fetch(
        connection,
        f"SELECT {_with_place(fields, order)} FROM {table} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {_by(position, order)} LIMIT %(limit)s",
        {
            "organisation": organisation,
            "before": before.position if isinstance(before, Place) else before,
            "value": before.value if isinstance(before, Place) else None,
            "state": state,
            "kind": kind,
            "tag": tag,
            "employees": sorted(employees) if employees is not None else None,
            "limit": limit + 1,
            **({} if only is None else only.values),
        },
    )
    found = listing(items, limit, position)
    if order is None or found["next"] is None:
        return found
    return {**found, "next": Place(found["next"], found["items"][-1]["sorted_by"])}


def _with_place(fields: str, order: Order | None) -> str:
    return fields if order is None else f"{fields}, {order.expression} AS sorted_by"


def _by(position: str, order: Order | None) -> str:
    if order is None:
        return f"{position} DESC"
    way = "ASC" if order.rising else "DESC"
    return f"{order.expression} {way}, {position} {way}"


def _beyond(position: str, order: Order | None) -> str:
    """What comes after the last row of a page."""
    if order is None:
        return f"{position} < %(before)s"
    beyond = ">" if order.rising else "<"
    return f"({order.expression}, {position}) {beyond} (%(value)s::{order.type}, %(before)s::bigint)"


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
