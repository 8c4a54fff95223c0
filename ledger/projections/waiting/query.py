"""What waits for a decision, counted by whose it is and what it takes: who decides is the directory's to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ledger.domain.directory.events import (
    DelegationGiven,
    DelegationRevoked,
    DelegationShortened,
    DepartmentChanged,
    EmployeeAssigned,
    EmploymentDated,
    PasswordSet,
    RolesGiven,
)
from ledger.domain.events import Event
from ledger.projections.engine.queries import Connection, fetch
from ledger.projections.waiting.waits import Waits

_DECIDERS_CHANGED = frozenset(
    {
        *(DepartmentChanged.type_name, EmployeeAssigned.type_name, EmploymentDated.type_name, RolesGiven.type_name),
        PasswordSet.type_name,
        *(DelegationGiven.type_name, DelegationRevoked.type_name, DelegationShortened.type_name),
    }
)


class WaitingCounts:
    """What waits in all of some contexts. `reads` are the projections that it is counted from, `moved_by` the types of
    events that change what waits, or for whom."""

    def __init__(self, waits: Iterable[Waits]) -> None:
        all_waits = tuple(waits)
        self.reads = tuple(one.projection for one in all_waits)
        changing: list[type[Event]] = [event for one in all_waits for event in one.moved_by]
        self.moved_by = frozenset(event.type_name for event in changing) | _DECIDERS_CHANGED
        self._counted = "\nUNION ALL\n".join(one.counted for one in all_waits)

    async def of(self, connection: Connection, organisation: str) -> list[dict[str, Any]]:
        """How many of each kind wait: the columns that `Waits` says."""
        return await fetch(connection, self._counted, {"organisation": organisation})
