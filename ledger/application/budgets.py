"""Setting budgets, and letting what is left lapse when a month has ended."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, Field

from ledger.application.access import acting
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.events import budget_account
from ledger.domain.budgets.budget import BUDGET, ORGANISATION, decide_lapse, decide_set
from ledger.domain.errors import Invalid, NotFound, Refusal, unknown_reference


class BudgetAnswer(Answer):
    id: str
    points: int
    spent: int
    left: int


class BudgetResult(BaseModel):
    id: str
    owner: str
    points: int
    spent: int
    left: int


class BudgetsAnswer(Answer):
    id: str
    results: list[BudgetResult] = Field(description="One for each item, in their order.")


def set_budget(unit: Unit, owner: str, month: str, points: int) -> BudgetAnswer:
    """hr sets the total of somebody's budget of a month, or of the organisation's; never their own."""
    who = acting(unit, "budgets.set")
    if owner != ORGANISATION:
        if owner not in unit.directory.employees:
            raise NotFound
        who.not_upon(owner)
    account = budget_account(owner, month)
    present = unit.organisation.present_month(unit.now)
    unit.emit(account, decide_set(unit.state(BUDGET.named(account)), points, month=month, present_month=present))
    return _answer(unit, account)


def set_budgets(unit: Unit, month: str, items: Sequence[tuple[str, int]]) -> BudgetsAnswer:
    """hr sets the totals of many owners at once: all of them or none; a refusal names the item that it is about."""
    who = acting(unit, "budgets.set")
    present = unit.organisation.present_month(unit.now)
    unit.need(*(budget_account(owner, month) for owner, _ in items))
    results: list[BudgetResult] = []
    named: set[str] = set()
    for index, (owner, points) in enumerate(items):
        try:
            if owner in named:
                raise Invalid("named-twice", f"{owner} is named twice.", "/owner")
            named.add(owner)
            if owner != ORGANISATION:
                if owner not in unit.directory.employees:
                    raise unknown_reference("/owner")
                who.not_upon(owner)
            account = budget_account(owner, month)
            unit.emit(
                account, decide_set(unit.state(BUDGET.named(account)), points, month=month, present_month=present)
            )
        except Refusal as refusal:
            refusal.pointer = f"/items/{index}{refusal.pointer or '/owner'}"
            raise
        set_to = unit.state(BUDGET.named(account))
        results.append(
            BudgetResult(id=account, owner=owner, points=set_to.points, spent=set_to.spent, left=set_to.left)
        )
    return BudgetsAnswer(id=f"budgets:{month}", position=unit.position, results=results)


def lapse_budget(unit: Unit, account: str) -> BudgetAnswer:
    """What is left of a past month's budget goes back; done by the worker, and twice changes nothing."""
    month = account.rpartition(":")[2]
    present = unit.organisation.present_month(unit.now)
    unit.emit(account, decide_lapse(unit.state(BUDGET.named(account)), month=month, present_month=present))
    return _answer(unit, account)


def _answer(unit: Unit, account: str) -> BudgetAnswer:
    budget = unit.state(BUDGET.named(account))
    return BudgetAnswer(id=account, position=unit.position, points=budget.points, spent=budget.spent, left=budget.left)
