"""Home: a query of everybody."""

from __future__ import annotations

from calendar import monthrange
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query
from starlette.responses import Response

from ledger.api.home import beginning, desk, mine, team, watch
from ledger.api.home.models import Home
from ledger.api.http.callers import Caller, reader
from ledger.api.http.heads import Language, preferred
from ledger.api.http.reading import AtLeast, Connection, queried, read, respond
from ledger.api.waiting.queries import Waiting
from ledger.contexts import WAITING
from ledger.domain.values import month_of

router = APIRouter(tags=["session"])

SECTIONS = {"mine": mine.MINE, "team": team.TEAM, "desk": desk.DESK, "pay": desk.PAY,
            "audit": watch.AUDIT, "system": watch.SYSTEM, "beginning": beginning.BEGINNING}  # fmt: skip


@router.get("/home", response_model=Home, **queried("session"))
async def home(
    caller: Annotated[Caller, Depends(reader("session"))],
    language: Annotated[
        Language | None, Query(description="Of drafted sentences; if omitted, as `Accept-Language` says.")
    ] = None,
    seen: Annotated[int | None, Query(ge=0, le=2**62, description="Up to where an auditor has looked.")] = None,
    accepted: Annotated[str | None, Header(alias="Accept-Language", include_in_schema=False)] = None,
    at_least: AtLeast = None,
) -> Response:
    """What I come for first, by what my roles are: one answer, worked out from what the lists and reports tell."""
    mine = {name: section for name, section in SECTIONS.items() if section.roles & caller.roles}
    reads = {*WAITING.reads, *(name for section in mine.values() for name in section.reads)}

    async def query(connection: Connection) -> Any:
        found = {name: await section.read(caller, connection) for name, section in mine.items()}
        return {"waiting": await _waiting(caller, connection), **dict.fromkeys(SECTIONS), **found}

    found, position = await read(caller, reads, at_least, query)
    if found["team"] is not None:
        words = language or preferred(accepted or "") or caller.settings.language
        await team.draft(caller, found["team"]["not_thanked"], "en" if words == "en" else "zh")
    if found["audit"] is not None:
        found["audit"]["new"] = None if seen is None else max(found["audit"]["head"] - seen, 0)
    today = caller.acting.today
    calendar = {"month": month_of(today), "day": today.day, "days": monthrange(today.year, today.month)[1]}
    return respond({**calendar, **found}, position)


async def _waiting(caller: Caller, connection: Connection) -> dict[str, Any] | None:
    """As GET /v1/waiting counts it, and since when; none for who decides nothing."""
    rows = await WAITING.of(connection, caller.organisation)
    found = Waiting(caller.acting.directory, caller.acting.today, rows).of(caller.employee_no)
    return {**found.counts, "oldest": found.oldest} if found.decides else None
