"""The links that somebody gave, as a file for who hands them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from ledger.api.directory.names import name_of
from ledger.api.http.callers import Caller, reader
from ledger.api.http.files import CONTENT, Format, one_page, sent
from ledger.api.http.heads import Language
from ledger.api.http.reading import AtLeast, Connection, queried, read
from ledger.api.invitations.commands import link_with
from ledger.api.reports.files import Heads
from ledger.columns import Column
from ledger.projections.invitations import query as invitations

router = APIRouter(tags=["invitations"])
COLUMNS = {
    "employee_no": ("Employee number", "工号"),
    "name": ("Name", "姓名"),
    "link": ("Link", "链接"),
    "code": ("Code", "加入码"),
    "expires_at": ("Holds until", "有效期至"),
}
DOCUMENTED: dict[str, Any] = queried("invitations.give")
DOCUMENTED["responses"] = {**DOCUMENTED["responses"], 200: {**DOCUMENTED["responses"][200], "content": CONTENT}}
Giving = Annotated[str, Query(pattern="^[0-9a-f]{32}$")]


@router.get("/invitations/links.{format}", response_class=Response, **DOCUMENTED)
async def links_file(
    request: Request,
    caller: Annotated[Caller, Depends(reader("invitations.give"))],
    format: Annotated[Format, Path()],
    heads: Heads,
    id: Annotated[list[Giving], Query(max_length=200, description="The `id` of each giving of links, as answered.")],
    at_least: AtLeast = None,
) -> Response:
    """The links that I gave and that are open, of these givings; whoever used theirs meanwhile is left out."""
    now = caller.services.journal.clock()

    async def query(connection: Connection) -> Any:
        found = await invitations.open_links(connection, caller.organisation, now, caller.employee_no)
        return [{**row, "name": name_of(caller, row["employee_no"])} for row in found]

    found, position = await read(caller, ["invitations"], at_least, query)
    address = "{0.scheme}://{0.netloc}".format(urlsplit(str(request.url)))
    digests = ((row["employee_no"], row["digest"]) for row in found)
    codes = await caller.services.links.codes(caller.organisation, digests, id)
    rows = list(_rows(caller, address, found, codes))
    headers = {"Ledger-Position": str(position), "Cache-Control": "no-store", "Vary": "Accept-Language"}
    name = "邀请链接" if heads == "zh" else "links"
    return await sent(format, _columns(heads), one_page(rows), name, headers, plain="links", title=name)


def _columns(language: Language | None) -> list[Column]:
    return [Column(field if language is None else said[language == "zh"]) for field, said in COLUMNS.items()]


def _rows(caller: Caller, address: str, found: list[dict[str, Any]], codes: Mapping[str, str]) -> Iterator[list[str]]:
    for row in found:
        if code := codes.get(no := row["employee_no"]):
            until = _local(caller, row["expires_at"])
            yield [no, row["name"] or "", address + link_with(caller, no, code), code, until]


def _local(caller: Caller, at: datetime) -> str:
    return at.astimezone(caller.settings.zone).strftime("%Y-%m-%d %H:%M")
