"""Exports of what was redeemed: queries and files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.exports.commands import ExportKind
from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    PathId,
    answer,
    page,
    position_cursor,
    queried,
    shown_as,
)
from ledger.application.exports import MONTH_FIELD, TOTAL_FIELD, LineView
from ledger.domain.errors import NotFound
from ledger.projections.exports import query as exports

router = APIRouter(tags=["exports"])
ExportReader = Annotated[Caller, Depends(reader("exports.read"))]
LineReader = Annotated[Caller, Depends(reader("exports.lines"))]
ExportState = Literal["draft", "taken-over"]
LineState = Literal["waiting", "exported", "withdrawn"]


class ListedLine(LineView):
    state: LineState


class Lines(Listed):
    items: list[ListedLine]


class BonusLines(Lines):
    total: str = Field(description="What all bonuses in this state come to, beyond this page, too.")


Listing = Callable[[str], Awaitable[Response]]


async def _listing(
    caller: LineReader,
    state: LineState = "waiting",
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Listing:
    """What all lists of lines are asked with; the list of a kind."""
    after = position_cursor(cursor) or 0

    async def of_kind(kind: str) -> Response:
        async def query(connection: Connection) -> Any:
            found = await exports.lines(connection, caller.organisation, kind, state=state, limit=limit, after=after)
            listed = page(found, lambda row: {name: row[name] for name in ListedLine.model_fields if name in row})
            if kind != "bonus":
                return listed
            return {**listed, "total": await exports.total(connection, caller.organisation, state)}

        return await answer(caller, ["exports"], at_least, query)

    return of_kind


LinesAsked = Annotated[Listing, Depends(_listing)]


@router.get("/exports/bonuses", response_model=BonusLines, **queried("exports.lines"))
async def list_bonuses(lines: LinesAsked) -> Response:
    """Bonuses that wait for an export, the oldest first; amounts are before tax. Payroll sees what is prepared."""
    return await lines("bonus")


@router.get("/exports/leave", response_model=Lines, **queried("exports.lines"))
async def list_leave(lines: LinesAsked) -> Response:
    """Leave that waits for an export, the oldest first."""
    return await lines("leave")


@router.get("/exports/training", response_model=Lines, **queried("exports.lines"))
async def list_training(lines: LinesAsked) -> Response:
    """Training places that wait for an export, the oldest first."""
    return await lines("training")


class ExportSummary(BaseModel):
    id: str
    kind: ExportKind
    state: ExportState
    sha256: str
    prepared_at: datetime
    prepared_by: str
    taken_over_at: datetime | None
    taken_over_by: str | None
    month: str | None = MONTH_FIELD
    total: str | None = TOTAL_FIELD


class ExportListed(ExportSummary):
    count: int = Field(description="How many lines it has.")


class Exports(Listed):
    items: list[ExportListed]


class ExportView(ExportSummary):
    lines: list[LineView]
    reversed: list[str] = Field(description="Redemptions among them that were reversed since; a later export says so.")


@router.get("/exports", response_model=Exports, **queried("exports.read"))
async def list_exports(
    caller: ExportReader,
    kind: ExportKind | None = None,
    state: ExportState | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Exports, newest first, without their lines."""
    before = position_cursor(cursor)

    async def query(connection: Connection) -> Any:
        found = await exports.exports(
            connection, caller.organisation, kind=kind, state=state, limit=limit, before=before
        )
        return page(found, shown_as(ExportListed))

    return await answer(caller, ["exports"], at_least, query)


@router.get("/exports/{export}", response_model=ExportView, **queried("exports.read", 404))
async def one_export(caller: ExportReader, export: PathId, at_least: AtLeast = None) -> Response:
    """An export with its lines."""

    async def query(connection: Connection) -> Any:
        return shown_as(ExportView)(await found_export(connection, caller, export))

    return await answer(caller, ["exports"], at_least, query)


async def found_export(connection: Connection, caller: Caller, export: str) -> dict[str, Any]:
    found = await exports.export(connection, caller.organisation, export)
    if found is None:
        raise NotFound
    return found
