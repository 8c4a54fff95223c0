"""What refers to people and departments from outside the directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ledger.projections.engine.queries import Connection, fetch


class Reference(NamedTuple):
    """Where a context names people or departments. Each is the FROM and WHERE of a query over the tables of
    `projection`, for `%(organisation)s`, which finds rows that name `named.code`; or none."""

    projection: str
    to_people: str | None = None
    to_departments: str | None = None


EVENTS_ABOUT = Reference(
    "audit",
    """FROM audit.subjects s
       JOIN audit.events e ON e.organisation = s.organisation AND e.position = s.position
       WHERE s.organisation = %(organisation)s AND s.subject = 'employee:' || named.code AND e.stream <> 'directory'""",
)
"""Any event outside the directory that is about somebody."""
_RECORD = """
    SELECT s.subject, j.state FROM audit.subjects s
    JOIN journal.events j ON j.organisation = s.organisation AND j.position = s.position
    WHERE s.subject = ANY(%(subjects)s) AND s.organisation = %(organisation)s AND j.stream = 'directory'
      AND s.position < (SELECT max(position) FROM journal.events
                        WHERE organisation = %(organisation)s AND stream = %(before)s)
    ORDER BY s.position"""


class References:
    """All that refers to people and departments. `reads` are the projections that it is looked up in."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._all = (EVENTS_ABOUT, *references)
        self.reads = tuple(one.projection for one in self._all)

    async def people(self, connection: Connection, organisation: str, named: Sequence[str]) -> frozenset[str]:
        """Those of these people that an event or another context names."""
        return await self._named(connection, organisation, named, [one.to_people for one in self._all])

    async def departments(self, connection: Connection, organisation: str, named: Sequence[str]) -> frozenset[str]:
        """Those of these departments that another context names."""
        return await self._named(connection, organisation, named, [one.to_departments for one in self._all])

    async def _named(
        self, connection: Connection, organisation: str, named: Sequence[str], places: Iterable[str | None]
    ) -> frozenset[str]:
        somewhere = " OR ".join(f"EXISTS (SELECT {place})" for place in places if place is not None)
        rows = await fetch(
            connection,
            f"SELECT code FROM unnest(%(named)s::text[]) AS named (code) WHERE {somewhere}",
            {"organisation": organisation, "named": list(named)},
        )
        return frozenset(row["code"] for row in rows)


async def record(
    connection: Connection, organisation: str, subjects: Sequence[str], before: str
) -> list[dict[str, Any]]:
    """The directory's events about these people (`employee:{no}`) and departments (`department:{code}`), the oldest
    first, before the last event of the stream `before`: subject, and `state`, the envelope's bytes."""
    return await fetch(
        connection, _RECORD, {"organisation": organisation, "subjects": list(subjects), "before": before}
    )
