"""Reading claims."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.projections.engine.queries import Connection, Order, Orders, Place, fetch, newest

_FIELDS = """
    claim AS id, state, employee, tag, revision, departments, occurred_at, month, description, evidence,
    quantity, value_quantity, points, value, approved, credited, verified_value, reason,
    submitted_at, submitted_by, submitted_position, resubmitted_at, rounds, first_approval,
    decided_at, decided_by, decided_on_behalf_of, decided_position, verified_after_3, verified_after_6, reversed"""

ORDERS: Orders = {
    "submitted": Order("submitted_position", "bigint"),
    "occurred": Order("occurred_at", "timestamptz"),
    "points": Order("coalesce(credited, points)", "bigint"),
    "employee": Order("employee", "text"),
    "state": Order("state", "text"),
}
"""`points`: what was credited, else what the rule says."""


async def claim(connection: Connection, organisation: str, claim: str) -> dict[str, Any] | None:
    """One claim, or none. Description, evidence and reason are sealed; quantities and values decimal strings."""
    rows = await fetch(
        connection, f"SELECT {_FIELDS} FROM claims.claims WHERE organisation = %s AND claim = %s", (organisation, claim)
    )
    return rows[0] if rows else None


async def claims(
    connection: Connection,
    organisation: str,
    *,
    state: str | None = None,
    tag: str | None = None,
    employees: Collection[str] | None = None,
    order: Order | None = None,
    limit: int = 50,
    before: int | Place | None = None,
) -> dict[str, Any]:
    """`{items, next}`: claims as in `claim`, the newest submission first unless an order is given, in a state
    and under a tag (if omitted: any), of some employees (if omitted: everybody's). `next` is the `before` of
    the next page."""
    return await newest(
        connection, _FIELDS, "claims.claims", "submitted_position", organisation,
        state=state, tag=tag, employees=employees, order=order, limit=limit, before=before,
    )  # fmt: skip


async def titles(
    connection: Connection, organisation: str, employees: Collection[str] | None, limit: int
) -> list[dict[str, Any]]:
    """What the newest claims are about, of some employees (none given: everybody's), the newest submission first: id,
    state, employee, tag, description (sealed), points by the rule, submitted_at, submitted_position, reversed."""
    fields = "claim AS id, state, employee, tag, description, points, submitted_at, submitted_position, reversed"
    found = await newest(
        connection, fields, "claims.claims", "submitted_position", organisation,
        employees=employees, limit=limit, before=None,
    )  # fmt: skip
    items: list[dict[str, Any]] = found["items"]
    return items
