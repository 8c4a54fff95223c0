"""Reading tags."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.projections.engine.queries import Connection, fetch, listing


async def tags(
    connection: Connection,
    organisation: str,
    day: date,
    *,
    state: str | None = None,
    limit: int = 100,
    after: str = "",
) -> dict[str, Any]:
    """`{items, next}`: tags by code, with the terms in force on a day; `next` is the `after` of the next page.

    Each: code, state (proposed, active, rejected, retired), proposer, retired_from, revision (its number), the terms
    (name, goal, departments, evidence_required, monthly_cap, coefficient, grant_range, auto_approve, rule), and
    `revisions`, all of them: `[{number, effective_from, terms}]`.
    """
    rows = await fetch(
        connection,
        """SELECT code, status AS state, proposer, retired_from, revisions FROM tags.tags
           WHERE organisation = %(organisation)s AND code > %(after)s
             AND (%(state)s::text IS NULL OR status = %(state)s)
           ORDER BY code LIMIT %(limit)s""",
        {"organisation": organisation, "after": after, "state": state, "limit": limit + 1},
    )
    return listing([_on(row, day) for row in rows], limit, "code")


async def tag(connection: Connection, organisation: str, code: str, day: date) -> dict[str, Any] | None:
    """One tag as in `tags`, or none."""
    rows = await fetch(
        connection,
        """SELECT code, status AS state, proposer, retired_from, revisions FROM tags.tags
           WHERE organisation = %s AND code = %s""",
        (organisation, code),
    )
    return _on(rows[0], day) if rows else None


def _on(row: dict[str, Any], day: date) -> dict[str, Any]:
    """A tag with the terms of a day, as `tags.tag.in_force` has it."""
    begun = (one for one in row["revisions"] if (one["effective_from"] or "") <= day.isoformat())
    revision = max(begun, key=lambda one: (one["effective_from"] or "", one["number"]))
    revisions = row.pop("revisions")
    return {**row, "revision": revision["number"], **revision["terms"], "revisions": revisions}
