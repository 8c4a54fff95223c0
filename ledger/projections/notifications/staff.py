"""Who is hr, as far as a projection has read: those who are told what waits for hr."""

from __future__ import annotations

from typing import ClassVar

from ledger.domain.directory.events import EmployeeRegistered, RolesGiven
from ledger.domain.events import Event
from ledger.projections.engine.store import Store

_READ = "SELECT employee FROM {schema}.staff WHERE organisation = %s"
_ADD = "INSERT INTO {schema}.staff (organisation, employee) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_REMOVE = "DELETE FROM {schema}.staff WHERE organisation = %s AND employee = %s"


class Staff:
    """The hr people of one organisation; read when they are first asked for."""

    DDL: ClassVar[str] = """CREATE TABLE {schema}.staff (
    organisation text COLLATE "C" NOT NULL,
    employee     text COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, employee)
)"""
    HEARS: ClassVar[tuple[type[Event], ...]] = (EmployeeRegistered, RolesGiven)

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._known: set[str] | None = None

    def hr(self, store: Store) -> set[str]:
        if self._known is None:
            self._known = {employee for (employee,) in store.rows(_READ, (self._organisation,))}
        return self._known

    def take(self, event: EmployeeRegistered | RolesGiven, store: Store) -> None:
        """Note who becomes hr, and who is it no longer."""
        if isinstance(event, EmployeeRegistered) and "hr" not in event.roles:
            return
        is_hr = "hr" in event.roles
        store.run(_ADD if is_hr else _REMOVE, (self._organisation, event.employee_no))
        if self._known is not None:
            (self._known.add if is_hr else self._known.discard)(event.employee_no)
