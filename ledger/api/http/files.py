"""Tables as files that people download: written page by page beside the loop, kept on the disk where they are large,
and sent when they are whole, so that a refusal half-way is a refusal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Literal
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from ledger.api.http.callers import Caller
from ledger.api.http.reading import Connection, read
from ledger.columns import MEDIA_TYPES, Cell, Column, CsvFile, XlsxFile
from ledger.domain.errors import Invalid

Format = Literal["csv", "xlsx"]
Rows = Sequence[Sequence[Cell]]
MOST_ROWS = 200_000
"""No import takes more."""
AT_ONCE = 250
"""So many rows of a list are read at once: what opening their texts takes, others wait for."""
IN_MEMORY = 1_000_000
"""A file that is larger lies on the disk."""
CHUNK = 256 * 1024
FILE = {"schema": {"type": "string", "format": "binary"}}
CONTENT = {MEDIA_TYPES[format].partition(";")[0]: FILE for format in ("csv", "xlsx")}
"""How the description of the interface says what such a file is."""


class Csv(Response):
    media_type = "text/csv"


class Xlsx(Response):
    media_type = MEDIA_TYPES["xlsx"]


async def written(format: Format, columns: Sequence[Column], pages: AsyncIterator[Rows], title: str) -> IO[bytes]:
    """The rows as a file."""
    made = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- whoever sends it closes it
    kind: Callable[..., CsvFile | XlsxFile] = CsvFile if format == "csv" else XlsxFile
    try:
        with await asyncio.to_thread(kind, made, columns, title) as file:
            async for rows in pages:
                await asyncio.to_thread(file.add, rows)
            await asyncio.to_thread(file.end)
    except BaseException:
        made.close()
        raise
    return made


async def sent(
    format: Format,
    columns: Sequence[Column],
    pages: AsyncIterator[Rows],
    name: str,
    headers: Mapping[str, str],
    *,
    plain: str = "",
    title: str = "lines",
) -> Response:
    """The rows as a file, which is called `name`, in plain letters `plain`."""
    file = await written(format, columns, pages, title)
    size = file.seek(0, 2)
    file.seek(0)
    about = {
        "Content-Disposition": attachment(f"{name}.{format}", f"{plain or name}.{format}"),
        "Content-Length": str(size),
        **headers,
    }
    return StreamingResponse(_chunks(file), headers=about, media_type=MEDIA_TYPES[format])


async def pages_of(
    caller: Caller,
    projections: Collection[str],
    query: Callable[..., Awaitable[dict[str, Any]]],
    row: Callable[[dict[str, Any]], Sequence[Cell]],
) -> AsyncIterator[Rows]:
    """All that a query of a list finds, as rows. It is asked `(connection, after=…)` with `next` of the page before,
    and no connection is held while they are written."""
    after, count = None, 0
    while True:
        found, _ = await read(caller, projections, None, partial(query, after=after))
        count += len(found["items"])
        if count > MOST_ROWS:
            raise Invalid("report-too-large", f"This list has more than {MOST_ROWS} rows. Ask for a part of it.")
        yield [row(item) for item in found["items"]]
        after = found["next"]
        if after is None:
            return


async def nothing(connection: Connection) -> None:
    """A query for who only wants to know how far the projections are."""


async def one_page(rows: Rows) -> AsyncIterator[Rows]:
    """Rows that are there already."""
    yield rows


async def _chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk
    finally:
        file.close()


def attachment(name: str, plain: str) -> str:
    """The header by which a file is kept under a name. One that is not ASCII is said twice (RFC 6266): for programs of
    today, and in plain letters for the others."""
    said = f'attachment; filename="{plain}"'
    return said if plain == name else f"{said}; filename*=UTF-8''{quote(name, safe='')}"
