"""Deductions for conduct: queries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.claims.queries import whose_in_sight
from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import EmployeeNo
from ledger.api.http.reading import (
    SORT,
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    PathId,
    answer,
    page,
    place_cursor,
    queried,
    shown_as,
)
from ledger.domain.errors import NotFound
from ledger.projections.conduct import query as deductions
from ledger.projections.engine.queries import ordered_by

router = APIRouter(tags=["conduct"])


State = Literal["made", "corrected"]


class DeductionView(BaseModel):
    id: str
    state: State
    employee: str
    tag: str
    revision: int
    month: str
    points: int
    reason: str | None
    occurred_at: datetime
    made_at: datetime
    made_by: str
    corrected_at: datetime | None
    corrected_by: str | None
    correction: str | None = Field(description="Why it was wrong.")


class Deductions(Listed):
    items: list[DeductionView]


Sort = Annotated[
    Literal["made", "-made", "occurred", "-occurred", "points", "-points", "employee", "-employee", "state", "-state"]
    | None,
    Query(description=SORT),
]
DeductionReader = Annotated[Caller, Depends(reader("deductions.read"))]


@router.get("/deductions", response_model=Deductions, **queried("deductions.read"))
async def list_deductions(
    caller: DeductionReader,
    state: State | None = None,
    employee: Annotated[EmployeeNo | None, Query()] = None,
    sort: Sort = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Deductions, newest first if not sorted: mine, those of people in my sight, or (hr, auditors) all."""
    order, people = ordered_by(deductions.ORDERS, sort), whose_in_sight(caller, employee)
    before = place_cursor(cursor, order)

    async def query(connection: Connection) -> Any:
        found = await deductions.deductions(
            connection, caller.organisation, people, limit, before, state=state, order=order
        )
        return page(found, shown_as(DeductionView))

    return await answer(caller, ["deductions"], at_least, query)


@router.get("/deductions/{deduction}", response_model=DeductionView, **queried("deductions.read", 404))
async def one_deduction(caller: DeductionReader, deduction: PathId, at_least: AtLeast = None) -> Response:
    """One deduction, with its reason, and why it was corrected if it was."""

    async def query(connection: Connection) -> Any:
        found = await deductions.deduction(connection, caller.organisation, deduction)
        if found is None:
            raise NotFound
        caller.acting.in_path(found["employee"])
        return shown_as(DeductionView)(found)

    return await answer(caller, ["deductions"], at_least, query)
