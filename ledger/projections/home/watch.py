"""What an auditor looks at first: what was recorded lately, and what of it is out of the ordinary."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ledger.projections.audit.query import position_at
from ledger.projections.engine.queries import Connection, fetch, head

MOST_EVENTS = 20_000
"""So many of the newest events are looked through."""


async def unusual(connection: Connection, organisation: str, since: datetime, backdated_days: int) -> dict[str, Any]:
    """Of the newest events since some time: `since`, when the first of these was recorded (or null: there are none),
    `reversals`, how many credits were taken back, `forced` ones among what hr asked for, and `backdated`, how many
    grants and claims had happened more than so many days before."""
    first = max(
        await position_at(connection, organisation, since, inclusive=False),
        await head(connection, organisation) - MOST_EVENTS,
    )
    rows = await fetch(
        connection,
        """SELECT min(a.recorded_at) AS since,
                  count(DISTINCT e.position) FILTER (WHERE e.kind = 'reversal') AS reversals,
                  count(DISTINCT e.position) FILTER (
                      WHERE e.kind IN ('grant', 'award', 'claim')
                        AND a.recorded_at - a.occurred_at > make_interval(days => %(days)s)) AS backdated,
                  (SELECT count(*) FROM reversals.reversals r
                   WHERE r.organisation = %(organisation)s AND r.requested_position > %(first)s) AS forced
           FROM audit.events a
           LEFT JOIN balances.entries e
             ON e.account = a.stream AND e.organisation = a.organisation AND e.position = a.position
           WHERE a.organisation = %(organisation)s AND a.position > %(first)s""",
        {"organisation": organisation, "first": first, "days": backdated_days},
    )
    return rows[0]
