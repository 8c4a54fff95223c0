"""Leaderboards, and what a place on one is the sum of: queries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import PERIOD_PATTERN
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    PathNo,
    answer,
    opened,
    page,
    position_cursor,
    queried,
    respond,
)
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.errors import Invalid
from ledger.domain.tags.tag import TAG, Tag
from ledger.projections.engine.queries import positions
from ledger.projections.engine.sealing import sealed
from ledger.projections.leaderboards import entries as sums
from ledger.projections.leaderboards import read as leaderboards

router = APIRouter(tags=["accounts"])


class Place(BaseModel):
    rank: int
    employee: str
    name: str | None
    points: int


class Mine(BaseModel):
    rank: int
    points: int


class Board(BaseModel):
    items: list[Place]
    me: Mine | None
    opens: list[str] = Field(description="Whose place the caller may open into its entries.")
    scope: str
    period: str


class PlaceEntry(BaseModel):
    position: int
    occurred_at: datetime
    recorded_at: datetime
    kind: Literal["grant", "claim", "past-grant", "reversal", "deduction", "deduction-corrected"]
    points: int
    tag: str
    month: str = Field(description="In which it counts.")
    reason: str | None
    actor: str
    on_behalf_of: str | None
    subject: str


class PlaceEntries(Listed):
    items: list[PlaceEntry]
    sum: int = Field(description="Over all entries, on this page or not: the number on the board.")
    scope: str
    period: str


LeaderboardReader = Annotated[Caller, Depends(reader("leaderboards.read"))]
Scope = Annotated[str, Query(max_length=80, description="organisation, department:CODE or tag:CODE")]
Period = Annotated[str | None, Query(pattern=PERIOD_PATTERN, description="YYYY-MM, YYYY or all")]


@router.get("/leaderboards", response_model=Board, **queried("leaderboards.read"))
async def leaderboard(
    caller: LeaderboardReader,
    scope: Scope = ORGANISATION,
    period: Period = None,
    limit: Limit = 100,
    at_least: AtLeast = None,
) -> Response:
    """Net credits from grants and claims by month of occurrence; ties share a rank."""
    await _check_scope(caller, scope)
    when = _period(caller, period)
    found, position = await read_board(caller, scope, when, limit, at_least)
    board = {**found, "opens": _opens(caller, found["items"]), "scope": scope, "period": when}
    return respond(await with_names(caller, board), position)


@router.get("/leaderboards/{employee_no}/entries", response_model=PlaceEntries, **queried("leaderboards.read", 404))
async def place_entries(
    caller: LeaderboardReader,
    employee_no: PathNo,
    scope: Scope = ORGANISATION,
    period: Period = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """What somebody's number on a leaderboard is the sum of, newest first: of oneself and of whom the caller sees."""
    of, before = caller.acting.in_path(employee_no).employee_no, position_cursor(cursor)
    await _check_scope(caller, scope)
    when, asked = _period(caller, period), caller.organisation

    async def query(connection: Connection) -> Any:
        upto = await positions(connection, asked, FOLLOWED)
        decode = caller.services.decode
        found = await sums.entries(connection, asked, decode, of, scope, when, upto, limit, before)
        return {**page(found), "sum": found["sum"], "scope": scope, "period": when}

    return await answer(caller, FOLLOWED, at_least, query)


FOLLOWED = ["leaderboards", "audit"]
"""The entries are found by the latter, and none is shown that the boards do not count yet."""


def _period(caller: Caller, asked: str | None) -> str:
    return asked or caller.settings.present_month(caller.services.journal.clock())


def _opens(caller: Caller, items: list[dict[str, Any]]) -> list[str]:
    people = caller.acting.directory.employees
    numbers = [item["employee"] for item in items]
    return [no for no in numbers if no in people and caller.acting.sees(people[no])]


async def read_board(
    caller: Caller, scope: str, period: str, limit: int, at_least: int | None = None
) -> tuple[dict[str, Any], int]:
    """A board from Redis where it stands at least as far as PostgreSQL's, and from PostgreSQL otherwise."""
    if at_least is not None:
        await answer(caller, ["leaderboards"], at_least, _nothing)
    services = caller.services
    found = await leaderboards.board(
        services.reads.connection, services.redis, caller.organisation, scope, period, limit, caller.employee_no
    )
    return {"items": found["items"], "me": found["me"]}, found["position"]


async def _nothing(connection: Connection) -> None:
    """A query that only waits."""


async def with_names(caller: Caller, board: dict[str, Any]) -> dict[str, Any]:
    """A board with names, which the rows don't hold."""
    employees = caller.acting.directory.employees
    items = [
        {**item, "name": sealed(employees[item["employee"]].name) if item["employee"] in employees else None}
        for item in board["items"]
    ]
    named: dict[str, Any] = await opened(caller, {**board, "items": items})
    return named


async def _check_scope(caller: Caller, scope: str) -> None:
    kind, _, code = scope.partition(":")
    if scope == ORGANISATION or (kind == "department" and code in caller.acting.directory.departments):
        return
    if kind == "tag" and code.isprintable() and code:
        tag: Tag = await caller.services.journal.state(caller.organisation, TAG(code))
        if tag.exists:
            return
    raise Invalid("unknown-scope", "organisation, department:CODE or tag:CODE.", "/scope")
