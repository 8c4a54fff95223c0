"""Reading deductions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.projections.engine.queries import Connection, fetch, newest

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
    """`{items, next}`: deductions as in `deduction`, the newest first, of some employees (if omitted: everybody's);
    `next` is the `before` of the next page."""
    return await newest(
        connection, _FIELDS, "deductions.deductions", "position", organisation,
        employees=employees, limit=limit, before=before,
    )  # fmt: skip
