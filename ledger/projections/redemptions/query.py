"""Reading redemptions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.projections.engine.queries import Connection, Order, Orders, Place, fetch, newest

_FIELDS = """
    redemption AS id, state, employee, reward, revision, name, kind, benefit, quantity, points, approval, approver,
    reason, requested_at, requested_position, requested_by, decided_at, decided_by, decided_on_behalf_of,
    fulfilled_at, fulfilled_by, reversed_at, reversed_by, line, pay_month, taken_over_at"""

ORDERS: Orders = {
    "requested": Order("requested_position", "bigint"),
    "points": Order("points", "bigint"),
    "employee": Order("employee", "text"),
    "reward": Order("name", "text"),
    "state": Order("state", "text"),
}


async def redemption(connection: Connection, organisation: str, redemption: str) -> dict[str, Any] | None:
    """One redemption, or none. The reason is sealed."""
    rows = await fetch(
        connection,
        f"SELECT {_FIELDS} FROM redemptions.redemptions WHERE organisation = %s AND redemption = %s",
        (organisation, redemption),
    )
    return rows[0] if rows else None


async def redemptions(
    connection: Connection,
    organisation: str,
    *,
    state: str | None = None,
    employees: Collection[str] | None = None,
    order: Order | None = None,
    limit: int = 50,
    before: int | Place | None = None,
) -> dict[str, Any]:
    """`{items, next}`: redemptions as in `redemption`, the newest request first unless an order is given, in a state
    (if omitted: any), of some employees (if omitted: everybody's). `next` is the `before` of the next page."""
    return await newest(
        connection, _FIELDS, "redemptions.redemptions", "requested_position", organisation,
        state=state, employees=employees, order=order, limit=limit, before=before,
    )  # fmt: skip


async def redeemed(connection: Connection, organisation: str, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """What some redemptions are and became, by their ids; amount, days and hours are those of all pieces together."""
    rows = await fetch(
        connection,
        """SELECT redemption, state, name, kind, quantity, line, pay_month, taken_over_at, benefit->>'course' AS course,
                  (benefit->>'amount')::numeric * quantity AS amount,
                  trim_scale((benefit->>'days')::numeric * quantity) AS days,
                  trim_scale((benefit->>'hours')::numeric * quantity) AS hours
           FROM redemptions.redemptions WHERE organisation = %s AND redemption = ANY(%s)""",
        (organisation, sorted(ids)),
    )
    return {row.pop("redemption"): row for row in rows}
