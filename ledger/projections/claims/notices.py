"""Who is told what of claims: the approver as of the submission, who stands in for them, and the employee. Who is the
approver may change; the list of what waits always says for whom it does."""

from __future__ import annotations

from typing import Any

from ledger.domain.claims.events import (
    ClaimApproved,
    ClaimRejected,
    ClaimResubmitted,
    ClaimReturned,
    ClaimSubmitted,
    ClaimValueVerified,
    ClaimVerificationDue,
    ClaimWithdrawn,
)
from ledger.domain.countersigning.events import CountersignatureAsked
from ledger.domain.events import Event, Recorded
from ledger.projections.engine.sealing import sealed
from ledger.projections.notifications.notices import Ask, Known, Notices, Told

DECIDED: dict[type[Event], str] = {
    ClaimApproved: "claim-approved",
    ClaimReturned: "claim-returned",
    ClaimRejected: "claim-rejected",
}


DECIDED_BY = (ClaimApproved, ClaimRejected, ClaimReturned, ClaimWithdrawn, CountersignatureAsked)
"""Who approves what takes a second one has decided."""


def _submitted(recorded: Recorded, event: ClaimSubmitted | ClaimResubmitted, known: Known) -> list[Told]:
    """Those who may decide it: the approver and who stands in for them, or hr; not who claimed it for somebody."""
    if event.waits_for is None:  # of a time when nobody was told
        return []
    approver, since = event.waits_for.approver, event.waits_for.since
    claimant = known.claimants[event.claim]
    no_part = {claimant.employee, recorded.actor}
    deciding = () if approver is None else (approver, *known.stand_ins(approver, "claims", since))
    told = [one for one in deciding if one not in no_part] or sorted(known.hr() - no_part)
    data = {"claim": event.claim, "tag": claimant.tag, "employee": claimant.employee}
    return [(one, "claim-to-decide", data) for one in told]


def _decided(recorded: Recorded, event: ClaimApproved | ClaimReturned | ClaimRejected, known: Known) -> list[Told]:
    claimant = known.claimants[event.claim]
    data: dict[str, Any] = {"claim": event.claim, "tag": claimant.tag}
    if isinstance(event, ClaimApproved):
        data |= {"points": event.points, "credited": event.credited}
    else:
        data["reason"] = sealed(event.reason)
    return [(claimant.employee, DECIDED[type(event)], data)]


def _due(recorded: Recorded, event: ClaimVerificationDue, known: Known) -> list[Told]:
    """Each hr but the one whose claim it is."""
    claimant = known.claimants[event.claim]
    data = {
        "claim": event.claim,
        "employee": claimant.employee,
        "tag": claimant.tag,
        "months": event.months,
        "due_on": event.due_on.isoformat(),
    }
    return [(no, "verification-due", data) for no in known.hr() if no != claimant.employee]


NOTICES = Notices(
    {
        **dict.fromkeys((ClaimSubmitted, ClaimResubmitted), _submitted),
        **dict.fromkeys(DECIDED, _decided),
        ClaimVerificationDue: _due,
    },
    asks={
        "claim-to-decide": Ask(("claim",), DECIDED_BY),
        "claim-returned": Ask(("claim",), (ClaimResubmitted, ClaimWithdrawn)),
        "verification-due": Ask(("claim",), (ClaimValueVerified,)),
    },
)
"""`claim-to-decide`: {claim, tag, employee}, to who may decide it;
`claim-approved`: {claim, tag, points, credited}; `claim-returned`, `claim-rejected`: {claim, tag, reason};
`verification-due`, to hr: {claim, employee, tag, months, due_on}."""
