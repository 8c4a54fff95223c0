"""Who is told what of accounts, besides transfers, which are told as they are read."""

from __future__ import annotations

from ledger.domain.accounts.events import ExpiryAnnounced
from ledger.domain.events import Recorded
from ledger.projections.notifications.notices import Ask, Known, Notices, Told


def _expiring(recorded: Recorded, event: ExpiryAnnounced, known: Known) -> list[Told]:
    data = {"employee": event.employee, "on": event.on.isoformat(), "points": event.points, "days": event.days}
    return [(event.employee, "points-expiring", data)]


NOTICES = Notices({ExpiryAnnounced: _expiring}, asks={"points-expiring": Ask(("employee", "on"), (ExpiryAnnounced,))})
"""`points-expiring`: {employee, on, points, days}."""
