"""What takes a second hr: commands."""

from __future__ import annotations

from functools import partial

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import Body, Text
from ledger.application import countersigning
from ledger.application.countersigning import CountersignatureAnswer
from ledger.contexts import COUNTERSIGNED
from ledger.domain.countersigning.countersignature import COUNTERSIGNATURE

router = command_router("countersigning")


class RejectionBody(Body):
    reason: Text


@router.post(
    "/countersignatures/{countersignature}/confirmation",
    **documented("countersignatures.decide", CountersignatureAnswer, matter="claims"),
)
async def confirm_countersignature(caller: CommandCaller, countersignature: str) -> Handler:
    """As a second hr, or as the second approver of a claim, agree to what is above a limit: it is done now."""
    return partial(countersigning.confirm, id=countersignature, done=COUNTERSIGNED)


@router.post(
    "/countersignatures/{countersignature}/rejection",
    **documented("countersignatures.decide", CountersignatureAnswer, matter="claims"),
)
async def reject_countersignature(caller: CommandCaller, countersignature: str, body: RejectionBody) -> Handler:
    """Drop what waits for a second one."""
    found = await caller.services.journal.state(caller.organisation, COUNTERSIGNATURE(countersignature))
    reason = None
    if found.asked is not None:
        reason = await caller.seal(found.asked.employee or found.by, body.reason)
    return partial(countersigning.refuse, id=countersignature, reason=reason)
