"""Budgets used and left."""

from __future__ import annotations

from typing import Any

from ledger.projections.engine.queries import Connection, fetch
from ledger.projections.reports.grants import share

_SUMS = ("points", "spent", "lapsed", "left")


async def by_owner(connection: Connection, organisation: str, since: str, until: str) -> list[dict[str, Any]]:
    """By month and owner (`organisation`: that of instant awards): points, spent, lapsed, left."""
    return await fetch(
        connection,
        """SELECT month, owner, points, spent, lapsed, points - spent - lapsed AS "left" FROM budgets.budgets
           WHERE organisation = %s AND month BETWEEN %s AND %s ORDER BY month, owner""",
        (organisation, since, until),
    )


def with_shares(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Budgets with what part of each is used."""
    return [{**row, "used": share(row["spent"], row["points"])} for row in rows]


def by_department(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Budgets by month and the owners' `department`; None: the organisation's own budget, and owners without one."""
    sums: dict[tuple[str, str | None], list[int]] = {}
    for row in rows:
        found = sums.setdefault((row["month"], row["department"]), [0] * len(_SUMS))
        for at, name in enumerate(_SUMS):
            found[at] += row[name]
    ordered = sorted(sums.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    return [
        {"month": month, "department": department, **dict(zip(_SUMS, found, strict=True))}
        for (month, department), found in ordered
    ]
