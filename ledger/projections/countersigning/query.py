"""Reading what takes a second hr."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import Connection, Order, Orders, Place, newest

_FIELDS = """
    countersignature AS id, state, kind, subject, above, employee, points, money, asked, asked_at, asked_by,
    asked_position, decided_at, decided_by, rejection"""

ORDERS: Orders = {
    "asked": Order("asked_position", "bigint"),
    "points": Order("coalesce(points, 0)", "bigint"),
    "employee": Order("coalesce(employee, '')", "text"),
}


async def countersignatures(
    connection: Connection,
    organisation: str,
    *,
    state: str | None = None,
    kind: str | None = None,
    order: Order | None = None,
    limit: int = 50,
    before: int | Place | None = None,
) -> dict[str, Any]:
    """`{items, next}`: the newest first unless an order is given, in a state and of a kind (if omitted,
    any). `next` is the `before` of the next page."""
    return await newest(
        connection, _FIELDS, "countersigning.countersignatures", "asked_position", organisation,
        state=state, kind=kind, order=order, limit=limit, before=before,
    )  # fmt: skip
