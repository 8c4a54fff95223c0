"""Of hr: what is overdue or wrong, who takes part, and what is to be paid; of payroll the latter."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ledger.api.home.sections import Section
from ledger.api.http.callers import Caller
from ledger.api.http.reading import Connection
from ledger.api.imports.shown import as_view
from ledger.domain.values import first_instant, month_of
from ledger.projections.deadlines import concerned
from ledger.projections.exports import query as exports
from ledger.projections.home import desk

OVERDUE_DAYS = 7
FAILED_DAYS = 14
MOST_IMPORTS = 20
MOST_EXPORTS = 5
RUNNING = frozenset({"uploaded", "checking", "importing", "undoing"})


async def _desk(caller: Caller, connection: Connection) -> dict[str, Any]:
    organisation, today = caller.organisation, caller.acting.today
    directory, month, now = caller.acting.directory, month_of(today), caller.services.journal.clock()
    budgets = await desk.budgets(connection, organisation, month)
    managers = {no for no in {*directory.headed, *directory.reports} if "manager" in directory.roles_of(no, today)}
    imports = [as_view(one) for one in await caller.services.imports.listing(organisation, MOST_IMPORTS, None)]
    people = sum(one.employed_on(today) and "auditor" not in one.roles for one in directory.employees.values())
    return {
        "concerns": [
            *await desk.overdue(connection, organisation, now - timedelta(days=OVERDUE_DAYS)),
            *_of_imports(imports, now),
            *_of_budgets(budgets, managers),
            *await _leavers(caller, connection),
        ],
        "participation": {
            "managers": len(managers),
            "people": people,
            **await desk.took_part(connection, organisation, month),
        },
        "budgets": {name: sum(one[name] for one in budgets) for name in ("points", "spent", "left")},
        "imports": [
            {name: one[name] for name in ("id", "kind", "file_name", "state", "progress")}
            for one in imports
            if one["state"] in RUNNING
        ],
    }


def _concern(kind: str, count: int, oldest: datetime | None = None) -> list[dict[str, Any]]:
    return [{"kind": kind, "count": count, "oldest": oldest}] if count else []


def _of_imports(imports: list[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """Those that failed lately and were not sent once more, and those that nobody has confirmed."""
    newest: dict[tuple[str, str | None], dict[str, Any]] = {}
    for one in imports:  # the newest first
        newest.setdefault((one["kind"], one["period"]), one)
    since = now - timedelta(days=FAILED_DAYS)
    failed = [one["uploaded_at"] for one in newest.values() if one["state"] == "failed" and one["uploaded_at"] > since]
    checked = [one["uploaded_at"] for one in imports if one["state"] == "checked"]
    return [
        *_concern("imports-failed", len(failed), min(failed, default=None)),
        *_concern("imports-unconfirmed", len(checked), min(checked, default=None)),
    ]


def _of_budgets(budgets: list[dict[str, Any]], managers: set[str]) -> list[dict[str, Any]]:
    unset = managers - {one["owner"] for one in budgets}
    used_up = [one for one in budgets if one["left"] <= 0]
    return [*_concern("budgets-unset", len(unset)), *_concern("budgets-used-up", len(used_up))]


async def _leavers(caller: Caller, connection: Connection) -> list[dict[str, Any]]:
    """Who has left with points, or owing some, and the days to redeem them are over."""
    policy, today, zone = caller.settings.leaver_policy, caller.acting.today, caller.settings.zone
    days = policy.days if policy.kind == "redeem" else 0
    unsettled = await concerned.unsettled(connection, caller.organisation, today)
    over = [left_on for left_on in unsettled.values() if left_on + timedelta(days=days) < today]
    return _concern("leavers", len(over), first_instant(min(over), zone) if over else None)


DESK = Section(
    frozenset({"hr"}),
    ("balances", "budgets", "claims", "countersigning", "deadlines", "redemptions", "reports", "reversals"),
    _desk,
)


async def _pay(caller: Caller, connection: Connection) -> dict[str, Any]:
    organisation = caller.organisation
    drafts = await exports.exports(connection, organisation, state="draft", limit=MOST_EXPORTS)
    return {
        "waiting": await desk.unpaid(connection, organisation) if "hr" in caller.roles else [],
        "prepared": drafts["items"],
        "last": await desk.last_taken_over(connection, organisation),
    }


PAY = Section(frozenset({"hr", "payroll"}), ("exports",), _pay)
