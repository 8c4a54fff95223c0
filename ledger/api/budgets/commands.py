"""Budgets: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import Body, EmployeeNo, PointsOrNone, month_in_path
from ledger.application import budgets
from ledger.application.budgets import BudgetAnswer, BudgetsAnswer

router = command_router("points")


class BudgetBody(Body):
    points: PointsOrNone = Field(description="The total for the month.")


@router.put("/budgets/{owner}/{month}", **documented("budgets.set", BudgetAnswer))
async def set_budget(caller: CommandCaller, owner: str, month: str, body: BudgetBody) -> Handler:
    """Set what a manager, or the organisation, may grant in a month. Below what is spent: 409."""
    return partial(budgets.set_budget, owner=owner, month=month_in_path(month), points=body.points)


class BudgetItem(Body):
    owner: EmployeeNo = Field(description="A manager, or `organisation`.")
    points: PointsOrNone = Field(description="The total for the month.")


class BudgetsBody(Body):
    items: Annotated[list[BudgetItem], Field(min_length=1, max_length=1000)]


@router.put("/budgets/{month}", **documented("budgets.set", BudgetsAnswer))
async def set_budgets(caller: CommandCaller, month: str, body: BudgetsBody) -> Handler:
    """Set the budgets of many owners for a month: all of them, or none, and then the refusal points at the item."""
    items = [(item.owner, item.points) for item in body.items]
    return partial(budgets.set_budgets, month=month_in_path(month), items=items)
