"""Who is told what of a redemption."""

from __future__ import annotations

from typing import Any

from ledger.domain.events import Recorded
from ledger.domain.redemptions.events import (
    OfRedemption,
    RedemptionApproved,
    RedemptionCancelled,
    RedemptionFulfilled,
    RedemptionRejected,
    RedemptionRequested,
    RedemptionReversed,
)
from ledger.projections.engine.sealing import sealed
from ledger.projections.notifications.notices import Ask, Known, Notices, Told


def _told(recorded: Recorded, event: OfRedemption, known: Known) -> list[Told]:
    """Those who act next (the approver and who stands in for them, or all of hr but the person), and the employee of
    what others did. Who redeemed for somebody who has left does not decide it."""
    data: dict[str, Any] = {"redemption": event.redemption, "reward": event.reward}
    whose = {**data, "employee": event.employee}
    others = sorted(known.hr() - {event.employee})
    match event:
        case RedemptionRequested() if event.approval != "none":
            deciding = others if event.approver is None else _approvers(event, event.approver, known)
            told = (one for one in deciding if one != event.requested_by)
            return [(one, "redemption-to-decide", {**whose, "points": event.points}) for one in told]
        case RedemptionApproved():
            fulfilling: list[Told] = [(one, "redemption-to-fulfil", whose) for one in others]
            return [(event.employee, "redemption-approved", data), *fulfilling]
        case RedemptionRejected():
            return [(event.employee, "redemption-rejected", {**data, "reason": sealed(event.reason)})]
        case RedemptionFulfilled():
            return [(event.employee, "redemption-fulfilled", {**data, "of": event.kind, **_became(event)})]
        case RedemptionReversed():
            return [(event.employee, "redemption-reversed", {**data, "reason": sealed(event.reason)})]
    return []


def _became(event: RedemptionFulfilled) -> dict[str, Any]:
    """What all its pieces together are: an amount, days or hours of leave, or a course."""
    if event.line is None:
        return {}
    return event.line.benefit.model_dump(mode="json", include={"amount", "days", "hours", "course"}, exclude_none=True)


def _approvers(event: RedemptionRequested, approver: str, known: Known) -> list[str]:
    others = known.stand_ins(approver, "redemptions", event.requested_on)
    return [approver, *(one for one in others if one != event.employee)]


_REDEEMING = (
    RedemptionRequested,
    RedemptionApproved,
    RedemptionRejected,
    RedemptionFulfilled,
    RedemptionReversed,
)
NOTICES = Notices(
    dict.fromkeys(_REDEEMING, _told),
    asks={
        "redemption-to-decide": Ask(("redemption",), (RedemptionApproved, RedemptionRejected, RedemptionCancelled)),
        "redemption-to-fulfil": Ask(("redemption",), (RedemptionFulfilled, RedemptionRejected)),
    },
)
"""{redemption, reward}, with employee and points to who decides (`redemption-to-decide`) and to hr
(`redemption-to-fulfil`), with the reason to the employee: `redemption-approved`, `redemption-rejected`,
`redemption-fulfilled` (`of`: the kind of the reward; amount, days, hours or course: what it became),
`redemption-reversed`."""
