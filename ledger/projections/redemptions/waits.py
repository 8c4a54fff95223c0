"""Redemptions that wait for a decision, and approved ones for hr to fulfil."""

from __future__ import annotations

from ledger.domain.redemptions.events import (
    RedemptionApproved,
    RedemptionCancelled,
    RedemptionFulfilled,
    RedemptionRejected,
    RedemptionRequested,
)
from ledger.projections.waiting.waits import Waits

WAITS = Waits(
    "redemptions",
    """SELECT 'redemptions' AS kind, employee, requested_by AS by, approval, NULL::jsonb AS firsts,
              count(*) AS count, sum(hashtext(redemption)) AS which, min(requested_at) AS oldest
       FROM redemptions.redemptions WHERE organisation = %(organisation)s AND state = 'requested' GROUP BY 2, 3, 4
       UNION ALL
       SELECT 'fulfilments', employee, NULL, NULL, NULL, count(*), sum(hashtext(redemption)), min(decided_at)
       FROM redemptions.redemptions WHERE organisation = %(organisation)s AND state = 'approved' GROUP BY 2""",
    (RedemptionApproved, RedemptionCancelled, RedemptionFulfilled, RedemptionRejected, RedemptionRequested),
)
