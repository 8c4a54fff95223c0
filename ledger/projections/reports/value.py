"""Value created in money (S5, S8), and how much of what was claimed was found by those who measured (credibility)."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import Connection, fetch

_APPROVED = """
    FROM claims.claims
    WHERE organisation = %(organisation)s AND state = 'approved' AND value IS NOT NULL AND NOT reversed
      AND month BETWEEN %(since)s AND %(until)s AND (%(tag)s::text IS NULL OR tag = %(tag)s)"""
_STAGES = {"approval": "verified_value", "after_3": "verified_after_3", "after_6": "verified_after_6"}
ALL = ("0001-01", "9999-12")


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


async def credibility(
    connection: Connection, organisation: str, since: str, until: str, tag: str | None = None
) -> list[dict[str, Any]]:
    """By tag: claims and what they claimed, and for each time that somebody measured (at the approval, after 3, after 6
    months): how many were measured, what these had claimed, what was found, and found / claimed to 4 places (None:
    nothing to divide by). Only those that were measured are compared, so that what waits lowers nothing."""
    stages = ", ".join(
        f"""count({column}) AS {stage}_claims,
            coalesce(sum(value) FILTER (WHERE {column} IS NOT NULL), 0.00) AS {stage}_claimed,
            coalesce(sum({column}), 0.00) AS {stage}_verified,
            round(sum({column}) / nullif(sum(value) FILTER (WHERE {column} IS NOT NULL), 0), 4) AS {stage}_ratio"""
        for stage, column in _STAGES.items()
    )
    return await fetch(
        connection,
        f"SELECT tag, count(*) AS claims, sum(value) AS claimed, {stages} {_APPROVED} GROUP BY tag ORDER BY tag",
        {"organisation": organisation, "since": since, "until": until, "tag": tag},
    )
