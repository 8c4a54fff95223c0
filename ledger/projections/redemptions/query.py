"""Reading redemptions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.projections.queries import Connection, fetch, listing

_LAST = 2**63 - 1
_FIELDS = """
    redemption AS id, state, employee, reward, revision, name, kind, benefit, quantity, points, approval, approver,
    reason, requested_at, requested_position, decided_at, decided_by, decided_on_behalf_of,
    fulfilled_at, fulfilled_by, reversed_at, reversed_by"""


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
    limit: int = 50,
    before: int | None = None,
) -> dict[str, Any]:
    """`{items, next}`: redemptions as in `redemption`, the newest request first, in a state (none: any), of some
    employees (none: everybody's). `next` is the `before` of the next page."""
    conditions = ["organisation = %(organisation)s", "requested_position < %(before)s"]
    if state is not None:
        conditions.append("state = %(state)s")
    if employees is not None:
        conditions.append("employee = ANY(%(employees)s)")
    items = await fetch(
        connection,
        f"""SELECT {_FIELDS} FROM redemptions.redemptions WHERE {" AND ".join(conditions)}
            ORDER BY requested_position DESC LIMIT %(limit)s""",
        {
            "organisation": organisation,
            "before": _LAST if before is None else before,
            "state": state,
            "employees": sorted(employees) if employees is not None else None,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "requested_position")
