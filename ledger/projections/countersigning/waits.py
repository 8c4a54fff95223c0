"""What waits for a second hr."""

from __future__ import annotations

from ledger.domain.countersigning.events import CountersignatureAsked, CountersignatureGiven, CountersignatureRefused
from ledger.projections.waiting.waits import Waits

WAITS = Waits(
    "countersigning",
    """SELECT 'countersignatures' AS kind, employee, asked_by AS by,
              CASE WHEN asked ? 'took_part' THEN 'second' END AS approval,
              coalesce(asked -> 'firsts', asked -> 'took_part') AS firsts,
              count(*) AS count, sum(hashtext(countersignature)) AS which,
              min(asked_at) AS oldest
       FROM countersigning.countersignatures WHERE organisation = %(organisation)s AND state = 'waiting'
       GROUP BY 2, 3, 4, 5""",
    (CountersignatureAsked, CountersignatureGiven, CountersignatureRefused),
)
