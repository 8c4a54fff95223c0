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
from ledger.api.redemptions.queries import LineState
from ledger.api.reports.files import Asked, bounded, publish_files
from ledger.api.waiting.deciding import allowed
from ledger.application.redemptions import State
from ledger.application.reversals import check_takes_back
from ledger.application.rewards import Kind as RewardKind
from ledger.domain.errors import Invalid
from ledger.domain.values import first_instant
from ledger.projections.accounts import query as balances
from ledger.projections.accounts.history import Wanted, history
from ledger.projections.redemptions import query as redemptions
from ledger.projections.reports.points import MOST

router = APIRouter(tags=["accounts"])

Kind = Literal[
    "grant", "award", "claim", "opening", "past-grant", "expiry", "hold", "release", "redemption", "reversal",
    "write-off", "deduction", "deduction-corrected",
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
    rank_only: int | None = Field(
        description="Of a deduction, and of what corrected it: so many points in the rank, and none in the balance."
    )
    balance: int
    tag: str | None
    reason: str | None
    actor: str
    on_behalf_of: str | None
    subject: str
    asked: int | None
    repays: int = Field(description="How much of a credit repaid a balance below zero.")


class Redeemed(BaseModel):
    """What a redemption is of, all its pieces together, and what became of it."""

    name: str
    kind: RewardKind
    state: State
    quantity: int
    amount: str | None
    days: str | None
    hours: str | None
    course: str | None
    line: LineState | None
    pay_month: str | None
    taken_over_at: datetime | None


class Entry(Movement):
    lots: list[SpentLot] = Field(description="Which lots a debit took from.")
    counterpart: str | None = Field(description="Null: of a deduction, which moves no account.")
    redemption: Redeemed | None = Field(description="What its points were redeemed for, as it stands now.")
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
    """Every movement, newest first, with the balance after it, the tag, the reason and who did it; and every deduction,
    which counts in the rank and leaves the balance as it is."""
    of, before = account_in_sight(caller, employee_no), position_cursor(cursor)

    async def query(connection: Connection) -> Any:
        found = page(await history(connection, caller.organisation, of, limit, before, only))
        subjects = {entry["subject"] for entry in found["items"] if entry["kind"] in GIVEN}
        gone = await balances.taken_back(connection, caller.organisation, of, subjects)
        became = await redemptions.redeemed(
            connection, caller.organisation, set(filter(None, map(_redemption_of, found["items"])))
        )
        items = [{**entry, "redemption": became.get(_redemption_of(entry))} for entry in found["items"]]
        return {**found, "items": [_with_mine(caller, employee_no, entry, gone) for entry in items]}

    return await answer(caller, [*HISTORY, "redemptions"], at_least, query)


GIVEN = frozenset({"grant", "award", "claim"})
"""What somebody gave, so that it can be taken back."""


HISTORY = ("balances", "deductions")


def _redemption_of(entry: dict[str, Any]) -> str:
    """The id of the redemption that an entry is for, or nothing."""
    kind, _, name = entry["subject"].partition(":")
    return name if kind == "redemption" else ""


def _with_mine(caller: Caller, employee: str, entry: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    given, back = entry["kind"] in GIVEN, entry["kind"] in GIVEN and entry["subject"] in gone
    by, at = entry["on_behalf_of"] or entry["actor"], entry["recorded_at"]
    now = caller.services.journal.clock()
    may = given and not back and allowed(check_takes_back, caller.acting, employee, by, at, now)
    return {**entry, "taken_back": back, "may_take_back": may}


async def entries_file(caller: AccountReader, employee_no: PathNo, only: Asking) -> Asked:
    """Every movement and every deduction, newest first, as a file; times are the organisation's local ones."""
    of = account_in_sight(caller, employee_no)

    async def query(connection: Connection) -> dict[str, Any]:
        found = await history(connection, caller.organisation, of, MOST + 1, None, only)
        return {"items": bounded(found["items"])}

    return Asked(caller, "entries", HISTORY, query, employee_no)


publish_files(router, "/accounts/{employee_no}/entries", entries_file, Movements, **queried("accounts.read", 404))
