"""Import of what an older system knew (S58): a file comes in, is checked, shown, confirmed; and can be undone.

Nothing is written to the ledger before the confirmation. The work is done by the worker; ask again for the progress.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from ledger.api.http.callers import Caller, bearer, caller_of
from ledger.api.http.fields import MONTH_PATTERN
from ledger.api.http.files import FILE
from ledger.api.http.problems import Problem
from ledger.api.http.reading import Cursor, Limit, Listed, page, position_cursor, queried, respond, text_cursor
from ledger.api.imports.shown import (
    ImportAnswer,
    ImportReader,
    Imports,
    ImportView,
    RowView,
    as_view,
    found_import,
    head,
    rows_states,
)
from ledger.application.ids import new_id
from ledger.application.uploads import TooLarge, Upload
from ledger.columns import MEDIA_TYPES
from ledger.domain.errors import Invalid
from ledger.domain.imports.kinds import KINDS
from ledger.domain.imports.names import KindName

MOST_BYTES = 50_000_000
UPLOAD_SECONDS = 600.0
"""A file may take so long to come; a slower one keeps a connection for nothing."""
FILE_TYPES = ("text/csv", "text/plain", "application/octet-stream", MEDIA_TYPES["xlsx"])

router = APIRouter(tags=["imports"])

Whole = Annotated[int | None, Query(ge=-(10**15), le=10**15)]


async def _uploader(request: Request, _: Annotated[Any, Depends(bearer)]) -> Caller:
    return await caller_of(request, "imports.write", None, fresh=True)


@router.post(
    "/imports",
    status_code=201,
    response_model=ImportAnswer,
    responses={
        200: {"model": ImportAnswer, "description": "This file is here already; nothing was done."},
        **{
            status: {"content": {"application/problem+json": {}}} for status in (400, 401, 403, 408, 413, 415, 422, 503)
        },
    },
    openapi_extra={
        "x-action": "imports.write",
        "requestBody": {"required": True, "content": dict.fromkeys(FILE_TYPES, FILE)},
    },
)
async def upload(
    request: Request,
    caller: Annotated[Caller, Depends(_uploader)],
    kind: Annotated[KindName, Query(description="What the rows are.")],
    file_name: Annotated[str, Query(max_length=200, description="For people to recognise it by.")] = "",
    period: Annotated[
        str | None, Query(pattern=MONTH_PATTERN, description="Of an old system's balances and movements: the month.")
    ] = None,
    control_total: Annotated[
        Whole, Query(description="The sum of all points in the file, as the old system says.")
    ] = None,
    control_rows: Annotated[int | None, Query(ge=0, le=10**9, description="How many rows the file has.")] = None,
    seed: Annotated[int | None, Query(ge=0, le=2**31, description="Chooses the sample; else one is drawn.")] = None,
    sample: Annotated[int, Query(ge=0, le=200, description="So many rows are shown beside what they become.")] = 10,
) -> Response:
    """Send a table (CSV or a workbook, the body as it is, 50 MB at most). It is kept sealed, and checked by the worker.

    The same file of the same kind again is the same import: 200, and nothing happens.
    """
    _check_request(request, kind, period, file_name)
    upload = Upload(
        caller.organisation,
        new_id(),
        kind,
        period or "",
        file_name,
        caller.employee_no,
        caller.services.journal.clock(),
        control_total,
        control_rows,
        secrets.randbelow(2**31) if seed is None else seed,
        sample,
    )
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            made, new = await caller.services.imports.keep(upload, request.stream(), MOST_BYTES)
    except TimeoutError as error:
        raise Problem(408, "too-slow", "The file did not come in time.", {"Connection": "close"}) from error
    except ClientDisconnect as error:
        raise Problem(400, "malformed-request", "The file did not come to its end.") from error
    except TooLarge as error:
        raise Problem(413, "too-large", f"At most {MOST_BYTES} bytes.", {"Connection": "close"}) from error
    position = await head(caller)
    response = respond({**as_view(made), "position": position}, position)
    response.status_code = 201 if new else 200
    return response


def _check_request(request: Request, kind: str, period: str | None, file_name: str) -> None:
    media_type = request.headers.get("content-type", "application/octet-stream").partition(";")[0].strip().lower()
    if media_type not in FILE_TYPES:
        raise Problem(415, "media-type", f"Send one of: {', '.join(FILE_TYPES)}.")
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MOST_BYTES:
        raise Problem(413, "too-large", f"At most {MOST_BYTES} bytes.", {"Connection": "close"})
    if KINDS[kind].by_month != (period is not None):
        raise Invalid(
            "invalid-fields", "A month goes with old balances and movements, and with nothing else.", "/period"
        )
    if not file_name.isprintable():
        raise Invalid("invalid-fields", "holds control characters", "/file_name")


@router.get("/imports", response_model=Imports, **queried("imports.read"))
async def imports(caller: ImportReader, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """All imports, the newest first."""
    before = text_cursor(cursor) or None
    found = await caller.services.imports.listing(caller.organisation, limit + 1, before)
    items = [as_view(one) for one in found[:limit]]
    following = items[-1]["id"] if len(found) > limit else None
    return respond({"items": items, "next_cursor": following}, await head(caller))


@router.get("/imports/{import_id}", response_model=ImportView, **queried("imports.read", 404))
async def one_import(caller: ImportReader, import_id: str) -> Response:
    """State, progress, totals, how the file is read, and the sample beside what it becomes."""
    one = await found_import(caller, import_id)
    port = caller.services.imports
    shown = {**as_view(one), "reading": port.reading(one), "sample": port.sample(one)}
    return respond(shown, await head(caller))


class Rows(Listed):
    items: list[RowView]


@router.get("/imports/{import_id}/rows", response_model=Rows, **queried("imports.read", 404))
async def rows(
    caller: ImportReader,
    import_id: str,
    state: Annotated[str | None, Query(pattern="^[a-z]{1,20}$", description="Such as bad.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Rows with what is wrong with each: row number, column, rule, reason."""
    one = await found_import(caller, import_id)
    after = position_cursor(cursor) or 0
    states = rows_states(state)
    found = await caller.services.imports.shown(caller.organisation, one["id"], states, limit + 1, after)
    following = found[limit - 1]["row"] if len(found) > limit else None
    return respond(page({"items": found[:limit], "next": following}), await head(caller))
