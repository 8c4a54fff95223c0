"""Taking grants, awards and claims back: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import Field

from ledger.api.http.callers import Caller
from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import Body, Text
from ledger.application import reversals
from ledger.application.reversals import ReversalAnswer, TakeBack
from ledger.domain.accounts.credited import GRANT, Credited
from ledger.domain.accounts.events import employee_of
from ledger.domain.claims.claim import CLAIM, Claim
from ledger.domain.reversals.reversal import REVERSAL, Reversal
from ledger.domain.values import Sealed

router = command_router("points")


class ReversalBody(Body):
    reason: Text = Field(examples=["Granted twice for the same work."])
    force: Annotated[bool, Field(strict=True)] = Field(
        default=False, description="hr: take more than the balance has, once a second hr has confirmed."
    )


class RejectionBody(Body):
    reason: Text


@router.post("/grants/{grant}/reversal", **documented("reversals.create", ReversalAnswer, matter="grants"))
async def reverse_grant(caller: CommandCaller, grant: str, body: ReversalBody) -> Handler:
    """Take a grant or an award back, whole and once: its giver within 24 hours, hr at any time."""
    subject = GRANT(grant)
    credited: Credited | None = await caller.services.journal.state(caller.organisation, subject)
    return await _take_back(caller, subject, credited, body, "grants")


@router.post("/claims/{claim}/reversal", **documented("reversals.create", ReversalAnswer, matter="claims"))
async def reverse_claim(caller: CommandCaller, claim: str, body: ReversalBody) -> Handler:
    """Take an approved claim's points back: its approver within 24 hours, hr at any time."""
    subject = CLAIM(claim)
    found: Claim = await caller.services.journal.state(caller.organisation, subject)
    return await _take_back(caller, subject, found.credited, body, "claims")


@router.post("/reversals/{reversal}/confirmation", **documented("reversals.decide", ReversalAnswer))
async def confirm_reversal(caller: CommandCaller, reversal: str) -> Handler:
    """As a second hr, agree to a forced reversal: the points are taken now, and the next credits repay them."""
    return partial(reversals.confirm, reversal_id=reversal)


@router.post("/reversals/{reversal}/rejection", **documented("reversals.decide", ReversalAnswer))
async def reject_reversal(caller: CommandCaller, reversal: str, body: RejectionBody) -> Handler:
    """Drop a forced reversal that waits."""
    found: Reversal = await caller.services.journal.state(caller.organisation, REVERSAL(reversal))
    reason = None
    if found.requested is not None:
        reason = await caller.seal(found.requested.employee, body.reason)
    return partial(reversals.reject, reversal_id=reversal, reason=reason)


async def _take_back(
    caller: Caller, subject: str, credited: Credited | None, body: ReversalBody, matter: str
) -> Handler:
    """The reason is sealed under the key of whose points they are; nothing credited: not found."""
    reason: Sealed | None = None
    if credited is not None:
        reason = await caller.seal(employee_of(credited.transfer.target), body.reason)
    request = TakeBack(subject, reason, body.force)
    return partial(reversals.take_back, request=request, matter=matter)
