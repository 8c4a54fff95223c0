"""Employees and departments with all of their terms, and delegations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ledger.domain.directory.dated import amended
from ledger.domain.directory.events import (
    DelegationGiven,
    DelegationRevoked,
    DelegationShortened,
    DepartmentChanged,
    DepartmentCreated,
    DepartmentUndone,
    EmployeeAssigned,
    EmployeeRegistered,
    EmployeeRenamed,
    EmploymentDated,
    RegistrationUndone,
    RolesGiven,
)
from ledger.domain.events import Event
from ledger.projections.directory import lines
from ledger.projections.engine.entities import Entities, Row, Table, iso, plain
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Fold, Projection
from ledger.projections.engine.sealing import sealed
from ledger.projections.engine.store import Store

EMPLOYEES = Table(
    "employees",
    key="employee_no",
    columns={
        "employee_no": "text",
        "name": "jsonb",
        "roles": "text[]",
        "hired_on": "date",
        "left_on": "date",
        "departments": "text[]",
        "history": "jsonb",
    },
)
DEPARTMENTS = Table("departments", key="code", columns={"code": "text", "history": "jsonb"})
DELEGATIONS = Table(
    "delegations",
    key="delegation",
    columns={
        "delegation": "text",
        "principal": "text",
        "delegate": "text",
        "matters": "text[]",
        "starts_on": "date",
        "ends_on": "date",
        "revoked": "boolean",
    },
)
_CHANGES = (EmployeeAssigned, EmployeeRenamed, EmploymentDated, RolesGiven)


class Directory(Projection):
    """`history` holds the terms as in the events, by `effective_from`; which of them are in force depends on the day
    that somebody asks about. `departments` of an employee are all that they were ever assigned to: a narrow set to
    look in. Names are sealed. `lines`: changes of who decides about somebody, one row for each link that was set to
    another after it was first set.
    """

    name = "directory"
    version = 4

    def ddl(self) -> Sequence[str]:
        return EMPLOYEES.ddl, DEPARTMENTS.ddl, DELEGATIONS.ddl, lines.DDL

    def indexes(self) -> Sequence[str]:
        return (lines.INDEX,)

    def fold(self, organisation: str) -> Fold:
        return DirectoryFold(organisation)


class DirectoryFold:
    """The same as the domain's `directory.directory.evolve`."""

    def __init__(self, organisation: str) -> None:
        self._employees = Entities(EMPLOYEES, organisation)
        self._departments = Entities(DEPARTMENTS, organisation)
        self._delegations = Entities(DELEGATIONS, organisation)
        self._organisation = organisation

    def size(self) -> int:
        return len(self._employees) + len(self._departments) + len(self._delegations)

    def take(self, page: Page, store: Store) -> None:
        # Who is registered anew may stand in the page before that, too.
        undone = {event.employee_no for _, event in page.of(RegistrationUndone)}
        new = {event.employee_no for _, event in page.of(EmployeeRegistered)} - undone
        changed = {
            recorded.event.employee_no for recorded in page.of_any(*_CHANGES) if isinstance(recorded.event, _CHANGES)
        }
        self._employees.load(changed - new, store)
        self._departments.load({event.code for _, event in page.of(DepartmentChanged)}, store)
        ended = {event.delegation for _, event in page.of(DelegationRevoked)}
        ended |= {event.delegation for _, event in page.of(DelegationShortened)}
        self._delegations.load(ended, store)
        changed_lines: list[bytes] = []
        for recorded in page.of_any(
            *(DepartmentCreated, DepartmentChanged, DepartmentUndone),
            *(DelegationGiven, DelegationRevoked, DelegationShortened),
            *(EmployeeRegistered, RegistrationUndone, *_CHANGES),
        ):
            changed_lines += [lines.encode(self._organisation, recorded, one) for one in self._lines(recorded.event)]
            self._evolve(recorded.event)
        store.append("lines", lines.COLUMNS, changed_lines)

    def _lines(self, event: Event) -> Iterable[lines.Change]:
        """What an event that is about to be taken changes in who decides about whom."""
        match event:
            case EmployeeAssigned():
                return lines.of_employee(event, self._employees[event.employee_no])
            case RolesGiven():
                return lines.of_roles(event, self._employees[event.employee_no])
            case DepartmentChanged():
                return lines.of_department(event, self._departments[event.code])
            case DelegationGiven():
                return lines.of_delegation(event)
        return ()

    def _evolve(self, event: Event) -> None:
        match event:
            case EmployeeRegistered():
                self._employees.new(_registered(event))
            case RegistrationUndone():
                self._employees.end(event.employee_no)
            case EmployeeAssigned():
                employee = self._employees[event.employee_no]
                terms = plain(event.assignment)
                employee["history"] = amended(employee["history"], terms)
                employee["departments"] = _ever(employee["departments"], terms["department"])
            case EmployeeRenamed():
                self._employees[event.employee_no]["name"] = sealed(event.name)
            case EmploymentDated():
                dates = {"hired_on": iso(event.hired_on), "left_on": iso(event.left_on)}
                self._employees[event.employee_no].update(dates)
            case RolesGiven():
                self._employees[event.employee_no]["roles"] = list(event.roles)
            case DepartmentCreated():
                self._departments.new({"code": event.code, "history": [plain(event.terms)]})
            case DepartmentChanged():
                department = self._departments[event.code]
                department["history"] = amended(department["history"], plain(event.terms))
            case DepartmentUndone():
                self._departments.end(event.code)
            case DelegationGiven():
                self._delegations.new({**plain(event), "revoked": False})
            case DelegationShortened():
                self._delegations[event.delegation]["ends_on"] = iso(event.ends_on)
            case DelegationRevoked():
                self._delegations[event.delegation]["revoked"] = True

    def flush(self, store: Store) -> None:
        self._employees.flush(store)
        self._departments.flush(store)
        self._delegations.flush(store)


def _registered(event: EmployeeRegistered) -> Row:
    terms = plain(event.assignment)
    return {
        "employee_no": event.employee_no,
        "name": sealed(event.name),
        "roles": list(event.roles),
        "hired_on": iso(event.hired_on),
        "left_on": iso(event.left_on),
        "departments": _ever([], terms["department"]),
        "history": [terms],
    }


def _ever(departments: list[str], department: str | None) -> list[str]:
    return departments if department is None or department in departments else [*departments, department]
