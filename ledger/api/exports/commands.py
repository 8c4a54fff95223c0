"""Exports of what was redeemed: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import MONTH_PATTERN, Body
from ledger.application import exports
from ledger.application.exports import ExportAnswer

router = command_router("exports")

ExportKind = Literal["bonus", "leave", "training"]


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
