"""Forced reversals: queries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import (
    SORT,
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    answer,
    page,
    place_cursor,
    queried,
    shown_as,
)
from ledger.api.waiting.deciding import allowed
from ledger.application.reversals import check_decides
from ledger.domain.directory.hands import check_second
from ledger.projections.engine.queries import ordered_by
from ledger.projections.reversals import query as reversals

router = APIRouter(tags=["points"])


class ReversalView(BaseModel):
    id: str
    state: Literal["waiting", "confirmed", "rejected"]
    subject: str = Field(description="What is to be taken back.", examples=["grant:0190a1b2"])
    employee: str
    points: int
    reason: str | None
    requested_at: datetime
    requested_by: str = Field(description="Another hr than this one confirms it, and never the employee.")
    decided_at: datetime | None
    decided_by: str | None
    rejection: str | None = Field(description="Why it was rejected.")
    may_decide: bool = Field(description="Whether the caller may confirm it.")
    may_reject: bool = Field(description="Whether the caller may drop it: also who asked for it.")


class Reversals(Listed):
    items: list[ReversalView]


Sort = Annotated[
    Literal["requested", "-requested", "points", "-points", "employee", "-employee"] | None,
    Query(description=SORT),
]


@router.get("/reversals", response_model=Reversals, **queried("reversals.read"))
async def list_reversals(
    caller: Annotated[Caller, Depends(reader("reversals.read"))],
    state: Literal["waiting", "confirmed", "rejected"] | None = None,
    sort: Sort = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Forced reversals, newest first if not sorted; those that wait are for a second hr to confirm or reject."""
    order = ordered_by(reversals.ORDERS, sort)
    before = place_cursor(cursor, order)

    async def query(connection: Connection) -> Any:
        found = await reversals.reversals(
            connection, caller.organisation, state=state, order=order, limit=limit, before=before
        )
        return page(found, lambda row: _shown({**row, **_may(caller, row)}))

    return await answer(caller, ["reversals"], at_least, query)


_shown = shown_as(ReversalView)


def _may(caller: Caller, row: dict[str, Any]) -> dict[str, bool]:
    who, waits = caller.acting, row["state"] == "waiting"
    rejects = waits and allowed(check_decides, who, row["employee"])
    return {
        "may_reject": rejects,
        "may_decide": rejects and allowed(check_second, who.directory, row["requested_by"], who.actor, who.today),
    }
