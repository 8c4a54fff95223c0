"""Liability: points that are outstanding, by the month they end in and by the holder's department."""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.projections.directory.query import IN_FORCE
from ledger.projections.engine.queries import Connection, fetch

_PEOPLE = f"""
    people AS (
        SELECT 'employee:' || e.employee_no AS account, t ->> 'department' AS department
        FROM directory.employees e CROSS JOIN LATERAL (SELECT {IN_FORCE} AS t) AS in_force
        WHERE e.organisation = %(organisation)s
    )"""


async def by_month_and_department(connection: Connection, organisation: str, day: date) -> list[dict[str, Any]]:
    """What is left of all lots: month (of the last day; None: they never end), department (of the holder on that
    day), points."""
    return await fetch(
        connection,
        f"""WITH {_PEOPLE}
            SELECT CASE WHEN l.ends_on < '9999-12-31' THEN to_char(l.ends_on, 'YYYY-MM') END AS month, department,
                   sum(l."left")::bigint AS points
            FROM balances.lots l LEFT JOIN people USING (account)
            WHERE l.organisation = %(organisation)s AND l."left" > 0
            GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2 NULLS LAST""",
        {"organisation": organisation, "day": day.isoformat()},
    )


async def by_department(connection: Connection, organisation: str, day: date) -> list[dict[str, Any]]:
    """Of each department: people who have any, balance (of all), held (asked for and not decided), below_zero (what
    forced reversals left to be repaid). Lots are worth the balance and what is below zero."""
    return await fetch(
        connection,
        f"""WITH {_PEOPLE}
            SELECT department, count(*) FILTER (WHERE balance > 0 OR held > 0) AS people,
                   sum(balance)::bigint AS balance, sum(held)::bigint AS held,
                   sum(greatest(-balance, 0))::bigint AS below_zero
            FROM balances.accounts a LEFT JOIN people USING (account)
            WHERE a.organisation = %(organisation)s AND starts_with(account, 'employee:')
            GROUP BY 1 ORDER BY 1 NULLS LAST""",
        {"organisation": organisation, "day": day.isoformat()},
    )
