"""Reading rewards."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import Connection, fetch, listing


async def rewards(
    connection: Connection, organisation: str, *, state: str | None = None, limit: int = 100, after: str = ""
) -> dict[str, Any]:
    """`{items, next}`: rewards by code, in a state (if omitted: any); `next` is the `after` of the next page.

    Each: code, state (active, retired), revision, the newest revision's terms (name, kind, cost, stock, yearly_limit,
    approval, and amount, pay_item, tax_class, days, hours, course), and `left`, none where the stock is unlimited.
    """
    rows = await fetch(
        connection,
        """SELECT code, status AS state, revision, terms, taken FROM rewards.rewards
           WHERE organisation = %(organisation)s AND code > %(after)s
             AND (%(state)s::text IS NULL OR status = %(state)s)
           ORDER BY code LIMIT %(limit)s""",
        {"organisation": organisation, "after": after, "state": state, "limit": limit + 1},
    )
    return listing([_flat(row) for row in rows], limit, "code")


async def best_bonus(connection: Connection, organisation: str) -> dict[str, Any] | None:
    """The bonus that can be asked for and pays most for a point: code, name, cost and amount; none where there is
    none."""
    rows = await fetch(
        connection,
        """SELECT code, terms->>'name' AS name, (terms->>'cost')::bigint AS cost, terms->'benefit'->>'amount' AS amount
           FROM rewards.rewards
           WHERE organisation = %s AND status = 'active' AND terms->>'kind' = 'bonus'
             AND coalesce((terms->>'stock')::bigint > taken, true)
           ORDER BY (terms->'benefit'->>'amount')::numeric / (terms->>'cost')::bigint DESC, code LIMIT 1""",
        (organisation,),
    )
    return rows[0] if rows else None


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    terms, taken = row.pop("terms"), row.pop("taken")
    benefit = terms.pop("benefit")
    return {**row, **terms, **benefit, "left": None if terms["stock"] is None else terms["stock"] - taken}
