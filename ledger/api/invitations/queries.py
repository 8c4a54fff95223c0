"""Who was given a link, and what became of it: a query."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.directory.names import department_of, name_of
from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import EmployeeNo
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    answer,
    page,
    queried,
    text_cursor,
)
from ledger.domain.invitations.invitation import may_get
from ledger.projections.invitations import query as invitations

router = APIRouter(tags=["invitations"])
State = Literal["open", "used", "expired", "revoked"]


class InvitationView(BaseModel):
    employee_no: str
    name: str | None
    purpose: Literal["join", "reset"]
    state: State = Field(description="Of the last link.")
    times: int = Field(description="How many links the person was given.")
    given_at: datetime
    given_by: str
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    came_at: datetime | None = Field(description="When the first link was used.")
    of_import: str | None


class Counts(BaseModel):
    given: int = Field(description="Links, all together.")
    people: int = Field(description="Who was given one; the others count these by their last link.")
    came: int = Field(description="Who used one.")
    used: int
    open: int
    expired: int
    revoked: int


class InvitationsListed(Listed):
    items: list[InvitationView]
    counts: Counts


@router.get("/invitations", response_model=InvitationsListed, **queried("invitations.read"))
async def list_invitations(
    caller: Annotated[Caller, Depends(reader("invitations.read"))],
    state: Annotated[State | None, Query()] = None,
    import_id: Annotated[str | None, Query(pattern="^[0-9A-Za-z-]{1,64}$")] = None,
    employee: Annotated[EmployeeNo | None, Query()] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """The last link of each person, by number, and how many there are of which. What opens a link is shown nowhere."""
    now, after = caller.services.journal.clock(), text_cursor(cursor)

    async def query(connection: Connection) -> Any:
        found = await invitations.invitations(
            connection,
            caller.organisation,
            now,
            state=state,
            of_import=import_id,
            employees=None if employee is None else [employee],
            limit=limit,
            after=after,
        )
        counts = await invitations.counts(connection, caller.organisation, now, import_id)
        named = page(found, lambda row: {**row, "name": name_of(caller, row["employee_no"])})
        return {**named, "counts": counts}

    return await answer(caller, ["invitations"], at_least, query)


class UninvitedView(BaseModel):
    employee_no: str
    name: str | None
    department: str | None


class UninvitedListed(Listed):
    items: list[UninvitedView]
    count: int = Field(description="All together.")


@router.get("/invitations/uninvited", response_model=UninvitedListed, **queried("invitations.give"))
async def list_uninvited(
    caller: Annotated[Caller, Depends(reader("invitations.give"))],
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Who can't sign in, having neither a password nor an open link, and may get one from me: by number."""
    now, after, who = caller.services.journal.clock(), text_cursor(cursor), caller.acting
    mine = may_get(who.directory, caller.employee_no, who.today)
    able = await caller.services.links.with_password(caller.organisation, mine)

    def shown(no: str) -> dict[str, Any]:
        return {"employee_no": no, "name": name_of(caller, no), "department": department_of(caller, no)}

    async def query(connection: Connection) -> Any:
        able_soon = await invitations.with_open_link(connection, caller.organisation, now)
        found = [no for no in mine if no not in able and no not in able_soon]
        following = [no for no in found if no > after]
        listed = following[:limit]
        return {
            "items": [shown(no) for no in listed],
            "next_cursor": listed[-1] if len(following) > limit else None,
            "count": len(found),
        }

    return await answer(caller, ["invitations"], at_least, query)
