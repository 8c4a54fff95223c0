"""Points by tag, department and month (S1, S13)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.projections.engine.queries import Connection, fetch

MOST = 10_000
"""Rows of a report; who gets as many asks for a shorter period or fewer dimensions."""

_SUMS = "granted, claimed, deducted, awarded, grants, claims, deductions, awards"
_DEPARTMENTS = "string_to_array(nullif(btrim(departments, '/'), ''), '/')"


async def points(
    connection: Connection,
    organisation: str,
    since: str,
    until: str,
    by: Collection[str],
    *,
    tag: str | None = None,
    department: str | None = None,
) -> list[dict[str, Any]]:
    """Sums by `month`, `tag` and `department` (those in `by`), up to one more than MOST.

    Each: points (of grants and claims less deductions, as on the boards), granted, claimed, deducted, awarded (instant
    awards, on no board), and how many: grants, claims, deductions, awards. By department, a credit counts for the one
    of its time and for each above it.
    """
    keys = [key for key in ("month", "tag", "department") if key in by]
    sums = ", ".join(f"sum({name})::bigint AS {name}" for name in _SUMS.split(", "))
    grouped = f"GROUP BY {', '.join(keys)} ORDER BY {', '.join(keys)}" if keys else ""
    each = f"LEFT JOIN LATERAL unnest({_DEPARTMENTS}) AS each (department) ON true" if "department" in keys else ""
    narrowed = "AND each.department = %(department)s" if each else f"AND %(department)s = ANY({_DEPARTMENTS})"
    rows = await fetch(
        connection,
        f"""SELECT {"".join(f"{key}, " for key in keys)} sum(granted + claimed - deducted)::bigint AS points, {sums}
            FROM reports.facts {each}
            WHERE organisation = %(organisation)s AND month BETWEEN %(since)s AND %(until)s
              AND (%(tag)s::text IS NULL OR tag = %(tag)s) {narrowed if department is not None else ""}
            {grouped} LIMIT %(most)s""",
        {
            "organisation": organisation,
            "since": since,
            "until": until,
            "tag": tag,
            "department": department,
            "most": MOST + 1,
        },
    )
    return [row for row in rows if row["points"] is not None]
