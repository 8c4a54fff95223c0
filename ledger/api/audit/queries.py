"""Every event, and the proof that none was touched: queries of auditors and hr."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import orjson
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import TimeOrDay
from ledger.api.http.reading import AtLeast, Connection, Cursor, Limit, Listed, answer, page, position_cursor, queried
from ledger.application.directory import PAY_FIELDS
from ledger.domain.errors import Invalid
from ledger.domain.events import versions_of
from ledger.domain.values import first_instant, last_instant
from ledger.projections.audit import query as audit

router = APIRouter(prefix="/audit", tags=["audit"])
PERSON = "employee:"
MOST_NAMED = 5
AuditReader = Annotated[Caller, Depends(reader("audit.read"))]


class EventView(BaseModel):
    position: int
    type: str
    stream: str
    version: int
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    on_behalf_of: str | None
    command: str
    correlation: str
    causation: str | None
    data: dict[str, Any]


class Events(Listed):
    items: list[EventView]


@router.get("/events", response_model=Events, **queried("audit.read"))
async def events(
    caller: AuditReader,
    subject: Annotated[
        str | None,
        Query(
            max_length=200,
            description="employee:NO, grant:ID, claim:ID, budget:NO:MONTH, tag:CODE …; or somebody's number or name.",
        ),
    ] = None,
    actor: Annotated[str | None, Query(max_length=200, description="Somebody's number or name, or `system`.")] = None,
    type: Annotated[
        str | None,
        Query(max_length=100, description="`claims.approved` for every version of it.", examples=["claims.approved.1"]),
    ] = None,
    since: Annotated[
        TimeOrDay | None, Query(alias="from", description="Recorded at or after, or since that day.")
    ] = None,
    until: Annotated[
        TimeOrDay | None, Query(alias="to", description="Recorded at or before, or up to that day.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Events that meet every condition, newest first, with who, when, why and what; pay is shown to hr only."""
    before = position_cursor(cursor)
    named = _clean(type)
    types = () if named is None else versions_of(named)
    about, by = await _subject_meant(caller, _clean(subject)), await _actor_meant(caller, _clean(actor))

    async def query(connection: Connection) -> Any:
        found = await audit.events(
            connection,
            caller.organisation,
            subject=about,
            actor=by,
            types=types,
            since=_moment(since, caller, first_instant),
            until=_moment(until, caller, last_instant),
            limit=limit,
            before=before,
        )
        return page(found, _event if "hr" in caller.roles else _event_without_pay)

    return await answer(caller, ["audit"], at_least, query)


def _moment(
    given: datetime | date | None, caller: Caller, of_day: Callable[[date, ZoneInfo], datetime]
) -> datetime | None:
    """A time as it is; a day stands for a moment of it, where the organisation is."""
    return given if given is None or isinstance(given, datetime) else of_day(given, caller.settings.zone)


async def _subject_meant(caller: Caller, subject: str | None) -> str | None:
    """A subject by its name in the journal; somebody's number or name, with `employee:` before it or without."""
    if subject is None or (":" in subject and not subject.startswith(PERSON)):
        return subject
    number = await _person_meant(caller, subject.removeprefix(PERSON), "/subject")
    return subject if number is None else f"{PERSON}{number}"


async def _actor_meant(caller: Caller, actor: str | None) -> str | None:
    return actor and (await _person_meant(caller, actor, "/actor") or actor)


async def _person_meant(caller: Caller, text: str, pointer: str) -> str | None:
    """The number of whoever has this one, in any case and width, or this name; None: nobody."""
    directory = caller.acting.directory
    number = directory.number_of(text)
    if number is not None or ":" in text or not text.strip():
        return number
    called = sorted(await caller.services.names.called(caller.organisation, directory.employees, text))
    if len(called) > 1:
        numbers = ", ".join(called[:MOST_NAMED])
        raise Invalid(
            "several-called-so", f"Several are called so: {numbers}. Give a number.", pointer, numbers=numbers
        )
    return called[0] if called else None


def _clean(value: str | None) -> str | None:
    """PostgreSQL texts hold no NUL, and no event is about one."""
    return value.replace("\0", "\ufffd") if value is not None else None


def _event(row: dict[str, Any]) -> dict[str, Any]:
    envelope = orjson.loads(bytes(row["state"]))
    shown = {name: envelope.get(name) for name in EventView.model_fields if name != "data"}
    return {**shown, "data": _openable(envelope["data"])}


def _event_without_pay(row: dict[str, Any]) -> dict[str, Any]:
    """What somebody is paid is for hr and for the person, here too."""
    shown = _event(row)
    assignment = shown["data"].get("assignment")
    if isinstance(assignment, dict):
        hidden = {name: None for name in PAY_FIELDS if name in assignment}
        shown["data"] = {**shown["data"], "assignment": {**assignment, **hidden}}
    return shown


def _openable(part: Any) -> Any:
    """Sealed texts of stored events in the form that `reading.opened` opens."""
    if isinstance(part, list):
        return [_openable(one) for one in part]
    if not isinstance(part, dict):
        return part
    if part.keys() == {"person", "box"}:
        return {"$sealed": part["person"], "box": part["box"]}
    return {name: _openable(one) for name, one in part.items()}


class VerificationView(BaseModel):
    organisation: str
    format: str
    sound: bool
    verified: int = Field(description="The last position that was found right.")
    hash: str = Field(description="The chain's hash there, in hex.")
    head: int
    wrong_at: int | None = Field(description="The first position that is wrong.")
    wrong: str | None
    wrong_since: datetime | None = Field(description="When that was recorded, or what is gone was last there.")


@router.get("/verification", response_model=VerificationView, **queried("audit.read"))
async def verification(caller: AuditReader) -> Response:
    """Walk the whole chain now: no gap, no changed byte, no changed column, versions without holes, a head that stands
    at the end, and the history that was verified before."""
    found = await caller.services.verifier.verify(caller.organisation)

    async def query(connection: Connection) -> Any:
        return found

    return await answer(caller, ["audit"], None, query)
