"""Reading a board from Redis, and from PostgreSQL where Redis is behind, away, or of another generation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, NamedTuple

from psycopg import AsyncConnection
from redis.asyncio import Redis
from redis.exceptions import RedisError

from ledger.projections.engine.queries import fetch, hash_at
from ledger.projections.leaderboards import query, scripts
from ledger.projections.leaderboards.filling import HASH

Connect = Callable[[], AbstractAsyncContextManager[AsyncConnection[Any]]]
PATIENCE_SECONDS = 1.0
"""PostgreSQL is asked instead of a Redis that says nothing for so long."""


class Board(NamedTuple):
    """A board as Redis has it: the journal position that it shows, the chain's hash there in hex, and the generation of
    rows."""

    items: list[dict[str, Any]]
    me: dict[str, Any] | None
    position: int
    hash: str
    generation: str


async def read_board(
    redis: Redis, organisation: str, scope: str, period: str, limit: int = 100, me: str | None = None
) -> Board | None:
    """A board from Redis in one call; none where Redis can't say. Use it only if it is not behind the rows, and of
    their generation (`board` does that)."""
    keys = [scripts.keys(organisation)[0], scripts.board_key(organisation, scope, period)]
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            answer: Any = await redis.eval(scripts.READ, len(keys), *keys, min(limit, query.MOST), me or "")
    except (RedisError, OSError):
        return None
    if not answer:
        return None
    generation, position, hash, flat, mine, better = answer
    return Board(_ranked(flat), _own(mine, better), int(position), _text(hash), _text(generation))


async def board(
    connect: Connect,
    redis: Redis | None,
    organisation: str,
    scope: str,
    period: str,
    limit: int = 100,
    me: str | None = None,
) -> dict[str, Any]:
    """`{items: [{rank, employee, points}], me, position}` as of at least the rows' own position; from Redis where it
    has that, else from PostgreSQL. No connection is held while Redis is waited for."""
    async with connect() as connection:
        at = await _rows_at(connection, organisation)
    found = None if redis is None else await read_board(redis, organisation, scope, period, limit, me)
    if (
        found is not None
        and found.generation == at["generation"]
        and await _is_of_now(connect, organisation, found, at)
    ):
        return {"items": found.items, "me": found.me, "position": found.position}
    async with connect() as connection:
        answer = await query.board(connection, organisation, scope, period, limit, me)
    return {**answer, "position": at["position"]}


async def _rows_at(connection: AsyncConnection[Any], organisation: str) -> dict[str, Any]:
    rows = await fetch(
        connection,
        f"""SELECT s.generation, coalesce(p.position, 0) AS position, {HASH} AS hash FROM projector.status s
           LEFT JOIN projector.positions p ON p.projection = s.projection AND p.organisation = %s
           WHERE s.projection = 'leaderboards'""",
        (organisation,),
    )
    return rows[0]


async def _is_of_now(connect: Connect, organisation: str, found: Board, at: dict[str, Any]) -> bool:
    """Whether a board is not behind the rows, of their generation, and of the history that is recorded."""
    if found.generation != at["generation"]:
        return False
    if found.position == at["position"]:
        same: bool = found.hash == at["hash"]
        return same
    if found.position < at["position"]:
        return False
    # Written after the rows were looked at, or left behind by a history that is gone.
    async with connect() as connection:
        return found.hash == await hash_at(connection, organisation, found.position)


def _ranked(flat: list[Any]) -> list[dict[str, Any]]:
    """Employees and negated points, the best first; equal points share the rank of the first of them."""
    items: list[dict[str, Any]] = []
    for index, (employee, negated) in enumerate(zip(flat[::2], flat[1::2], strict=True)):
        points = -int(float(negated))
        tied = items and items[-1]["points"] == points
        rank = items[-1]["rank"] if tied else index + 1
        items.append({"rank": rank, "employee": _text(employee), "points": points})
    return items


def _own(negated: Any, better: int) -> dict[str, Any] | None:
    return None if negated is None else {"points": -int(float(negated)), "rank": better + 1}


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value
