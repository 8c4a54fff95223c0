"""Leaderboards: a query."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import PERIOD_PATTERN
from ledger.api.http.reading import AtLeast, Connection, Limit, answer, opened, queried, respond
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.errors import Invalid
from ledger.domain.tags.tag import TAG, Tag
from ledger.projections.engine.sealing import sealed
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
    scope: str
    period: str


@router.get("/leaderboards", response_model=Board, **queried("leaderboards.read"))
async def leaderboard(
    caller: Annotated[Caller, Depends(reader("leaderboards.read"))],
    scope: Annotated[str, Query(max_length=80, description="organisation, department:CODE or tag:CODE")] = ORGANISATION,
    period: Annotated[str | None, Query(pattern=PERIOD_PATTERN, description="YYYY-MM, YYYY or all")] = None,
    limit: Limit = 100,
    at_least: AtLeast = None,
) -> Response:
    """Net credits from grants and claims by month of occurrence; ties share a rank."""
    await _check_scope(caller, scope)
    when = period or caller.settings.present_month(caller.services.journal.clock())
    found, position = await read_board(caller, scope, when, limit, at_least)
    return respond(await with_names(caller, {**found, "scope": scope, "period": when}), position)


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
