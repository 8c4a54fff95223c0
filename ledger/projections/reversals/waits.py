"""Forced reversals that wait for a second hr."""

from __future__ import annotations

from ledger.domain.reversals.events import ReversalConfirmed, ReversalRejected, ReversalRequested
from ledger.projections.waiting.waits import Waits

WAITS = Waits(
    "reversals",
    """SELECT 'reversals' AS kind, employee, requested_by AS by, NULL AS approval, NULL::jsonb AS firsts,
              count(*) AS count, sum(hashtext(reversal)) AS which, min(requested_at) AS oldest
       FROM reversals.reversals WHERE organisation = %(organisation)s AND state = 'waiting' GROUP BY 2, 3""",
    (ReversalConfirmed, ReversalRejected, ReversalRequested),
)
