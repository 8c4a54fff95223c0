"""What takes a second hr: queries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import Field
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
from ledger.application.countersigning import CountersignatureFields, State, check_decides
from ledger.domain.countersigning.countersignature import check_confirms
from ledger.domain.directory.sight import people_in_sight
from ledger.projections.countersigning import query as countersigning
from ledger.projections.engine.queries import ordered_by

router = APIRouter(tags=["countersigning"])


class CountersignatureView(CountersignatureFields):
    asked: dict[str, Any] = Field(description="The command as it was asked.")
    asked_at: datetime
    asked_by: str = Field(description="Another hr than this one confirms it, and never whose it is.")
    decided_at: datetime | None
    decided_by: str | None
    rejection: str | None = Field(description="Why it was rejected.")
    may_decide: bool = Field(description="Whether the caller may confirm it.")
    may_reject: bool = Field(description="Whether the caller may drop it: also who asked for it.")


class Countersignatures(Listed):
    items: list[CountersignatureView]


Sort = Annotated[
    Literal["asked", "-asked", "points", "-points", "employee", "-employee"] | None,
    Query(description=SORT),
]


@router.get(
    "/countersignatures", response_model=Countersignatures, **queried("countersignatures.read", matter="claims")
)
async def list_countersignatures(
    caller: Annotated[Caller, Depends(reader("countersignatures.read", "claims"))],
    state: State | None = None,
    sort: Sort = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """What was above a limit, newest first if not sorted; what waits is for a second hr, or for a claim's second
    approver. A manager sees the claims of their people that take two approvers, an admin what leavers are owed, which
    they confirm where no hr may."""
    order = ordered_by(countersigning.ORDERS, sort)
    before = place_cursor(cursor, order)
    shown_to = _shown_to(caller)

    async def query(connection: Connection) -> Any:
        found = await countersigning.countersignatures(
            connection, caller.organisation, state=state, shown_to=shown_to, order=order, limit=limit, before=before
        )
        return page(found, lambda row: _shown({**row, **_may(caller, row)}))

    return await answer(caller, ["countersigning"], at_least, query)


def _shown_to(caller: Caller) -> countersigning.ShownTo | None:
    """None: all of it."""
    who = caller.acting
    if who.roles & {"hr", "auditor"}:
        return None
    people = people_in_sight(who.directory, who.principal, who.today) if "manager" in who.roles else set()
    return countersigning.ShownTo("admin" in who.roles, frozenset(people))


_shown = shown_as(CountersignatureView)


def _may(caller: Caller, row: dict[str, Any]) -> dict[str, bool]:
    who = caller.acting
    about = row["employee"], row["asked"]
    rejects = row["state"] == "waiting" and allowed(check_decides, who, *about)
    confirms = rejects and all(
        allowed(check_confirms, who.directory, row["asked_by"], *about, one, who.today)
        for one in {who.actor, who.principal}
    )
    return {"may_reject": rejects, "may_decide": confirms}
