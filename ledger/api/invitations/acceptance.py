"""Using a link: whom it is for, and choosing one's own password by it. Whoever calls is not signed in."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.bodies import check_media_type, parse_json, read_body
from ledger.api.http.callers import services_of
from ledger.api.http.cookies import check_own_site
from ledger.api.http.fields import Body, Password
from ledger.api.http.services import Services
from ledger.api.sessions.commands import Token, address_of, begun, meant_organisation
from ledger.api.sessions.page_sessions import PageSessionAnswer
from ledger.application import invitations
from ledger.application.ids import new_id
from ledger.application.sessions import Origin, Session
from ledger.application.unit import Command
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.directory.passwords import check_new_password
from ledger.domain.errors import Conflict
from ledger.domain.invitations.invitation import (
    INVITATION,
    Invitation,
    LinkState,
    check_open,
    opens,
    over,
    state_of,
    unfinished_state_of,
)
from ledger.domain.organisation.organisation import ORGANISATION, Organisation

router = APIRouter(tags=["invitations"])
REFUSALS: dict[int | str, Any] = {
    status: {"content": {"application/problem+json": {}}} for status in (400, 401, 403, 409, 413, 415, 422, 429, 503)
}
MOST_BYTES = 10_000


class LinkBody(Body):
    """What stands in a link: the organisation, the employee_no and the code, in any case and width."""

    organisation: Annotated[str, Field(max_length=64)] | None = Field(default=None, examples=["demo"])
    login: Annotated[str, Field(max_length=64)] = Field(examples=["FIN01"])
    code: Annotated[str, Field(max_length=100)] = Field(examples=["0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"])


class AcceptanceBody(LinkBody):
    password: Password = Field(description="None of the common ones, nor one's number or the organisation's name.")
    cookie: Annotated[bool, Field(strict=True)] = Field(
        default=False, description="For the page: the session comes as a cookie, and no token in the answer."
    )


class LinkAnswer(BaseModel):
    employee_no: str
    name: str | None
    organisation: str
    organisation_name: str
    language: str
    purpose: Literal["join", "reset"]
    expires_at: datetime


class Found(NamedTuple):
    """A link whose code was right, with what it is judged by. `state`: "open", too, where a use is on record whose
    password never came, and the link may still finish it."""

    employee_no: str
    invitation: Invitation
    directory: Directory
    settings: Organisation
    state: LinkState


def _documented(body: type[BaseModel]) -> dict[str, Any]:
    content = {"application/json": {"schema": body.model_json_schema()}}
    return {"responses": REFUSALS, "openapi_extra": {"requestBody": {"required": True, "content": content}}}


@router.post("/invitations/opening", response_model=LinkAnswer, **_documented(LinkBody))
async def open_link(request: Request) -> Response:
    """Whom a link is for. Wrong codes are slowed down like wrong passwords, and answered alike whether or not there is
    such a person; what became of a link is told to whoever has it."""
    services = services_of(request)
    raw = await read_body(request, MOST_BYTES)
    check_media_type(request)
    asked = LinkBody.model_validate(parse_json(raw))
    organisation = await meant_organisation(services, asked.organisation)
    found = await _entered(request, services, organisation, asked)
    check_open(found.state)
    given = found.invitation.given
    assert given is not None
    await services.keyring.fetch(organisation, [found.employee_no])
    answered = LinkAnswer(
        employee_no=found.employee_no,
        name=services.keyring.open(organisation, found.directory.employees[found.employee_no].name),
        organisation=organisation,
        organisation_name=found.settings.name,
        language=found.settings.language,
        purpose=given.purpose,
        expires_at=given.expires_at,
    )
    return Response(answered.model_dump_json(), 200, {"Cache-Control": "no-store"}, "application/json")


@router.post(
    "/invitations/acceptance",
    status_code=201,
    response_model=Token | PageSessionAnswer,
    **_documented(AcceptanceBody),
)
async def accept(request: Request) -> Response:
    """Choose one's own password by a link, once, and be signed in with it."""
    services = services_of(request)
    raw = await read_body(request, MOST_BYTES)
    check_media_type(request)
    asked = AcceptanceBody.model_validate(parse_json(raw))
    if asked.cookie:
        check_own_site(request)
    organisation = await meant_organisation(services, asked.organisation)
    # Before the link is looked at, so that what is said of the password says nothing of the link.
    check_new_password(asked.password, (asked.login, organisation))
    found = await _entered(request, services, organisation, asked)
    check_new_password(asked.password, (found.employee_no, organisation, found.settings.name))
    session = await _joined(services, organisation, found, asked)
    return begun(request, services, session, asked.cookie, 201)


async def _entered(request: Request, services: Services, organisation: str, asked: LinkBody) -> Found:
    right = partial(_found, services, organisation, asked)
    return await services.links.enter(organisation, asked.login, Origin(address_of(request)), right)


async def _found(services: Services, organisation: str, asked: LinkBody) -> Found | None:
    """The link, if its code is right; none alike for an organisation or a person that is not there."""
    if organisation not in await services.journal.organisations():
        return None
    directory: Directory = await services.journal.state(organisation, DIRECTORY)
    number = directory.number_of(asked.login.strip()) or ""
    invitation, settings = await services.journal.states(organisation, INVITATION(number), ORGANISATION)
    if not opens(invitation, services.links.digest(organisation, number, asked.code)):
        return None
    now = services.journal.clock()
    unfinished = await _unfinished(services, organisation, invitation, directory)
    state = (unfinished_state_of if unfinished else state_of)(invitation, directory, now, settings.today(now))
    return Found(number, invitation, directory, settings, state)


async def _joined(services: Services, organisation: str, found: Found, asked: AcceptanceBody) -> Session:
    """The use is on record first, and then the password is set. Whose process died between the two, or had no answer,
    sends it again: of a use on record whose password never came, it is set then, whoever of several comes first."""
    no, digest = found.employee_no, services.links.digest(organisation, found.employee_no, asked.code)
    check_open(found.state)
    if found.invitation.used_as is None:
        command = Command(organisation, no, new_id(), partial(invitations.use, employee_no=no, digest=digest))
        try:
            await services.journal.submit(command)
        except Conflict as refusal:
            if refusal.code != "link-used":
                raise
    invitation, directory = await services.journal.states(organisation, INVITATION(no), DIRECTORY)
    password_id = _chosen_by(invitation, directory)
    if password_id is None or not opens(invitation, digest):
        raise over("ended" if invitation.used_as is None else "used")
    if not await services.sessions.choose_password(organisation, no, asked.password, password_id):
        raise over("used")
    return Session(organisation, no, password_id)


async def _unfinished(services: Services, organisation: str, invitation: Invitation, directory: Directory) -> bool:
    """Whether the use is on record, and the password never came."""
    given, password_id = invitation.given, _chosen_by(invitation, directory)
    if given is None or password_id is None:
        return False
    return not await services.links.arrived(organisation, given.employee_no, password_id)


def _chosen_by(invitation: Invitation, directory: Directory) -> str | None:
    """The setting of the password that a link was used for, while it is the person's last."""
    given, used_as = invitation.given, invitation.used_as
    if given is None or used_as is None or directory.passwords.get(given.employee_no) != used_as:
        return None
    return used_as
