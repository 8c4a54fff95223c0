"""Proposed tags that wait for hr."""

from __future__ import annotations

from ledger.domain.tags.events import TagApproved, TagProposed, TagRejected
from ledger.projections.waiting.waits import Waits

WAITS = Waits(
    "tags",
    """SELECT 'proposals' AS kind, proposer AS employee, NULL AS by, NULL AS approval, NULL::jsonb AS firsts,
              count(*) AS count, sum(hashtext(code)) AS which, NULL::timestamptz AS oldest
       FROM tags.tags WHERE organisation = %(organisation)s AND status = 'proposed' GROUP BY 2""",
    (TagApproved, TagProposed, TagRejected),
)
