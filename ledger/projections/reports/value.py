"""Value created in money (S5, S8), and how much of what was claimed was found by those who measured (credibility)."""

from __future__ import annotations

from typing import Any

from ledger.projections.queries import Connection, fetch

_APPROVED = """
    FROM claims.claims
    WHERE organisation = %(organisation)s AND state = 'approved' AND value IS NOT NULL
      AND month BETWEEN %(since)s AND %(until)s AND (%(tag)s::text IS NULL OR tag = %(tag)s)"""
_STAGES = ("verified_value", "verified_after_3", "verified_after_6")


async def value_created(
    connection: Connection, organisation: str, since: str, until: str, tag: str | None = None
) -> list[dict[str, Any]]:
    """By tag and month of occurrence: claims, claimed, verified_claims, verified (of these only), and value (what
    was verified, else what was claimed)."""
    return await fetch(
        connection,
        f"""SELECT tag, month, count(*) AS claims, sum(value) AS claimed,
                   count(verified_value) AS verified_claims, coalesce(sum(verified_value), 0.00) AS verified,
                   sum(coalesce(verified_value, value)) AS value
            {_APPROVED} GROUP BY tag, month ORDER BY tag, month""",
        {"organisation": organisation, "since": since, "until": until, "tag": tag},
    )
