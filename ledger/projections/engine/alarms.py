"""What somebody has to look at: written by workers, shown by /readyz and metrics, and kept when it is over."""

from __future__ import annotations

from typing import Any

from psycopg import Cursor

HISTORY = "history"
"""Rows were of a history that is not recorded any more, and are worked out again."""


def begin(cursor: Cursor[Any], kind: str, organisation: str, told: str) -> None:
    """An alarm of a kind, which goes on from when it began."""
    cursor.execute(
        """INSERT INTO projector.alarms AS a (kind, organisation, told) VALUES (%s, %s, %s)
           ON CONFLICT (kind, organisation) DO UPDATE
           SET told = excluded.told, ended_at = NULL,
               since = CASE WHEN a.ended_at IS NULL THEN a.since ELSE now() END""",
        (kind, organisation, told),
    )


def end(cursor: Cursor[Any], kind: str, organisation: str) -> None:
    """What it was about is over."""
    cursor.execute(
        "UPDATE projector.alarms SET ended_at = now() WHERE kind = %s AND organisation = %s AND ended_at IS NULL",
        (kind, organisation),
    )
