"""Reading forced reversals."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import Connection, Order, Orders, Place, newest

_FIELDS = """
    reversal AS id, state, subject, employee, points, reason, requested_at, requested_by, requested_position,
    decided_at, decided_by, rejection"""

ORDERS: Orders = {
    "requested": Order("requested_position", "bigint"),
    "points": Order("points", "bigint"),
    "employee": Order("employee", "text"),
}


async def reversals(
    connection: Connection,
    organisation: str,
    *,
    state: str | None = None,
    order: Order | None = None,
    limit: int = 50,
    before: int | Place | None = None,
) -> dict[str, Any]:
    """`{items, next}`: forced reversals, the newest request first unless an order is given, in a state (if omitted:
    any): id, subject (the grant or claim), employee, points, reason and rejection (sealed), who asked and who decided
    when. `next` is the `before` of the next page."""
    return await newest(
        connection, _FIELDS, "reversals.reversals", "requested_position", organisation,
        state=state, order=order, limit=limit, before=before,
    )  # fmt: skip
