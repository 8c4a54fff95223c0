"""Exports of what was redeemed: commands."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import MONTH_PATTERN, Body
from ledger.application import exports

router = command_router("exports")

ExportKind = Literal["bonus", "leave", "training"]


MONTH_FIELD = Field(default=None, description="Of bonuses that were taken over: the month that they are paid with.")
TOTAL_FIELD = Field(default=None, description="What its lines come to, where they are money.")


class LineView(BaseModel):
    """A line of an export: what is paid or booked for one redemption, all its pieces together, or what somebody who
    left is owed for their points."""

    subject: str = Field(examples=["redemption:0190a1b2", "leaving:FIN01:1"])
    redemption: str | None = Field(description="None: it is for the points of somebody who left.")
    employee_no: str
    reward: str | None
    name: str | None
    fulfilled_on: date = Field(description="The day from which it is due.")
    quantity: int
    reverses: bool = Field(description="To be taken back: an earlier export said it by mistake.")
    amount: str | None = Field(default=None, description="Money before tax; below zero where it is taken back.")
    pay_item: str | None = None
    tax_class: str | None = None
    days: str | None = None
    hours: str | None = None
    leave_type: Literal["company"] | None = Field(default=None, description="Never statutory leave.")
    course: str | None = None


class ExportAnswer(BaseModel):
    id: str
    position: int
    kind: ExportKind
    state: Literal["draft", "taken-over"]
    sha256: str = Field(description="Of the JSON file, as it can be downloaded.")
    month: str | None = MONTH_FIELD
    total: str | None = TOTAL_FIELD
    lines: list[LineView]


class TakeOverBody(Body):
    month: Annotated[str | None, Field(pattern=MONTH_PATTERN)] = Field(
        default=None,
        description="Of bonuses: the month whose wages they are paid with, the one before, this one or the next; if "
        "omitted, the present month.",
        examples=["2026-11"],
    )


PRESENT_MONTH = TakeOverBody()


@router.post("/exports/bonuses", **documented("exports.prepare", ExportAnswer, new=True))
async def export_bonuses(caller: CommandCaller) -> Handler:
    """Make an export of all bonuses that wait, with their total; each line is in exactly one."""
    return partial(exports.prepare, kind="bonus")


@router.post("/exports/leave", **documented("exports.prepare", ExportAnswer, new=True))
async def export_leave(caller: CommandCaller) -> Handler:
    """Make an export of all leave that waits; each line is in exactly one."""
    return partial(exports.prepare, kind="leave")


@router.post("/exports/training", **documented("exports.prepare", ExportAnswer, new=True))
async def export_training(caller: CommandCaller) -> Handler:
    """Make an export of all training places that wait; each line is in exactly one."""
    return partial(exports.prepare, kind="training")


@router.post("/exports/{export}/takeover", **documented("exports.take-over", ExportAnswer))
async def take_export_over(caller: CommandCaller, export: str, body: TakeOverBody = PRESENT_MONTH) -> Handler:
    """Confirm that it is booked; by somebody else than who prepared it. Whose bonuses are in it is told the month."""
    return partial(exports.take_over, export_id=export, month=body.month)
