"""What claims that wait are compared with: earlier claims that may be the same, and what a tag's claims earned.

Texts are sealed, so that the database can't compare them; but what is the same has boxes of one length, and only those
are opened. All is bounded: the last claims of a person, and of a tag.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.projections.engine.queries import Connection, fetch

LOOKED_AT = {"of_person": 100, "of_tag": 200, "named": 20}

_FIELDS = (
    "claim AS id, employee, tag, state, occurred_at, submitted_at, quantity, value_quantity, description, evidence"
)

_OWN = f"""
SELECT waiting.claim AS about, earlier.* FROM claims.claims AS waiting
CROSS JOIN LATERAL (
    SELECT {_FIELDS} FROM (
        SELECT * FROM claims.claims
        WHERE organisation = waiting.organisation AND employee = waiting.employee
          AND submitted_position < waiting.submitted_position
        ORDER BY submitted_position DESC LIMIT %(of_person)s
    ) AS one
    WHERE state <> 'withdrawn' AND (
        (tag = waiting.tag AND (quantity, value_quantity)
             IS NOT DISTINCT FROM (waiting.quantity, waiting.value_quantity)
         AND (quantity IS NOT NULL OR value_quantity IS NOT NULL
              OR occurred_at BETWEEN waiting.occurred_at - interval '1 day' AND waiting.occurred_at + interval '1 day'))
        OR length(description ->> 'box') = length(waiting.description ->> 'box')
        OR EXISTS (SELECT FROM jsonb_array_elements(evidence) AS had, jsonb_array_elements(waiting.evidence) AS has
                   WHERE length(had ->> 'box') = length(has ->> 'box')))
    ORDER BY submitted_at DESC LIMIT %(named)s
) AS earlier
WHERE waiting.organisation = %(organisation)s AND waiting.claim = ANY(%(claims)s)"""

_OTHERS = f"""
WITH waiting AS MATERIALIZED (
    SELECT claim, employee, tag, submitted_position, length(shown ->> 'box') AS size
    FROM claims.claims, jsonb_array_elements(evidence) AS shown
    WHERE organisation = %(organisation)s AND claim = ANY(%(claims)s)
), recent AS MATERIALIZED (
    SELECT one.* FROM (SELECT DISTINCT tag FROM waiting) AS asked
    CROSS JOIN LATERAL (
        SELECT submitted_position, {_FIELDS} FROM claims.claims
        WHERE organisation = %(organisation)s AND tag = asked.tag ORDER BY submitted_position DESC LIMIT %(of_tag)s
    ) AS one
)
SELECT * FROM (SELECT found.*, row_number() OVER (PARTITION BY about ORDER BY submitted_position DESC) AS place FROM (
SELECT DISTINCT ON (waiting.claim, recent.id) waiting.claim AS about, recent.*
FROM waiting JOIN (
    SELECT recent.*, length(shown ->> 'box') AS size FROM recent, jsonb_array_elements(evidence) AS shown
) AS recent USING (tag, size)
WHERE recent.employee <> waiting.employee AND recent.state <> 'withdrawn'
  AND recent.submitted_position < waiting.submitted_position
) AS found) AS placed WHERE place <= %(named)s"""

_APPROVED = """
SELECT asked.tag, (SELECT array_agg(approved ORDER BY submitted_position DESC) FROM (
    SELECT submitted_position, state, approved, reversed FROM claims.claims
    WHERE organisation = %(organisation)s AND tag = asked.tag ORDER BY submitted_position DESC LIMIT %(of_tag)s
) AS recent WHERE state = 'approved' AND NOT reversed) AS approved
FROM unnest(%(tags)s::text[]) AS asked (tag)"""


async def compared(
    connection: Connection, organisation: str, claims: Collection[str], tags: Collection[str]
) -> dict[str, Any]:
    """`{earlier, approved}` of claims that wait, and of their tags: by claim the earlier ones that may be the same,
    with sealed texts; by tag the points that its last claims were approved for, the newest first."""
    if not claims:
        return {"earlier": {}, "approved": {}}
    asked = {"organisation": organisation, "claims": sorted(claims), "tags": sorted(tags), **LOOKED_AT}
    earlier: dict[str, list[dict[str, Any]]] = {}
    for row in [*await fetch(connection, _OWN, asked), *await fetch(connection, _OTHERS, asked)]:
        earlier.setdefault(row["about"], []).append(row)
    approved = {row["tag"]: row["approved"] or [] for row in await fetch(connection, _APPROVED, asked)}
    return {"earlier": earlier, "approved": approved}
