"""What every query shares: how far its projections are, reading one's own writes, opening sealed texts, pages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
from fastapi import Header, Query
from psycopg import AsyncConnection
from pydantic import AfterValidator, BaseModel
from starlette.responses import Response

from ledger.api.http.callers import Caller
from ledger.api.http.problems import Problem
from ledger.domain.errors import Invalid, NotFound
from ledger.domain.texts import Unfit, composed, employee_no
from ledger.domain.values import Sealed
from ledger.projections.engine.queries import Order, Place, positions, reached

WAIT_SECONDS = 2.0
BEHIND_SECONDS = 0.05
TELL_SECONDS = 0.5
Connection = AsyncConnection[Any]
SORT = "By what the list is sorted, with - from the highest or last on; if omitted, the newest first."

AtLeast = Annotated[
    int | None,
    Query(ge=0, le=2**62, description="Wait (2 s at most) until this journal position is seen: read your own writes."),
]
Limit = Annotated[int, Query(ge=1, le=1000)]
Cursor = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")]


def queried(action: str, *statuses: int, matter: str | None = None) -> dict[str, Any]:
    """What every query's decorator says: its action in the role table, what a delegate may ask it for, its refusals."""
    return {
        "responses": {
            200: {"headers": {"Ledger-Position": {"schema": {"type": "integer"}}}},
            **{status: {"content": {"application/problem+json": {}}} for status in (401, 403, 422, 503, *statuses)},
        },
        "openapi_extra": {"x-action": action, **({"x-delegable": matter} if matter else {})},
    }


async def answer(
    caller: Caller,
    projections: Collection[str],
    at_least: int | None,
    query: Callable[[Connection], Awaitable[Any]],
) -> Response:
    """Run a query when its projections are far enough, and say how far they were before it ran."""
    return respond(*await read(caller, projections, at_least, query))


async def read(
    caller: Caller,
    projections: Collection[str],
    at_least: int | None,
    query: Callable[[Connection], Awaitable[Any]],
) -> tuple[Any, int]:
    """What a query found, before it is a response, and how far the projections were."""
    if at_least is not None:
        await _wait(caller, projections, at_least)
    async with caller.services.reads.connection() as connection:
        position = await positions(connection, caller.organisation, projections)
        found = await query(connection)
    return await opened(caller, found), position


def respond(body: Any, position: int) -> Response:
    raw = orjson.dumps(body, option=orjson.OPT_UTC_Z)
    return Response(raw, headers={"Ledger-Position": str(position)}, media_type="application/json")


async def _wait(caller: Caller, projections: Collection[str], at_least: int) -> None:
    deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
    told = False
    while True:
        async with caller.services.reads.connection() as connection:
            position, head = await reached(connection, caller.organisation, projections)
        check_recorded(at_least, head, "/at_least")
        if position >= at_least:
            return
        left = deadline - asyncio.get_running_loop().time()
        if left <= 0:
            raise Problem(503, "behind", f"The answer stands at position {position}; try again.", {"Retry-After": "1"})
        if not told and left < WAIT_SECONDS - TELL_SECONDS:  # whoever recorded it may have died before they told
            caller.services.journal.tell(caller.organisation)
            told = True
        if caller.services.hub.reached(caller.organisation) >= at_least:  # by others, which these are behind
            await asyncio.sleep(min(left, BEHIND_SECONDS))
        else:
            await caller.services.hub.wait_beyond(caller.organisation, at_least - 1, min(left, 0.25))


def check_recorded(position: int, head: int, pointer: str) -> None:
    """Refuse a position beyond the journal's head: to wait for it would be to wait for what nobody recorded."""
    if position > head:
        raise Invalid(
            "unknown-position",
            f"The journal stands at position {head}: this one is not on record. Where it was, the ledger was restored "
            "since: forget what you know, and read anew without a position.",
            pointer,
            head=head,
        )


async def opened(caller: Caller, value: Any) -> Any:
    """A value with its sealed texts opened; null where a person was erased."""
    people = {found["$sealed"] for found in _sealed(value)}
    if not people:
        return value
    await caller.services.keyring.fetch(caller.organisation, people)

    def open_in(part: Any) -> Any:
        if isinstance(part, list):
            return [open_in(one) for one in part]
        if not isinstance(part, dict):
            return part
        if part.keys() == {"$sealed", "box"}:
            return caller.services.keyring.open(caller.organisation, Sealed(person=part["$sealed"], box=part["box"]))
        return {name: open_in(one) for name, one in part.items()}

    return open_in(value)


def _sealed(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, list):
        for one in value:
            yield from _sealed(one)
    elif isinstance(value, dict):
        if value.keys() == {"$sealed", "box"}:
            yield value
        else:
            for one in value.values():
                yield from _sealed(one)


def page(found: dict[str, Any], shape: Callable[[dict[str, Any]], dict[str, Any]] = lambda item: item) -> Any:
    """A list as clients read it: `{items, next_cursor}`."""
    following = found["next"]
    return {
        "items": [shape(item) for item in found["items"]],
        "next_cursor": None if following is None else str(following),
    }


def shown_as(view: type[BaseModel]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What turns a row into what a view shows of it."""
    names = tuple(view.model_fields)
    return lambda row: {name: row[name] for name in names}


def position_cursor(cursor: str | None) -> int | None:
    """A cursor of a list that is ordered by position."""
    if cursor is None:
        return None
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
        raise Invalid("cursor", "This is not a cursor of this list.", "/cursor")
    return int(cursor)


def place_cursor(cursor: str | None, order: Order | None) -> int | Place | None:
    """A cursor of a list that may be sorted: what belongs to another order is none of this one."""
    if cursor is None or order is None:
        return position_cursor(cursor)
    position, colon, value = cursor.partition(":")
    place = position_cursor(position)
    if not colon or place is None:
        raise Invalid("cursor", "This is not a cursor of this list.", "/cursor")
    return Place(place, _sorted_by(value, order))


def _sorted_by(value: str, order: Order) -> int | datetime | str:
    try:
        match order.type:
            case "bigint" if len(value) <= 18:
                return int(value)
            case "timestamptz":
                return datetime.fromisoformat(value).astimezone(UTC)
            case "text" if value.isprintable():
                return value
    except (ValueError, OverflowError):
        pass
    raise Invalid("cursor", "This is not a cursor of this list.", "/cursor")


def text_cursor(cursor: str | None) -> str:
    """A cursor of a list that is ordered by a code."""
    if cursor is not None and not cursor.isprintable():
        raise Invalid("cursor", "This is not a cursor of this list.", "/cursor")
    return cursor or ""


def _path_id(value: str) -> str:
    """PostgreSQL texts hold no NUL: what no id can be is not looked for. A code is composed as in a body."""
    value = composed(value)
    if not value.isprintable():
        raise NotFound
    return value


def _path_no(value: str) -> str:
    """A number is narrow, as in a body."""
    try:
        return employee_no(value)
    except Unfit as unfit:
        raise NotFound from unfit


PathId = Annotated[str, AfterValidator(_path_id)]
"""The id of something in a path, such as a code."""
PathNo = Annotated[str, AfterValidator(_path_no)]
"""Somebody's number in a path."""


class Listed(BaseModel):
    """Base of list answers."""

    next_cursor: str | None


LastEventId = Annotated[str | None, Header(alias="Last-Event-ID", max_length=30)]
