"""Exports of what was redeemed: commands."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Literal

from pydantic import BaseModel, Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.application import exports

router = command_router("exports")

BookedKind = Literal["leave", "training"]


class LineView(BaseModel):
    """A line of an export: what is paid or booked for one redemption, all its pieces together."""

    redemption: str
    employee_no: str
    reward: str
    name: str
    fulfilled_on: date
    quantity: int
    reverses: bool = Field(description="To be taken back: an earlier export said it by mistake.")
    amount: str | None = Field(default=None, description="Money before tax.")
    pay_item: str | None = None
    tax_class: str | None = None
    days: str | None = None
    hours: str | None = None
    leave_type: Literal["company"] | None = Field(default=None, description="Never statutory leave.")
    course: str | None = None


class ExportAnswer(BaseModel):
    id: str
    position: int
    kind: BookedKind
    state: Literal["draft", "taken-over"]
    sha256: str = Field(description="Of the JSON file, as it can be downloaded.")
    lines: list[LineView]


@router.post("/exports/leave", **documented("exports.prepare", ExportAnswer, new=True))
async def export_leave(caller: CommandCaller) -> Handler:
    """Make an export of all leave that waits; each line is in exactly one."""
    return partial(exports.prepare, kind="leave")


@router.post("/exports/training", **documented("exports.prepare", ExportAnswer, new=True))
async def export_training(caller: CommandCaller) -> Handler:
    """Make an export of all training places that wait; each line is in exactly one."""
    return partial(exports.prepare, kind="training")


@router.post("/exports/{export}/takeover", **documented("exports.take-over", ExportAnswer))
async def take_export_over(caller: CommandCaller, export: str) -> Handler:
    """Confirm that it is booked; by somebody else than who prepared it."""
    return partial(exports.take_over, export_id=export)
