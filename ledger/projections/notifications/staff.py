"""Who holds the roles that things wait for, as far as a projection has read: those who are told of it."""

from __future__ import annotations

from typing import ClassVar

from ledger.domain.directory.events import EmployeeRegistered, RolesGiven
from ledger.domain.events import Event
from ledger.projections.engine.store import Store

_READ = "SELECT role, employee FROM {schema}.staff WHERE organisation = %s"
_ADD = "INSERT INTO {schema}.staff (organisation, role, employee) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
_REMOVE = "DELETE FROM {schema}.staff WHERE organisation = %s AND role = %s AND employee = %s"
TOLD_ROLES = ("hr", "payroll", "admin")


class Staff:
    """The hr and payroll people of one organisation, and its admins; read when they are first asked for."""

    DDL: ClassVar[str] = """CREATE TABLE {schema}.staff (
    organisation text COLLATE "C" NOT NULL,
    role         text COLLATE "C" NOT NULL,
    employee     text COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, role, employee)
)"""
    HEARS: ClassVar[tuple[type[Event], ...]] = (EmployeeRegistered, RolesGiven)

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation
        self._known: dict[str, set[str]] | None = None

    def holding(self, role: str, store: Store) -> set[str]:
        """Who holds one of these roles."""
        if self._known is None:
            self._known = {told: set() for told in TOLD_ROLES}
            for held, employee in store.rows(_READ, (self._organisation,)):
                self._known[held].add(employee)
        return self._known[role]

    def take(self, event: EmployeeRegistered | RolesGiven, store: Store) -> None:
        """Note who comes to hold a role, and who holds it no longer."""
        if isinstance(event, EmployeeRegistered) and not set(event.roles) & set(TOLD_ROLES):
            return
        for role in TOLD_ROLES:
            holds = role in event.roles
            store.run(_ADD if holds else _REMOVE, (self._organisation, role, event.employee_no))
            if self._known is not None:
                (self._known[role].add if holds else self._known[role].discard)(event.employee_no)
