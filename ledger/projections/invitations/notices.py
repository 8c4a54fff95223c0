"""Who is told what of links."""

from __future__ import annotations

from ledger.domain.events import Recorded
from ledger.domain.invitations.events import InvitationGiven
from ledger.projections.notifications.notices import Known, Notices, Told


def _given(recorded: Recorded, event: InvitationGiven, known: Known) -> list[Told]:
    """Whoever is in already learns that somebody could set their password anew."""
    return [(event.employee_no, "link-given", {"by": recorded.actor})] if event.purpose == "reset" else []


NOTICES = Notices({InvitationGiven: _given})
"""`link-given`: {by}."""
