"""What counts in the caps of people: their net credits of a month under a tag."""

from __future__ import annotations

from collections.abc import Collection

from ledger.projections.engine.queries import Connection, fetch

Counted = tuple[str, str, str]
"""The month of occurrence, whose it is, and the tag."""


async def credited(connection: Connection, organisation: str, asked: Collection[Counted]) -> dict[Counted, int]:
    """Points that count in each of these caps; what has none is left out."""
    wanted = sorted(set(asked))
    if not wanted:
        return {}
    months, people, tags = zip(*wanted, strict=True)
    rows = await fetch(
        connection,
        """SELECT month, employee, tag, sum(points)::bigint AS points FROM leaderboards.credits
           JOIN unnest(%(months)s::text[], %(people)s::text[], %(tags)s::text[]) AS wanted (month, employee, tag)
                USING (month, employee, tag)
           WHERE organisation = %(organisation)s GROUP BY month, employee, tag""",
        {"organisation": organisation, "months": list(months), "people": list(people), "tags": list(tags)},
    )
    return {(row["month"], row["employee"], row["tag"]): row["points"] for row in rows}
