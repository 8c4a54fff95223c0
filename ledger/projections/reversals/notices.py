"""Who is told that a forced reversal takes a second hr, and what became of it."""

from __future__ import annotations

from ledger.domain.events import Recorded
from ledger.domain.reversals.events import ReversalConfirmed, ReversalRejected, ReversalRequested
from ledger.projections.engine.sealing import sealed
from ledger.projections.notifications.askers import Askers
from ledger.projections.notifications.notices import Ask, Known, Notices, Told


def _requested(recorded: Recorded, event: ReversalRequested, known: Known) -> list[Told]:
    """Each hr who may be the second one."""
    data = {"reversal": event.reversal, "employee": event.employee, "points": event.points}
    known.remembered(Askers).note(event.reversal, recorded.actor, data, known.store)
    return [(no, "reversal-asked", data) for no in sorted(known.hr() - {recorded.actor, event.employee})]


def _confirmed(recorded: Recorded, event: ReversalConfirmed, known: Known) -> list[Told]:
    return known.remembered(Askers).told(event.reversal, recorded.actor, "reversal-confirmed", {}, known.store)


def _rejected(recorded: Recorded, event: ReversalRejected, known: Known) -> list[Told]:
    told, why = known.remembered(Askers).told, {"reason": sealed(event.reason)}
    return told(event.reversal, recorded.actor, "reversal-rejected", why, known.store)


NOTICES = Notices(
    {ReversalRequested: _requested, ReversalConfirmed: _confirmed, ReversalRejected: _rejected},
    asks={"reversal-asked": Ask(("reversal",), (ReversalConfirmed, ReversalRejected))},
)
"""`reversal-asked`: {reversal, employee, points}; to who asked for it `reversal-confirmed` and `reversal-rejected`,
with {by} and the reason."""
