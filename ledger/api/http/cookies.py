"""The page's session in a cookie that no script reads, and what keeps other sites from using it.

Three fences, each enough by itself in today's browsers: the cookie is not sent along by other sites (SameSite), a
request that a browser says comes from one is refused, and whatever may change something carries the CSRF token, which
only a script of our own page can read.

A browser has one cookie for all its windows: when somebody else signs in, every other window speaks for them. So the
page says with each request whom it stands for, and one that stands for another person is refused.
"""

from __future__ import annotations

from hmac import compare_digest
from urllib.parse import quote

from fastapi import Request
from starlette.requests import cookie_parser
from starlette.responses import Response

from ledger.api.http.problems import Problem
from ledger.api.http.services import Services
from ledger.application.sessions import NotSignedIn, PageSession, Session

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SIGNED_IN_AS = "signed_in_as"
OWN_SITE = frozenset({"same-origin", "none"})
"""What browsers say in Sec-Fetch-Site of a request of our page, or of one that somebody typed."""


async def page_session(request: Request, services: Services) -> PageSession:
    """The session that a request's cookie stands for. Raises a 401 without one, and a 403 where it is not the page
    that asks."""
    value = page_cookie(request)
    if not value:
        raise NotSignedIn("not-signed-in", "Send Authorization: Bearer TOKEN.")
    check_own_site(request)
    page = services.page_sessions.read(value)
    _check_person(request, page.session)
    if request.method not in SAFE_METHODS:
        _check_csrf_token(request, services.page_sessions.csrf_token(page))
    await services.page_sessions.check_open(page)
    return page


def page_cookie(request: Request) -> str | None:
    """What a request's cookie of the page says, as yet unchecked."""
    return cookie_parser(request.headers.get("cookie", "")).get(_name(request))


def check_own_site(request: Request) -> None:
    """Refuse what another site has a browser send. Who sends neither header is no browser of today.

    Sec-Fetch-Site comes first: unlike Origin it is right behind a proxy that changes Host.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        own = site in OWN_SITE
    else:
        own = origin is None or origin.partition("://")[2] == request.headers.get("host")
    if not own:
        raise Problem(403, "cross-site", "Another site asked for this. A cookie speaks for our own page only.")


def _check_person(request: Request, session: Session) -> None:
    """Before the token: who learns that it is wrong asks for the right one, which would be another person's. The
    browser's own way to listen to a stream sends no headers, so it says it in the address."""
    said = request.headers.get("signed-in-as") or request.query_params.get(SIGNED_IN_AS)
    if said is not None and said != person_of(session):
        raise Problem(409, "another-person", "Somebody else is signed in by now in this browser. Load the page anew.")


def person_of(session: Session) -> str:
    """How the page names whom it stands for, in letters that a header takes: ORGANISATION/NUMBER."""
    return f"{quote(session.organisation, safe='')}/{quote(session.employee_no, safe='')}"


def _check_csrf_token(request: Request, expected: str) -> None:
    given = request.headers.get("x-csrf-token")
    if given is None:
        raise Problem(403, "csrf-token-missing", "Send X-CSRF-Token with the csrf_token of GET /v1/me.")
    if not compare_digest(given.encode(), expected.encode()):
        raise Problem(403, "csrf-token-wrong", "This X-CSRF-Token is of another session; GET /v1/me has the right one.")


def set_cookie(request: Request, response: Response, value: str, seconds: int) -> None:
    """`__Host-` keeps a neighbouring domain from planting a cookie of its own; over plain HTTP it can't be had."""
    response.set_cookie(
        _name(request), value, max_age=seconds, path="/", secure=_secure(request), httponly=True, samesite="strict"
    )


def device_of(request: Request) -> str | None:
    """What the browser says of who was signed in with it before."""
    return cookie_parser(request.headers.get("cookie", "")).get(_device_name(request))


def set_device(request: Request, response: Response, value: str, seconds: int) -> None:
    """Sent along to sign in only."""
    response.set_cookie(
        _device_name(request),
        value,
        max_age=seconds,
        path="/v1/sessions",
        secure=_secure(request),
        httponly=True,
        samesite="strict",
    )


def _device_name(request: Request) -> str:
    return "__Secure-ledger-device" if _secure(request) else "ledger-device"


def _secure(request: Request) -> bool:
    return bool(request.scope["scheme"] == "https")


def _name(request: Request) -> str:
    return "__Host-ledger-session" if _secure(request) else "ledger-session"
