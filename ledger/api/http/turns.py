"""Whoever asks for much at once waits for themselves: the reads of one person take turns, and so do the commands with a
large body."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager, suppress
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ledger.api.http.callers import bearer_token, services_of
from ledger.api.http.cookies import page_cookie
from ledger.api.http.problems import Problem, response_of
from ledger.application.sessions import KEY_PREFIX, NotSignedIn, Session

MOST_AT_ONCE = 8
MOST_WAITING = 100
LARGE_BYTES = 8_000
"""From here on a body costs others time: two hundred short grants."""
MOST_LARGE_WAITING = 16
"""Of one person: each waits with its body."""
LONGEST_REST_SECONDS = 0.25
KEPT_COOKIES = 10_000
FRAMING = (b"content-length", b"transfer-encoding")


class LargeTurn(asyncio.Lock):
    """One person's, how many of theirs are in it or wait for it, and how many seconds the last one took."""

    held = 0
    took = 0.0


@asynccontextmanager
async def large_turn(organisation: str, actor: str) -> AsyncIterator[None]:
    """The turn of somebody's command with a large body: parsed, decided and recorded one after another. One that waited
    gives others as long as the one before it took: whoever sends one after the other is not slowed."""
    whose = organisation, actor
    turn = _large_turns.get(whose)
    if turn is None:
        turn = _large_turns[whose] = LargeTurn()
    if turn.held > MOST_LARGE_WAITING:
        raise too_many_requests()
    turn.held += 1
    waits, now = turn.locked(), asyncio.get_running_loop().time
    try:
        async with turn:
            if waits:
                await asyncio.sleep(min(turn.took, LONGEST_REST_SECONDS))
            began = now()
            try:
                yield
            finally:
                turn.took = now() - began
    finally:
        turn.held -= 1


_large_turns: WeakValueDictionary[tuple[str, str], LargeTurn] = WeakValueDictionary()


def too_many_requests() -> Problem:
    return Problem(429, "too-many-requests", "Wait for the answers first.", {"Retry-After": "1"})


class Turns:
    """ASGI around what answers reads. A turn ends where an answer begins: a stream goes on without one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._at_once: dict[Hashable, int] = {}
        self._waiting: dict[Hashable, deque[asyncio.Future[None]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        whose = _whose(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if whose is None:
            await self._app(scope, receive, send)
        elif self._at_once.get(whose, 0) < MOST_AT_ONCE:
            self._at_once[whose] = self._at_once.get(whose, 0) + 1
            await self._in_turn(whose, scope, receive, send)
        elif len(self._waiting.get(whose, ())) < MOST_WAITING:
            await self._wait(whose)
            await self._in_turn(whose, scope, receive, send, waited=True)
        else:
            await response_of(too_many_requests())(scope, receive, send)

    async def _in_turn(
        self, whose: Hashable, scope: Scope, receive: Receive, send: Send, *, waited: bool = False
    ) -> None:
        has_turn = True

        def end_turn() -> None:
            nonlocal has_turn
            if has_turn:
                has_turn = False
                self._give_on(whose)

        async def sending(message: Message) -> None:
            end_turn()
            await send(message)

        try:
            if waited and not any(name in FRAMING for name, _ in scope["headers"]):
                first = await receive()  # at once, where there is no body
                if first["type"] == "http.disconnect":
                    return
                receive = _beginning_with(first, receive)
            await self._app(scope, receive, sending)
        finally:
            end_turn()

    async def _wait(self, whose: Hashable) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(whose, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_on(whose)
            raise

    def _give_on(self, whose: Hashable) -> None:
        line = self._waiting.get(whose)
        while line:
            turn = line.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._waiting.pop(whose, None)
        self._at_once[whose] -= 1
        if not self._at_once[whose]:
            del self._at_once[whose]


def _beginning_with(first: Message, receive: Receive) -> Receive:
    told = False

    async def receiving() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return first

    return receiving


def _whose(scope: Scope) -> Hashable | None:
    """The person or key that a request comes from; none where it will be refused, or is anybody's to ask."""
    request = Request(scope)
    with suppress(NotSignedIn):
        token = bearer_token(request)
        if token is None:
            value = page_cookie(request)
            return _of_cookie(request, value) if value else None
        if token.startswith(KEY_PREFIX):
            return token
        return _person(services_of(request).sessions.read(token))
    return None


def _of_cookie(request: Request, value: str) -> Hashable:
    """Cookies are checked again by whoever asks who calls: to do so twice each time would cost more than the rest."""
    known = _of_cookies.get(value)
    if known is None:
        known = _of_cookies[value] = _person(services_of(request).page_sessions.read(value).session)
        if len(_of_cookies) > KEPT_COOKIES:
            _of_cookies.popitem(last=False)
    return known


def _person(session: Session) -> Hashable:
    return session.organisation, session.employee_no


_of_cookies: OrderedDict[str, Hashable] = OrderedDict()
