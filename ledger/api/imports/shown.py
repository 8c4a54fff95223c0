"""How an import is shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from ledger.api.http.callers import Caller
from ledger.api.http.reading import Listed
from ledger.domain.errors import Invalid, NotFound
from ledger.domain.imports.batch import agrees
from ledger.projections.engine import queries

ROW_STATES = ("ready", "unchanged", "bad", "imported", "refused", "undone", "partly", "kept")


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
    effects: dict[str, int] = Field(description="Rows by what they become: new, changed, unchanged.")
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


class RowView(BaseModel):
    row: int
    state: str
    given: dict[str, str]
    problems: list[RowProblem]
    effect: str | None
    made: str | None


class SampleRow(RowView):
    becomes: dict[str, Any] | None


class ImportView(ImportSummary):
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
