"""Who is told that something takes a second hr, and what became of it."""

from __future__ import annotations

from datetime import date

from ledger.domain.countersigning.events import (
    CountersignatureAsked,
    CountersignatureGiven,
    CountersignatureRefused,
    firsts_in,
    took_part_in,
)
from ledger.domain.events import Recorded
from ledger.projections.engine.sealing import sealed
from ledger.projections.notifications.askers import Askers
from ledger.projections.notifications.notices import Ask, Known, Notices, Told


def _asked(recorded: Recorded, event: CountersignatureAsked, known: Known) -> list[Told]:
    """Each hr who may be the second one; of a leaver's settlement in which all took part, the admins."""
    money = None if event.money is None else format(event.money, "f")
    data = {"kind": event.kind, "employee": event.employee, "points": event.points, "money": money}
    if (took_part := took_part_in(event.asked)) is not None:
        return _second_asked(recorded, event, took_part, known)
    firsts = firsts_in(event.asked)
    if firsts is None:
        known.remembered(Askers).note(event.countersignature, recorded.actor, data, known.store)
    part = {recorded.actor, event.employee, *(firsts or ())}
    others = known.hr() - part or (set() if firsts is None else known.admins() - part)
    asked = {**data, "countersignature": event.countersignature}
    return [(no, "countersignature-asked", asked) for no in sorted(others)]


def _second_asked(
    recorded: Recorded, event: CountersignatureAsked, took_part: tuple[str, ...], known: Known
) -> list[Told]:
    """The second approver of a claim and who stands in for them; where that is an hr, each who took no part."""
    data = {"kind": event.kind, "employee": event.employee, "points": event.points, "money": None}
    data |= {"claim": event.claim, "tag": event.asked["tag"]}
    known.remembered(Askers).note(event.countersignature, recorded.actor, data, known.store)
    second, on = event.asked["second"], date.fromisoformat(event.asked["on"])
    others = sorted(known.hr()) if second is None else [second, *known.stand_ins(second, "claims", on)]
    asked = {**data, "countersignature": event.countersignature}
    return [(no, "countersignature-asked", asked) for no in others if no not in {*took_part, event.employee}]


def _given(recorded: Recorded, event: CountersignatureGiven, known: Known) -> list[Told]:
    told = known.remembered(Askers).told
    return told(event.countersignature, recorded.actor, "countersignature-confirmed", {}, known.store)


def _refused(recorded: Recorded, event: CountersignatureRefused, known: Known) -> list[Told]:
    told = known.remembered(Askers).told
    if event.reason is None:
        return told(event.countersignature, recorded.actor, "countersignature-withdrawn", {}, known.store)
    why = {"reason": sealed(event.reason)}
    return told(event.countersignature, recorded.actor, "countersignature-rejected", why, known.store)


NOTICES = Notices(
    {CountersignatureAsked: _asked, CountersignatureGiven: _given, CountersignatureRefused: _refused},
    asks={"countersignature-asked": Ask(("countersignature",), (CountersignatureGiven, CountersignatureRefused))},
)
"""`countersignature-asked`: {countersignature, kind, employee, points, money}, of a claim that takes two approvers also
{claim, tag}; to who asked for it `countersignature-confirmed`, `countersignature-rejected` with the reason, and
`countersignature-withdrawn` where the employee withdrew their claim, with {by}."""
