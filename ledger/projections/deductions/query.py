"""Reading deductions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.projections.queries import Connection, fetch, listing

_LAST = 2**63 - 1
_FIELDS = """
    deduction AS id, state, employee, tag, revision, month, points, reason, occurred_at, made_at, made_by,
    corrected_at, corrected_by, correction, position"""


async def deduction(connection: Connection, organisation: str, deduction: str) -> dict[str, Any] | None:
    """One deduction, or none; reason and correction are sealed."""
    rows = await fetch(
        connection,
        f"SELECT {_FIELDS} FROM deductions.deductions WHERE organisation = %s AND deduction = %s",
        (organisation, deduction),
    )
    return rows[0] if rows else None


async def deductions(
    connection: Connection,
    organisation: str,
    employees: Collection[str] | None,
    limit: int = 50,
    before: int | None = None,
) -> dict[str, Any]:
    """`{items, next}`: deductions as in `deduction`, the newest first, of some employees (none: everybody's); `next`
    is the `before` of the next page."""
    items = await fetch(
        connection,
        f"""SELECT {_FIELDS} FROM deductions.deductions
            WHERE organisation = %(organisation)s AND position < %(before)s
              AND (%(employees)s::text[] IS NULL OR employee = ANY(%(employees)s))
            ORDER BY position DESC LIMIT %(limit)s""",
        {
            "organisation": organisation,
            "employees": None if employees is None else sorted(employees),
            "before": _LAST if before is None else before,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "position")
