"""What waits for a decision, counted by whose it is and what it takes: who decides is the directory's to say."""

from __future__ import annotations

from typing import Any

from ledger.projections.queries import Connection, fetch

_COUNTS = """
    SELECT 'claims' AS kind, employee, submitted_by AS by, NULL AS approval, count(*) AS count
    FROM claims.claims WHERE organisation = %(organisation)s AND state = 'submitted' GROUP BY 2, 3
    UNION ALL
    SELECT 'redemptions', employee, NULL, approval, count(*)
    FROM redemptions.redemptions WHERE organisation = %(organisation)s AND state = 'requested' GROUP BY 2, 4
    UNION ALL
    SELECT 'fulfilments', employee, NULL, NULL, count(*)
    FROM redemptions.redemptions WHERE organisation = %(organisation)s AND state = 'approved' GROUP BY 2
    UNION ALL
    SELECT 'proposals', proposer, NULL, NULL, count(*)
    FROM tags.tags WHERE organisation = %(organisation)s AND status = 'proposed' GROUP BY 2
    UNION ALL
    SELECT 'reversals', employee, requested_by, NULL, count(*)
    FROM reversals.reversals WHERE organisation = %(organisation)s AND state = 'waiting' GROUP BY 2, 3"""


async def waiting(connection: Connection, organisation: str) -> list[dict[str, Any]]:
    """How many of each kind wait: kind (claims, redemptions, fulfilments, proposals, reversals), employee (whose it
    is; of a proposal the proposer), `by` (who submitted the claim, who asked for the reversal), approval (of a
    redemption: manager or hr), count."""
    return await fetch(connection, _COUNTS, {"organisation": organisation})
