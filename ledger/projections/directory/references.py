"""What refers to people and departments from outside the directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.projections.engine.queries import Connection, fetch

READ = ("api_keys", "audit", "budgets", "reports", "tags")
"""The projections that it is looked up in."""

_TO_PEOPLE = """
    SELECT no FROM unnest(%(named)s::text[]) AS named (no)
    WHERE EXISTS (SELECT FROM audit.subjects s
                  JOIN audit.events e ON e.organisation = s.organisation AND e.position = s.position
                  WHERE s.organisation = %(organisation)s AND s.subject = 'employee:' || named.no
                    AND e.stream <> 'directory')
       OR EXISTS (SELECT FROM budgets.budgets WHERE organisation = %(organisation)s AND owner = named.no)
       OR EXISTS (SELECT FROM api_keys.keys WHERE organisation = %(organisation)s AND employees ? named.no)"""
_TO_DEPARTMENTS = """
    SELECT code FROM unnest(%(named)s::text[]) AS named (code)
    WHERE EXISTS (SELECT FROM tags.tags CROSS JOIN LATERAL jsonb_array_elements(revisions) AS revision
                  WHERE organisation = %(organisation)s AND revision -> 'terms' -> 'departments' ? named.code)
       OR EXISTS (SELECT FROM api_keys.keys WHERE organisation = %(organisation)s AND departments ? named.code)
       OR EXISTS (SELECT FROM reports.facts
                  WHERE organisation = %(organisation)s AND strpos(departments, '/' || named.code || '/') > 0)"""
_RECORD = """
    SELECT s.subject, j.state FROM audit.subjects s
    JOIN journal.events j ON j.organisation = s.organisation AND j.position = s.position
    WHERE s.subject = ANY(%(subjects)s) AND s.organisation = %(organisation)s AND j.stream = 'directory'
      AND s.position < (SELECT max(position) FROM journal.events
                        WHERE organisation = %(organisation)s AND stream = %(before)s)
    ORDER BY s.position"""


async def people(connection: Connection, organisation: str, named: Sequence[str]) -> frozenset[str]:
    """Those of these people whom an event outside the directory is about, who have a budget, or an API key names."""
    return frozenset(row["no"] for row in await _named(connection, _TO_PEOPLE, organisation, named))


async def departments(connection: Connection, organisation: str, named: Sequence[str]) -> frozenset[str]:
    """Those of these departments that a tag or an API key is for, or that something was ever credited in."""
    return frozenset(row["code"] for row in await _named(connection, _TO_DEPARTMENTS, organisation, named))


async def _named(connection: Connection, query: str, organisation: str, named: Sequence[str]) -> list[dict[str, Any]]:
    return await fetch(connection, query, {"organisation": organisation, "named": list(named)})


async def record(
    connection: Connection, organisation: str, subjects: Sequence[str], before: str
) -> list[dict[str, Any]]:
    """The directory's events about these people (`employee:{no}`) and departments (`department:{code}`), the oldest
    first, before the last event of the stream `before`: subject, and `state`, the envelope's bytes."""
    return await fetch(
        connection, _RECORD, {"organisation": organisation, "subjects": list(subjects), "before": before}
    )
