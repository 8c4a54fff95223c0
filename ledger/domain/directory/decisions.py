"""The rules on departments and people: references that exist, no circles, nobody registered twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ledger.domain.directory.directory import Directory, Employee
from ledger.domain.directory.events import (
    Assignment,
    DelegationGiven,
    DepartmentChanged,
    DepartmentCreated,
    DepartmentTerms,
    EmployeeAssigned,
    EmployeeRegistered,
    EmployeeRenamed,
    EmploymentDated,
    RolesGiven,
)
from ledger.domain.errors import Conflict, Forbidden, Invalid, unknown_reference
from ledger.domain.events import Event
from ledger.domain.values import Sealed

GIVEN_ROLES = frozenset({"hr", "auditor", "payroll", "admin"})
DELEGABLE = frozenset({"grants", "claims"})


def decide_create_department(directory: Directory, code: str, terms: DepartmentTerms) -> list[Event]:
    if code in directory.departments:
        raise Conflict("department-exists", f"There is a department {code} already.", "/code")
    _check_department_terms(directory, code, terms)
    return [DepartmentCreated(code=code, terms=terms)]


def decide_change_department(directory: Directory, code: str, terms: DepartmentTerms) -> list[Event]:
    _check_department_terms(directory, code, terms)
    if directory.departments[code].on(terms.effective_from) == terms:
        return []
    return [DepartmentChanged(code=code, terms=terms)]


def _check_department_terms(directory: Directory, code: str, terms: DepartmentTerms) -> None:
    if terms.parent is not None and terms.parent != code and terms.parent not in directory.departments:
        raise unknown_reference("/parent")
    if terms.head is not None and terms.head not in directory.employees:
        raise unknown_reference("/head")
    _check_no_circle(
        code,
        terms.parent,
        lambda one, day: directory.departments[one].on(day).parent,
        (terms.effective_from, date.max),
        Conflict("department-circle", f"{code} would be above itself.", "/parent"),
    )


def decide_register(directory: Directory, registered: EmployeeRegistered) -> list[Event]:
    if registered.employee_no in directory.employees:
        raise Conflict(
            "employee-exists",
            f"{registered.employee_no} is taken; numbers are never reused.",
            "/employee_no",
        )
    if registered.employee_no == "organisation":
        raise Invalid("reserved", "This number is reserved for the organisation's own budget.", "/employee_no")
    check_roles(registered.roles)
    _check_employment(registered.hired_on, registered.left_on)
    _check_assignment(directory, registered.employee_no, registered.assignment)
    return [registered]


def decide_change_employee(
    directory: Directory,
    employee: Employee,
    *,
    name: Sealed | None,
    assignment: Assignment,
    hired_on: date | None,
    left_on: date | None,
) -> list[Event]:
    """What differs from the record becomes events; what is the same makes none."""
    events: list[Event] = []
    no = employee.employee_no
    if name is not None and name != employee.name:
        events.append(EmployeeRenamed(employee_no=no, name=name))
    standing = employee.on(assignment.effective_from)
    if assignment.model_copy(update={"effective_from": standing.effective_from}) != standing:
        _check_assignment(directory, no, assignment)
        events.append(EmployeeAssigned(employee_no=no, assignment=assignment))
    if (hired_on, left_on) != (employee.hired_on, employee.left_on):
        _check_employment(hired_on, left_on)
        events.append(EmploymentDated(employee_no=no, hired_on=hired_on, left_on=left_on))
    return events


def decide_give_roles(employee: Employee, roles: tuple[str, ...]) -> list[Event]:
    check_roles(roles)
    given = tuple(sorted(roles))
    return [] if given == employee.roles else [RolesGiven(employee_no=employee.employee_no, roles=given)]


def decide_delegate(directory: Directory, given: DelegationGiven, today: date) -> list[Event]:
    """A manager lets another act on their behalf for some days."""
    if given.delegate == given.principal:
        raise Forbidden("upon-oneself", "Nobody delegates to themselves.", "/to")
    delegate = directory.employees.get(given.delegate)
    if delegate is None:
        raise unknown_reference("/to")
    if "auditor" in delegate.roles:
        raise Conflict("auditor-acts", "An auditor can't act on behalf of somebody.", "/to")
    if given.ends_on < given.starts_on or given.ends_on < today:
        raise Invalid("dates", "A delegation ends on or after its first day, and not in the past.", "/ends_on")
    return [given]


def may_act_for(directory: Directory, delegate: str, principal: str, matter: str, day: date) -> bool:
    return any(
        given.principal == principal
        and given.delegate == delegate
        and matter in given.matters
        and given.starts_on <= day <= given.ends_on
        for given in directory.delegations.values()
    )


def check_roles(roles: tuple[str, ...]) -> None:
    if unknown := set(roles) - GIVEN_ROLES:
        raise Invalid("unknown-role", f"Not a role that can be given: {', '.join(sorted(unknown))}.", "/roles")
    if "auditor" in roles and len(set(roles)) > 1:
        raise Conflict("auditor-alone", "An auditor holds no other role.", "/roles")


def _check_employment(hired_on: date | None, left_on: date | None) -> None:
    if hired_on and left_on and left_on < hired_on:
        raise Invalid("dates", "Nobody leaves before they are hired.", "/left_on")


def _check_assignment(directory: Directory, employee_no: str, assignment: Assignment) -> None:
    if assignment.department is not None and assignment.department not in directory.departments:
        raise unknown_reference("/department")
    if (
        assignment.manager is not None
        and assignment.manager != employee_no
        and assignment.manager not in directory.employees
    ):
        raise unknown_reference("/manager")
    _check_no_circle(
        employee_no,
        assignment.manager,
        lambda one, day: directory.employees[one].on(day).manager,
        (assignment.effective_from, date.max),
        Conflict("manager-circle", f"{employee_no} would report to themselves.", "/manager"),
    )


def _check_no_circle(
    start: str,
    above: str | None,
    next_above: Callable[[str, date], str | None],
    days: tuple[date, ...],
    refusal: Conflict,
) -> None:
    """Walk upwards on the day of the change, and in the latest future that is known."""
    for day in days:
        one, steps = above, 0
        while one is not None:
            steps += 1
            if one == start or steps > 1000:
                raise refusal
            one = next_above(one, day)
