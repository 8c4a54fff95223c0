"""Budgets and grants: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import BaseModel, Field

from ledger.api.commands import CommandCaller, Handler, command_router, documented
from ledger.api.fields import Body, Code, EmployeeNo, Points, PointsOrNone, Text, Time, month_in_path
from ledger.api.sealing import sealed_if_known
from ledger.application import budgeting
from ledger.application.granting import GrantPoints, grant_points

router = command_router("points")


class BudgetBody(Body):
    points: PointsOrNone = Field(description="The total for the month.")


class BudgetAnswer(BaseModel):
    id: str
    position: int
    points: int
    spent: int
    left: int


@router.put("/budgets/{owner}/{month}", **documented("budgets.set", BudgetAnswer))
async def set_budget(caller: CommandCaller, owner: str, month: str, body: BudgetBody) -> Handler:
    """Set what a manager, or the organisation, may grant in a month. Below what is spent: 409."""
    return partial(budgeting.set_budget, owner=owner, month=month_in_path(month), points=body.points)


class BudgetItem(Body):
    owner: EmployeeNo = Field(description="A manager, or `organisation`.")
    points: PointsOrNone = Field(description="The total for the month.")


class BudgetsBody(Body):
    items: Annotated[list[BudgetItem], Field(min_length=1, max_length=1000)]


class BudgetResult(BaseModel):
    id: str
    owner: str
    points: int
    spent: int
    left: int


class BudgetsAnswer(BaseModel):
    id: str
    position: int
    results: list[BudgetResult] = Field(description="One for each item, in their order.")


@router.put("/budgets/{month}", **documented("budgets.set", BudgetsAnswer))
async def set_budgets(caller: CommandCaller, month: str, body: BudgetsBody) -> Handler:
    """Set the budgets of many owners for a month: all of them, or none, and then the refusal points at the item."""
    items = [(item.owner, item.points) for item in body.items]
    return partial(budgeting.set_budgets, month=month_in_path(month), items=items)


class GrantBody(Body):
    employee: EmployeeNo
    tag: Code
    reason: Text = Field(examples=["The closing was done two days early."])
    points: Points | None = Field(default=None, description="Within the tag's range; none: the rule's points.")
    occurred_at: Time | None = None
    instant: Annotated[bool, Field(strict=True)] = Field(default=False, description="hr's single award (S16).")


class GrantAnswer(BaseModel):
    id: str
    position: int
    points: int = Field(description="What was credited; a cap may leave less than was asked for.")
    balance: int


@router.post("/grants", **documented("grants.create", GrantAnswer, matter="grants", new=True))
async def create_grant(caller: CommandCaller, body: GrantBody) -> Handler:
    """Grant points to somebody of mine, from my budget of this month. They see it at once."""
    request = GrantPoints(
        employee=body.employee,
        tag=body.tag,
        reason=await sealed_if_known(caller, body.employee, body.reason),
        points=body.points,
        occurred_at=body.occurred_at,
        instant=body.instant,
    )
    return partial(grant_points, request=request)
