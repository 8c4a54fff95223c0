"""Deductions for conduct: commands."""

from __future__ import annotations

from functools import partial

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import Body, Code, EmployeeNo, Points, Text, Time
from ledger.api.http.sealing import sealed_if_known
from ledger.application import conduct
from ledger.application.conduct import Deduct, DeductionAnswer
from ledger.domain.conduct.deduction import DEDUCTION, Deduction

router = command_router("conduct")


class DeductionBody(Body):
    employee: EmployeeNo
    tag: Code = Field(description="One with a rule of the type `deduction`.", examples=["late"])
    reason: Text = Field(examples=["Late for the fourth time this month."])
    points: Points | None = Field(default=None, description="Up to the rule's `max`; if omitted: the rule's points.")
    occurred_at: Time | None = None


class CorrectionBody(Body):
    reason: Text = Field(examples=["The train was late; there is a certificate."])


@router.post("/deductions", **documented("deductions.create", DeductionAnswer, new=True))
async def deduct(caller: CommandCaller, body: DeductionBody) -> Handler:
    """Deduct points for conduct (扣分): it lowers somebody's rank in the leaderboards, and never their balance. They
    are told, with the reason."""
    request = Deduct(
        employee=body.employee,
        tag=body.tag,
        reason=await sealed_if_known(caller, body.employee, body.reason),
        points=body.points,
        occurred_at=body.occurred_at,
    )
    return partial(conduct.deduct, request=request)


@router.post("/deductions/{deduction}/reversal", **documented("deductions.create", DeductionAnswer))
async def correct_deduction(caller: CommandCaller, deduction: str, body: CorrectionBody) -> Handler:
    """Take a wrong deduction back, with a reason: who made it within 24 hours, hr at any time."""
    found: Deduction = await caller.services.journal.state(caller.organisation, DEDUCTION(deduction))
    reason = None if found.made is None else await caller.seal(found.made.employee, body.reason)
    return partial(conduct.correct, deduction_id=deduction, reason=reason)
