"""Balances and the trial balance: queries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import AtLeast, Connection, Cursor, Limit, PathNo, answer, queried, text_cursor
from ledger.domain.accounts.events import employee_account
from ledger.domain.errors import NotFound
from ledger.projections.accounts import query as balances
from ledger.projections.engine.queries import positions

router = APIRouter(tags=["accounts"])


class Expiring(BaseModel):
    on: date
    points: int


class AccountAnswer(BaseModel):
    balance: int
    held: int
    expiring: list[Expiring]
    position: int


def account_in_sight(caller: Caller, employee_no: str) -> str:
    """The account of somebody that the caller sees; an auditor has none."""
    person = caller.acting.in_path(employee_no)
    if "auditor" in person.roles:
        raise NotFound
    return employee_account(employee_no)


AccountReader = Annotated[Caller, Depends(reader("accounts.read"))]


@router.get("/accounts/{employee_no}", response_model=AccountAnswer, **queried("accounts.read", 404))
async def account(caller: AccountReader, employee_no: PathNo, at_least: AtLeast = None) -> Response:
    """The balance, what is held, and what ends when."""
    of = account_in_sight(caller, employee_no)

    async def query(connection: Connection) -> Any:
        position = await positions(connection, caller.organisation, ["balances"])
        return {**await balances.account(connection, caller.organisation, of), "position": position}

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
