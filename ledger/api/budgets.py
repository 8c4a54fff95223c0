"""Budgets: queries."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.callers import Caller, reader
from ledger.api.fields import MONTH_PATTERN
from ledger.api.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    answer,
    page,
    queried,
    text_cursor,
)
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.errors import Forbidden, NotFound
from ledger.projections.budgets import query as budgets

router = APIRouter(tags=["points"])


class BudgetView(BaseModel):
    points: int
    spent: int
    left: int


class BudgetOf(BudgetView):
    owner: str
    month: str


class Budgets(Listed):
    items: list[BudgetOf]


BudgetReader = Annotated[Caller, Depends(reader("budgets.read"))]


@router.get("/budgets/{owner}/{month}", response_model=BudgetView, **queried("budgets.read", 404))
async def budget(caller: BudgetReader, owner: str, month: str, at_least: AtLeast = None) -> Response:
    """What somebody (or the organisation) may grant in a month, and what is left. For its owner, hr, auditors."""
    watching = bool(caller.roles & {"hr", "auditor"})
    if owner == ORGANISATION and not watching:
        raise Forbidden("role", "Your role may not do this.")
    if not watching and owner != caller.employee_no:
        raise NotFound
    if owner != ORGANISATION and owner not in caller.acting.directory.employees:
        raise NotFound
    if not re.fullmatch(MONTH_PATTERN, month):
        raise NotFound

    async def query(connection: Connection) -> Any:
        found = await budgets.budget(connection, caller.organisation, owner, month)
        return {name: found[name] if found else 0 for name in ("points", "spent", "left")}

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
