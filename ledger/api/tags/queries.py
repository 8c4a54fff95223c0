"""Value tags: queries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import Day
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    PathId,
    answer,
    page,
    queried,
    text_cursor,
)
from ledger.api.reports.models import Credibility
from ledger.api.waiting.deciding import allowed
from ledger.application.tags import check_decides
from ledger.domain.claims.judging import judge
from ledger.domain.errors import NotFound
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.library import library
from ledger.domain.tags.offered import Group, Offered
from ledger.domain.tags.rules import DeductionRule, FixedRule
from ledger.domain.tags.tag import TAG, TAG_CODES, Revision, RevisionState, Tag
from ledger.projections.reports import value
from ledger.projections.tags import query as tags

router = APIRouter(tags=["tags"])


class TagRevision(BaseModel):
    number: int
    effective_from: date | None
    state: RevisionState = Field(description="As of the day that is asked for.")
    terms: dict[str, Any]


class TagView(BaseModel):
    code: str
    state: str
    proposer: str | None
    retired_from: date | None
    revision: int
    name: str
    second_name: str | None = None
    goal: str | None = None
    departments: list[str] = []
    evidence_required: bool = False
    monthly_cap: int | None = None
    coefficient: str
    grant_range: dict[str, int] | None = None
    auto_approve: bool = False
    rule: dict[str, Any]
    revisions: list[TagRevision]
    may_decide: bool = Field(description="Of a proposal: whether the caller may decide it.")
    may_claim: bool = Field(
        description="Whether the caller may claim under it for something of the day that is asked for."
    )


class Tags(Listed):
    items: list[TagView]


AsOf = Annotated[
    Day | None,
    Query(description="The day whose rule and states of revisions are asked for; if omitted, today."),
]
TagReader = Annotated[Caller, Depends(reader("tags.read"))]


@router.get("/tags", response_model=Tags, **queried("tags.read"))
async def list_tags(
    caller: TagReader,
    state: Literal["proposed", "active", "rejected", "retired"] | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Tags with their rules of today and all revisions."""
    after = text_cursor(cursor)

    async def query(connection: Connection) -> Any:
        found = await tags.tags(
            connection, caller.organisation, caller.acting.today, state=state, limit=limit, after=after
        )
        return page(found, partial(_with_mine, caller, caller.acting.today))

    return await answer(caller, ["tags"], at_least, query)


@router.get("/tags/{code}", response_model=TagView, **queried("tags.read", 404))
async def one_tag(caller: TagReader, code: PathId, on: AsOf = None, at_least: AtLeast = None) -> Response:
    """One tag with its rule of a day and all revisions."""
    day = on or caller.acting.today

    async def query(connection: Connection) -> Any:
        found = await tags.tag(connection, caller.organisation, code, day)
        if found is None:
            raise NotFound
        return _with_mine(caller, day, found)

    return await answer(caller, ["tags"], at_least, query)


def _with_mine(caller: Caller, day: date, tag: dict[str, Any]) -> dict[str, Any]:
    """A tag with what the caller may do with it."""
    who = caller.acting
    decides = tag["state"] == "proposed" and allowed(check_decides, who, tag["proposer"])
    me = who.directory.employees.get(who.principal)
    claims = me is not None and allowed(judge, who.directory, me, _state_of(tag), day)
    return {**tag, "may_decide": decides, "may_claim": claims}


EARNING, DEDUCTING = FixedRule(points=1), DeductionRule(points=1)


def _state_of(tag: dict[str, Any]) -> Tag:
    """A tag as far as the rule on who may claim asks about it, on the day of which it was read: to check all of it
    again for each of a thousand tags would take 50 ms of everybody's time."""
    rule = EARNING if tag["rule"]["type"] != "deduction" else DEDUCTING
    terms = TagTerms.model_construct(
        name=tag["name"], coefficient=Decimal(1), departments=tuple(tag.get("departments") or ()), rule=rule
    )
    retired = None if tag["retired_from"] is None else date.fromisoformat(tag["retired_from"])
    return Tag(tag["code"], tag["state"], tag["proposer"], (Revision(tag["revision"], None, terms),), retired)


class OfferedTag(BaseModel):
    code: str
    group: Group = Field(description="What it is about.")
    purpose: str = Field(description="What it is for.")
    second_purpose: str = Field(description="For who reads another language than the organisation's.")
    here: bool = Field(description="Whether a tag of this code is here already.")
    terms: dict[str, Any] = Field(description="What `POST /v1/tags` takes beside the code.")


class TagLibrary(BaseModel):
    items: list[OfferedTag]


@router.get("/tag-library", response_model=TagLibrary, **queried("tags.create"))
async def tag_library(caller: Annotated[Caller, Depends(reader("tags.create"))], at_least: AtLeast = None) -> Response:
    """Twenty tags to begin with, in the organisation's language with the other one as second names: each can be taken
    by `POST /v1/tags` as it is, or with other terms. For whoever may define or propose tags."""

    async def query(connection: Connection) -> Any:
        codes = await caller.services.journal.state(caller.organisation, TAG_CODES)
        offered = library(caller.settings.language, caller.settings.currency)
        return {"items": [_offered(one, codes.find(one.code)) for one in offered]}

    return await answer(caller, ["tags"], at_least, query)


def _offered(one: Offered, known: str | None) -> dict[str, Any]:
    return {**one.model_dump(mode="json"), "here": known is not None}


@router.get("/tags/{code}/credibility", response_model=Credibility, **queried("reports.read", 404))
async def tag_credibility(
    caller: Annotated[Caller, Depends(reader("reports.read"))], code: PathId, at_least: AtLeast = None
) -> Response:
    """What claims of a tag said they were worth, and what was found at the approval, after 3 and after 6 months. For hr
    and auditors."""
    tag: Tag = await caller.services.journal.state(caller.organisation, TAG(code))
    if not tag.exists:
        raise NotFound

    async def query(connection: Connection) -> Any:
        found = await value.credibility(connection, caller.organisation, *value.ALL, code)
        return found[0] if found else {**NOTHING, "tag": code}

    return await answer(caller, ["claims"], at_least, query)


NOTHING = {
    name: None if name.endswith("ratio") else 0 if about.annotation is int else "0.00"
    for name, about in Credibility.model_fields.items()
}
"""Of a tag without a claim that has a value."""
