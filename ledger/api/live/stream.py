"""Server-sent events: `balance`, `leaderboard`, `waiting`, `notification`. They carry state, not changes, so that a
client that missed some is right again with the next; the last message of a position carries it as id."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import partial
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Request

from ledger.api.http.callers import Caller, caller_of, reader
from ledger.api.http.cookies import SIGNED_IN_AS
from ledger.api.http.problems import Problem
from ledger.api.http.reading import LastEventId, check_recorded, opened, queried
from ledger.api.leaderboards.queries import read_board, with_names
from ledger.api.live.broadcast import MOST_STREAMS, Changes, Subscriber, broadcast_of
from ledger.api.live.event_stream import EventStream, to_its_end
from ledger.application.sessions import NotSignedIn
from ledger.domain.accounts.events import employee_account
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.errors import Refusal
from ledger.projections.accounts import query as balances
from ledger.projections.engine.queries import head
from ledger.projections.notifications import query as notifications

router = APIRouter(tags=["live"])
HEARTBEAT_SECONDS = 15.0
PLACES = 10
MOST_NEWS = 200
"""Who was away for longer reads what is older in the list of notifications."""
Message = tuple[str, Any]


@router.get(
    "/stream",
    response_class=EventStream,
    status_code=200,  # FastAPI can't read it from the signature of one that takes no status
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    openapi_extra=queried("stream")["openapi_extra"],
)
async def stream(
    request: Request,
    caller: Annotated[Caller, Depends(reader("stream"))],
    scope: Annotated[str, Query(max_length=80, description="Which leaderboard to follow.")] = ORGANISATION,
    _signed_in_as: Annotated[
        str | None,
        Query(alias=SIGNED_IN_AS, max_length=900, description="By cookie: whom the page stands for (Signed-In-As)."),
    ] = None,
    last_event_id: LastEventId = None,
) -> EventStream:
    """What concerns me, as it happens. `Last-Event-ID` goes on after a position, with the last 200 notifications."""
    if scope != ORGANISATION:
        department = scope.partition(":")[2]
        if not scope.startswith("department:") or department not in caller.acting.directory.departments:
            raise Problem(422, "unknown-scope", "organisation or department:CODE.")
    broadcast = broadcast_of(caller.services, caller.organisation)
    seconds = {"Retry-After": str(round(HEARTBEAT_SECONDS))}
    if broadcast.is_full(caller.employee_no):
        raise Problem(429, "too-many-streams", f"You have {MOST_STREAMS} streams open already: close one.", seconds)
    if broadcast.all_full():
        raise Problem(503, "streams-full", "This process has as many streams open as it may. Try again.", seconds)
    after = int(last_event_id) if last_event_id and last_event_id.isascii() and last_event_id.isdigit() else None
    if after is not None:
        async with broadcast.reading() as connection:
            check_recorded(after, await head(connection, caller.organisation), "/Last-Event-ID")
    return EventStream(partial(_messages, request, caller, scope, after))


async def _messages(request: Request, caller: Caller, scope: str, after: int | None) -> AsyncGenerator[bytes]:
    broadcast = broadcast_of(caller.services, caller.organisation)
    if broadcast.is_full(caller.employee_no) or broadcast.all_full():  # by others that were let in meanwhile
        return
    async with broadcast.subscribe(caller.employee_no) as subscriber:
        changes: Changes | None = Changes(await to_its_end(broadcast.position()), True, True, True, after)
        checked = time.monotonic()
        while True:
            if changes is None:
                yield b": still here\n\n"
            else:
                async with aclosing(_told(caller, subscriber, scope, changes)) as told:
                    async for messages in told:
                        yield messages
            changes = await _next(subscriber)
            if time.monotonic() - checked >= HEARTBEAT_SECONDS:  # whether the caller may still listen
                try:
                    caller = await to_its_end(caller_of(request, "stream", None, fresh=True))
                except (NotSignedIn, Refusal):
                    return
                checked = time.monotonic()


async def _next(subscriber: Subscriber) -> Changes | None:
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            return await subscriber.changes()
    except TimeoutError:
        return None


async def _told(caller: Caller, subscriber: Subscriber, scope: str, changes: Changes) -> AsyncGenerator[bytes]:
    """The messages of one position, the balance as soon as it is read; the last carries the position as id."""
    others = to_its_end(_others(caller, subscriber, scope, changes))
    if not changes.mine or "employee" not in caller.roles:
        yield _encoded(await others, changes.position)
        return
    # Beside the balance: on a busy machine each wait for the database is what a listener notices.
    news = to_its_end(_news(caller, changes))
    yield _encoded([await to_its_end(_balance(caller, changes))])
    yield _encoded([*await others, *await news], changes.position)


def _encoded(messages: Sequence[Message], position: int | None = None) -> bytes:
    if not messages:
        return b""
    lines = [b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data, option=orjson.OPT_UTC_Z) + b"\n"
             for name, data in messages]  # fmt: skip
    if position is not None:
        lines[-1] = b"id: %d\n" % position + lines[-1]
    return b"\n".join(lines) + b"\n"


async def _balance(caller: Caller, changes: Changes) -> Message:
    async with broadcast_of(caller.services, caller.organisation).reading() as connection:
        account = await balances.account(connection, caller.organisation, employee_account(caller.employee_no))
    return "balance", {"employee": caller.employee_no, **account, "position": changes.position}


async def _news(caller: Caller, changes: Changes) -> list[Message]:
    """The last notifications after the position that was told last, up to this one: later ones come with theirs."""
    if changes.after is None:
        return []
    async with broadcast_of(caller.services, caller.organisation).reading() as connection:
        news = await notifications.notifications_between(
            connection,
            caller.organisation,
            caller.employee_no,
            caller.acting.today,
            changes.after,
            changes.position,
            MOST_NEWS,
        )
    return [("notification", item) for item in await opened(caller, news)]


async def _others(caller: Caller, subscriber: Subscriber, scope: str, changes: Changes) -> list[Message]:
    """What is not the subscriber's alone."""
    return [*await _boards(caller, scope, changes), *await _waiting(caller, subscriber, changes)]


async def _boards(caller: Caller, scope: str, changes: Changes) -> list[Message]:
    """A board is read once for everybody who follows it at the moment (see broadcast)."""
    if not changes.boards:
        return []
    period = caller.settings.present_month(caller.services.journal.clock())
    broadcast = broadcast_of(caller.services, caller.organisation)

    async def read() -> dict[str, Any]:
        async with broadcast.turn():
            found, position = await read_board(caller, scope, period, PLACES)
        named = await with_names(caller, {"items": found["items"], "scope": scope, "period": period})
        return {**named, "position": position}

    return [("leaderboard", await broadcast.board(scope, period, read))]


async def _waiting(caller: Caller, subscriber: Subscriber, changes: Changes) -> list[Message]:
    """How much waits for whoever decides something, as GET /v1/waiting counts it; also when as many others wait."""
    if not changes.waiting:
        return []
    mine = (await broadcast_of(caller.services, caller.organisation).waiting()).of(caller.employee_no)
    if not mine.decides or mine.mark == subscriber.waiting:
        return []
    subscriber.waiting = mine.mark
    return [("waiting", {**mine.counts, "position": changes.position})]
