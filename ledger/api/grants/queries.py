"""What can be granted, before it is: told by the function that decides a grant."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.grants.trials import grant_unit
from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import EmployeeNo
from ledger.api.http.problems import ProblemBody
from ledger.api.http.questions import problem_of
from ledger.api.http.reading import AtLeast, Connection, Listed, queried, read, respond
from ledger.application.grants import grantable, receivers
from ledger.projections.tags import query as tags

MOST_TAGS = 1000
router = APIRouter(tags=["points"])


class RangeView(BaseModel):
    min: int
    max: int


class GrantableTag(BaseModel):
    tag: str
    name: str
    points: int = Field(description="By the rule.")
    range: RangeView | None = Field(description="Within which the giver chooses; null: the points are fixed.")
    would_credit: int | None = Field(description="What a grant of these points would credit now; null: to nobody yet.")
    cap_left: int | None = Field(description="What is left of the cap for this month; null: there is none.")
    problem: ProblemBody | None = Field(description="Why it would be refused now.")


class GrantableTags(Listed):
    items: list[GrantableTag]


@router.get("/grants/tags", response_model=GrantableTags, **queried("grants.create", matter="grants"))
async def grantable_tags(
    caller: Annotated[Caller, Depends(reader("grants.create", "grants"))],
    employee: Annotated[EmployeeNo | None, Query(description="To whom; if omitted, to somebody.")] = None,
    instant: Annotated[bool, Query(description="hr's single award.")] = False,
    at_least: AtLeast = None,
) -> Response:
    """The tags that can be granted today, with their points; to somebody: those for their department, with what would
    be credited. On behalf of another: from that one's budget."""

    async def query(connection: Connection) -> Any:
        found = await tags.tags(connection, caller.organisation, caller.acting.today, state="active", limit=MOST_TAGS)
        return [tag["code"] for tag in found["items"] if tag["rule"]["type"] == "fixed"]

    codes, position = await read(caller, ["tags"], at_least, query)
    unit = await grant_unit(caller, employee, instant, codes)
    found = [grantable(unit, code, employee, instant, problem_of) for code in codes]
    return respond({"items": [one for one in found if one is not None], "next_cursor": None}, position)


class Receivers(BaseModel):
    items: list[str] = Field(description="Numbers of people; empty where there are too many to be listed.")
    whole: bool = Field(description="Whether these are all; else look for somebody with GET /v1/employees?search=.")


@router.get("/grants/receivers", response_model=Receivers, **queried("grants.create", matter="grants"))
async def grant_receivers(
    caller: Annotated[Caller, Depends(reader("grants.create", "grants"))],
    instant: Annotated[bool, Query(description="hr's single award.")] = False,
    at_least: AtLeast = None,
) -> Response:
    """Whom I may grant to today; on behalf of another: whom they may, but neither of us."""

    async def query(connection: Connection) -> Any:
        return None

    _, position = await read(caller, ["directory"], at_least, query)
    found = receivers(caller.acting, instant)
    return respond({"items": found or [], "whole": found is not None}, position)
