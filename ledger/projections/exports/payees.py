"""Whose bonuses an export has: its taking over does not name them, and they are told of it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import ClassVar

from psycopg.types.json import Jsonb

from ledger.domain.events import Event
from ledger.domain.exports.events import ExportPrepared, ExportTakenOver
from ledger.domain.exports.export import shown, total
from ledger.projections.engine.store import Store
from ledger.projections.notifications.notices import Told

_NOTE = "INSERT INTO {schema}.payees (organisation, export, owed) VALUES (%s, %s, %s)"
_READ = "SELECT owed FROM {schema}.payees WHERE organisation = %s AND export = %s"


class Payees:
    """Of one organisation. Exports are few: each is noted and read by itself."""

    DDL: ClassVar[str] = """CREATE TABLE {schema}.payees (
    organisation text COLLATE "C" NOT NULL,
    export       text COLLATE "C" NOT NULL,
    owed         jsonb NOT NULL,
    PRIMARY KEY (organisation, export)
)"""
    HEARS: ClassVar[tuple[type[Event], ...]] = (ExportPrepared,)

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation

    def take(self, event: ExportPrepared, store: Store) -> None:
        """Note what each is paid; who has left can't sign in, and is not told."""
        owed: defaultdict[str, list[str]] = defaultdict(list)
        for line in event.lines:
            if line.redemption is not None and line.benefit.amount is not None:
                owed[line.employee].append(shown(line)["amount"])
        if owed:
            said = {employee: [total(amounts), len(amounts)] for employee, amounts in owed.items()}
            store.run(_NOTE, (self._organisation, event.export, Jsonb(said)))

    def paid(self, event: ExportTakenOver, store: Store) -> list[Told]:
        """Word of it for each who gets something; one for all bonuses of theirs in it."""
        return [
            (employee, "bonus-paid", {"month": event.month, "amount": amount, "count": count})
            for (owed,) in store.rows(_READ, (self._organisation, event.export))
            for employee, (amount, count) in sorted(owed.items())
            if Decimal(amount) > 0
        ]
