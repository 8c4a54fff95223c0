"""What somebody has to look at: written by workers, shown by /readyz and metrics, and kept when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg import Cursor

from ledger.projections.engine.queries import Connection, fetch

HISTORY = "history"
"""Rows were of a history that is not recorded any more, and are worked out again."""
VERIFIED = "verified"
"""What was verified is gone, or another history stands in its place."""
TRIAL_BALANCE = "trial-balance"
"""The balances of all accounts do not sum to zero."""

_ACTIVE = """
    SELECT kind, count(*) FILTER (WHERE ended_at IS NULL) AS organisations,
           min(since) FILTER (WHERE ended_at IS NULL) AS since, max(since) AS last
    FROM projector.alarms GROUP BY kind ORDER BY kind"""


def begin(cursor: Cursor[Any], kind: str, organisation: str, told: str) -> bool:
    """An alarm of a kind, which goes on from when it began; whether it began now."""
    row = cursor.execute(
        """INSERT INTO projector.alarms AS a (kind, organisation, told) VALUES (%s, %s, %s)
           ON CONFLICT (kind, organisation) DO UPDATE
           SET told = excluded.told, ended_at = NULL,
               since = CASE WHEN a.ended_at IS NULL THEN a.since ELSE now() END
           RETURNING since = now()""",
        (kind, organisation, told),
    ).fetchone()
    return row is not None and row[0]


def end(cursor: Cursor[Any], kind: str, organisation: str) -> None:
    """What it was about is over."""
    cursor.execute(
        "UPDATE projector.alarms SET ended_at = now() WHERE kind = %s AND organisation = %s AND ended_at IS NULL",
        (kind, organisation),
    )


def going_on(cursor: Cursor[Any], kinds: Sequence[str]) -> list[str]:
    """The organisations in which an alarm of one of these kinds goes on."""
    rows = cursor.execute(
        "SELECT DISTINCT organisation FROM projector.alarms WHERE kind = ANY(%s) AND ended_at IS NULL", (list(kinds),)
    ).fetchall()
    return [organisation for (organisation,) in rows]


async def kinds(connection: Connection) -> list[dict[str, Any]]:
    """Of each kind that there ever was: of how many organisations it goes on, since when, and when the last began."""
    return await fetch(connection, _ACTIVE)
