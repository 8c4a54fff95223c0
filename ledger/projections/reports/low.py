"""A department that is low on a tag against the others (S13)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from ledger.domain.values import MONEY_PLACES, half_away
from ledger.projections.directory.query import IN_FORCE
from ledger.projections.engine.queries import Connection, fetch

LOW = Fraction(1, 2)
"""Low: points per head below this part of the median of the departments that the tag is for."""


async def people_by_department(connection: Connection, organisation: str, day: date) -> dict[str, int]:
    """Who is employed on a day in which department, not counting auditors, who have no points; by code, those of the
    departments below it not in it."""
    rows = await fetch(
        connection,
        f"""SELECT t ->> 'department' AS department, count(*) AS people
            FROM directory.employees e CROSS JOIN LATERAL (SELECT {IN_FORCE} AS t) AS in_force
            WHERE e.organisation = %(organisation)s AND NOT 'auditor' = ANY(e.roles)
              AND (e.hired_on IS NULL OR e.hired_on <= %(day)s::date)
              AND (e.left_on IS NULL OR e.left_on >= %(day)s::date)
              AND t ->> 'department' IS NOT NULL
            GROUP BY 1""",
        {"organisation": organisation, "day": day.isoformat()},
    )
    return {row["department"]: row["people"] for row in rows}


def compared(
    points: Mapping[str, int],
    paths: Mapping[str, Collection[str]],
    people: Mapping[str, int],
    tag_is_for: Collection[str],
) -> list[dict[str, Any]]:
    """The departments that a tag is for (if omitted: all), with people in them or below: people, points, per_head, the
    median of all of these, and whether this one is `low`.

    `points` are those of a department and all below it; `paths` are each department's own code and those above it;
    `people` are counted where they are. Whoever is in a department below one that the tag is for may use it, too.
    """
    heads: dict[str, int] = {}
    for code, count in people.items():
        for above in paths.get(code, ()):
            heads[above] = heads.get(above, 0) + count
    wanted = set(tag_is_for)
    compared = [code for code in sorted(heads) if not wanted or wanted & set(paths[code])]
    per_head = {code: Fraction(points.get(code, 0), heads[code]) for code in compared}
    middle = median(per_head.values()) if per_head else Fraction(0)
    return [
        {
            "department": code,
            "people": heads[code],
            "points": points.get(code, 0),
            "per_head": two_places(per_head[code]),
            "median": two_places(middle),
            "low": per_head[code] < LOW * middle,
        }
        for code in compared
    ]


def two_places(number: Fraction) -> str:
    return format(half_away(Decimal(number.numerator) / Decimal(number.denominator), MONEY_PLACES), "f")
