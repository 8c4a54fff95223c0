"""What happens to a deduction. Both say where it counts, so that whoever counts needs nothing else."""

from __future__ import annotations

from datetime import datetime

from ledger.domain.accounts.events import Credit
from ledger.domain.events import Event
from ledger.domain.values import Sealed


class DeductionMade(Event, type="conduct.deduction-made.1"):
    """So many points less in the leaderboards of `counts`; no account moves."""

    deduction: str
    employee: str
    points: int
    counts: Credit
    happened_at: datetime
    reason: Sealed


class DeductionCorrected(Event, type="conduct.deduction-corrected.1"):
    """It was wrong: the same points again, where they were taken."""

    deduction: str
    employee: str
    points: int
    counts: Credit
    reason: Sealed
