"""Deductions for conduct as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ledger.api.claims.queries import whose_in_sight
from ledger.api.conduct.queries import DeductionReader, Sort, State
from ledger.api.directory.names import with_names
from ledger.api.http.fields import EmployeeNo
from ledger.api.http.files import AT_ONCE
from ledger.api.http.reading import Connection, queried
from ledger.api.reports.files import AskedList, publish_list
from ledger.projections.conduct import query as deductions
from ledger.projections.engine.queries import Place, ordered_by

router = APIRouter(tags=["conduct"])


class DeductionLine(BaseModel):
    occurred_at: datetime
    employee: str
    employee_name: str | None
    tag: str
    points: int
    month: str
    reason: str | None
    state: str
    made_at: datetime
    made_by: str
    corrected_at: datetime | None
    corrected_by: str | None
    correction: str | None


async def deductions_file(
    caller: DeductionReader,
    state: State | None = None,
    employee: Annotated[EmployeeNo | None, Query()] = None,
    sort: Sort = None,
) -> AskedList:
    """Deductions, newest first if not sorted: mine, those of people in my sight, or (hr, auditors) all."""
    people, order = whose_in_sight(caller, employee), ordered_by(deductions.ORDERS, sort)

    async def query(connection: Connection, after: int | Place | None) -> dict[str, Any]:
        found = await deductions.deductions(
            connection, caller.organisation, people, AT_ONCE, after, state=state, order=order
        )
        return with_names(caller, found)

    return AskedList(caller, ("deductions", "扣分"), ["deductions"], query)


publish_list(router, "/deductions", deductions_file, DeductionLine, **queried("deductions.read"))
