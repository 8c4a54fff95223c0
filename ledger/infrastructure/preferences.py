"""What people have chosen or seen, whichever device they are at."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

NONE: dict[str, Any] = {"language": None, "guide_seen": False, "read_up_to": 0}
READ = """
SELECT language, guide_seen, read_up_to FROM access.preferences
WHERE organisation = %(organisation)s AND employee_no = %(employee_no)s
"""
CHANGE = """
INSERT INTO access.preferences AS kept (organisation, employee_no, language, guide_seen, read_up_to)
VALUES (%(organisation)s, %(employee_no)s, %(language)s, coalesce(%(guide_seen)s, false), coalesce(%(read_up_to)s, 0))
ON CONFLICT (organisation, employee_no) DO UPDATE SET
    language = coalesce(%(language)s, kept.language),
    guide_seen = coalesce(%(guide_seen)s, kept.guide_seen),
    read_up_to = greatest(kept.read_up_to, EXCLUDED.read_up_to)
RETURNING language, guide_seen, read_up_to
"""


class Preferences:
    """Of each person: their language (None: what their browser speaks), whether they have seen the guide, and up to
    which position they have read their notifications, which only goes forward."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[Any]]) -> None:
        self._pool = pool

    async def of(self, organisation: str, employee_no: str) -> dict[str, Any]:
        """What is kept of somebody."""
        found = await self._row(READ, {"organisation": organisation, "employee_no": employee_no})
        return found or NONE

    async def change(
        self,
        organisation: str,
        employee_no: str,
        *,
        language: str | None = None,
        guide_seen: bool | None = None,
        read_up_to: int | None = None,
    ) -> dict[str, Any]:
        """Keep what is said; what is not stays as it was. What is kept after it."""
        who = {"organisation": organisation, "employee_no": employee_no}
        said = {"language": language, "guide_seen": guide_seen, "read_up_to": read_up_to}
        return await self._row(CHANGE, {**who, **said}) or NONE

    async def _row(self, query: str, asked: dict[str, Any]) -> dict[str, Any] | None:
        async with self._pool.connection() as connection:
            return await (await connection.cursor(row_factory=dict_row).execute(query, asked)).fetchone()
