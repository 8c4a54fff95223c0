"""What waits for a decision, counted by whose it is and what it takes: who decides is the directory's to say."""

from __future__ import annotations

from typing import Any

from ledger.domain.claims.events import (
    ClaimApproved,
    ClaimRejected,
    ClaimResubmitted,
    ClaimReturned,
    ClaimSubmitted,
    ClaimWithdrawn,
)
from ledger.domain.directory.events import (
    DelegationGiven,
    DelegationRevoked,
    DelegationShortened,
    DepartmentChanged,
    EmployeeAssigned,
    EmploymentDated,
    RolesGiven,
)
from ledger.domain.redemptions.events import (
    RedemptionApproved,
    RedemptionCancelled,
    RedemptionFulfilled,
    RedemptionRejected,
    RedemptionRequested,
)
from ledger.domain.reversals.events import ReversalConfirmed, ReversalRejected, ReversalRequested
from ledger.domain.tags.events import TagApproved, TagProposed, TagRejected
from ledger.projections.engine.queries import Connection, fetch

READ = ("claims", "redemptions", "tags", "reversals")
"""The projections that it is counted from."""

_COUNTS = """
    SELECT 'claims' AS kind, employee, submitted_by AS by, NULL AS approval,
           count(*) AS count, sum(hashtext(claim)) AS which
    FROM claims.claims WHERE organisation = %(organisation)s AND state = 'submitted' GROUP BY 2, 3
    UNION ALL
    SELECT 'redemptions', employee, requested_by, approval, count(*), sum(hashtext(redemption))
    FROM redemptions.redemptions WHERE organisation = %(organisation)s AND state = 'requested' GROUP BY 2, 3, 4
    UNION ALL
    SELECT 'fulfilments', employee, NULL, NULL, count(*), sum(hashtext(redemption))
    FROM redemptions.redemptions WHERE organisation = %(organisation)s AND state = 'approved' GROUP BY 2
    UNION ALL
    SELECT 'proposals', proposer, NULL, NULL, count(*), sum(hashtext(code))
    FROM tags.tags WHERE organisation = %(organisation)s AND status = 'proposed' GROUP BY 2
    UNION ALL
    SELECT 'reversals', employee, requested_by, NULL, count(*), sum(hashtext(reversal))
    FROM reversals.reversals WHERE organisation = %(organisation)s AND state = 'waiting' GROUP BY 2, 3"""


async def waiting(connection: Connection, organisation: str) -> list[dict[str, Any]]:
    """How many of each kind wait: kind (claims, redemptions, fulfilments, proposals, reversals), employee (whose it
    is; of a proposal the proposer), `by` (who submitted the claim, redeemed for somebody else, asked for the reversal),
    approval (of a redemption: manager or hr), count, and `which`, another number when as many others wait."""
    return await fetch(connection, _COUNTS, {"organisation": organisation})


_CHANGING = (
    *(ClaimSubmitted, ClaimApproved, ClaimRejected, ClaimReturned, ClaimResubmitted, ClaimWithdrawn),
    *(RedemptionRequested, RedemptionApproved, RedemptionRejected, RedemptionCancelled, RedemptionFulfilled),
    *(TagProposed, TagApproved, TagRejected, ReversalRequested, ReversalConfirmed, ReversalRejected),
    *(DepartmentChanged, EmployeeAssigned, EmploymentDated, RolesGiven),
    *(DelegationGiven, DelegationRevoked, DelegationShortened),
)
MOVING = frozenset(event.type_name for event in _CHANGING)
"""The types of events that change what waits, or for whom."""
