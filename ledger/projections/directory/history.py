"""What people and departments were before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import orjson

from ledger.domain.accounts.events import employee_account
from ledger.domain.directory.events import EmployeeRegistered, RolesGiven
from ledger.projections.audit.query import events
from ledger.projections.engine.queries import Connection, fetch

MOST = 1_000
GIVING_ROLES = ("directory.employee-registered.1", EmployeeRegistered.type_name, RolesGiven.type_name)
"""As they are recorded, in the order in which they happen."""


def spans(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Terms with the days `from` and `to` that they held on, the oldest first; the last of them still hold."""
    return [_span(terms, following) for terms, following in zip(history, [*history[1:], None], strict=True)]


def _span(terms: dict[str, Any], following: dict[str, Any] | None) -> dict[str, Any]:
    fields = {name: value for name, value in terms.items() if name != "effective_from"}
    to = following and (date.fromisoformat(following["effective_from"]) - timedelta(days=1)).isoformat()
    return {"from": terms["effective_from"], "to": to, **fields}


async def roles(connection: Connection, organisation: str, employee_no: str) -> list[dict[str, Any]]:
    """Which roles somebody held, given by whom, `from` when `to` when: the oldest first; when there were none is left
    out."""
    found = await events(
        connection, organisation, subject=employee_account(employee_no), types=GIVING_ROLES, limit=MOST, after=0
    )
    recorded = found["items"]
    ends = [*(row["recorded_at"] for row in recorded[1:]), None]
    return [
        {"from": row["recorded_at"], "to": end, "roles": held, "given_by": row["actor"]}
        for row, end in zip(recorded, ends, strict=True)
        if (held := orjson.loads(bytes(row["state"]))["data"].get("roles"))
    ]


async def department(connection: Connection, organisation: str, code: str) -> list[dict[str, Any]] | None:
    """The terms of a department, the oldest first, or none."""
    rows = await fetch(
        connection,
        "SELECT history FROM directory.departments WHERE organisation = %s AND code = %s",
        (organisation, code),
    )
    return rows[0]["history"] if rows else None
