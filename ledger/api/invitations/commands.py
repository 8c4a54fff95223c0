"""Giving links and taking them back: commands."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from secrets import token_hex
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import quote

import orjson
from pydantic import BaseModel, Field

from ledger.api.http.callers import Caller
from ledger.api.http.commands import CommandCaller, Handler, Many, command_router, documented
from ledger.api.http.fields import Body, EmployeeNo
from ledger.api.http.problems import ProblemBody, result_of
from ledger.application import invitations
from ledger.application.invitations import InvitationAnswer, Invited
from ledger.application.unit import Taken
from ledger.domain.errors import Invalid, unknown_reference
from ledger.domain.values import Sealed

router = command_router("invitations")
MOST_PEOPLE = 1_000
HERE = ("imported", "unchanged", "partly")
"""Rows of an import whose people are on record."""


class InvitationsBody(Body):
    """Some people, or all of an import who have no password yet."""

    employees: list[EmployeeNo] = Field(default=[], max_length=MOST_PEOPLE)
    import_id: Annotated[str, Field(max_length=64)] | None = None
    cursor: Annotated[str, Field(pattern="^[0-9]{1,9}$")] | None = Field(
        default=None, description="Of an import: `next_cursor` of the answer before."
    )


class InvitationResult(BaseModel):
    status: int = Field(description="As if it were asked for by itself.")
    employee_no: str
    name: str | None = None
    purpose: Literal["join", "reset"] | None = Field(
        default=None, description="`join`: the first password. `reset`: another one, for who has one."
    )
    expires_at: datetime | None = None
    link: str | None = Field(
        default=None,
        description="Beside this service's address. Shown here and nowhere else.",
        examples=["/welcome#demo/FIN01/0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"],
    )
    problem: ProblemBody | None = None


class InvitationsGiven(BaseModel):
    id: str
    position: int
    results: list[InvitationResult]
    next_cursor: str | None


class Asked(NamedTuple):
    """Who is to get a link, and where in the import the next ones follow."""

    people: list[str]
    next_cursor: str | None = None


@router.post("/invitations", **documented("invitations.give", InvitationsGiven, new=True))
async def invite(caller: CommandCaller, body: InvitationsBody) -> Many:
    """Give people links by which they choose their own password: up to 1,000 at once, each once, in the place of the
    one before. Of several, who may not get one is passed over with the reason."""
    asked = await _asked(caller, body)
    links, organisation, randomness = caller.services.links, caller.organisation, token_hex(16)
    known = await links.with_password(organisation, asked.people)
    people = [
        Invited(no, links.digest(organisation, no, links.code(organisation, no, randomness)), no in known)
        for no in asked.people
    ]
    handler = partial(
        invitations.give,
        id=randomness,
        people=people,
        lasting=caller.services.lasting,
        of_import=body.import_id,
        next_cursor=asked.next_cursor,
        problem_of=result_of,
    )

    async def with_links(taken: Taken) -> Taken:
        answer = orjson.loads(taken.body)
        given = [one for one in answer["results"] if "problem" not in one]
        await caller.services.keyring.fetch(organisation, [one["employee_no"] for one in given])
        for one in given:
            one.update(_opened(caller, answer["id"], one))
        return taken._replace(body=orjson.dumps(answer))

    return Many(handler, max(1, len(people)), with_links)


def _opened(caller: Caller, randomness: str, result: dict[str, Any]) -> dict[str, Any]:
    """What is shown of a result besides what is stored."""
    no = result["employee_no"]
    sealed = Sealed(person=no, box=result["name"])
    return {"name": caller.services.keyring.open(caller.organisation, sealed), "link": _link(caller, randomness, no)}


def _link(caller: Caller, randomness: str, employee_no: str) -> str:
    return link_with(caller, employee_no, caller.services.links.code(caller.organisation, employee_no, randomness))


def link_with(caller: Caller, employee_no: str, code: str) -> str:
    """What is behind the # is never sent to any server, so it stands in no log."""
    return "/welcome#" + "/".join(quote(part, safe="") for part in (caller.organisation, employee_no, code))


async def _asked(caller: Caller, body: InvitationsBody) -> Asked:
    if (body.import_id is None) == (not body.employees):
        raise Invalid("invalid-fields", "Name people, or an import: one of both.", "/employees")
    if body.import_id is None:
        return Asked(list(dict.fromkeys(body.employees)))
    port, organisation = caller.services.imports, caller.organisation
    one = await port.find(organisation, body.import_id)
    if one is None or one["kind"] != "employees":
        raise unknown_reference("/import_id")
    rows = await port.shown(organisation, body.import_id, HERE, MOST_PEOPLE, int(body.cursor or 0))
    people = list(dict.fromkeys(row["made"] or row["given"]["employee_no"] for row in rows))
    known = await caller.services.links.with_password(organisation, people)
    following = str(rows[-1]["row"]) if len(rows) == MOST_PEOPLE else None
    return Asked([no for no in people if no not in known], following)


@router.post("/invitations/{employee_no}/revocation", **documented("invitations.give", InvitationAnswer))
async def revoke(caller: CommandCaller, employee_no: str) -> Handler:
    """Take somebody's link back before it is used."""
    return partial(invitations.revoke, employee_no=employee_no)
