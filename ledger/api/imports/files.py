"""Files that belong to imports: a template to fill in, and the rows to mend."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from ledger.api.directory.names import name_of
from ledger.api.http.callers import Caller
from ledger.api.http.files import CONTENT, Format, Rows, Xlsx, attachment, sent
from ledger.api.http.heads import Language
from ledger.api.http.reading import Connection, queried, read
from ledger.api.imports.shown import ImportReader, found_import, head
from ledger.api.imports.template import Choice, Choices, template
from ledger.api.imports.words import CALLED, TEMPLATE, TO_MEND, head_of, problem_head, problems_said, said
from ledger.api.reports.files import Heads
from ledger.api.reports.readable import tag_in
from ledger.columns import Column
from ledger.domain.imports.kinds import KINDS
from ledger.domain.imports.names import KindName
from ledger.projections.tags import query as tags

MENDED = ("bad", "refused")
"""Not those that look the same as others: nothing in them is wrong, and what becomes of them is said of all at once."""
AT_ONCE = 500
MOST_PEOPLE, MOST_DEPARTMENTS, MOST_TAGS = 2_000, 5_000, 1_000
"""Nobody looks for somebody in a longer list; a number is typed quicker."""

router = APIRouter(tags=["imports"])


@router.get(
    "/imports/{import_id}/corrected.{format}",
    response_class=Response,
    **{
        **queried("imports.read", 404),
        "responses": {
            **queried("imports.read", 404)["responses"],
            200: {"headers": {"Ledger-Position": {"schema": {"type": "integer"}}}, "content": CONTENT},
        },
    },
)
async def corrected(
    caller: ImportReader, import_id: str, format: Annotated[Format, Path()], language: Heads
) -> Response:
    """The bad and the refused rows to mend, all of them, with the reasons in a column; mended, the file can be sent
    again."""
    one = await found_import(caller, import_id)
    kind = one["kind"]
    names = one["headers"] or [column.name for column in KINDS[kind].columns]
    heads = [head_of(kind, name, language) for name in names]
    columns = [Column(name) for name in (*heads, problem_head(language))]
    headers = {"Ledger-Position": str(await head(caller)), "Vary": "Accept-Language"}
    name, plain = (f"{said(CALLED[kind], asked)}-{said(TO_MEND, asked)}" for asked in (language, None))
    rows, title = _to_mend(caller, one, names, language), said(CALLED[kind], language)
    return await sent(format, columns, rows, name, headers, plain=plain, title=title)


async def _to_mend(
    caller: Caller, one: dict[str, Any], names: list[str], language: Language | None
) -> AsyncIterator[Rows]:
    after = 0
    while found := await caller.services.imports.shown(caller.organisation, one["id"], MENDED, AT_ONCE, after):
        after = found[-1]["row"]
        yield [
            [*(row["given"].get(name, "") for name in names), problems_said(one["kind"], row["problems"], language)]
            for row in found
        ]


@router.get("/imports/templates/{kind}.xlsx", response_class=Xlsx, **queried("imports.read"))
async def import_template(caller: ImportReader, kind: KindName, heads: Heads) -> Response:
    """A workbook to fill in and send: the columns of a kind, with what each holds, and the organisation's departments,
    people and tags to choose from."""
    language = heads or ("zh" if caller.settings.language == "zh" else "en")
    choices, position = await _choices(caller, language)
    made = await asyncio.to_thread(template, kind, language, choices)
    name, plain = (f"{said(CALLED[kind], asked)}-{said(TEMPLATE, asked)}.xlsx" for asked in (language, None))
    headers = {
        "Content-Disposition": attachment(name, plain),
        "Ledger-Position": str(position),
        "Cache-Control": "no-store",
        "Vary": "Accept-Language",
    }
    return Xlsx(made, headers=headers)


async def _choices(caller: Caller, language: Language) -> tuple[Choices, int]:
    """What there is to choose from, as of today; of people only where they are not too many."""
    today, directory = caller.acting.today, caller.acting.directory
    employees = directory.employees if len(directory.employees) <= MOST_PEOPLE else {}
    people = sorted(no for no, person in employees.items() if person.employed_on(today))
    departments = sorted(directory.departments.values(), key=lambda one: one.code)[:MOST_DEPARTMENTS]

    async def query(connection: Connection) -> Any:
        found = await tags.tags(connection, caller.organisation, today, state="active", limit=MOST_TAGS)
        names = [{"no": no, "name": name_of(caller, no)} for no in people]
        return {"tags": found["items"], "people": names}

    found, position = await read(caller, ["tags"], None, query)
    choices = Choices(
        departments=[Choice(one.code, one.on(today).name) for one in departments],
        people=[Choice(one["no"], one["name"] or "") for one in found["people"]],
        tags=[Choice(one["code"], tag_in(caller, one, language)) for one in found["tags"]],
    )
    return choices, position
