"""Rewards as a file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from ledger.api.http.callers import Caller, reader
from ledger.api.http.files import AT_ONCE
from ledger.api.http.reading import Connection, queried
from ledger.api.reports.files import AskedList, publish_list
from ledger.api.reports.models import Figure
from ledger.projections.rewards import query as rewards

router = APIRouter(tags=["rewards"])


class RewardLine(BaseModel):
    code: str
    name: str
    state: str
    kind: str
    cost: int
    amount: Figure | None
    pay_item: str | None
    tax_class: str | None
    days: Figure | None
    hours: Figure | None
    course: str | None
    stock: int | None
    left: int | None
    yearly_limit: int | None
    approval: str


async def rewards_file(
    caller: Annotated[Caller, Depends(reader("rewards.read"))], state: Literal["active", "retired"] | None = None
) -> AskedList:
    """What points can be redeemed for, and could once."""

    async def query(connection: Connection, after: str | None) -> dict[str, Any]:
        return await rewards.rewards(connection, caller.organisation, state=state, limit=AT_ONCE, after=after or "")

    return AskedList(caller, ("rewards", "兑换项"), ["rewards"], query)


publish_list(router, "/rewards", rewards_file, RewardLine, **queried("rewards.read"))
