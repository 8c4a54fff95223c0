"""What everybody has, as a file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from ledger.api.directory.names import department_of, with_name
from ledger.api.http.callers import Caller, reader
from ledger.api.http.files import AT_ONCE
from ledger.api.http.reading import Connection, queried
from ledger.api.reports.files import AskedList, publish_list
from ledger.domain.accounts.events import employee_of
from ledger.projections.accounts import query as balances

router = APIRouter(tags=["accounts"])


class BalanceLine(BaseModel):
    employee: str
    employee_name: str | None
    department: str | None
    balance: int
    held: int


async def balances_file(caller: Annotated[Caller, Depends(reader("trial-balance.read"))]) -> AskedList:
    """What everybody has who ever had points, and what is held for their redemptions. For hr and auditors."""

    async def query(connection: Connection, after: str | None) -> dict[str, Any]:
        found = await balances.balances(connection, caller.organisation, AT_ONCE, after or "")
        return {**found, "items": [_line(caller, one) for one in found["items"]]}

    return AskedList(caller, ("balances", "积分余额"), ["balances"], query)


def _line(caller: Caller, account: dict[str, Any]) -> dict[str, Any]:
    number = employee_of(account["account"])
    return with_name(caller, {**account, "employee": number, "department": department_of(caller, number)})


publish_list(router, "/accounts", balances_file, BalanceLine, **queried("trial-balance.read"))
