"""What can be granted, before it is: told by the function that decides a grant."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.grants.trials import Worth, grant_unit, worth
from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import EmployeeNo
from ledger.api.http.files import nothing
from ledger.api.http.problems import ProblemBody
from ledger.api.http.questions import problem_of
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
    read,
    respond,
    shown_as,
)
from ledger.api.waiting.deciding import allowed
from ledger.application.grants import grantable, receivers
from ledger.application.reversals import check_takes_back
from ledger.domain.accounts.events import employee_of
from ledger.domain.errors import Forbidden
from ledger.projections.accounts.given import given
from ledger.projections.rewards.query import best_bonus
from ledger.projections.tags import query as tags

MOST_TAGS = 1000
router = APIRouter(tags=["points"])


class RangeView(BaseModel):
    min: int
    max: int


class GrantableTag(BaseModel):
    tag: str
    name: str
    second_name: str | None = None
    points: int = Field(description="By the rule.")
    range: RangeView | None = Field(description="Within which the giver chooses; null: the points are fixed.")
    choice: RangeView | None = Field(
        description="What is left of the range now: what is chosen in it is what is credited. Null: nothing to choose; "
        "ask for `suggested`."
    )
    suggested: int = Field(description="The rule's points, or the middle of the range as far as it is left.")
    would_credit: int | None = Field(description="What a grant of `suggested` would credit now; null: to nobody yet.")
    worth: Worth | None = Field(description="What that is in money; null: no reward says so.")
    cap: int | None = Field(description="Of this tag, for one person in a month; null: there is none.")
    cap_left: int | None = Field(description="What is left of the cap for this month; null: there is none.")
    budget_left: int | None = Field(description="Of the budget that it would come from; null: only its owner sees it.")
    problem: ProblemBody | None = Field(description="Why it would be refused now: nothing of it can be granted.")


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
        codes = [tag["code"] for tag in found["items"] if tag["rule"]["type"] == "fixed"]
        return codes, await best_bonus(connection, caller.organisation)

    (codes, bonus), position = await read(caller, ["tags", "rewards"], at_least, query)
    unit = await grant_unit(caller, employee, instant, codes)
    found = [grantable(unit, code, employee, instant, problem_of) for code in codes]
    items = [{**one, "worth": worth(bonus, one["would_credit"])} for one in found if one is not None]
    return respond({"items": items, "next_cursor": None}, position)


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
    _, position = await read(caller, ["directory"], at_least, nothing)
    found = receivers(caller.acting, instant)
    return respond({"items": found or [], "whole": found is not None}, position)


class GrantView(BaseModel):
    id: str
    position: int
    employee: str
    tag: str
    points: int = Field(description="What was credited.")
    asked: int | None = Field(description="What was asked for, where a cap left less.")
    reason: str | None
    instant: bool = Field(description="hr's single award, from the organisation's budget.")
    occurred_at: datetime
    recorded_at: datetime
    granted_by: str
    on_behalf_of: str | None
    reversed_at: datetime | None
    reversed_by: str | None
    reversal: str | None = Field(description="Why it was taken back.")
    may_reverse: bool = Field(description="Whether the caller may take it back now.")


class Grants(Listed):
    items: list[GrantView]


@router.get("/grants", response_model=Grants, **queried("grants.read", matter="grants"))
async def list_grants(
    caller: Annotated[Caller, Depends(reader("grants.read", "grants"))],
    giver: Annotated[EmployeeNo | None, Query(description="hr, auditor: whose; if omitted, one's own.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """What I granted, newest first, whatever I granted it with; on behalf of another: what I granted in their name."""
    before, who = position_cursor(cursor), caller.acting
    watches = not who.roles.isdisjoint({"hr", "auditor"})
    if giver is not None:
        if not watches:
            raise Forbidden("role", "Only hr and auditors read what somebody else granted.", "/giver")
        who.in_body(giver, "/giver")
    actor = None if who.principal == who.actor else who.actor

    async def query(connection: Connection) -> Any:
        found = await given(
            connection,
            caller.organisation,
            giver or who.principal,
            actor=actor,
            awards=watches,
            limit=limit,
            before=before,
        )
        now = caller.services.journal.clock()
        return page(found, lambda row: _shown(caller, row, now))

    return await answer(caller, ["balances"], at_least, query)


_kept = shown_as(GrantView)


def _shown(caller: Caller, row: dict[str, Any], now: datetime) -> dict[str, Any]:
    employee, by = employee_of(row["counterpart"]), row["on_behalf_of"] or row["actor"]
    may = row["reversed_at"] is None and allowed(check_takes_back, caller.acting, employee, by, row["recorded_at"], now)
    return _kept(
        {
            **row,
            "id": row["subject"].removeprefix("grant:"),
            "employee": employee,
            "instant": row["kind"] == "award",
            "granted_by": row["actor"],
            "may_reverse": may,
        }
    )
