"""Budgets: queries."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import MONTH_PATTERN, month_in_path
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    PathNo,
    answer,
    page,
    position_cursor,
    queried,
    text_cursor,
)
from ledger.domain.accounts.events import budget_account
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.budgets.forecast import PAST_MONTHS, forecast
from ledger.domain.errors import Conflict, Forbidden, NotFound
from ledger.domain.values import month_of
from ledger.projections.budgets import query as budgets

router = APIRouter(tags=["points"])


class BudgetView(BaseModel):
    """The parts make the whole: `points` are what was spent, what has lapsed and what is left."""

    points: int
    spent: int
    lapsed: int = Field(description="Of a month that has ended: what was left of it.")
    left: int


class BudgetOf(BudgetView):
    owner: str
    month: str


class Budgets(Listed):
    items: list[BudgetOf]


BudgetReader = Annotated[Caller, Depends(reader("budgets.read"))]


@router.get("/budgets/{owner}/{month}", response_model=BudgetView, **queried("budgets.read", 404))
async def budget(caller: BudgetReader, owner: PathNo, month: str, at_least: AtLeast = None) -> Response:
    """What somebody (or the organisation) may grant in a month, and what is left. For its owner, hr, auditors."""
    _check_seen(caller, owner, month)

    async def query(connection: Connection) -> Any:
        found = await budgets.budget(connection, caller.organisation, owner, month)
        return {name: found[name] if found else 0 for name in ("points", "spent", "lapsed", "left")}

    return await answer(caller, ["budgets"], at_least, query)


def _check_seen(caller: Caller, owner: str, month: str) -> None:
    """A budget is seen by its owner, hr and auditors; the organisation's by the latter."""
    watching = bool(caller.roles & {"hr", "auditor"})
    if owner == ORGANISATION and not watching:
        raise Forbidden("role", "Your role may not do this.")
    if not watching and owner != caller.employee_no:
        raise NotFound
    if owner != ORGANISATION and owner not in caller.acting.directory.employees:
        raise NotFound
    month_in_path(month)


class BudgetSetting(BaseModel):
    position: int
    recorded_at: datetime
    actor: str
    change: int
    points: int = Field(description="The total after it.")


class BudgetHistory(Listed):
    items: list[BudgetSetting]


@router.get("/budgets/{owner}/{month}/history", response_model=BudgetHistory, **queried("budgets.read", 404))
async def budget_history(
    caller: BudgetReader, owner: PathNo, month: str, limit: Limit = 50, cursor: Cursor = None, at_least: AtLeast = None
) -> Response:
    """What was set by whom, newest first."""
    _check_seen(caller, owner, month)
    before, account = position_cursor(cursor), budget_account(owner, month)

    async def query(connection: Connection) -> Any:
        return page(await budgets.history(connection, caller.organisation, account, limit, before))

    return await answer(caller, ["balances"], at_least, query)


class PastMonth(BaseModel):
    month: str
    spent: int


class BudgetForecast(BaseModel):
    month: str
    points: int
    spent: int
    days_gone: int = Field(description="Of the month, today included.")
    days: int
    spent_by_end: int = Field(description="spent × days / days_gone, rounded up; no more than the budget has.")
    left_at_end: int
    runs_out_on: date | None = Field(description="At the present pace; null: not in this month.")
    past: list[PastMonth] = Field(description="The last three ended months that had a budget.")
    needed_next: int = Field(description="The mean of spent_by_end and of what the past months spent, rounded up.")


@router.get("/budgets/{owner}/{month}/forecast", response_model=BudgetForecast, **queried("budgets.read", 404, 409))
async def budget_forecast(caller: BudgetReader, owner: PathNo, month: str, at_least: AtLeast = None) -> Response:
    """What will be left when the present month ends, at the present pace, and what the next one needs by this and the
    past months. Of other months there is nothing to forecast: 409."""
    _check_seen(caller, owner, month)
    today = caller.acting.today
    if month != month_of(today):
        raise Conflict("month-not-present", f"A forecast is of the present month, {month_of(today)}.")

    async def query(connection: Connection) -> Any:
        now = await budgets.budget(connection, caller.organisation, owner, month) or {"points": 0, "spent": 0}
        past = await budgets.past_spending(connection, caller.organisation, owner, month, PAST_MONTHS)
        ahead = forecast(
            points=now["points"], spent=now["spent"], past=[(one["month"], one["spent"]) for one in past], today=today
        )
        return {"month": month, **asdict(ahead), "past": past}

    return await answer(caller, ["budgets"], at_least, query)


@router.get("/budgets", response_model=Budgets, **queried("trial-balance.read"))
async def budgets_of_month(
    caller: Annotated[Caller, Depends(reader("trial-balance.read"))],
    month: Annotated[str, Query(pattern=MONTH_PATTERN)],
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """All budgets of a month. For hr and auditors."""
    after = text_cursor(cursor)

    async def query(connection: Connection) -> Any:
        return page(await budgets.budgets_of(connection, caller.organisation, month, limit, after))

    return await answer(caller, ["budgets"], at_least, query)
