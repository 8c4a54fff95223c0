"""Reading what somebody decided."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import LAST, Connection, fetch, listing

_BY = ("actor", "on_behalf_of")
READ = ("decisions", "claims", "redemptions", "tags", "reversals", "countersigning")
"""The projections that it is answered from."""


async def decisions(
    connection: Connection, organisation: str, by: str, limit: int = 50, before: int | None = None
) -> dict[str, Any]:
    """`{items, next}`: what somebody decided, or another on their behalf, newest first. Of each: position, decided_at,
    kind, decision, id, credited, reason (sealed), actor, on_behalf_of; then of what was decided about: employee, tag
    (the code), name (of what was redeemed or proposed), points, state, and reversed."""
    # One branch for each index that gives its rows in order.
    found = " UNION ".join(
        f"""(SELECT * FROM decisions.decisions
             WHERE {column} = %(by)s AND organisation = %(organisation)s AND position < %(before)s
             ORDER BY position DESC LIMIT %(limit)s)"""
        for column in _BY
    )
    items = await fetch(
        connection,
        f"""SELECT d.position, d.decided_at, d.kind, d.decision, d.id, d.credited, d.reason, d.actor, d.on_behalf_of,
                   coalesce(c.employee, r.employee, v.employee, s.employee, t.proposer) AS employee,
                   coalesce(c.tag, t.code) AS tag, r.name, coalesce(r.points, v.points, s.points) AS points,
                   coalesce(c.state, r.state) AS state, coalesce(c.reversed, false) AS reversed
            FROM ({found}) AS d
            LEFT JOIN claims.claims c ON d.kind = 'claim' AND c.organisation = d.organisation AND c.claim = d.id
            LEFT JOIN redemptions.redemptions r
                ON d.kind = 'redemption' AND r.organisation = d.organisation AND r.redemption = d.id
            LEFT JOIN tags.tags t ON d.kind = 'tag' AND t.organisation = d.organisation AND t.code = d.id
            LEFT JOIN reversals.reversals v
                ON d.kind = 'reversal' AND v.organisation = d.organisation AND v.reversal = d.id
            LEFT JOIN countersigning.countersignatures s
                ON d.kind = 'countersignature' AND s.organisation = d.organisation AND s.countersignature = d.id
            ORDER BY d.position DESC LIMIT %(limit)s""",
        {
            "organisation": organisation,
            "by": by,
            "before": LAST if before is None else before,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "position")
