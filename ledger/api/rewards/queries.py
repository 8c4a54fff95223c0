"""Rewards: queries."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.problems import ProblemBody
from ledger.api.http.questions import problem_of, unit_over
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    page,
    queried,
    read,
    respond,
    text_cursor,
)
from ledger.application.redemptions import offered
from ledger.application.rewards import RewardView
from ledger.domain.accounts.events import employee_account
from ledger.domain.rewards.reward import REWARD
from ledger.projections.rewards import query as rewards

router = APIRouter(tags=["rewards"])


class MyShare(BaseModel):
    taken: int = Field(
        description="Pieces that I requested this year, and that were not rejected, cancelled or taken back."
    )
    most: int = Field(description="Pieces that I can request now: within stock, limit and balance.")
    problem: ProblemBody | None = Field(description="Why not one.")


class OfferedReward(RewardView):
    mine: MyShare | None = Field(description="Null for who has no account.")


class Rewards(Listed):
    items: list[OfferedReward]


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

    found, position = await read(caller, ["rewards"], at_least, query)
    return respond({**found, "items": await _with_mine(caller, found["items"])}, position)


async def _with_mine(caller: Caller, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if "employee" not in caller.roles:
        return [{**reward, "mine": None} for reward in found]
    streams = [employee_account(caller.employee_no), *(REWARD(reward["code"]) for reward in found)]
    unit = await unit_over(caller, streams)
    return [{**reward, "mine": offered(unit, reward["code"], problem_of)} for reward in found]
