"""Explaining the differences of a parallel month: a command."""

from __future__ import annotations

from functools import partial

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import Body, EmployeeNo, Text
from ledger.api.imports.parallel_months import differences_of, month_of_both
from ledger.application import imports
from ledger.application.imports import ExplanationAnswer
from ledger.domain.errors import NotFound, unknown_reference
from ledger.domain.imports.events import DifferenceExplained

router = command_router("imports")


class ExplanationBody(Body):
    employee_no: EmployeeNo
    difference: str = Field(pattern="^[0-9a-f]{24}$", description="The id of the difference.")
    reason: Text = Field(examples=["Granted on paper at the fair; entered in the old system only."])


@router.post("/parallel-months/{period}/explanations", **documented("imports.write", ExplanationAnswer))
async def explain_difference(caller: CommandCaller, period: str, body: ExplanationBody) -> Handler:
    """Say why the old system and the ledger differ. When the numbers change, it is to be explained again."""
    side = month_of_both(caller, period)
    files = await side.files()
    if not files:
        raise NotFound
    found = await differences_of(caller, side, files, period, body.employee_no)
    if body.difference not in {one.id for one in found}:
        raise unknown_reference("/difference")
    person = body.employee_no if body.employee_no in caller.acting.directory.employees else caller.employee_no
    explained = DifferenceExplained(
        period=period,
        difference=body.difference,
        employee=body.employee_no,
        reason=await caller.seal(person, body.reason),
    )
    return partial(imports.explain, explained=explained)
