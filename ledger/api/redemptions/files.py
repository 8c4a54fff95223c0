"""Redemptions as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ledger.api.claims.queries import whose_in_sight
from ledger.api.directory.names import with_names
from ledger.api.http.fields import EmployeeNo
from ledger.api.http.files import AT_ONCE
from ledger.api.http.reading import Connection, queried
from ledger.api.redemptions.queries import RedemptionReader, Sort
from ledger.api.reports.files import AskedList, publish_list
from ledger.application.redemptions import State
from ledger.projections.engine.queries import Place, ordered_by
from ledger.projections.redemptions import query as redemptions

router = APIRouter(tags=["rewards"])


class RedemptionLine(BaseModel):
    requested_at: datetime
    employee: str
    employee_name: str | None
    reward: str
    name: str
    kind: str
    quantity: int
    points: int
    state: str
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None
    fulfilled_at: datetime | None
    fulfilled_by: str | None
    reversed_at: datetime | None
    reversed_by: str | None


async def redemptions_file(
    caller: RedemptionReader,
    state: State | None = None,
    employee: Annotated[EmployeeNo | None, Query()] = None,
    sort: Sort = None,
) -> AskedList:
    """Redemptions, newest first if not sorted: mine, those of people in my sight, or (hr, auditors) all."""
    employees, order = whose_in_sight(caller, employee), ordered_by(redemptions.ORDERS, sort)

    async def query(connection: Connection, after: int | Place | None) -> dict[str, Any]:
        found = await redemptions.redemptions(
            connection, caller.organisation, state=state, employees=employees, order=order, limit=AT_ONCE, before=after
        )
        return with_names(caller, found)

    return AskedList(caller, ("redemptions", "兑换"), ["redemptions"], query)


publish_list(
    router, "/redemptions", redemptions_file, RedemptionLine, **queried("redemptions.read", matter="redemptions")
)
