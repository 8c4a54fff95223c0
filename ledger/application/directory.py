"""Departments, employees, roles and delegations."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field

from ledger.application.access import Acting, acting
from ledger.application.unit import Answer, OpenedLater, Unit
from ledger.domain.accounts.leaving import LEAVING, check_not_taken_back
from ledger.domain.directory.decisions import (
    DELEGABLE,
    decide_change_department,
    decide_change_employee,
    decide_create_department,
    decide_delegate,
    decide_give_roles,
    decide_register,
)
from ledger.domain.directory.directory import DIRECTORY, Employee, assignment_of
from ledger.domain.directory.events import (
    DelegationGiven,
    DelegationRevoked,
    DepartmentTerms,
    EmployeeRegistered,
    EmploymentDated,
    PasswordSet,
)
from ledger.domain.directory.line import check_change, check_own_line
from ledger.domain.errors import Forbidden, Invalid, NotFound
from ledger.domain.events import Event
from ledger.domain.values import Sealed, canonical


@dataclass(frozen=True, slots=True)
class DepartmentFields:
    """What a request says of a department; in a change, what is not in `given` stays as it was."""

    name: str | None
    parent: str | None
    head: str | None
    effective_from: date | None
    given: frozenset[str]


class DepartmentAnswer(Answer):
    id: str
    code: str
    name: str
    parent: str | None
    head: str | None


class EmployeeAnswer(Answer):
    id: str
    employee_no: str
    name: OpenedLater
    department: str | None
    manager: str | None
    job: str | None
    roles: list[str]
    legal_entity: OpenedLater
    cost_centre: OpenedLater
    hired_on: date | None
    left_on: date | None
    pay_standard: OpenedLater
    performance_share: str | None
    password_id: str | None = Field(default=None, description="Where a password was set: the id of this setting.")


class PasswordAnswer(Answer):
    password_id: str


class DelegationAnswer(Answer):
    id: str
    from_: str = Field(alias="from")
    to: str
    what: list[str]
    starts_on: date
    ends_on: date
    revoked: bool = False


def create_department(unit: Unit, code: str, fields: DepartmentFields) -> DepartmentAnswer:
    acting(unit, "departments.write")
    terms = DepartmentTerms(
        effective_from=fields.effective_from or unit.organisation.today(unit.now),
        name=fields.name or code,
        parent=fields.parent,
        head=fields.head,
    )
    unit.emit(DIRECTORY, decide_create_department(unit.directory, code, terms))
    return _department(unit, code, terms)


def change_department(unit: Unit, code: str, fields: DepartmentFields) -> DepartmentAnswer:
    who = acting(unit, "departments.change")
    department = unit.directory.departments.get(code)
    if department is None:
        raise NotFound
    day = fields.effective_from or unit.organisation.today(unit.now)
    changes: dict[str, Any] = {
        name: getattr(fields, name) for name in ("name", "parent", "head") if name in fields.given
    }
    terms = department.on(day)
    if any(getattr(terms, name) != value for name, value in changes.items()):
        terms = terms.model_copy(update={**changes, "effective_from": day})
    change_chart(unit, who, decide_change_department(unit.directory, code, terms), fields.given)
    return _department(unit, code, terms)


def change_chart(unit: Unit, who: Acting, events: list[Event], given: Collection[str] = ()) -> None:
    """Take changes of departments and people, unless they change the actor's own line of approval. An admin, who
    changes that of the only hr, changes nothing else with it."""
    if "hr" not in who.roles and not set(given) <= LINE_FIELDS:
        raise Forbidden("role", "Only hr changes departments and records.")
    check_change(unit.directory, events, who.actor, who.roles, who.today)
    for event in events:
        if isinstance(event, EmploymentDated):
            check_not_taken_back(unit.state(LEAVING(event.employee_no)), event)
    unit.emit(DIRECTORY, events)


def _department(unit: Unit, code: str, terms: DepartmentTerms) -> DepartmentAnswer:
    return DepartmentAnswer(
        id=code, position=unit.position, code=code, name=terms.name, parent=terms.parent, head=terms.head
    )


def register_employee(unit: Unit, registered: EmployeeRegistered) -> EmployeeAnswer:
    """hr registers somebody; giving roles in the same breath takes an admin, too."""
    who = acting(unit, "employees.write")
    if registered.roles and "admin" not in who.roles:
        raise Forbidden("role", "Only an admin gives roles.", "/roles")
    unit.emit(DIRECTORY, decide_register(unit.directory, registered))
    return employee_answer(unit, registered.employee_no, who.today)


ASSIGNMENT_FIELDS = (
    "department", "manager", "job", "legal_entity", "cost_centre", "pay_standard", "performance_share",
)  # fmt: skip


LINE_FIELDS = {"parent", "head", "department", "manager", "hired_on", "left_on", "effective_from"}
PAY_FIELDS = ("pay_standard", "performance_share")
"""For hr to see, and for the person."""


@dataclass(frozen=True, slots=True)
class EmployeeChange:
    """What a PATCH says: `given` names the fields that stand in it."""

    given: frozenset[str]
    effective_from: date | None
    name: Sealed | None
    assignment: dict[str, Any]
    hired_on: date | None
    left_on: date | None
    roles: tuple[str, ...] | None
    password: bool = False


def change_employee(unit: Unit, employee_no: str, change: EmployeeChange) -> EmployeeAnswer:
    """Roles are the admin's, everything else hr's, but for the line of the only hr; nobody changes their own record.

    Whoever holds a role that an admin gave gets a password from an admin only: otherwise hr could sign in as one.
    """
    who = acting(unit, "employees.change")
    employee = unit.directory.employees.get(employee_no)
    if employee is None:
        raise NotFound
    who.not_upon(employee_no)
    if "roles" in change.given:
        if "admin" not in who.roles:
            raise Forbidden("role", "Only an admin gives roles.", "/roles")
        given = decide_give_roles(employee, change.roles or ())
        check_own_line(unit.directory, given, who.actor, who.today)
        unit.emit(DIRECTORY, given)
    if "password" in change.given and employee.roles and "admin" not in who.roles:
        raise Forbidden("role", "Only an admin sets the password of somebody who holds a role.", "/password")
    password_id = _set_password(unit, employee_no) if change.password else None
    if change.given - {"roles", "effective_from", "password"}:
        _change_record(unit, who, unit.directory.employees[employee_no], change)
    answer = employee_answer(unit, employee_no, who.today)
    if "hr" not in who.roles:
        answer = answer.model_copy(update=dict.fromkeys(PAY_FIELDS))
    return answer if password_id is None else answer.model_copy(update={"password_id": password_id})


def set_own_password(unit: Unit) -> PasswordAnswer:
    """Put on record that somebody replaced their own password."""
    who = acting(unit, "session")
    password_id = _set_password(unit, who.actor)
    return PasswordAnswer(position=unit.position, password_id=password_id)


def _set_password(unit: Unit, employee_no: str) -> str:
    """The id of the password that is about to be set. The event ends whoever is signed in, and tells the person."""
    password_id = unit.command.command
    unit.emit(DIRECTORY, [PasswordSet(employee_no=employee_no, password_id=password_id)])
    return password_id


def _change_record(unit: Unit, who: Acting, employee: Employee, change: EmployeeChange) -> None:
    day = change.effective_from or who.today
    standing = {**employee.on(day).fields(), **change.assignment, "effective_from": day}
    events = decide_change_employee(
        unit.directory,
        employee,
        name=change.name,
        assignment=assignment_of(employee.employee_no, standing),
        hired_on=change.hired_on if "hired_on" in change.given else employee.hired_on,
        left_on=change.left_on if "left_on" in change.given else employee.left_on,
    )
    change_chart(unit, who, events, change.given - {"roles", "password"})


def employee_answer(unit: Unit, employee_no: str, day: date) -> EmployeeAnswer:
    """The record as a resource; what is sealed goes out so, and is opened when it is read."""
    employee = unit.directory.employees[employee_no]
    terms, sealed = employee.on(day), employee.sealed_on(day)
    return EmployeeAnswer(
        position=unit.position,
        id=employee.employee_no,
        employee_no=employee.employee_no,
        name=employee.name,
        department=terms.department,
        manager=terms.manager,
        job=terms.job,
        roles=list(employee.roles),
        legal_entity=sealed["legal_entity"],
        cost_centre=sealed["cost_centre"],
        hired_on=employee.hired_on,
        left_on=employee.left_on,
        pay_standard=sealed["pay_standard"],
        performance_share=canonical(terms.performance_share) if terms.performance_share is not None else None,
    )


def delegate(unit: Unit, to: str, matters: tuple[str, ...], starts_on: date, ends_on: date) -> DelegationAnswer:
    """A manager lets somebody act on their behalf."""
    who = acting(unit, "delegations.give")
    if not matters or set(matters) - DELEGABLE:
        raise Invalid("unknown-matter", f"A delegation covers some of: {', '.join(sorted(DELEGABLE))}.", "/what")
    given = DelegationGiven(
        delegation=unit.command.command,
        principal=who.principal,
        delegate=to,
        matters=tuple(sorted(set(matters))),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    unit.emit(DIRECTORY, decide_delegate(unit.directory, given, who.today))
    return _delegation(unit, given)


def revoke_delegation(unit: Unit, delegation: str) -> DelegationAnswer:
    who = acting(unit, "delegations.give")
    given = unit.directory.delegations.get(delegation)
    if given is None or given.principal != who.principal:
        raise NotFound
    unit.emit(DIRECTORY, [DelegationRevoked(delegation=delegation)])
    return _delegation(unit, given, revoked=True)


def _delegation(unit: Unit, given: DelegationGiven, *, revoked: bool = False) -> DelegationAnswer:
    return DelegationAnswer(
        id=given.delegation,
        position=unit.position,
        from_=given.principal,
        to=given.delegate,
        what=list(given.matters),
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        revoked=revoked,
    )
