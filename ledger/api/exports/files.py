"""Exports of what was redeemed as files: for programs, always the same bytes; and for people, in their language."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from ledger.api.directory.names import name_of
from ledger.api.exports.queries import ExportReader, found_export
from ledger.api.http.callers import Caller
from ledger.api.http.files import attachment
from ledger.api.http.heads import Language, head
from ledger.api.http.reading import AtLeast, Connection, PathId, queried, read
from ledger.columns import MEDIA_TYPES, Cell, Column, as_csv, as_xlsx
from ledger.domain.exports.export import content
from ledger.domain.values import local_date

router = APIRouter(tags=["exports"])

_WHO = (Column("employee_no"), Column("reward"), Column("name"), Column("quantity", "number"))
_WHEN = (Column("fulfilled_on"), Column("reverses", "number"))
_PAID = (Column("amount", "number"), Column("pay_item"), Column("tax_class"))
_OFF = (Column("days", "number"), Column("hours", "number"), Column("leave_type"))
COLUMNS: dict[str, tuple[Column, ...]] = {
    "bonus": (*_WHO, *_PAID, *_WHEN, Column("subject")),
    "leave": (*_WHO, *_OFF, *_WHEN, Column("redemption")),
    "training": (*_WHO, Column("course"), *_WHEN, Column("redemption")),
}
"""The columns of a file for programs; a line that `reverses` has 1 there."""

_PERSON = (Column("employee_no"), Column("employee_name"), Column("name"), Column("quantity", "number"))
_DONE = (Column("fulfilled_on", "day"), Column("reverses"))
SHOWN: dict[str, tuple[Column, ...]] = {
    "bonus": (*_PERSON, *_PAID, *_DONE, Column("subject")),
    "leave": (*_PERSON, *_OFF, *_DONE, Column("redemption")),
    "training": (*_PERSON, Column("course"), *_DONE, Column("redemption")),
}
"""Those of a file for people: with names, and words for what is a code elsewhere."""
CALLED = {"bonus": ("bonuses", "奖金"), "leave": ("leave", "休假"), "training": ("training", "培训")}
TOTAL, YES = ("Total", "合计"), ("yes", "是")
COMPANY_LEAVE, LEAVER = ("company leave", "公司福利假"), ("Points of a leaver", "离职积分结算")


@router.get(
    "/exports/{export}.{format}",
    response_class=Response,
    **{
        **queried("exports.read", 404),
        "responses": {
            **queried("exports.read", 404)["responses"],
            200: {"content": {media.partition(";")[0]: {} for media in MEDIA_TYPES.values()}},
        },
    },
)
async def export_file(
    caller: ExportReader,
    export: PathId,
    format: Literal["json", "csv", "xlsx"],
    language: Annotated[
        Language | None,
        Query(description="Of CSV and XLSX: for people to read, in this language; if omitted, for programs."),
    ] = None,
    at_least: AtLeast = None,
) -> Response:
    """An export as a file. JSON, and the others without a `language`, have the same lines whenever they are asked for:
    `sha256` is that of the JSON file. With one they say the names of today. The header `Repr-Digest` has the digest of
    the file at hand."""

    async def query(connection: Connection) -> Any:
        found = await found_export(connection, caller, export)
        return found if language is None or format == "json" else {**found, "names": _names(caller, found["lines"])}

    found, position = await read(caller, ["exports"], at_least, query)
    called = CALLED[found["kind"]]
    ending = f"-{local_date(found['prepared_at'], caller.settings.zone)}.{format}"
    made = await asyncio.to_thread(_file, found, format, language)
    headers = {
        "Ledger-Position": str(position),
        "Repr-Digest": f"sha-256=:{b64encode(sha256(made).digest()).decode()}:",
        "Content-Disposition": attachment(_said(called, language) + ending, called[0] + ending),
        "Cache-Control": "no-store",
    }
    return Response(made, headers=headers, media_type=MEDIA_TYPES[format])


def _names(caller: Caller, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """What the people of these lines are called, to be opened."""
    return {line["employee_no"]: name_of(caller, line["employee_no"]) for line in lines}


def _said(words: tuple[str, str], language: Language | None) -> str:
    english, chinese = words
    return chinese if language == "zh" else english


def _file(found: dict[str, Any], format: str, language: Language | None) -> bytes:
    if format == "json":
        return content(found["id"], found["kind"], found["lines"], found["format"])
    columns, lines = (COLUMNS if language is None else SHOWN)[found["kind"]], found["lines"]
    if language is not None:
        lines = [_shown(line, found["names"], language) for line in lines]
    heads = [Column(head("ExportLine", column.name, language), column.kind) for column in columns]
    rows = [[line.get(column.name) for column in columns] for line in lines]
    if format == "csv":
        return as_csv(heads, rows)
    title = found["kind"] if language is None else _said(CALLED[found["kind"]], language)
    return as_xlsx(heads, rows, title, _total(found, columns, language))


def _shown(line: Mapping[str, Any], names: Mapping[str, str | None], language: Language) -> dict[str, Any]:
    """A line as somebody reads it."""
    return {
        **line,
        "employee_name": names[line["employee_no"]],
        "name": line["name"] or _said(LEAVER, language),
        "fulfilled_on": date.fromisoformat(line["fulfilled_on"]),
        "leave_type": _said(COMPANY_LEAVE, language),
        "reverses": _said(YES, language) if line["reverses"] else None,
    }


def _total(found: dict[str, Any], columns: tuple[Column, ...], language: Language | None) -> list[Cell] | None:
    """The last row, where the lines are money."""
    if found["total"] is None:
        return None
    said = {"employee_no": "total" if language is None else _said(TOTAL, language), "amount": found["total"]}
    return [said.get(column.name) for column in columns]
