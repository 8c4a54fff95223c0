"""Setting budgets, and letting what is left lapse when a month has ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.application.access import acting
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.events import budget_account
from ledger.domain.authorisation import check_not_oneself
from ledger.domain.budgets.budget import BUDGET, ORGANISATION, Budget, decide_lapse, decide_set
from ledger.domain.errors import Invalid, NotFound, Refusal, unknown_reference


def set_budget(unit: Unit, owner: str, month: str, points: int) -> Answer:
    """hr sets the total of somebody's budget of a month, or of the organisation's; never their own."""
    who = acting(unit, "budgets.set")
    if owner != ORGANISATION:
        if owner not in unit.directory.employees:
            raise NotFound
        who.not_upon(owner)
    account = budget_account(owner, month)
    present = unit.organisation.present_month(unit.now)
    unit.emit(account, decide_set(unit.state(BUDGET.named(account)), points, month=month, present_month=present))
    return Answer(200, {"id": account, **budget_fields(unit.state(BUDGET.named(account)))})


def set_budgets(unit: Unit, month: str, items: Sequence[tuple[str, int]]) -> Answer:
    """hr sets the totals of many owners at once: all of them or none; a refusal names the item that it is about."""
    who = acting(unit, "budgets.set")
    present = unit.organisation.present_month(unit.now)
    unit.need(*(budget_account(owner, month) for owner, _ in items))
    results: list[dict[str, Any]] = []
    named: set[str] = set()
    for index, (owner, points) in enumerate(items):
        try:
            if owner in named:
                raise Invalid("named-twice", f"{owner} is named twice.", "/owner")
            named.add(owner)
            if owner != ORGANISATION:
                if owner not in unit.directory.employees:
                    raise unknown_reference("/owner")
                check_not_oneself(who.actor, who.principal, person=owner)
            account = budget_account(owner, month)
            unit.emit(
                account, decide_set(unit.state(BUDGET.named(account)), points, month=month, present_month=present)
            )
        except Refusal as refusal:
            refusal.pointer = f"/items/{index}{refusal.pointer or '/owner'}"
            raise
        results.append({"id": account, "owner": owner, **budget_fields(unit.state(BUDGET.named(account)))})
    return Answer(200, {"id": f"budgets:{month}", "results": results})


def lapse_budget(unit: Unit, account: str) -> Answer:
    """What is left of a past month's budget goes back; done by the worker, and twice changes nothing."""
    month = account.rpartition(":")[2]
    present = unit.organisation.present_month(unit.now)
    unit.emit(account, decide_lapse(unit.state(BUDGET.named(account)), month=month, present_month=present))
    return Answer(200, {"id": account, **budget_fields(unit.state(BUDGET.named(account)))})


def budget_fields(budget: Budget) -> dict[str, Any]:
    return {"points": budget.points, "spent": budget.spent, "left": budget.left}
