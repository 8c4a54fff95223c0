"""Who is told that something takes a second hr."""

from __future__ import annotations

from ledger.domain.countersigning.events import CountersignatureAsked
from ledger.domain.events import Recorded
from ledger.projections.notifications.notices import Known, Notices, Told


def _asked(recorded: Recorded, event: CountersignatureAsked, known: Known) -> list[Told]:
    """Each hr who may be the second one."""
    money = None if event.money is None else format(event.money, "f")
    data = {"kind": event.kind, "employee": event.employee, "points": event.points, "money": money}
    others = known.hr() - {recorded.actor, event.employee, *event.asked.get("firsts", ())}
    return [(no, "countersignature-asked", data) for no in sorted(others)]


NOTICES = Notices({CountersignatureAsked: _asked})
"""`countersignature-asked`: {kind, employee, points, money}."""
