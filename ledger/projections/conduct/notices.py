"""Who is told what of deductions."""

from __future__ import annotations

from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.events import Recorded
from ledger.projections.engine.sealing import sealed
from ledger.projections.notifications.notices import Known, Notices, Told


def _deducted(recorded: Recorded, event: DeductionMade | DeductionCorrected, known: Known) -> list[Told]:
    kind = "deducted" if isinstance(event, DeductionMade) else "deduction-corrected"
    data = {"deduction": event.deduction, "points": event.points, "tag": event.counts.tag}
    return [(event.employee, kind, {**data, "reason": sealed(event.reason)})]


NOTICES = Notices({DeductionMade: _deducted, DeductionCorrected: _deducted})
"""`deducted`, `deduction-corrected`: {deduction, points, tag, reason}."""
