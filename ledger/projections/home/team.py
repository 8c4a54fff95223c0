"""How a team fares this month: whom nobody has thanked, and what they did that one could thank them for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from ledger.projections.engine.queries import Connection, fetch


class Thanked(NamedTuple):
    """Of some people: how many got a grant or an award in a month, and who did not, the longest first."""

    people: int
    longest: list[dict[str, Any]]


_LAST = """
SELECT receiver, max(month) AS month FROM (
    SELECT receiver, month FROM reports.pairs
    WHERE organisation = %(organisation)s AND month >= %(looked_back)s AND grants > 0
    UNION ALL
    SELECT substr(counterpart, length('employee:') + 1), substr(account, length('budget:organisation:') + 1)
    FROM balances.entries AS e
    WHERE account >= 'budget:organisation:' || %(looked_back)s AND account <= 'budget:organisation:' || %(month)s
      AND organisation = %(organisation)s AND kind = 'award'
      AND NOT EXISTS (SELECT FROM balances.entries AS r WHERE r.account = e.account AND r.organisation = e.organisation
                      AND r.position > e.position AND r.kind = 'reversal' AND r.subject = e.subject)
) AS given GROUP BY receiver"""
"""In which month somebody got the last grant or award that was not taken back: told by what was given, which is less
than what all have."""


async def thanked(
    connection: Connection, organisation: str, people: Collection[str], month: str, looked_back: str, most: int
) -> Thanked:
    """`longest`: up to `most` of those who got no grant and no award in a month: employee, and of the last one that
    was not taken back: at, tag, reason (sealed), by; none of these where they never got one. The longest are told apart
    by month since another one, and by themselves where it was before: their last ones alone are looked up."""
    rows = await fetch(
        connection,
        f"""WITH known AS MATERIALIZED (
               SELECT people.employee, last.month FROM unnest(%(people)s::text[]) AS people (employee)
               LEFT JOIN ({_LAST}) AS last ON last.receiver = people.employee
           ), longest AS MATERIALIZED (
               SELECT employee FROM known WHERE month IS NULL OR month < %(month)s
               ORDER BY month NULLS FIRST, employee LIMIT %(most)s
           )
           SELECT counted.thanked, longest.employee, last.*
           FROM (SELECT count(*) AS thanked FROM known WHERE month = %(month)s) AS counted
           LEFT JOIN longest ON true
           LEFT JOIN LATERAL (
               SELECT e.recorded_at AS at, e.tag, e.reason, coalesce(e.on_behalf_of, e.actor) AS by
               FROM balances.entries e
               WHERE e.account = 'employee:' || longest.employee AND e.organisation = %(organisation)s
                 AND e.kind IN ('grant', 'award')
                 AND NOT EXISTS (SELECT 1 FROM balances.entries r WHERE r.account = e.account
                                 AND r.organisation = e.organisation AND r.position > e.position
                                 AND r.kind = 'reversal' AND r.subject = e.subject)
               ORDER BY e.position DESC LIMIT 1
           ) AS last ON true
           ORDER BY at NULLS FIRST, employee""",
        {
            "organisation": organisation,
            "people": sorted(people),
            "month": month,
            "looked_back": looked_back,
            "most": most,
        },
    )
    count = rows[0]["thanked"]
    longest = [row for row in rows if row["employee"] is not None]
    return Thanked(count, [{name: row[name] for name in row if name != "thanked"} for row in longest])


async def achieved(
    connection: Connection, organisation: str, last_thanked: Mapping[str, datetime | None], since: datetime
) -> dict[str, dict[str, Any]]:
    """The newest approved claim of people since they were thanked last, and since some time: claim, tag, description
    (sealed), at."""
    rows = await fetch(
        connection,
        """SELECT DISTINCT ON (c.employee) c.employee, c.claim, c.tag, c.description, c.decided_at AS at
           FROM unnest(%(people)s::text[], %(thanked)s::timestamptz[]) AS people (employee, thanked)
           JOIN claims.claims c ON c.organisation = %(organisation)s AND c.employee = people.employee
           WHERE c.state = 'approved' AND NOT c.reversed AND c.decided_at >= %(since)s
             AND (people.thanked IS NULL OR c.decided_at > people.thanked)
           ORDER BY c.employee, c.submitted_position DESC""",
        {
            "organisation": organisation,
            "people": list(last_thanked),
            "thanked": list(last_thanked.values()),
            "since": since,
        },
    )
    return {row.pop("employee"): row for row in rows}


async def pulse(
    connection: Connection, organisation: str, people: Collection[str], month: str, month_before: str
) -> dict[str, Any]:
    """Of some people: points of a month and of the one before, as on the boards, and how many claims are open."""
    rows = await fetch(
        connection,
        """SELECT coalesce(sum(points) FILTER (WHERE month = %(month)s), 0)::bigint AS points,
                  coalesce(sum(points) FILTER (WHERE month = %(before)s), 0)::bigint AS points_before,
                  (SELECT count(*) FROM claims.claims WHERE organisation = %(organisation)s AND state = 'submitted'
                     AND employee = ANY(%(people)s)) AS claims_open
           FROM leaderboards.credits
           WHERE organisation = %(organisation)s AND month IN (%(month)s, %(before)s) AND employee = ANY(%(people)s)""",
        {"organisation": organisation, "people": sorted(people), "month": month, "before": month_before},
    )
    return rows[0]


async def tags_granted(connection: Connection, organisation: str, months: Collection[str]) -> list[str]:
    """Tags that were granted in some months, the most often granted first."""
    rows = await fetch(
        connection,
        """SELECT tag FROM reports.facts WHERE organisation = %s AND month = ANY(%s)
           GROUP BY tag HAVING sum(grants) > 0 ORDER BY sum(grants) DESC, tag""",
        (organisation, sorted(months)),
    )
    return [row["tag"] for row in rows]
