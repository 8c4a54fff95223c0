"""Claims that wait for their approver."""

from __future__ import annotations

from ledger.domain.claims.events import (
    ClaimApproved,
    ClaimRejected,
    ClaimResubmitted,
    ClaimReturned,
    ClaimSubmitted,
    ClaimWithdrawn,
)
from ledger.projections.engine.claimants import SECONDING
from ledger.projections.waiting.waits import Waits

WAITS = Waits(
    "claims",
    """SELECT 'claims' AS kind, employee, nullif(submitted_by, employee) AS by, NULL AS approval, NULL::jsonb AS firsts,
              count(*) AS count, sum(hashtext(claim)) AS which,
              min(coalesce(resubmitted_at, submitted_at)) AS oldest
       FROM claims.claims WHERE organisation = %(organisation)s AND state = 'submitted'
         AND first_approval IS NULL GROUP BY 2, 3""",
    (
        *(ClaimApproved, ClaimRejected, ClaimResubmitted, ClaimReturned, ClaimSubmitted, ClaimWithdrawn),
        *SECONDING,
    ),
)
