"""Who is told what of exports."""

from __future__ import annotations

from ledger.domain.events import Recorded
from ledger.domain.exports.events import ExportTakenOver
from ledger.projections.exports.payees import Payees
from ledger.projections.notifications.notices import Known, Notices, Told


def _paid(recorded: Recorded, event: ExportTakenOver, known: Known) -> list[Told]:
    return known.remembered(Payees).paid(event, known.store)


NOTICES = Notices({ExportTakenOver: _paid}, remembers=(Payees,))
"""`bonus-paid`: {month, amount, count}, when payroll took over the export that a redeemed bonus is in."""
