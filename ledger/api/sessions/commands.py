"""Signing in, and who one is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.bodies import check_media_type, parse_json, read_body
from ledger.api.http.callers import Caller, reader, services_of
from ledger.api.http.cookies import check_own_site, device_of, set_device
from ledger.api.http.fields import Body, Password
from ledger.api.http.problems import Problem
from ledger.api.http.services import Services
from ledger.api.sessions.page_sessions import PageSessionAnswer, page_answer, seconds_left
from ledger.api.sessions.preferences import PreferencesView, preferences_of
from ledger.application import directory as people
from ledger.application.ids import new_id
from ledger.application.sessions import OWN_SESSION, NotSignedIn, Origin, Session, check_last_password, is_provisional
from ledger.application.unit import Command
from ledger.domain.directory.decisions import in_force
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.directory.passwords import as_compared, check_new_password
from ledger.domain.errors import Invalid
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.domain.texts import folded

router = APIRouter(tags=["session"])


class SignIn(Body):
    """`login` is the employee_no, in any case and width; `organisation` may be left out where there is only one."""

    organisation: Annotated[str, Field(max_length=64)] | None = Field(default=None, examples=["demo"])
    login: Annotated[str, Field(max_length=64)] = Field(examples=["FIN00"])
    password: Annotated[str, Field(max_length=1024)] = Field(examples=["demo"])
    cookie: Annotated[bool, Field(strict=True)] = Field(
        default=False, description="For the page: the session comes as a cookie, and no token in the answer."
    )


class Token(BaseModel):
    access_token: str
    token_type: str = "Bearer"
    expires_in: int = Field(description="Seconds until the token ends.", examples=[3600])
    change_password: bool = Field(
        default=False, description="Somebody else set the password: only PUT /v1/me/password is open."
    )


REFUSALS: dict[int | str, Any] = {
    status: {"content": {"application/problem+json": {}}} for status in (400, 401, 413, 415, 422, 429, 503)
}


@router.post(
    "/sessions",
    status_code=201,
    response_model=Token | PageSessionAnswer,
    responses={**REFUSALS, 403: REFUSALS[401]},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": SignIn.model_json_schema()}},
        }
    },
)
async def sign_in(request: Request) -> Response:
    """Sign in with the employee number and the password. Wrong ones are slowed down; a browser that somebody signed in
    with before is known by a cookie, and does not wait with those that guess.

    With `cookie` (for the page) the session is in a cookie that no script reads; every POST, PUT and PATCH then
    carries the answered `csrf_token` in the header `X-CSRF-Token`. `GET /v1/me` answers it again."""
    services = services_of(request)
    raw = await read_body(request, 10_000)
    check_media_type(request)
    asked = SignIn.model_validate(parse_json(raw))
    if asked.cookie:
        check_own_site(request)
    organisation = await meant_organisation(services, asked.organisation)
    account = folded(asked.login)
    origin = Origin(address_of(request), services.devices.known(device_of(request), organisation, account))
    password = await services.sessions.check_password(organisation, asked.login, asked.password, origin)
    directory: Directory = await services.journal.state(organisation, DIRECTORY)
    number = password.employee_no
    session = Session(organisation, number, password.id, is_provisional(number, password, directory))
    try:
        check_last_password(session, directory)
    except NotSignedIn as error:  # another one was set, and has not arrived
        raise NotSignedIn("wrong-login", "Login or password is wrong.") from error
    settings: Organisation = await services.journal.state(organisation, ORGANISATION)
    if not directory.roles_of(number, settings.today(services.journal.clock())):
        await services.refused_sign_ins.note(organisation, number, origin.address, "no-longer-employed")
        raise NotSignedIn("no-longer-employed", "This person is not employed here any more.")
    answered = begun(request, services, session, asked.cookie, 201)
    if asked.cookie and not session.provisional:  # such a one may be somebody else's browser
        known = services.devices.remembering(device_of(request), organisation, account)
        set_device(request, answered, known, services.devices.seconds)
    return answered


async def meant_organisation(services: Services, named: str | None) -> str:
    """The one that is named; it may be left out where there is only one."""
    if named is not None:
        return named
    organisations = await services.journal.organisations()
    if len(organisations) != 1:
        raise Problem(422, "organisation-missing", "There are several organisations here: name yours.")
    return organisations[0]


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def begun(request: Request, services: Services, session: Session, by_cookie: bool, status: int) -> Response:
    """The answer with a new session, as a cookie or as a token."""
    if by_cookie:
        return page_answer(request, services, services.page_sessions.begin(session), status)
    token = services.sessions.token(
        session.organisation, session.employee_no, session.password_id, provisional=session.provisional
    )
    answer = Token(access_token=token, expires_in=services.sessions.seconds, change_password=session.provisional)
    return Response(answer.model_dump_json(), status, {"Cache-Control": "no-store"}, "application/json")


class NewPassword(Body):
    current: Annotated[str, Field(max_length=1024)]
    password: Password = Field(description="None of the common ones, nor one's number or the organisation's name.")


@router.put(
    "/me/password",
    response_model=Token | PageSessionAnswer,
    responses=REFUSALS,
    openapi_extra={
        "x-action": OWN_SESSION,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": NewPassword.model_json_schema()}},
        },
    },
)
async def change_password(request: Request, caller: Annotated[Caller, Depends(reader(OWN_SESSION))]) -> Response:
    """Change my password; the present one is asked for again. Every token and cookie of before ends; here is a new
    one, of the kind that the caller came with. Who came with a password that somebody else set chooses another."""
    raw = await read_body(request, 10_000)
    check_media_type(request)
    asked = NewPassword.model_validate(parse_json(raw))
    services, organisation, employee_no = caller.services, caller.organisation, caller.employee_no
    assert caller.session is not None
    origin = Origin(address_of(request), f"session:{caller.session.password_id}")  # who is signed in is no stranger
    password_id = (await services.sessions.check_password(organisation, employee_no, asked.current, origin)).id
    provisional = caller.session.provisional
    if provisional and as_compared(asked.password) == as_compared(asked.current):
        raise Invalid("password-unchanged", "Somebody else knows this password: choose another.", "/password")
    if asked.password != asked.current:
        check_new_password(asked.password, (employee_no, organisation, caller.settings.name))
        password_id = new_id()
        await services.journal.submit(Command(organisation, employee_no, password_id, people.set_own_password))
        await services.sessions.set_password(
            organisation, employee_no, asked.password, replace=True, password_id=password_id
        )
    session = Session(organisation, employee_no, password_id)
    return begun(request, services, session, caller.page is not None, 200)


class Me(BaseModel):
    employee_no: str
    name: str | None
    roles: list[str]
    stands_in: list[str] = Field(description="What others delegated to me for today: grants, claims, redemptions.")
    organisation: str
    organisation_name: str
    time_zone: str
    currency: str
    language: str
    csrf_token: str | None = Field(default=None, description="By cookie: for the header X-CSRF-Token.")
    expires_in: int | None = Field(default=None, description="By cookie: seconds until the session ends.")
    change_password: bool = Field(description="Somebody else set the password: only PUT /v1/me/password is open.")
    preferences: PreferencesView


@router.get("/me", openapi_extra={"x-action": OWN_SESSION})
async def me(caller: Annotated[Caller, Depends(reader(OWN_SESSION))]) -> Me:
    """Who I am, what I may be, and where."""
    record = caller.acting.directory.employees[caller.employee_no]
    await caller.services.keyring.fetch(caller.organisation, [caller.employee_no])
    settings, session = caller.settings, caller.page
    return Me(
        employee_no=caller.employee_no,
        name=caller.services.keyring.open(caller.organisation, record.name),
        roles=sorted(caller.roles),
        stands_in=_stands_in(caller),
        organisation=caller.organisation,
        organisation_name=settings.name,
        time_zone=settings.time_zone,
        currency=settings.currency,
        language=settings.language,
        csrf_token=None if session is None else caller.services.page_sessions.csrf_token(session),
        expires_in=None if session is None else seconds_left(session),
        change_password=caller.session is not None and caller.session.provisional,
        preferences=await preferences_of(caller),
    )


def _stands_in(caller: Caller) -> list[str]:
    given = in_force(caller.acting.directory, caller.acting.today)
    return sorted({matter for one in given if one.delegate == caller.employee_no for matter in one.matters})
