"""Claims: queries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.claims.first_approval import FirstApproval
from ledger.api.claims.rounds import ClaimRound
from ledger.api.claims.unusual import beside
from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import Code, EmployeeNo
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
from ledger.api.waiting.deciding import DECIDER, MAY_DECIDE, ClaimStanding, caps_of, claims_to_decide
from ledger.domain.directory.sight import people_in_sight
from ledger.domain.errors import NotFound
from ledger.projections.claims import query as claims
from ledger.projections.engine.queries import ordered_by
from ledger.projections.leaderboards.caps import credited

router = APIRouter(tags=["claims"])


class ClaimView(BaseModel):
    id: str
    state: str
    employee: str
    tag: str
    revision: int
    description: str | None
    evidence: list[str | None]
    quantity: str | None
    value_quantity: str | None
    points: int = Field(description="By the rule.")
    value: str | None
    credited: int | None = Field(description="What the approval credited.")
    verified_value: str | None = Field(description="At the approval.")
    verified_after_3: str | None = Field(description="Measured again after 3 months.")
    verified_after_6: str | None
    reversed: bool = Field(description="The credit was taken back.")
    reason: str | None = Field(description="Of the last decision.")
    occurred_at: datetime
    submitted_at: datetime
    resubmitted_at: datetime | None = Field(description="The answer to the last return.")
    rounds: list[ClaimRound] = Field(description="Its returns, the first one first.")
    first_approval: FirstApproval | None = Field(description="Of a claim above the points of one approver.")
    decided_at: datetime | None
    decided_by: str | None
    decided_on_behalf_of: str | None
    decider: str | None = DECIDER
    may_decide: bool = MAY_DECIDE
    may_take_back: bool = Field(description="Whether the caller may take back what its approval credited.")
    standing: ClaimStanding | None = Field(description="Of a claim that is not decided: what an approval would meet.")


class Claims(Listed):
    items: list[ClaimView]


READ = ["claims", "leaderboards"]
Sort = Annotated[
    Literal[
        "submitted", "-submitted", "occurred", "-occurred", "points", "-points", "employee", "-employee", "state",
        "-state",
    ]
    | None,
    Query(description=SORT),
]  # fmt: skip
Under = Annotated[Code | None, Query(description="Claims under this tag only.")]
ClaimReader = Annotated[Caller, Depends(reader("claims.read", "claims"))]


@router.get("/claims", response_model=Claims, **queried("claims.read", matter="claims"))
async def list_claims(
    caller: ClaimReader,
    state: Literal["submitted", "returned", "approved", "rejected", "withdrawn"] | None = None,
    employee: Annotated[EmployeeNo | None, Query()] = None,
    tag: Under = None,
    sort: Sort = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Claims, newest first if not sorted: mine, those of people in my sight, or (hr, auditors) all. Who decides claims
    on behalf of another sees what the other sees."""
    order = ordered_by(claims.ORDERS, sort)
    before = place_cursor(cursor, order)
    whose = whose_in_sight(caller, employee)

    async def query(connection: Connection) -> Any:
        found = await claims.claims(
            connection, caller.organisation, state=state, tag=tag, employees=whose, order=order, limit=limit,
            before=before,
        )  # fmt: skip
        return {"claims": page(found), **await _told(connection, caller, found["items"])}

    found, position = await read(caller, READ, at_least, query)
    items = await claims_to_decide(caller, found["claims"]["items"], found["counted"], found["known"])
    return respond({**found["claims"], "items": list(map(shown_as(ClaimView), items))}, position)


@router.get("/claims/{claim}", response_model=ClaimView, **queried("claims.read", 404, matter="claims"))
async def one_claim(caller: ClaimReader, claim: PathId, at_least: AtLeast = None) -> Response:
    """One claim, with what it says and how it was decided."""

    async def query(connection: Connection) -> Any:
        found = await claims.claim(connection, caller.organisation, claim)
        if found is None:
            raise NotFound
        caller.acting.in_path(found["employee"])
        return {"claim": found, **await _told(connection, caller, [found])}

    found, position = await read(caller, READ, at_least, query)
    (item,) = await claims_to_decide(caller, [found["claim"]], found["counted"], found["known"])
    return respond(shown_as(ClaimView)(item), position)


async def _told(connection: Connection, caller: Caller, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What is asked beside claims to say what an approval would meet."""
    counted = await credited(connection, caller.organisation, caps_of(rows))
    return {"counted": counted, "known": await beside(connection, caller, rows)}


def whose_in_sight(caller: Caller, employee: str | None) -> set[str] | None:
    """Whose claims or redemptions the caller may list; None: everybody's."""
    if employee is not None:
        person = caller.acting.directory.employees.get(employee)
        return {employee} if person is not None and caller.acting.sees(person) else set()
    if caller.roles & {"hr", "auditor"}:
        return None
    if "manager" in caller.roles:
        people = people_in_sight(caller.acting.directory, caller.acting.principal, caller.acting.today)
        return {caller.acting.principal, *people}
    return {caller.acting.principal}
