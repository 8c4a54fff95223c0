"""Redemptions: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import Field

from ledger.api.claims.commands import ReasonBody
from ledger.api.http.callers import Caller
from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import Body, Code, EmployeeNo
from ledger.application import redemptions
from ledger.application.countersigning import CountersignatureWaits
from ledger.application.redemptions import RedemptionAnswer
from ledger.domain.redemptions.redemption import REDEMPTION, Redemption
from ledger.domain.values import Sealed

router = command_router("rewards")


class RedemptionBody(Body):
    reward: Code
    quantity: Annotated[int, Field(strict=True, ge=1, le=1000)] = 1
    employee: EmployeeNo | None = Field(default=None, description="hr may redeem for somebody who has left.")


@router.post("/redemptions", **documented("redemptions.own", RedemptionAnswer, new=True))
async def redeem(caller: CommandCaller, body: RedemptionBody) -> Handler:
    """Redeem my points. They are held until it is decided; rewards that nobody has to approve are approved at once."""
    return partial(redemptions.request, code=body.reward, quantity=body.quantity, employee=body.employee)


@router.post(
    "/redemptions/{redemption}/approval", **documented("redemptions.decide", RedemptionAnswer, matter="redemptions")
)
async def approve_redemption(caller: CommandCaller, redemption: str) -> Handler:
    """Approve it; hr fulfils it then."""
    return partial(redemptions.approve, redemption_id=redemption)


@router.post(
    "/redemptions/{redemption}/rejection", **documented("redemptions.decide", RedemptionAnswer, matter="redemptions")
)
async def reject_redemption(caller: CommandCaller, redemption: str, body: ReasonBody) -> Handler:
    """Reject it, with a reason that the employee reads: the points go back to where they were. hr may do so until it
    is fulfilled."""
    reason = await _sealed(caller, redemption, body.reason)
    return partial(redemptions.reject, redemption_id=redemption, reason=reason)


@router.post("/redemptions/{redemption}/cancellation", **documented("redemptions.own", RedemptionAnswer))
async def cancel_redemption(caller: CommandCaller, redemption: str) -> Handler:
    """Take my request back before it is approved."""
    return partial(redemptions.cancel, redemption_id=redemption)


@router.post(
    "/redemptions/{redemption}/fulfilment",
    **documented("redemptions.fulfil", RedemptionAnswer, second=CountersignatureWaits),
)
async def fulfil_redemption(caller: CommandCaller, redemption: str) -> Handler:
    """Say that it is done: the points are spent, and a bonus, leave or training place waits for its export."""
    return partial(redemptions.fulfil, redemption_id=redemption)


@router.post("/redemptions/{redemption}/reversal", **documented("redemptions.fulfil", RedemptionAnswer))
async def reverse_redemption(caller: CommandCaller, redemption: str, body: ReasonBody) -> Handler:
    """Take back what was fulfilled by mistake: the points go back, and so does the line, or another one takes it back
    where an export has it already."""
    reason = await _sealed(caller, redemption, body.reason)
    return partial(redemptions.reverse, redemption_id=redemption, reason=reason)


async def _sealed(caller: Caller, redemption_id: str, text: str) -> Sealed | None:
    """A reason, sealed under the key of the redemption's employee; none where there is no such redemption."""
    stream = REDEMPTION(redemption_id)
    redemption: Redemption = await caller.services.journal.state(caller.organisation, stream)
    if redemption.requested is None:
        return None
    return await caller.seal(redemption.requested.employee, text)
