"""What is due now, taking off what is done, and what could not be done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from psycopg import AsyncConnection

from ledger.projections.engine.queries import fetch

Connection = AsyncConnection[Any]
AT_ONCE = 200
LONGEST_WAIT_SECONDS = 60
"""How long what fails again and again waits for its next attempt, at most."""

DUE = """
SELECT due.kind, due.organisation, array_agg(due.due_at) AS instants, array_agg(due.position) AS positions
FROM deadlines.due
LEFT JOIN projector.overdue late ON late.kind = due.kind AND late.organisation = due.organisation
WHERE due.due_at <= %(now)s AND due.kind = ANY(%(kinds)s) AND (late.next_at IS NULL OR late.next_at <= now())
  AND NOT EXISTS (
      SELECT FROM unnest(%(left_kinds)s::text[], %(left_organisations)s::text[]) AS left_alone (kind, organisation)
      WHERE left_alone.kind = due.kind AND left_alone.organisation = due.organisation)
GROUP BY due.kind, due.organisation ORDER BY min(due.due_at), due.kind, due.organisation LIMIT %(limit)s
"""
SEEN = """
SELECT heads.position AS head, min(coalesce(known.position, 0)) AS seen
FROM journal.heads CROSS JOIN unnest(%(names)s::text[]) AS name
LEFT JOIN projector.positions known ON known.projection = name AND known.organisation = heads.organisation
WHERE heads.organisation = %(organisation)s GROUP BY heads.position
"""
DONE = """
DELETE FROM deadlines.due USING unnest(%(instants)s::timestamptz[], %(positions)s::bigint[]) AS done (due_at, position)
WHERE due.organisation = %(organisation)s AND due.kind = %(kind)s
  AND due.due_at = done.due_at AND due.position = done.position
"""
AGAIN = """
INSERT INTO deadlines.due (organisation, kind, due_at, position) VALUES (%s, %s, %s, 0)
ON CONFLICT (organisation, kind, due_at) DO NOTHING
"""
FAILED = """
INSERT INTO projector.overdue AS late (kind, organisation, attempts, error, next_at)
VALUES (%(kind)s, %(organisation)s, 1, %(error)s, now() + interval '1 second')
ON CONFLICT (kind, organisation) DO UPDATE
SET attempts = late.attempts + 1, error = excluded.error,
    next_at = now() + least(power(2, least(late.attempts, 10)), %(longest)s) * interval '1 second'
"""
MENDED = "DELETE FROM projector.overdue WHERE kind = %s AND organisation = %s"
LATE = """
SELECT kind, count(*) AS organisations, max(attempts) AS attempts, min(failed_at) AS since, min(error) AS error
FROM projector.overdue GROUP BY kind ORDER BY kind
"""


class Due(NamedTuple):
    """Something of a kind that came due in an organisation: the rows that say so, each with who named it last."""

    kind: str
    organisation: str
    instants: Sequence[datetime]
    positions: Sequence[int]


async def due(
    connection: Connection, now: datetime, kinds: Collection[str], left_alone: Collection[tuple[str, str]]
) -> list[Due]:
    """What has come due longest ago; of each kind and organisation once, without some of these."""
    asked = {
        "now": now,
        "kinds": list(kinds),
        "left_kinds": [kind for kind, _ in left_alone],
        "left_organisations": [organisation for _, organisation in left_alone],
        "limit": AT_ONCE,
    }
    return [Due(**row) for row in await fetch(connection, DUE, asked)]


async def all_seen(connection: Connection, organisation: str, names: Collection[str]) -> bool:
    """Whether these projections have seen everything that is recorded in an organisation."""
    rows = await fetch(connection, SEEN, {"organisation": organisation, "names": list(names)})
    return all(row["seen"] == row["head"] for row in rows)


async def take_off(connection: Connection, done: Due) -> None:
    """Forget that something was due, unless it was named again meanwhile."""
    await connection.execute(DONE.encode(), done._asdict())


async def again(connection: Connection, kind: str, organisation: str, at: datetime) -> None:
    """Have it looked at once more, later."""
    await connection.execute(AGAIN.encode(), (organisation, kind, at))


async def failed(connection: Connection, kind: str, organisation: str, error: str) -> None:
    """Try again a little later, and later still each time."""
    asked = {"kind": kind, "organisation": organisation, "error": error, "longest": LONGEST_WAIT_SECONDS}
    await connection.execute(FAILED.encode(), asked)


async def mended(connection: Connection, kind: str, organisation: str) -> None:
    await connection.execute(MENDED.encode(), (kind, organisation))


async def late(connection: Connection) -> list[dict[str, Any]]:
    """Of each kind that could not be done somewhere: kind, organisations, attempts, since, error. For /readyz and
    metrics."""
    return await fetch(connection, LATE)
