"""Redemptions: queries."""

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
    page,
    place_cursor,
    queried,
    read,
    respond,
    shown_as,
)
from ledger.api.waiting.deciding import DECIDER, MAY_DECIDE, RedemptionStanding, redemptions_to_decide
from ledger.application.redemptions import BenefitView, State
from ledger.application.rewards import ApprovalBy, Kind
from ledger.domain.errors import NotFound
from ledger.projections.engine.queries import ordered_by
from ledger.projections.redemptions import query as redemptions

router = APIRouter(tags=["rewards"])


LineState = Literal["waiting", "exported", "taken-over"]


class RedemptionView(BaseModel):
    id: str
    state: State
    employee: str
    reward: str
    revision: int
    name: str
    kind: Kind
    benefit: BenefitView
    quantity: int
    points: int
    approval: ApprovalBy
    approver: str | None
    reason: str | None = Field(description="Of a rejection or a reversal.")
    requested_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    decided_on_behalf_of: str | None
    fulfilled_at: datetime | None
    fulfilled_by: str | None
    reversed_at: datetime | None
    reversed_by: str | None
    decider: str | None = DECIDER
    may_decide: bool = MAY_DECIDE
    may_fulfil: bool = Field(
        description="Whether the caller may fulfil what is approved, or take back what was fulfilled."
    )
    standing: RedemptionStanding | None = Field(description="Of one that waits: what an approval would meet.")
    line: LineState | None = Field(
        description="Of what was fulfilled and is paid or booked elsewhere: it waits for an export, is in one, or was "
        "taken over."
    )
    pay_month: str | None = Field(description="Of a bonus that payroll took over: with which month's wages it is paid.")
    taken_over_at: datetime | None = Field(description="Since when it is paid or booked elsewhere.")


class Redemptions(Listed):
    items: list[RedemptionView]


Sort = Annotated[
    Literal[
        "requested", "-requested", "points", "-points", "employee", "-employee", "reward", "-reward", "state", "-state"
    ]
    | None,
    Query(description=SORT),
]
RedemptionReader = Annotated[Caller, Depends(reader("redemptions.read", "redemptions"))]


@router.get("/redemptions", response_model=Redemptions, **queried("redemptions.read", matter="redemptions"))
async def list_redemptions(
    caller: RedemptionReader,
    state: State | None = None,
    employee: Annotated[EmployeeNo | None, Query()] = None,
    sort: Sort = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Redemptions, newest first if not sorted: mine, those of people in my sight, or (hr, auditors) all. Who decides
    redemptions on behalf of another sees what the other sees."""
    order, employees = ordered_by(redemptions.ORDERS, sort), whose_in_sight(caller, employee)
    before = place_cursor(cursor, order)

    async def query(connection: Connection) -> Any:
        found = await redemptions.redemptions(
            connection, caller.organisation, state=state, employees=employees, order=order, limit=limit, before=before
        )
        return page(found)

    found, position = await read(caller, ["redemptions"], at_least, query)
    items = await redemptions_to_decide(caller, found["items"])
    return respond({**found, "items": list(map(shown_as(RedemptionView), items))}, position)


@router.get(
    "/redemptions/{redemption}",
    response_model=RedemptionView,
    **queried("redemptions.read", 404, matter="redemptions"),
)
async def one_redemption(caller: RedemptionReader, redemption: PathId, at_least: AtLeast = None) -> Response:
    """One redemption, and what became of it."""

    async def query(connection: Connection) -> Any:
        found = await redemptions.redemption(connection, caller.organisation, redemption)
        if found is None:
            raise NotFound
        caller.acting.in_path(found["employee"])
        return found

    found, position = await read(caller, ["redemptions"], at_least, query)
    (item,) = await redemptions_to_decide(caller, [found])
    return respond(shown_as(RedemptionView)(item), position)
