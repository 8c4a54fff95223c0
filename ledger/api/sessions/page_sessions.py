"""The page's session: its answer, renewing it, signing out."""

from __future__ import annotations

import time
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.cookies import set_cookie
from ledger.api.http.problems import Problem
from ledger.api.http.services import Services
from ledger.application.sessions import OWN_SESSION, PageSession

router = APIRouter(tags=["session"])
REFUSALS: dict[int | str, Any] = {
    status: {"content": {"application/problem+json": {}}} for status in (401, 403, 422, 503)
}


class PageSessionAnswer(BaseModel):
    """The session itself is in a cookie that no script reads."""

    csrf_token: str = Field(description="For the header X-CSRF-Token of every POST, PUT and PATCH by cookie.")
    expires_in: int = Field(description="Seconds until the session ends unless it is renewed.", examples=[3600])
    change_password: bool = Field(
        default=False, description="Somebody else set the password: only PUT /v1/me/password is open."
    )


def page_answer(request: Request, services: Services, page: PageSession, status: int) -> Response:
    """The session as a cookie, and what the page has to know of it."""
    seconds = seconds_left(page)
    answer = PageSessionAnswer(
        csrf_token=services.page_sessions.csrf_token(page),
        expires_in=seconds,
        change_password=page.session.provisional,
    )
    response = Response(answer.model_dump_json(), status, {"Cache-Control": "no-store"}, "application/json")
    set_cookie(request, response, services.page_sessions.sign(page), seconds)
    return response


def seconds_left(page: PageSession) -> int:
    return max(0, page.ends - int(time.time()))


def _page_of(caller: Caller) -> PageSession:
    if caller.page is None:
        raise Problem(403, "not-by-cookie", "A token ends by itself. Only the page's session is renewed or ended.")
    return caller.page


@router.post(
    "/sessions/renewal",
    response_model=PageSessionAnswer,
    responses=REFUSALS,
    openapi_extra={"x-action": OWN_SESSION},
)
async def renew_session(request: Request, caller: Annotated[Caller, Depends(reader(OWN_SESSION))]) -> Response:
    """Keep the page's session for another hour, at most until twelve hours after the sign-in."""
    services = caller.services
    return page_answer(request, services, services.page_sessions.renew(_page_of(caller)), 200)


@router.post("/sessions/end", status_code=204, responses=REFUSALS, openapi_extra={"x-action": OWN_SESSION})
async def end_session(request: Request, caller: Annotated[Caller, Depends(reader(OWN_SESSION))]) -> Response:
    """Sign out of the page: the cookie is cleared, and no copy of it is a session any more."""
    await caller.services.page_sessions.end(_page_of(caller))
    response = Response(status_code=204)
    set_cookie(request, response, "", 0)
    return response
