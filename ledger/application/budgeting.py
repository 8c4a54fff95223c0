"""Setting budgets, and letting what is left lapse when a month has ended."""

from __future__ import annotations

from typing import Any

from ledger.application.access import acting
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.events import budget_account
from ledger.domain.budgets.budget import ORGANISATION, Budget, decide_lapse, decide_set
from ledger.domain.errors import NotFound


def set_budget(unit: Unit, owner: str, month: str, points: int) -> Answer:
    """hr sets the total of somebody's budget of a month, or of the organisation's; never their own."""
    who = acting(unit, "budgets.set")
    if owner != ORGANISATION:
        if owner not in unit.directory.employees:
            raise NotFound
        who.not_upon(owner)
    account = budget_account(owner, month)
    present = unit.organisation.present_month(unit.now)
    unit.emit(account, decide_set(unit.budget(account), points, month=month, present_month=present))
    return Answer(200, {"id": account, **budget_fields(unit.budget(account))})


def lapse_budget(unit: Unit, account: str) -> Answer:
    """What is left of a past month's budget goes back; done by the worker, and twice changes nothing."""
    month = account.rpartition(":")[2]
    present = unit.organisation.present_month(unit.now)
    unit.emit(account, decide_lapse(unit.budget(account), month=month, present_month=present))
    return Answer(200, {"id": account, **budget_fields(unit.budget(account))})


def budget_fields(budget: Budget) -> dict[str, Any]:
    return {"points": budget.points, "spent": budget.spent, "left": budget.left}
