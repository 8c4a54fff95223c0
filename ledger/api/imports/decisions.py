"""Confirming and undoing imports: commands."""

from __future__ import annotations

from functools import partial

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, Then, command_router, documented
from ledger.api.http.fields import Body
from ledger.api.imports.shown import found_import
from ledger.application import imports
from ledger.application.imports import StateAnswer
from ledger.application.unit import Taken
from ledger.domain.imports.batch import Checked

router = command_router("imports")


class ConfirmationBody(Body):
    without_bad_rows: bool = Field(default=False, strict=True, description="Leave the bad rows out.")


NOTHING_SAID = ConfirmationBody()


@router.post("/imports/{import_id}/confirmation", **documented("imports.write", StateAnswer))
async def confirm(caller: CommandCaller, import_id: str, body: ConfirmationBody = NOTHING_SAID) -> Handler | Then:
    """Have the good rows of a checked file written; where they bring more points than one hr makes alone, by another hr
    than who sent it. Each carries the file's hash and its row's number."""
    one = await found_import(caller, import_id)
    checked = Checked.of(one)

    async def begin(_: Taken) -> None:
        if one["undone_by"]:
            return
        by = {} if one["confirmed_by"] else {"confirmed_by": caller.employee_no}
        await caller.services.imports.move(
            caller.organisation, import_id, ("checked", "failed"), "importing", problem=None, **by
        )

    handler = partial(imports.confirm, id=import_id, checked=checked, without_bad_rows=body.without_bad_rows)
    return Then(handler, begin)


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
