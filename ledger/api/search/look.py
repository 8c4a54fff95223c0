"""A look at somebody: what the caller may see of them in one answer, beside whatever page names them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.directory.names import department_of, name_of
from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import AtLeast, Connection, PathNo, queried, read, respond, shown_as
from ledger.api.leaderboards.queries import Mine
from ledger.api.search.queries import FoundClaim, title_of
from ledger.application.access import Acting
from ledger.application.grants import receives
from ledger.domain.accounts.events import employee_account
from ledger.domain.authorisation import PERMITTED
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.directory.directory import Employee
from ledger.domain.directory.sight import in_managers_sight
from ledger.domain.errors import NotFound
from ledger.projections.accounts import query as balances
from ledger.projections.claims import query as claims
from ledger.projections.leaderboards import read as leaderboards

router = APIRouter(tags=["directory"])

LAST = 5
"""Entries and claims that a look shows."""


class LookEntry(BaseModel):
    position: int
    kind: str
    points: int
    tag: str | None
    reason: str | None
    occurred_at: datetime
    actor: str
    on_behalf_of: str | None


class Look(BaseModel):
    """Number, name, department and the place on the public leaderboard are everybody's to see."""

    employee_no: str
    name: str | None
    department: str | None
    employed: bool
    place: Mine | None = Field(description="On the organisation's leaderboard of the present month.")
    in_sight: bool = Field(description="Whether the caller sees the rest; without, that is null or empty.")
    manager: str | None
    job: str | None
    balance: int | None = Field(description="Null, too, for an auditor, who has no account.")
    entries: list[LookEntry] = Field(description=f"The last {LAST} of the account.")
    claims: list[FoundClaim] = Field(description=f"The last {LAST}.")
    may_grant: bool = Field(description="Whether the caller may grant to them, or award, today.")


@router.get("/employees/{employee_no}/look", response_model=Look, **queried("directory.read", 404))
async def look(
    caller: Annotated[Caller, Depends(reader("directory.read"))], employee_no: PathNo, at_least: AtLeast = None
) -> Response:
    """Somebody at a glance: where they stand, their points, and what they were granted and claimed last, as far as the
    caller sees it."""
    person = caller.acting.directory.employees.get(employee_no)
    if person is None:
        raise NotFound
    place = await _place(caller, employee_no)

    async def query(connection: Connection) -> dict[str, Any]:
        more = await _more(caller, connection, person) if caller.acting.sees(person) else NO_MORE
        return {**_known(caller, person), "place": place, **more}

    found, position = await read(caller, ["directory", "balances", "claims"], at_least, query)
    return respond({**found, "claims": [_titled(one) for one in found["claims"]]}, position)


async def _place(caller: Caller, employee_no: str) -> dict[str, Any] | None:
    services = caller.services
    month = caller.settings.present_month(services.journal.clock())
    board = await leaderboards.board(
        services.reads.connection, services.redis, caller.organisation, ORGANISATION, month, 1, employee_no
    )
    place: dict[str, Any] | None = board["me"]
    return place


def _known(caller: Caller, person: Employee) -> dict[str, Any]:
    return {
        "employee_no": person.employee_no,
        "name": name_of(caller, person.employee_no),
        "department": department_of(caller, person.employee_no),
        "employed": person.employed_on(caller.acting.today),
        "may_grant": _may_grant(caller.acting, person),
    }


def _may_grant(who: Acting, person: Employee) -> bool:
    gives = "hr" in who.roles or (
        "manager" in who.roles and in_managers_sight(who.directory, who.principal, person, who.today)
    )
    return gives and receives(who, person)


NO_MORE: dict[str, Any] = {
    "in_sight": False,
    "manager": None,
    "job": None,
    "balance": None,
    "entries": [],
    "claims": [],
}


async def _more(caller: Caller, connection: Connection, person: Employee) -> dict[str, Any]:
    """What is shown of people in sight: of their points where the role reads any, an admin's does not."""
    standing = person.on(caller.acting.today)
    more = {**NO_MORE, "in_sight": True, "manager": standing.manager, "job": standing.job}
    if caller.roles & PERMITTED["accounts.read"] and "auditor" not in person.roles:
        account = employee_account(person.employee_no)
        more["balance"] = (await balances.account(connection, caller.organisation, account))["balance"]
        entries = await balances.entries(connection, caller.organisation, account, LAST)
        more["entries"] = list(map(shown_as(LookEntry), entries["items"]))
    if caller.roles & PERMITTED["claims.read"]:
        more["claims"] = await claims.titles(connection, caller.organisation, {person.employee_no}, LAST)
    return more


def _titled(claim: dict[str, Any]) -> dict[str, Any]:
    return shown_as(FoundClaim)({**claim, "description": title_of(claim)})
