"""The graph of who grants whom, and pairs in it that look like trading favours."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.domain.values import MONEY_PLACES, half_away
from ledger.projections.engine.queries import Connection, fetch
from ledger.projections.reports.points import MOST

_EDGES = """
    edges AS (
        SELECT giver, receiver, sum(points)::bigint AS points, sum(grants)::bigint AS grants
        FROM reports.pairs
        WHERE organisation = %(organisation)s AND month BETWEEN %(since)s AND %(until)s
        GROUP BY giver, receiver HAVING sum(grants) > 0
    ),
    given AS (
        SELECT owner AS giver, sum(points)::bigint AS budget, sum(spent)::bigint AS spent FROM budgets.budgets
        WHERE organisation = %(organisation)s AND month BETWEEN %(since)s AND %(until)s GROUP BY owner
    )"""
FOUR_PLACES = Decimal("0.0001")
DAY = 86_400


async def edges(connection: Connection, organisation: str, since: str, until: str) -> list[dict[str, Any]]:
    """Who granted to whom from the budgets of these months, up to one more than MOST: giver, receiver, grants,
    points, budget (of the giver), share_of_budget and share_of_given (of all that the giver granted)."""
    rows = await fetch(
        connection,
        f"""WITH {_EDGES}
            SELECT giver, receiver, grants, edges.points, budget, spent FROM edges JOIN given USING (giver)
            ORDER BY giver, edges.points DESC, receiver LIMIT %(most)s""",
        {"organisation": organisation, "since": since, "until": until, "most": MOST + 1},
    )
    return [_edge(row) for row in rows]


def _edge(row: dict[str, Any]) -> dict[str, Any]:
    spent = row.pop("spent")
    return {
        **row,
        "share_of_budget": share(row["points"], row["budget"]),
        "share_of_given": share(row["points"], spent),
    }


def share(part: int, whole: int) -> str:
    """To 4 places; 0 of nothing is 0."""
    return format(half_away(Decimal(part) / Decimal(whole), FOUR_PLACES) if whole else FOUR_PLACES * 0, "f")


class Given(NamedTuple):
    """A grant that was not taken back."""

    giver: str
    receiver: str
    at: datetime
    points: int


async def mutual(
    connection: Connection, organisation: str, since: str, until: str
) -> tuple[list[Given], dict[str, int]]:
    """Every grant between two people who granted to each other in these months, reversed ones left out, and the
    budgets of these people in those months."""
    pairs = await fetch(
        connection,
        f"""WITH {_EDGES}
            SELECT one.giver, one.receiver, budget FROM edges one
            JOIN edges other ON other.giver = one.receiver AND other.receiver = one.giver
            JOIN given ON given.giver = one.giver""",
        {"organisation": organisation, "since": since, "until": until},
    )
    budgets = {row["giver"]: row["budget"] for row in pairs}
    rows = await fetch(
        connection,
        """SELECT pair.giver, pair.receiver, e.occurred_at AS at, e.points
           FROM unnest(%(givers)s::text[], %(receivers)s::text[]) AS pair (giver, receiver)
           JOIN balances.entries e ON e.account = 'employee:' || pair.receiver AND e.organisation = %(organisation)s
            AND e.kind = 'grant' AND left(e.counterpart, -8) = 'budget:' || pair.giver
            AND right(e.counterpart, 7) BETWEEN %(since)s AND %(until)s
           WHERE NOT EXISTS (SELECT 1 FROM balances.entries r WHERE r.account = e.account
                             AND r.organisation = e.organisation AND r.kind = 'reversal' AND r.subject = e.subject)
           ORDER BY e.position""",
        {
            "organisation": organisation,
            "since": since,
            "until": until,
            "givers": [row["giver"] for row in pairs],
            "receivers": [row["receiver"] for row in pairs],
        },
    )
    return [Given(**row) for row in rows], budgets


def favours(
    grants: Collection[Given], budgets: dict[str, int], *, days: int, threshold: Decimal
) -> list[dict[str, Any]]:
    """Pairs that look like trading favours: each granted to the other, at least once within so many days of a grant
    the other way, and each gave the other at least a `threshold` of the own budget of the period.

    Each with the numbers that make it so: what went in both directions, the shares, and the two grants that are
    closest to each other. It is a question to ask, and no proof: two managers may well have helped each other.
    """
    given: dict[tuple[str, str], list[Given]] = {}
    for grant in grants:
        given.setdefault((grant.giver, grant.receiver), []).append(grant)
    found = []
    for one, other in sorted(given):
        there, back = given[one, other], given.get((other, one))
        if one > other or not back:
            continue
        gap = min(_gaps(there, back))
        shares = _share(there, budgets[one]), _share(back, budgets[other])
        if gap > days * DAY or any(Decimal(part) < threshold for part in shares):
            continue
        row: dict[str, Any] = {"one": one, "other": other}
        for side, made, giver, part in (("given", there, one, shares[0]), ("returned", back, other, shares[1])):
            row[f"{side}_grants"] = len(made)
            row[f"{side}_points"] = sum(grant.points for grant in made)
            row[f"{side}_budget"] = budgets[giver]
            row[f"{side}_share"] = part
        row["closest_days"] = format(half_away(Decimal(gap) / DAY, MONEY_PLACES), "f")
        row["answered"] = sum(1 for grant in there if min(_gaps([grant], back)) <= days * DAY)
        found.append(row)
    return found


def _share(grants: list[Given], budget: int) -> str:
    return share(sum(grant.points for grant in grants), budget)


def _gaps(there: Collection[Given], back: Collection[Given]) -> Iterator[int]:
    """Seconds between grants in one direction and grants in the other."""
    for grant in there:
        for answer in back:
            yield abs(int((grant.at - answer.at).total_seconds()))
