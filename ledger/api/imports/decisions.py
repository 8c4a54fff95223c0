"""Saying how a file is read, confirming and undoing imports: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, Then, command_router, documented
from ledger.api.http.fields import Body
from ledger.api.imports.shown import check_choices, found_import
from ledger.application import imports
from ledger.application.imports import StateAnswer
from ledger.application.unit import Taken
from ledger.domain.imports.batch import NOT_BEGUN, Checked, read_meanwhile, reading_closed

router = command_router("imports")


class ConfirmationBody(Body):
    without_bad_rows: bool = Field(default=False, strict=True, description="Leave the bad rows out.")
    with_doubtful: bool | None = Field(
        default=None,
        strict=True,
        description="Of rows that look like something that was imported before, in another shape: whether they are "
        "written, too. What is left out can follow, by another confirmation.",
    )


NOTHING_SAID = ConfirmationBody()


@router.post("/imports/{import_id}/confirmation", **documented("imports.write", StateAnswer))
async def confirm(caller: CommandCaller, import_id: str, body: ConfirmationBody = NOTHING_SAID) -> Handler | Then:
    """Have the good rows of a checked file written; where they bring more points than one hr makes alone, by another hr
    than who sent it. Each carries the file's hash and its row's number."""
    one = await found_import(caller, import_id)
    checked = Checked.of(one)
    more = bool(body.with_doubtful) and one["state"] == "imported" and checked.doubtful > 0

    async def begin(_: Taken) -> None:
        if one["undone_by"]:
            return
        if await caller.services.imports.confirm(one, caller.employee_no, more=more):
            return
        if (await found_import(caller, import_id))["state"] in NOT_BEGUN:
            raise read_meanwhile()

    handler = partial(
        imports.confirm,
        id=import_id,
        checked=checked,
        without_bad_rows=body.without_bad_rows,
        with_doubtful=body.with_doubtful,
    )
    return Then(handler, begin)


MOST_COLUMNS = 100
LAST_ROW = 1_048_576
Place = Annotated[str, Field(pattern="^(0|[1-9][0-9]?)$")]


class ReadingBody(Body):
    """All that is said of how the file is read; what is left out is as it is found."""

    sheet: str | None = Field(default=None, max_length=200, description="One of the reading's, by its name.")
    header_row: int | None = Field(default=None, ge=1, le=LAST_ROW, description="As a spreadsheet counts; 1 is first.")
    encoding: str | None = Field(default=None, max_length=40, description="One of the reading's, by its name.")
    hidden_rows: bool | None = Field(default=None, strict=True, description="Read hidden rows, too.")
    columns: dict[Place, str | None] = Field(
        default_factory=dict,
        max_length=MOST_COLUMNS,
        description="What columns of the file hold, by place (0 is the first): a column of the kind, or null where it "
        "is passed over.",
        examples=[{"0": "employee_no", "3": None}],
    )


@router.post("/imports/{import_id}/reading", **documented("imports.write", StateAnswer))
async def say_how_it_is_read(caller: CommandCaller, import_id: str, body: ReadingBody) -> Then:
    """Say how the file is read, and have it read and checked anew; whoever says so answers for it like who sent it.
    Until an import is confirmed, and as often as one likes."""
    one, port = await found_import(caller, import_id), caller.services.imports
    choices = {name: value for name, value in body.model_dump().items() if value not in (None, {})}
    check_choices(one["kind"], choices, port.reading(one))

    async def begin(_: Taken) -> None:
        if port.choices(one) == choices and one["read_by"] == caller.employee_no and one["state"] != "failed":
            return
        if not await port.choose(caller.organisation, import_id, choices, caller.employee_no):
            raise reading_closed()

    return Then(partial(imports.read_anew, id=import_id), begin)


@router.post("/imports/{import_id}/undo", **documented("imports.write", StateAnswer))
async def undo(caller: CommandCaller, import_id: str) -> Handler | Then:
    """Take an import back, row by row, within three months. What stays is listed with its reason: points that are
    spent, people and departments that something refers to by now (`state=kept`), fields changed since (`partly`)."""
    one = await found_import(caller, import_id)

    async def begin(_: Taken) -> None:
        by = {} if one["undone_by"] else {"undone_by": caller.employee_no}
        await caller.services.imports.move(caller.organisation, import_id, ("imported", "failed"), "undoing", **by)

    imported = one["state"] in {"imported", "undoing", "undone", "failed"}
    return Then(partial(imports.undo, id=import_id, imported=imported), begin)
