"""The parallel month (双轨校验): an older system's balances and movements of a month beside the ledger's own (S58)."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import month_in_path
from ledger.api.http.reading import AtLeast, Connection, Cursor, Limit, Listed, answer, queried, text_cursor
from ledger.api.http.services import ParallelPort
from ledger.application.imports import subject_of
from ledger.domain.errors import NotFound
from ledger.domain.imports.comparing import Cause, Difference, compare
from ledger.domain.imports.parallel import PARALLEL_MONTH, ParallelMonth
from ledger.domain.values import add_months, first_instant

PAGE = 500
router = APIRouter(tags=["imports"])


class DifferenceView(BaseModel):
    id: str = Field(description="Names the numbers, too: when they change it is another difference.")
    employee: str
    what: str = Field(description="balance or movement")
    old: int | None = Field(description="What the old system says; null: nothing.")
    ledger: int | None
    cause: Cause = Field(
        description="The likely one: missing-in-ledger, missing-in-old, different-points, other-month (a time zone), "
        "late-booking (in another month), reversed, held, deduction (counts in the rank, not in the balance), expired, "
        "rounding, unknown-person, before-the-month."
    )
    difference: int = Field(
        description="By how much this moves the ledger's balance at the month's end away from the old one; of a "
        "balance: what its movements leave unsaid. All of one person's add up to the difference of their balances."
    )
    occurred_at: datetime | None
    key: str | None = Field(description="The old system's source id, or what it is on record as.")
    reason: str | None = Field(description="Why, as somebody explained it.")
    explained_by: str | None


class ParallelMonthView(Listed):
    period: str
    files: dict[str, str] = Field(description="The imports that are compared: the newest checked one of each kind.")
    differences: int
    unexplained: int = Field(description="The month is in order when this is 0.")
    causes: dict[str, int]
    difference: int = Field(description="The sum of all differences, or of those of the cause that was asked for.")
    items: list[DifferenceView]


@router.get(
    "/parallel-months/{period}", response_model=ParallelMonthView, **queried("imports.read", 404)
)  # fmt: skip
async def parallel_month(
    caller: Annotated[Caller, Depends(reader("imports.read"))],
    period: str,
    cause: Annotated[Cause | None, Query(description="Only those of this likely cause.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Every difference between an old system's month and the ledger's, with its likely cause, by employee."""
    number, _, identifier = text_cursor(cursor).partition("/")
    after = number, identifier
    side = month_of_both(caller, period)
    months: ParallelMonth = await caller.services.journal.state(caller.organisation, PARALLEL_MONTH(period))

    async def query(_: Connection) -> Any:
        files = await side.files()
        if not files:
            raise NotFound
        found = await differences_of(caller, side, files, period)
        causes = Counter(one.cause for one in found)
        asked = [one for one in found if cause in {None, one.cause}]
        beyond = [one for one in asked if (one.employee, one.id) > after]
        items = []
        for one in beyond[:limit]:
            known = months.explained.get(one.id)
            sealed = None if known is None else {"$sealed": known.reason.person, "box": known.reason.box}
            items.append({**asdict(one), "reason": sealed, "explained_by": known.by if known else None})
        last = beyond[limit - 1] if len(beyond) > limit else None
        return {
            "period": period,
            "files": files,
            "differences": len(found),
            "unexplained": sum(1 for one in found if one.id not in months.explained),
            "causes": dict(sorted(causes.items())),
            "difference": sum(one.difference for one in asked),
            "items": items,
            "next_cursor": None if last is None else f"{last.employee}/{last.id}",
        }

    return await answer(caller, ["balances", "deductions"], at_least, query)


def month_of_both(caller: Caller, period: str) -> ParallelPort:
    first = date.fromisoformat(f"{month_in_path(period)}-01")
    zone = caller.settings.zone
    begins, ends = first_instant(first, zone), first_instant(add_months(first, 1), zone)
    return caller.services.imports.parallel(caller.organisation, period, begins, ends)


async def differences_of(
    caller: Caller, side: ParallelPort, files: dict[str, str], period: str, only: str | None = None
) -> list[Difference]:
    """All differences, or those of one person, by employee."""
    known = frozenset(caller.acting.directory.employees)
    people = await side.suspects(sorted(known)) if only is None else [only]
    found: list[Difference] = []
    for start in range(0, len(people), PAGE):
        for person in await side.people(people[start : start + PAGE], known, lambda key: _subject(caller, key)):
            found += compare(
                person,
                period,
                caller.settings.zone,
                balances="old-balances" in files,
                movements="old-movements" in files,
            )
    return sorted(found, key=lambda one: (one.employee, one.id))


def _subject(caller: Caller, source_id: str) -> str:
    return subject_of(caller.organisation, "past-grants", {"source_id": source_id})
