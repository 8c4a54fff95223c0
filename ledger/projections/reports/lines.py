"""Changes of lines of approval, beside what was decided afterwards by who came to decide by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ledger.domain.accounts.events import PointsTransferred
from ledger.domain.claims.events import ClaimApproved, ClaimRejected, ClaimReturned
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.redemptions.events import RedemptionApproved, RedemptionRejected
from ledger.projections.engine.queries import Connection, fetch
from ledger.projections.reports.points import MOST

READ = ("directory", "audit", "balances", "claims", "redemptions", "deductions")
"""The projections that it is worked out from."""
MOST_DECISIONS = 10 * MOST
_CHANGES = """
    SELECT position, recorded_at, actor, link, subject, before, after, effective_from
    FROM directory.lines
    WHERE organisation = %(organisation)s AND recorded_at >= %(since)s AND recorded_at < %(until)s
    ORDER BY position DESC LIMIT %(most)s"""
_SAID = tuple(
    event.type_name
    for event in (
        *(PointsTransferred, ClaimApproved, ClaimRejected, ClaimReturned),
        *(RedemptionApproved, RedemptionRejected, DeductionMade, DeductionCorrected),
    )
)
_MADE = """
    SELECT j.judge, e.position, e.recorded_at, e.type, e.stream, e.on_behalf_of
    FROM unnest(%(judges)s::text[], %(after)s::bigint[], %(until)s::timestamptz[]) AS j (judge, after, until)
    JOIN audit.events e ON e.{whose} = j.judge AND e.organisation = %(organisation)s AND e.position > j.after
    WHERE e.recorded_at <= j.until AND e.type = ANY(%(types)s)"""
_DECISIONS = f"""
    WITH made AS ({_MADE.format(whose="actor")} UNION ALL {_MADE.format(whose="on_behalf_of")})
    SELECT made.judge, made.position, made.recorded_at, made.on_behalf_of,
           coalesce(c.employee, r.employee, d.employee, substr(t.account, 10)) AS employee,
           coalesce(
               CASE WHEN made.type = %(approved)s THEN c.credited END,
               CASE WHEN made.type = %(granted)s THEN r.points END,
               CASE made.type WHEN %(made)s THEN -d.points WHEN %(corrected)s THEN d.points END,
               t.points, 0
           ) AS points
    FROM made
    LEFT JOIN claims.claims c ON c.organisation = %(organisation)s AND left(made.stream, 6) = 'claim:'
          AND c.claim = substr(made.stream, 7)
    LEFT JOIN redemptions.redemptions r ON r.organisation = %(organisation)s AND left(made.stream, 11) = 'redemption:'
          AND r.redemption = substr(made.stream, 12)
    LEFT JOIN deductions.deductions d ON d.organisation = %(organisation)s AND left(made.stream, 10) = 'deduction:'
          AND d.deduction = substr(made.stream, 11)
    LEFT JOIN balances.entries t ON t.account = made.stream AND t.organisation = %(organisation)s
          AND t.position = made.position AND t.kind IN ('grant', 'award', 'reversal')
    WHERE coalesce(c.employee, r.employee, d.employee, t.account) IS NOT NULL
    ORDER BY made.position LIMIT %(most)s"""


async def changes(connection: Connection, organisation: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Changes of that time, the newest first, up to one more than MOST: position, recorded_at, actor, link, subject,
    before, after, effective_from."""
    return await fetch(
        connection, _CHANGES, {"organisation": organisation, "since": since, "until": until, "most": MOST + 1}
    )


class Decision(NamedTuple):
    """One that `judge` made, or another on their behalf. `points` is what it gave, or took."""

    judge: str
    position: int
    recorded_at: datetime
    on_behalf_of: str | None
    employee: str
    points: int


async def decisions(
    connection: Connection, organisation: str, judges: Mapping[str, tuple[int, datetime]]
) -> list[Decision]:
    """What each of these decided after a position and up to a time, the oldest first, up to one more than
    MOST_DECISIONS."""
    rows = await fetch(
        connection,
        _DECISIONS,
        {
            "organisation": organisation,
            "judges": list(judges),
            "after": [position for position, _ in judges.values()],
            "until": [until for _, until in judges.values()],
            "types": list(_SAID),
            "approved": ClaimApproved.type_name,
            "granted": RedemptionApproved.type_name,
            "made": DeductionMade.type_name,
            "corrected": DeductionCorrected.type_name,
            "most": MOST_DECISIONS + 1,
        },
    )
    return [Decision(**row) for row in rows]


def windows(
    found: Iterable[tuple[dict[str, Any], Iterable[str]]], within: timedelta
) -> dict[str, tuple[int, datetime]]:
    """From when to when each judge's decisions are looked for: after the first change that is theirs, for so long
    after the last."""
    wanted: dict[str, tuple[int, datetime]] = {}
    for change, judges in found:
        for judge in judges:
            first, last = wanted.get(judge, (change["position"], change["recorded_at"]))
            wanted[judge] = min(first, change["position"]), max(last, change["recorded_at"])
    return {judge: (first, last + within) for judge, (first, last) in wanted.items()}


def beside(change: dict[str, Any], made: Iterable[Decision]) -> list[dict[str, Any]]:
    """The change with each judge and employee that decisions followed for, or once without any."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for one in made:
        row = rows.setdefault(
            (one.judge, one.employee),
            {
                **change,
                "judge": one.judge,
                "employee": one.employee,
                "decisions": 0,
                "points": 0,
                "first_decided_at": one.recorded_at,
                "last_decided_at": one.recorded_at,
            },
        )
        row["decisions"] += 1
        row["points"] += one.points
        row["last_decided_at"] = one.recorded_at
    nothing = {"judge": None, "employee": None, "decisions": 0, "points": 0}
    return [*rows.values()] or [{**change, **nothing, "first_decided_at": None, "last_decided_at": None}]
