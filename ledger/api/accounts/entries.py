"""The entries of an account, by what they were for and when; also as files."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.accounts.queries import AccountReader, account_in_sight
from ledger.api.http.callers import Caller
from ledger.api.http.fields import Code, Day
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    PathNo,
    answer,
    page,
    position_cursor,
    queried,
)
from ledger.api.reports.files import Asked, bounded, publish_files
from ledger.api.waiting.deciding import allowed
from ledger.application.accounts import first_instant
from ledger.application.reversals import check_takes_back
from ledger.domain.errors import Invalid
from ledger.projections.accounts import query as balances
from ledger.projections.accounts.query import Wanted
from ledger.projections.reports.points import MOST

router = APIRouter(tags=["accounts"])

Kind = Literal[
    "grant", "award", "claim", "opening", "past-grant", "expiry", "hold", "release", "redemption", "reversal",
    "write-off",
]  # fmt: skip


class SpentLot(BaseModel):
    lot: str = Field(description="Named after what credited it.", examples=["claim:0190a1b2"])
    points: int


class Movement(BaseModel):
    """What an entry says in a file."""

    position: int
    occurred_at: datetime
    recorded_at: datetime
    kind: str
    points: int
    balance: int
    tag: str | None
    reason: str | None
    actor: str
    on_behalf_of: str | None
    subject: str
    asked: int | None
    repays: int = Field(description="How much of a credit repaid a balance below zero.")


class Entry(Movement):
    lots: list[SpentLot] = Field(description="Which lots a debit took from.")
    counterpart: str
    taken_back: bool = Field(description="Of a credit: it was reversed.")
    may_take_back: bool = Field(description="Whether the caller may reverse it now.")


class Entries(Listed):
    items: list[Entry]


class Movements(BaseModel):
    items: list[Movement]


async def wanted(
    caller: AccountReader,
    kind: Annotated[Kind | None, Query(description="Of one kind only.")] = None,
    tag: Annotated[Code | None, Query(description="Of one tag only.")] = None,
    since: Annotated[Day | None, Query(alias="from", description="Occurred on this local day or later.")] = None,
    until: Annotated[Day | None, Query(alias="to", description="Occurred on this local day or earlier.")] = None,
) -> Wanted:
    """Which entries are asked for."""
    if since is not None and until is not None and since > until:
        raise Invalid("period", "`from` is not after `to`.", "/from")
    zone = caller.settings.zone
    return Wanted(
        kind,
        tag,
        None if since is None else first_instant(since, zone),
        None if until is None else first_instant(until + timedelta(days=1), zone),
    )


Asking = Annotated[Wanted, Depends(wanted)]


@router.get("/accounts/{employee_no}/entries", response_model=Entries, **queried("accounts.read", 404))
async def entries(
    caller: AccountReader,
    employee_no: PathNo,
    only: Asking,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Every movement, newest first, with the balance after it, the tag, the reason and who did it."""
    of, before = account_in_sight(caller, employee_no), position_cursor(cursor)

    async def query(connection: Connection) -> Any:
        found = page(await balances.entries(connection, caller.organisation, of, limit, before, only))
        subjects = {entry["subject"] for entry in found["items"] if entry["kind"] in GIVEN}
        gone = await balances.taken_back(connection, caller.organisation, of, subjects)
        return {**found, "items": [_with_mine(caller, employee_no, entry, gone) for entry in found["items"]]}

    return await answer(caller, ["balances"], at_least, query)


GIVEN = frozenset({"grant", "award", "claim"})
"""What somebody gave, so that it can be taken back."""


def _with_mine(caller: Caller, employee: str, entry: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    given, back = entry["kind"] in GIVEN, entry["kind"] in GIVEN and entry["subject"] in gone
    by, at = entry["on_behalf_of"] or entry["actor"], entry["recorded_at"]
    now = caller.services.journal.clock()
    may = given and not back and allowed(check_takes_back, caller.acting, employee, by, at, now)
    return {**entry, "taken_back": back, "may_take_back": may}


async def entries_file(caller: AccountReader, employee_no: PathNo, only: Asking) -> Asked:
    """Every movement, newest first, as a file; times are the organisation's local ones."""
    of = account_in_sight(caller, employee_no)

    async def query(connection: Connection) -> dict[str, Any]:
        found = await balances.entries(connection, caller.organisation, of, MOST + 1, None, only)
        return {"items": bounded(found["items"])}

    return Asked(caller, "entries", ["balances"], query, employee_no)


publish_files(router, "/accounts/{employee_no}/entries", entries_file, Movements, **queried("accounts.read", 404))
