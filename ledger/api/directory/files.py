"""People and departments as files that can be mended in a spreadsheet and sent back: the columns are those of the
import, in its order, with names beside the codes. Who sends one back unchanged changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends
from starlette.responses import Response

from ledger.api.directory.names import name_of
from ledger.api.directory.people import Search, Sort, Sought, Within, found_numbers, in_order
from ledger.api.http.callers import Caller, reader
from ledger.api.http.files import AT_ONCE, CONTENT, MOST_ROWS, Format, Rows, nothing, one_page, pages_of, sent
from ledger.api.http.heads import Language
from ledger.api.http.reading import AtLeast, Connection, queried, read
from ledger.api.imports.words import BESIDE, CALLED, head_of, kind_of, said
from ledger.api.reports.files import Heads
from ledger.columns import Cell, Column
from ledger.domain.imports.kinds import KINDS
from ledger.domain.values import MONEY_PLACES, UNREADABLE
from ledger.projections.directory import query as directory

router = APIRouter(tags=["directory"])
FileReader = Annotated[Caller, Depends(reader("directory.export"))]
PAY = frozenset({"pay_standard", "performance_share"})
"""Only hr sees other people's."""
DOCUMENTED: dict[str, Any] = queried("directory.export")
DOCUMENTED["responses"] = {**DOCUMENTED["responses"], 200: {**DOCUMENTED["responses"][200], "content": CONTENT}}


class Shape(NamedTuple):
    """The columns of a file: the names of what they hold, and how they stand there."""

    names: tuple[str, ...]
    columns: tuple[Column, ...]


def shape(kind: str, language: Language | None, hidden: frozenset[str] = frozenset()) -> Shape:
    """The columns of a kind of import; for people, with names beside codes and numbers."""
    found: list[tuple[str, Column]] = []
    for column in KINDS[kind].columns:
        if column.name in hidden:
            continue
        found.append((column.name, Column(head_of(kind, column.name, language), kind_of(column.name))))
        if language is not None and column.name in BESIDE:
            name, *heads = BESIDE[column.name]
            found.append((name, Column(heads[language == "zh"])))
    return Shape(tuple(name for name, _ in found), tuple(column for _, column in found))


@router.get("/employees.{format}", response_class=Response, **DOCUMENTED)
async def people_file(
    caller: FileReader,
    format: Format,
    heads: Heads,
    department: Within = None,
    search: Search = None,
    sort: Sort = None,
    at_least: AtLeast = None,
) -> Response:
    """The roster, as an import of people takes it back; what people are paid is for hr alone. Where a cell is emptied,
    the import leaves what is on record."""
    of = shape("employees", heads, frozenset() if "hr" in caller.roles else PAY)
    _, position = await read(caller, ["directory"], at_least, nothing)
    numbers = await found_numbers(caller, Sought(department, search, sort), "", MOST_ROWS + 1)
    query = partial(_people, caller, department) if numbers is None else partial(_these, caller, numbers)
    pages = pages_of(caller, ["directory"], query, lambda row: [_cell(row, name) for name in of.names])
    return await _sent(caller, "employees", format, of, pages, heads, position)


@router.get("/departments.{format}", response_class=Response, **DOCUMENTED)
async def departments_file(caller: FileReader, format: Format, heads: Heads, at_least: AtLeast = None) -> Response:
    """All departments, as an import of departments takes them back."""
    of = shape("departments", heads)

    async def query(connection: Connection) -> Any:
        rows = await directory.departments(connection, caller.organisation, caller.acting.today)
        return [_with_names(caller, {name: row[name] for name in ("code", "name", "parent", "head")}) for row in rows]

    found, position = await read(caller, ["directory"], at_least, query)
    pages = one_page([[row.get(name) for name in of.names] for row in found])
    return await _sent(caller, "departments", format, of, pages, heads, position)


async def _people(caller: Caller, department: str | None, connection: Connection, after: str | None) -> dict[str, Any]:
    found = await directory.employees(
        connection,
        caller.organisation,
        caller.acting.today,
        department=department,
        limit=AT_ONCE,
        after=after or "",
    )
    return {"items": _shown(caller, found["items"]), "next": found["next"]}


async def _these(caller: Caller, numbers: list[str], connection: Connection, after: int | None) -> dict[str, Any]:
    """People by their numbers, in that order."""
    start = after or 0
    some = numbers[start : start + AT_ONCE]
    found = await directory.employees(connection, caller.organisation, caller.acting.today, numbers=some, limit=AT_ONCE)
    following = start + AT_ONCE if len(numbers) > start + AT_ONCE else None
    return {"items": _shown(caller, in_order(found["items"], some)), "next": following}


UNSHOWN = frozenset({"history", "roles", "effective_from"})
"""When the terms began is not told: whoever sends the file back means from now on, unless they say so there."""


def _shown(caller: Caller, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [_with_names(caller, {name: row[name] for name in row if name not in UNSHOWN}) for row in rows]


def _with_names(caller: Caller, row: dict[str, Any]) -> dict[str, Any]:
    """A row with what its codes and numbers mean; people's names are still to be opened."""
    names: dict[str, Callable[[Caller, str], Any]] = {
        "department": _department, "parent": _department, "manager": name_of, "head": name_of,
    }  # fmt: skip
    return {**row, **{BESIDE[of][0]: name(caller, row[of]) for of, name in names.items() if row.get(of) is not None}}


def _department(caller: Caller, code: str) -> str | None:
    """None for one that came after whoever asks began to."""
    department = caller.acting.directory.departments.get(code)
    return None if department is None else department.on(caller.acting.today).name


def _cell(row: dict[str, Any], name: str) -> Cell:
    """What can't be read says nothing, so that it is not taken for a text when the file comes back."""
    value: Cell = row.get(name)
    if value is None or (value == UNREADABLE and name != "name"):
        return None
    return Decimal(str(value)).quantize(MONEY_PLACES) if name == "pay_standard" else value


async def _sent(
    caller: Caller,
    kind: str,
    format: Format,
    of: Shape,
    pages: AsyncIterator[Rows],
    language: Language | None,
    position: int,
) -> Response:
    called, day = said(CALLED[kind], language), caller.acting.today
    headers = {"Ledger-Position": str(position), "Cache-Control": "no-store", "Vary": "Accept-Language"}
    plain = f"{CALLED[kind][0]}-{day}"
    return await sent(format, of.columns, pages, f"{called}-{day}", headers, plain=plain, title=called)
