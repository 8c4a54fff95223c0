"""What somebody's own home tells beside their account: what waits for them, and what their points are good for."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import Connection, fetch

MOST_RETURNED = 3


async def returned(connection: Connection, organisation: str, employee: str) -> list[dict[str, Any]]:
    """Claims that wait for the claimant's answer, the longest first: claim, tag, question (sealed), at."""
    return await fetch(
        connection,
        """SELECT claim, tag, reason AS question, decided_at AS at FROM claims.claims
           WHERE organisation = %s AND employee = %s AND state = 'returned' ORDER BY decided_position LIMIT %s""",
        (organisation, employee, MOST_RETURNED),
    )


async def under_way(connection: Connection, organisation: str, employee: str) -> dict[str, Any]:
    """How many of somebody's claims and redemptions others are to decide, how many redemptions were approved and are
    still to be had, and whether anything was ever credited to them, or claimed by them (`begun`)."""
    rows = await fetch(
        connection,
        """SELECT (SELECT count(*) FROM claims.claims WHERE organisation = %(organisation)s AND employee = %(employee)s
                     AND state = 'submitted') AS claims,
                  count(*) FILTER (WHERE state = 'requested') AS redemptions,
                  count(*) FILTER (WHERE state = 'approved') AS approved,
                  EXISTS (SELECT FROM balances.entries WHERE account = 'employee:' || %(employee)s
                            AND organisation = %(organisation)s)
                  OR EXISTS (SELECT FROM claims.claims WHERE organisation = %(organisation)s
                               AND employee = %(employee)s) AS begun
           FROM redemptions.redemptions WHERE organisation = %(organisation)s AND employee = %(employee)s""",
        {"organisation": organisation, "employee": employee},
    )
    return rows[0]


async def rewards_within(connection: Connection, organisation: str, balance: int) -> dict[str, Any]:
    """`affordable`: how many of the rewards on offer cost no more than a balance; `next`: the cheapest that costs more
    (code, name, cost, missing), or none."""
    rows = await fetch(
        connection,
        """SELECT code, terms ->> 'name' AS name, (terms ->> 'cost')::bigint AS cost FROM rewards.rewards
           WHERE organisation = %s AND status = 'active'
             AND (terms ->> 'stock' IS NULL OR taken < (terms ->> 'stock')::bigint) ORDER BY 3, 1""",
        (organisation,),
    )
    beyond = next((row for row in rows if row["cost"] > balance), None)
    return {
        "affordable": sum(row["cost"] <= balance for row in rows),
        "next": None if beyond is None else {**beyond, "missing": beyond["cost"] - max(balance, 0)},
    }
