"""Reading the directory as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ledger.projections.engine.queries import Connection, fetch, listing

# The last terms of that day or before it; before the first, the first (the domain's `_in_force`).
IN_FORCE = """
    coalesce(
        (SELECT terms FROM jsonb_array_elements(history) AS terms
         WHERE terms ->> 'effective_from' <= %(day)s ORDER BY terms ->> 'effective_from' DESC LIMIT 1),
        history -> 0
    )"""
_EMPLOYEES = f"""
    SELECT e.employee_no, e.name, e.roles, e.hired_on, e.left_on, e.history,
           t ->> 'department' AS department, t ->> 'manager' AS manager, t ->> 'job' AS job,
           t -> 'legal_entity' AS legal_entity, t -> 'cost_centre' AS cost_centre,
           t -> 'pay_standard' AS pay_standard, t ->> 'performance_share' AS performance_share,
           t ->> 'effective_from' AS effective_from
    FROM directory.employees e CROSS JOIN LATERAL (SELECT {IN_FORCE} AS t) AS in_force
    WHERE e.organisation = %(organisation)s"""


async def employees(
    connection: Connection,
    organisation: str,
    day: date,
    *,
    department: str | None = None,
    numbers: Sequence[str] | None = None,
    limit: int = 100,
    after: str = "",
) -> dict[str, Any]:
    """`{items, next}`: employees by number, as of a local day, of a department (if omitted: all; not those below it),
    of these numbers (if omitted: all).

    Each: employee_no, name, roles (given ones), hired_on, left_on, department, manager, job, legal_entity,
    cost_centre, pay_standard, performance_share, effective_from of these, and `history`, all of them. What is about
    the person alone is sealed: name, legal_entity, cost_centre, pay_standard.
    `next` is the `after` of the next page.
    """
    condition = ""
    if department is not None:
        condition = " AND %(department)s = ANY(e.departments) AND t ->> 'department' = %(department)s"
    if numbers is not None:
        condition += " AND e.employee_no = ANY(%(numbers)s)"
    items = await fetch(
        connection,
        f"{_EMPLOYEES} AND e.employee_no > %(after)s{condition} ORDER BY e.employee_no LIMIT %(limit)s",
        {
            "organisation": organisation,
            "day": day.isoformat(),
            "department": department,
            "numbers": numbers,
            "after": after,
            "limit": limit + 1,
        },
    )
    return listing(items, limit, "employee_no")


async def employee(connection: Connection, organisation: str, employee_no: str, day: date) -> dict[str, Any] | None:
    """One employee as in `employees`, or none."""
    rows = await fetch(
        connection,
        f"{_EMPLOYEES} AND e.employee_no = %(employee_no)s",
        {"organisation": organisation, "day": day.isoformat(), "employee_no": employee_no},
    )
    return rows[0] if rows else None


async def departments(connection: Connection, organisation: str, day: date) -> list[dict[str, Any]]:
    """All departments by code, as of a local day: code, name, parent, head, and `history`."""
    return await fetch(
        connection,
        f"""SELECT code, t ->> 'name' AS name, t ->> 'parent' AS parent, t ->> 'head' AS head, history
            FROM directory.departments CROSS JOIN LATERAL (SELECT {IN_FORCE} AS t) AS in_force
            WHERE organisation = %(organisation)s ORDER BY code""",
        {"organisation": organisation, "day": day.isoformat()},
    )


async def delegations(connection: Connection, organisation: str, person: str | None = None) -> list[dict[str, Any]]:
    """Delegations that somebody gave or was given (if omitted: everybody's), by their first day: id, from, to, what,
    starts_on, ends_on, revoked."""
    return await fetch(
        connection,
        """SELECT delegation AS id, principal AS "from", delegate AS "to", matters AS what, starts_on, ends_on, revoked
           FROM directory.delegations
           WHERE organisation = %(organisation)s
             AND (%(person)s::text IS NULL OR %(person)s IN (principal, delegate))
           ORDER BY starts_on, delegation""",
        {"organisation": organisation, "person": person},
    )
