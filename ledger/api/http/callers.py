"""Who calls: the bearer token or the page's cookie, the roles of this moment, and in whose name (`On-Behalf-Of`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from ledger.api.http.cookies import page_session
from ledger.api.http.services import Services
from ledger.application.access import Acting, resolve
from ledger.application.sessions import (
    KEY_PREFIX,
    NotSignedIn,
    PageSession,
    Session,
    check_last_password,
    check_own_password,
)
from ledger.domain.authorisation import check_permitted
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.errors import Conflict, Forbidden, unknown_reference
from ledger.domain.integrations.api_key import API_KEY, ROLES
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.domain.values import Sealed

bearer = HTTPBearer(auto_error=False, description="The token of POST /v1/sessions, or the secret of an API key.")


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def bearer_token(request: Request) -> str | None:
    """None where no Authorization was sent: only then is a cookie looked at."""
    authorization = request.headers.get("authorization")
    if authorization is None:
        return None
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn("not-signed-in", "Send Authorization: Bearer TOKEN.")
    return token


class Caller(NamedTuple):
    """A signed-in person and what they may do now; or an outside system, whose `employee_no` is its key's stream."""

    services: Services
    organisation: str
    employee_no: str
    settings: Organisation
    acting: Acting
    session: Session | None = None
    page: PageSession | None = None

    @property
    def roles(self) -> frozenset[str]:
        return self.acting.roles

    async def seal(self, person: str, text: str, pointer: str = "/employee") -> Sealed:
        """Seal a text about a person; one who is not there is answered like one who is not seen."""
        keyring = self.services.keyring
        if not keyring.knows(self.organisation, person):
            await keyring.fetch(self.organisation, [person])
            if keyring.unreadable(self.organisation, person):
                raise key_unreadable(person, pointer)
            if not keyring.knows(self.organisation, person):
                raise unknown_reference(pointer)
        return keyring.seal(self.organisation, person, text)

    async def seal_optional(self, person: str, text: str | None) -> Sealed | None:
        return None if text is None else await self.seal(person, text)


def key_unreadable(person: str, pointer: str = "/employee") -> Conflict:
    return Conflict("key-unreadable", f"The key of {person} can't be read, so no text about them can be kept.", pointer)


async def caller_of(request: Request, action: str, matter: str | None, *, fresh: bool) -> Caller:
    """The caller, if the role table lets them do this. `fresh` reads the directory no older than the call; a command
    does without, since it is asked again under the journal's lock, unless what is remembered refuses it: another
    process may have recorded meanwhile what lets them."""
    services = services_of(request)
    token = bearer_token(request)
    if token is None:
        page = await page_session(request, services)
        caller = await _signed_in(request, services, page.session, action, matter, fresh)
        return caller._replace(page=page)
    if token.startswith(KEY_PREFIX):
        return await _keyholder(request, services, token, action)
    return await _signed_in(request, services, services.sessions.read(token), action, matter, fresh)


async def _signed_in(
    request: Request, services: Services, session: Session, action: str, matter: str | None, fresh: bool
) -> Caller:
    if not fresh:
        directory = services.journal.remembered(session.organisation, DIRECTORY)
        organisation = services.journal.remembered(session.organisation, ORGANISATION)
        if directory is not None and organisation is not None:
            try:
                return _caller(request, services, session, action, matter, directory, organisation)
            except (NotSignedIn, Forbidden):
                pass
    directory, organisation = await services.journal.states(session.organisation, DIRECTORY, ORGANISATION)
    return _caller(request, services, session, action, matter, directory, organisation)


async def _keyholder(request: Request, services: Services, secret: str, action: str) -> Caller:
    """An outside system, by the secret of its key; it acts in nobody's name."""
    address = request.client.host if request.client else ""
    name, key = await services.api_keys.read(secret, address)
    actor = API_KEY(key)
    directory, organisation, state = await services.journal.states(name, DIRECTORY, ORGANISATION, actor)
    today = organisation.today(services.journal.clock())
    if not state.valid_on(today):
        raise NotSignedIn("not-signed-in", "This key was revoked, or has ended.")
    if "on-behalf-of" in request.headers:
        raise Forbidden("not-delegated", "A key acts on nobody's behalf.", "/On-Behalf-Of")
    check_permitted(action, ROLES)
    return Caller(services, name, actor, organisation, Acting(actor, actor, ROLES, directory, today))


def _caller(
    request: Request,
    services: Services,
    session: Session,
    action: str,
    matter: str | None,
    directory: Directory,
    organisation: Organisation,
) -> Caller:
    check_last_password(session, directory)
    check_own_password(session, action)
    today = organisation.today(services.journal.clock())
    behalf = request.headers.get("on-behalf-of")
    if not directory.roles_of(session.employee_no, today):
        raise NotSignedIn("not-signed-in", "This person is not employed here any more.")
    who = resolve(directory, session.employee_no, behalf, matter, today)
    check_permitted(action, who.roles)
    return Caller(services, session.organisation, session.employee_no, organisation, who, session)


def reader(action: str, matter: str | None = None) -> Callable[..., Awaitable[Caller]]:
    """The dependency of a query: who reads, if they may; `matter` is what a delegation must cover."""

    async def read(request: Request, _: Annotated[Any, Depends(bearer)]) -> Caller:
        return await caller_of(request, action, matter, fresh=True)

    return read
