"""Reading tags."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ledger.domain.tags.tag import in_force_of, revision_state
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
    (name, second_name, goal, departments, evidence_required, monthly_cap, coefficient, grant_range, auto_approve,
    rule), and `revisions`, all of them: `[{number, effective_from, state, terms}]`, the state past, in_force, announced
    or withdrawn.
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


async def codes_of_tags(connection: Connection, organisation: str) -> list[str]:
    """Of all tags there are, whatever became of them."""
    rows = await fetch(connection, "SELECT code FROM tags.tags WHERE organisation = %s ORDER BY code", (organisation,))
    return [row["code"] for row in rows]


class _Revision(NamedTuple):
    """A revision of a row, as the domain asks about it."""

    number: int
    effective_from: date | None
    withdrawn: bool
    row: dict[str, Any]


def _on(row: dict[str, Any], day: date) -> dict[str, Any]:
    """A tag with the terms of a day, and where each revision stands on it."""
    revisions = [
        _Revision(one["number"], day_of(one["effective_from"]), one["withdrawn"], one) for one in row.pop("revisions")
    ]
    now = in_force_of(revisions, day)
    listed = [
        {
            "number": one.number,
            "effective_from": one.row["effective_from"],
            "state": revision_state(revisions, one, day),
            "terms": one.row["terms"],
        }
        for one in revisions
    ]
    return {**row, "revision": now.number, **now.row["terms"], "revisions": listed}


def day_of(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
