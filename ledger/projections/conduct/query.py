"""Reading deductions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.projections.engine.queries import Connection, Order, Orders, Place, fetch, newest

_FIELDS = """
    deduction AS id, state, employee, tag, revision, month, points, reason, occurred_at, made_at, made_by,
    corrected_at, corrected_by, correction, position"""

ORDERS: Orders = {
    "made": Order("position", "bigint"),
    "occurred": Order("occurred_at", "timestamptz"),
    "points": Order("points", "bigint"),
    "employee": Order("employee", "text"),
    "state": Order("state", "text"),
}


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
    before: int | Place | None = None,
    *,
    state: str | None = None,
    order: Order | None = None,
) -> dict[str, Any]:
    """`{items, next}`: deductions as in `deduction`, the newest first unless an order is given, in a state (if
    omitted: any), of some employees (if omitted: everybody's); `next` is the `before` of the next page."""
    return await newest(
        connection, _FIELDS, "deductions.deductions", "position", organisation,
        state=state, employees=employees, order=order, limit=limit, before=before,
    )  # fmt: skip
