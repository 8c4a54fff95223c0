"""Rewards: queries."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    answer,
    page,
    queried,
    text_cursor,
)
from ledger.application.rewards import RewardView
from ledger.projections.rewards import query as rewards

router = APIRouter(tags=["rewards"])


class Rewards(Listed):
    items: list[RewardView]


@router.get("/rewards", response_model=Rewards, **queried("rewards.read"))
async def list_rewards(
    caller: Annotated[Caller, Depends(reader("rewards.read"))],
    state: Literal["active", "retired"] | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """What points can be redeemed for, and how much of it is left."""
    after = text_cursor(cursor)

    async def query(connection: Connection) -> Any:
        return page(await rewards.rewards(connection, caller.organisation, state=state, limit=limit, after=after))

    return await answer(caller, ["rewards"], at_least, query)
