"""Balances, entries, the trial balance, leaderboards, budgets: queries."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.callers import Caller, reader
from ledger.api.fields import MONTH_PATTERN, PERIOD_PATTERN
from ledger.api.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    answer,
    opened,
    page,
    position_cursor,
    queried,
    respond,
    text_cursor,
)
from ledger.domain.accounts.events import employee_account
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.errors import Forbidden, Invalid, NotFound
from ledger.domain.tags.tag import Tag, tag_stream
from ledger.projections.balances import query as balances
from ledger.projections.budgets import query as budgets
from ledger.projections.leaderboards import read as leaderboards
from ledger.projections.queries import positions
from ledger.projections.sealing import sealed

router = APIRouter(tags=["accounts"])


class Expiring(BaseModel):
    on: date
    points: int


class AccountAnswer(BaseModel):
    balance: int
    held: int
    expiring: list[Expiring]
    position: int


class Entry(BaseModel):
    position: int
    occurred_at: datetime
    recorded_at: datetime
    kind: str
    points: int
    balance: int
    tag: str | None
    reason: str | None
    actor: str
    on_behalf_of: str | None
    subject: str
    asked: int | None
    counterpart: str


class Entries(Listed):
    items: list[Entry]


def account_in_sight(caller: Caller, employee_no: str) -> str:
    """The account of somebody that the caller sees; an auditor has none."""
    person = caller.acting.in_path(employee_no)
    if "auditor" in person.roles:
        raise NotFound
    return employee_account(employee_no)


AccountReader = Annotated[Caller, Depends(reader("accounts.read"))]


@router.get("/accounts/{employee_no}", response_model=AccountAnswer, **queried("accounts.read", 404))
async def account(caller: AccountReader, employee_no: str, at_least: AtLeast = None) -> Response:
    """The balance, what is held, and what ends when."""
    of = account_in_sight(caller, employee_no)

    async def query(connection: Connection) -> Any:
        position = await positions(connection, caller.organisation, ["balances"])
        return {**await balances.account(connection, caller.organisation, of), "position": position}

    return await answer(caller, ["balances"], at_least, query)


@router.get("/accounts/{employee_no}/entries", response_model=Entries, **queried("accounts.read", 404))
async def entries(
    caller: AccountReader, employee_no: str, limit: Limit = 50, cursor: Cursor = None, at_least: AtLeast = None
) -> Response:
    """Every movement, newest first, with the balance after it, the tag, the reason and who did it."""
    of, before = account_in_sight(caller, employee_no), position_cursor(cursor)

    async def query(connection: Connection) -> Any:
        return page(await balances.entries(connection, caller.organisation, of, limit, before))

    return await answer(caller, ["balances"], at_least, query)


class AccountBalance(BaseModel):
    account: str
    balance: int


class TrialBalance(BaseModel):
    accounts: list[AccountBalance]
    sum: int
    next_cursor: str | None


@router.get("/trial-balance", response_model=TrialBalance, **queried("trial-balance.read"))
async def trial_balance(
    caller: Annotated[Caller, Depends(reader("trial-balance.read"))],
    limit: Limit = 1000,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Every account with its balance, and the sum over all of them, which is zero."""
    after = text_cursor(cursor)

    async def query(connection: Connection) -> Any:
        found = await balances.trial_balance(connection, caller.organisation, limit, after)
        return {"accounts": found["accounts"], "sum": found["sum"], "next_cursor": found["next"]}

    return await answer(caller, ["balances"], at_least, query)


class Place(BaseModel):
    rank: int
    employee: str
    name: str | None
    points: int


class Mine(BaseModel):
    rank: int
    points: int


class Board(BaseModel):
    items: list[Place]
    me: Mine | None
    scope: str
    period: str


@router.get("/leaderboards", response_model=Board, **queried("leaderboards.read"))
async def leaderboard(
    caller: Annotated[Caller, Depends(reader("leaderboards.read"))],
    scope: Annotated[str, Query(max_length=80, description="organisation, department:CODE or tag:CODE")] = ORGANISATION,
    period: Annotated[str | None, Query(pattern=PERIOD_PATTERN, description="YYYY-MM, YYYY or all")] = None,
    limit: Limit = 100,
    at_least: AtLeast = None,
) -> Response:
    """Net credits from grants and claims by month of occurrence; ties share a rank."""
    await _check_scope(caller, scope)
    when = period or caller.settings.present_month(caller.services.journal.clock())
    found, position = await read_board(caller, scope, when, limit, at_least)
    return respond(await with_names(caller, {**found, "scope": scope, "period": when}), position)


async def read_board(
    caller: Caller, scope: str, period: str, limit: int, at_least: int | None = None
) -> tuple[dict[str, Any], int]:
    """A board from Redis where it stands at least as far as PostgreSQL's, and from PostgreSQL otherwise."""
    if at_least is not None:
        await answer(caller, ["leaderboards"], at_least, _nothing)
    services = caller.services
    async with services.reads.connection() as connection:
        found = await leaderboards.board(
            connection, services.redis, caller.organisation, scope, period, limit, caller.employee_no
        )
    return {"items": found["items"], "me": found["me"]}, found["position"]


async def _nothing(connection: Connection) -> None:
    """A query that only waits."""


async def with_names(caller: Caller, board: dict[str, Any]) -> dict[str, Any]:
    """The same board with names, which the rows don't hold."""
    employees = caller.acting.directory.employees
    items = [
        {**item, "name": sealed(employees[item["employee"]].name) if item["employee"] in employees else None}
        for item in board["items"]
    ]
    named: dict[str, Any] = await opened(caller, {**board, "items": items})
    return named


async def _check_scope(caller: Caller, scope: str) -> None:
    kind, _, code = scope.partition(":")
    if scope == ORGANISATION or (kind == "department" and code in caller.acting.directory.departments):
        return
    if kind == "tag" and code.isprintable() and code:
        tag: Tag = await caller.services.journal.state(caller.organisation, tag_stream(code))
        if tag.exists:
            return
    raise Invalid("unknown-scope", "organisation, department:CODE or tag:CODE.", "/scope")


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
