"""How points are spread over a team, and who creates most of the value (S12)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import pairwise
from typing import Any

from ledger.projections.engine.queries import Connection, fetch

BANDS = 5
_IN_BANDS = ", ".join(
    f"count(*) FILTER (WHERE width_bucket(ranked.points::numeric, 1, most.points + 1, {BANDS}) = {band}) AS band_{band}"
    for band in range(BANDS + 1)
)
# The first fifth of the people, rounded up; a tie at its end is in it.
_RANKED = """
    ranked AS (
        SELECT employee, points, rank, points > 0 AND rank <= ceil(cardinality(%(people)s::text[]) / 5.0) AS high
        FROM (
            SELECT employee, coalesce(points, 0) AS points, rank() OVER (ORDER BY coalesce(points, 0) DESC) AS rank
            FROM unnest(%(people)s::text[]) AS people (employee)
            LEFT JOIN (
                SELECT employee, sum(points)::bigint AS points FROM leaderboards.credits
                WHERE organisation = %(organisation)s AND month LIKE %(period)s AND employee = ANY(%(people)s)
                GROUP BY employee
            ) AS scores USING (employee)
        ) AS mine
    )"""


async def places(
    connection: Connection, organisation: str, period: str, people: Collection[str], limit: int
) -> list[dict[str, Any]]:
    """The first of these people: rank among them, employee, points as on the boards (who has 0, too), and whether
    they are `high`: within the first fifth of the people, rounded up, with points."""
    return await fetch(
        connection,
        f"""WITH {_RANKED} SELECT rank, employee, points, high FROM ranked
            ORDER BY rank, employee LIMIT %(limit)s""",
        {"organisation": organisation, "period": _months(period), "people": sorted(people), "limit": limit},
    )


async def by_tag(
    connection: Connection, organisation: str, period: str, people: Collection[str]
) -> list[dict[str, Any]]:
    """What these people's points on the boards are of: employee, tag, points, the most points first."""
    return await fetch(
        connection,
        """SELECT employee, tag, sum(points)::bigint AS points FROM leaderboards.credits
           WHERE organisation = %(organisation)s AND month LIKE %(period)s AND employee = ANY(%(people)s)
           GROUP BY employee, tag HAVING sum(points) <> 0 ORDER BY employee, points DESC, tag""",
        {"organisation": organisation, "period": _months(period), "people": sorted(people)},
    )


async def last_granted(connection: Connection, organisation: str, people: Collection[str]) -> dict[str, datetime]:
    """When these people last got a grant or an award that was not taken back; who never got one is left out."""
    rows = await fetch(
        connection,
        """SELECT people.employee, last.at FROM unnest(%(people)s::text[]) AS people (employee)
           CROSS JOIN LATERAL (
               SELECT e.recorded_at AS at FROM balances.entries e
               WHERE e.account = 'employee:' || people.employee AND e.organisation = %(organisation)s
                 AND e.kind IN ('grant', 'award')
                 AND NOT EXISTS (SELECT 1 FROM balances.entries r WHERE r.account = e.account
                                 AND r.organisation = e.organisation AND r.position > e.position
                                 AND r.kind = 'reversal' AND r.subject = e.subject)
               ORDER BY e.position DESC LIMIT 1
           ) AS last""",
        {"organisation": organisation, "people": sorted(people)},
    )
    return {row["employee"]: row["at"] for row in rows}


async def distribution(
    connection: Connection, organisation: str, period: str, people: Collection[str]
) -> dict[str, Any]:
    """Over these people: people, with_points, points, mean and median (to 2 places), high_people and high_points
    (see `places`), and `bands`: who has none, and five bands of one width from 1 to the most that anybody has."""
    rows = await fetch(
        connection,
        f"""WITH {_RANKED}, most AS (SELECT greatest(coalesce(max(points), 1), 1) AS points FROM ranked)
            SELECT count(*) AS people, count(*) FILTER (WHERE ranked.points > 0) AS with_points,
                   coalesce(sum(ranked.points), 0)::bigint AS points,
                   round(coalesce(avg(ranked.points), 0), 2) AS mean,
                   round(coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY ranked.points), 0)::numeric, 2) AS median,
                   count(*) FILTER (WHERE high) AS high_people,
                   coalesce(sum(ranked.points) FILTER (WHERE high), 0)::bigint AS high_points,
                   coalesce(max(most.points), 1)::bigint AS most, {_IN_BANDS}
            FROM ranked CROSS JOIN most""",
        {"organisation": organisation, "period": _months(period), "people": sorted(people)},
    )
    found = rows[0]
    counts = [found.pop(f"band_{band}") for band in range(BANDS + 1)]
    bands = _bands(counts, found.pop("most"))
    return {**found, "bands": bands}


def _months(period: str) -> str:
    """A pattern for the months of YYYY-MM, YYYY or all."""
    return {"all": "%"}.get(period, period if len(period) == 7 else f"{period}-%")


def _bands(counts: list[int], most: int) -> list[dict[str, Any]]:
    """How many people have from `at_least` up to `at_most` points."""
    edges = [1 + -(-most * number // BANDS) for number in range(BANDS)] + [most + 1]
    within = [
        {"at_least": low, "at_most": high - 1, "people": count}
        for (low, high), count in zip(pairwise(edges), counts[1:], strict=True)
        if low < high
    ]
    return [{"at_least": None, "at_most": 0, "people": counts[0]}, *within]
