"""What I decided: a query of everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
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
    position_cursor,
    queried,
    shown_as,
)
from ledger.api.waiting.deciding import Row, allowed
from ledger.application import redemptions
from ledger.application.reversals import check_takes_back
from ledger.projections.decisions import query as decisions

router = APIRouter(tags=["session"])


class DecisionView(BaseModel):
    position: int
    decided_at: datetime
    kind: Literal["claim", "redemption", "tag", "reversal", "countersignature"]
    decision: Literal["approved", "returned", "rejected", "fulfilled", "confirmed"]
    id: str = Field(description="Of what was decided about.")
    employee: str | None = Field(description="Whom it is about; of a proposed tag the proposer.")
    tag: str | None = Field(description="The code.")
    name: str | None = Field(description="Of what was redeemed.")
    points: int | None = Field(description="What an approved claim credited, a redemption costs, a reversal takes.")
    reason: str | None
    decided_by: str
    decided_on_behalf_of: str | None
    taken_back: bool = Field(description="What it brought about was taken back since.")
    may_take_back: bool = Field(description="Whether I may take back what the claim credited, or what was fulfilled.")


class Decisions(Listed):
    items: list[DecisionView]


@router.get("/decisions", response_model=Decisions, **queried("session"))
async def my_decisions(
    caller: Annotated[Caller, Depends(reader("session"))],
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """What I decided, or another on my behalf, newest first."""
    before = position_cursor(cursor)
    now = caller.services.journal.clock()

    async def query(connection: Connection) -> Any:
        found = await decisions.decisions(connection, caller.organisation, caller.employee_no, limit, before)
        return page(found, lambda row: shown_as(DecisionView)(_shown(caller, row, now)))

    return await answer(caller, decisions.READ, at_least, query)


def _shown(caller: Caller, row: Row, now: datetime) -> Row:
    return {
        **row,
        "points": row["credited"] if row["kind"] == "claim" else row["points"],
        "decided_by": row["actor"],
        "decided_on_behalf_of": row["on_behalf_of"],
        "taken_back": _is_taken_back(row),
        "may_take_back": allowed(_check_takes_back, caller, row, now) if _stands(row) else False,
    }


def _stands(row: Row) -> bool:
    """Whether what was decided moved something that can be taken back, and was not yet."""
    if row["decision"] == "fulfilled":
        return bool(row["state"] == "fulfilled")
    return row["kind"] == "claim" and row["decision"] == "approved" and not row["reversed"]


def _is_taken_back(row: Row) -> bool:
    return bool(row["reversed"] if row["kind"] == "claim" else row["state"] == "reversed")


def _check_takes_back(caller: Caller, row: Row, now: datetime) -> None:
    if row["kind"] == "redemption":
        redemptions.check_fulfils(caller.acting, caller.acting.in_path(row["employee"]))
    else:
        by = row["on_behalf_of"] or row["actor"]
        check_takes_back(caller.acting, row["employee"], by, row["decided_at"], now)
