"""How an import is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends
from pydantic import BaseModel, Field

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import Listed
from ledger.domain.errors import Invalid, NotFound
from ledger.domain.imports.batch import agrees
from ledger.domain.imports.kinds import KINDS
from ledger.projections.engine import queries

ImportReader = Annotated[Caller, Depends(reader("imports.read"))]
ROW_STATES = ("ready", "doubtful", "unchanged", "bad", "imported", "refused", "undone", "partly", "kept")


class Progress(BaseModel):
    stage: str | None = Field(description="reading, judging, importing or undoing; null: nothing is under way.")
    done: int
    of: int | None = Field(description="None while nobody knows yet.")


class Control(BaseModel):
    total: int | None
    rows: int | None
    agrees: bool | None = Field(description="None before the file is checked. Unless it agrees nothing is confirmed.")


class FileProblem(BaseModel):
    rule: str
    reason: str
    row: int | None


class ImportSummary(BaseModel):
    id: str
    kind: str
    period: str | None
    state: str = Field(description="uploaded, checking, checked, importing, imported, undoing, undone or failed")
    sha256: str
    bytes: int
    file_name: str
    uploaded_by: str
    uploaded_at: datetime
    confirmed_by: str | None
    undone_by: str | None
    progress: Progress
    rows: int | None
    counts: dict[str, int] = Field(description="Rows by state, counted when a step has ended.")
    effects: dict[str, int] = Field(
        description="Rows by what they become or became: new, changed, unchanged; without doubtful and refused ones."
    )
    total: int | None = Field(description="The sum of all points in the file that can be read.")
    control: Control
    columns: list[str]
    unknown_columns: list[str] = Field(description="Headers that mean nothing here; these columns are passed over.")
    seed: int
    problem: FileProblem | None = Field(description="What is wrong with the file as a whole.")


class ImportAnswer(ImportSummary):
    position: int


class RowProblem(BaseModel):
    column: str | None
    rule: str
    reason: str
    values: dict[str, Any] | None = Field(default=None, description="What the reason names, to be said in other words.")


class RowView(BaseModel):
    row: int
    state: str
    given: dict[str, str]
    problems: list[RowProblem]
    effect: str | None
    made: str | None


class SampleRow(RowView):
    becomes: dict[str, Any] | None


class SheetView(BaseModel):
    name: str
    visible: bool


class GuessView(BaseModel):
    encoding: str
    samples: list[str] = Field(description="Texts of the file as they would be read in it; three at most.")


class NoticeView(BaseModel):
    """What is read otherwise than it looks, or is left out."""

    rule: str
    reason: str
    times: int
    rows: list[int] = Field(description="The first few of them.")
    asks: str | None = Field(description="The field of the choices that answers it, before anything is imported.")


class HeadRow(BaseModel):
    row: int
    cells: list[str]


class ColumnView(BaseModel):
    place: int = Field(description="0 is the first column of the file.")
    title: str
    column: str | None = Field(description="The column of the kind that it is read as; null: it is passed over.")
    how: str = Field(
        description="By what it is known: known (its title), chosen (by hand), remembered (as it was chosen before), "
        "ambiguous (it may be several: say which), unknown, or passed (over, as was said, or since another holds it)."
    )
    could_be: list[str] = Field(description="The columns that an ambiguous one may be, or an unknown one looks like.")
    samples: list[str]


class ChoicesView(BaseModel):
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    hidden_rows: bool | None = None
    columns: dict[str, str | None] = Field(default_factory=dict)


class ReadingView(BaseModel):
    """How the file is read; `POST /imports/{import_id}/reading` says otherwise."""

    format: str = Field(description="csv, xlsx, xlsb, xls, ods or html")
    sheets: list[SheetView]
    sheet: str | None
    header_row: int
    encodings: list[GuessView] = Field(description="Of a text; the one that it is read in comes first.")
    hidden_rows: int
    notices: list[NoticeView]
    above: list[HeadRow] = Field(description="The last rows above the headers, which are passed over; ten at most.")
    head: list[HeadRow] = Field(description="The header row and the first rows below it, as they are read.")
    columns: list[ColumnView]
    choices: ChoicesView = Field(description="What was said of it.")
    open: list[str] = Field(description="The fields of the choices that are to be said before it can be confirmed.")


class ImportView(ImportSummary):
    reading: ReadingView | None = Field(description="None before the file was read, and where it is no table.")
    sample: list[SampleRow] | None


class Imports(Listed):
    items: list[ImportSummary]


async def found_import(caller: Caller, id: str) -> dict[str, Any]:
    one = await caller.services.imports.find(caller.organisation, id) if id.isprintable() else None
    if one is None:
        raise NotFound
    return one


def rows_states(state: str | None) -> tuple[str, ...]:
    if state is not None and state not in ROW_STATES:
        raise Invalid("invalid-fields", f"One of: {', '.join(ROW_STATES)}.", "/state")
    return ROW_STATES if state is None else (state,)


def check_choices(kind: str, choices: Mapping[str, Any], reading: Mapping[str, Any] | None) -> None:
    """What can be said of a file is what was found in it, and the columns of its kind."""
    offered = {} if reading is None else {
        "sheet": [sheet["name"] for sheet in reading["sheets"]],
        "encoding": [guess["encoding"] for guess in reading["encodings"]],
    }  # fmt: skip
    for field, known in offered.items():
        if choices.get(field) is not None and choices[field] not in known:
            raise Invalid("invalid-fields", f"One of: {', '.join(known) or 'nothing here'}.", f"/{field}")
    names = [column.name for column in KINDS[kind].columns]
    for place, name in choices.get("columns", {}).items():
        if name is not None and name not in names:
            raise Invalid("invalid-fields", f"One of: {', '.join(names)}.", f"/columns/{place}")


async def head(caller: Caller) -> int:
    """Where the organisation's journal stands."""
    async with caller.services.reads.connection() as connection:
        return await queries.head(connection, caller.organisation)


def as_view(one: dict[str, Any]) -> dict[str, Any]:
    same = (
        "id", "kind", "state", "sha256", "bytes", "file_name", "uploaded_by", "uploaded_at", "confirmed_by",
        "undone_by", "rows", "total", "seed", "problem",
    )  # fmt: skip
    return {
        **{name: one[name] for name in same},
        "period": one["period"] or None,
        "progress": {"stage": one["stage"], "done": one["done"], "of": one["of"]},
        "counts": one["counted"]["states"],
        "effects": one["counted"]["effects"],
        "control": {
            "total": one["control_total"],
            "rows": one["control_rows"],
            "agrees": agrees(one) if one["rows"] is not None else None,
        },
        "columns": one["headers"],
        "unknown_columns": one["unknown"],
    }
