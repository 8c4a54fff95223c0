"""Who is told what of exports."""

from __future__ import annotations

from ledger.domain.events import Recorded
from ledger.domain.exports.events import ExportPrepared, ExportTakenOver
from ledger.domain.exports.export import shown, total
from ledger.projections.exports.payees import Payees
from ledger.projections.notifications.notices import Ask, Known, Notices, Told


def _paid(recorded: Recorded, event: ExportTakenOver, known: Known) -> list[Told]:
    return known.remembered(Payees).paid(event, known.store)


def _prepared(recorded: Recorded, event: ExportPrepared, known: Known) -> list[Told]:
    """Each who may take it over."""
    data = {"export": event.export, "kind": event.kind}
    if event.kind == "bonus":
        data["total"] = total(shown(line)["amount"] for line in event.lines if line.benefit.amount is not None)
    return [(no, "export-prepared", data) for no in sorted(known.payroll() - {event.prepared_by})]


NOTICES = Notices(
    {ExportPrepared: _prepared, ExportTakenOver: _paid},
    remembers=(Payees,),
    asks={"export-prepared": Ask(("export",), (ExportTakenOver,))},
)
"""`export-prepared`: {export, kind, total of bonuses}, to payroll, who takes it over.

`bonus-paid`: {month, amount, count}, when payroll took over the export that a redeemed bonus is in."""
