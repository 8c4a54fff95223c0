"""Reading what takes a second hr."""

from __future__ import annotations

from typing import Any, NamedTuple

from ledger.projections.engine.queries import Connection, Only, Order, Orders, Place, newest

_FIELDS = """
    countersignature AS id, state, kind, subject, above, employee, points, money, asked, asked_at, asked_by,
    asked_position, decided_at, decided_by, rejection"""

ORDERS: Orders = {
    "asked": Order("asked_position", "bigint"),
    "points": Order("coalesce(points, 0)", "bigint"),
    "employee": Order("coalesce(employee, '')", "text"),
}


class ShownTo(NamedTuple):
    """What somebody sees: of leavers, and the claims of some people that take two approvers."""

    leavers: bool
    people: frozenset[str]


def _only(shown_to: ShownTo) -> Only:
    return Only(
        "((kind = 'leaver' AND %(leavers)s) OR (above = 'points-a-claim' AND employee = ANY(%(people)s)))",
        {"leavers": shown_to.leavers, "people": sorted(shown_to.people)},
    )


async def countersignatures(
    connection: Connection,
    organisation: str,
    *,
    state: str | None = None,
    shown_to: ShownTo | None = None,
    order: Order | None = None,
    limit: int = 50,
    before: int | Place | None = None,
) -> dict[str, Any]:
    """`{items, next}`: the newest first unless an order is given, in a state (if omitted, any), as far as
    somebody sees it (if omitted: all). `next` is the `before` of the next page."""
    return await newest(
        connection, _FIELDS, "countersigning.countersignatures", "asked_position", organisation,
        state=state, only=None if shown_to is None else _only(shown_to), order=order, limit=limit, before=before,
    )  # fmt: skip
