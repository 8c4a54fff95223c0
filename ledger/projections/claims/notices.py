"""Who is told what of claims. A submitted claim notifies nobody: its approver changes, and lists what waits."""

from __future__ import annotations

from typing import Any

from ledger.domain.claims.events import ClaimApproved, ClaimRejected, ClaimReturned, ClaimVerificationDue
from ledger.domain.events import Event, Recorded
from ledger.projections.engine.sealing import sealed
from ledger.projections.notifications.notices import Known, Notices, Told

DECIDED: dict[type[Event], str] = {
    ClaimApproved: "claim-approved",
    ClaimReturned: "claim-returned",
    ClaimRejected: "claim-rejected",
}


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


NOTICES = Notices({**dict.fromkeys(DECIDED, _decided), ClaimVerificationDue: _due})
"""`claim-approved`: {claim, tag, points, credited}; `claim-returned`, `claim-rejected`: {claim, tag, reason};
`verification-due`, to hr: {claim, employee, tag, months, due_on}."""
