"""Who is told what of a redemption."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ledger.domain.redemptions.events import (
    OfRedemption,
    RedemptionApproved,
    RedemptionFulfilled,
    RedemptionRejected,
    RedemptionRequested,
    RedemptionReversed,
)
from ledger.projections.engine.sealing import sealed

REDEEMING = (
    RedemptionRequested,
    RedemptionApproved,
    RedemptionRejected,
    RedemptionFulfilled,
    RedemptionReversed,
)
Told = tuple[str, str, dict[str, Any]]


def told_of(event: OfRedemption, hr: Collection[str]) -> list[Told]:
    """Those who act next (the approver, or all of hr but the person), and the employee of what others did."""
    data: dict[str, Any] = {"redemption": event.redemption, "reward": event.reward}
    whose = {**data, "employee": event.employee}
    others = sorted(set(hr) - {event.employee})
    match event:
        case RedemptionRequested() if event.approval != "none":
            deciding = [event.approver] if event.approver is not None else others
            return [(one, "redemption-to-decide", {**whose, "points": event.points}) for one in deciding]
        case RedemptionApproved():
            fulfilling: list[Told] = [(one, "redemption-to-fulfil", whose) for one in others]
            return [(event.employee, "redemption-approved", data), *fulfilling]
        case RedemptionRejected():
            return [(event.employee, "redemption-rejected", {**data, "reason": sealed(event.reason)})]
        case RedemptionFulfilled():
            return [(event.employee, "redemption-fulfilled", {**data, "of": event.kind})]
        case RedemptionReversed():
            return [(event.employee, "redemption-reversed", {**data, "reason": sealed(event.reason)})]
    return []
