"""The rules on departments and people: references that exist, no circles, nobody registered twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, TypeVar

from ledger.domain.directory.directory import Department, Directory, Employee, Standing, evolve
from ledger.domain.directory.events import (
    Assignment,
    DelegationGiven,
    DelegationShortened,
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
from ledger.domain.texts import folded
from ledger.domain.values import Sealed

GIVEN_ROLES = frozenset({"hr", "auditor", "payroll", "admin"})
DELEGABLE = frozenset({"grants", "claims", "redemptions"})
RESERVED = frozenset({"organisation", "system"})
"""Names of owners and actors that are nobody: the organisation's budget, and what the ledger does by itself."""
MOST_DAYS = 366
"""A delegation is for an absence; one without an end would be a second line that nobody looks at again."""
DelegationState = Literal["planned", "active", "ended"]
DepartmentMade = TypeVar("DepartmentMade", DepartmentCreated, DepartmentChanged)
StandingMade = TypeVar("StandingMade", EmployeeRegistered, EmployeeAssigned)


def decide_create_department(directory: Directory, code: str, terms: DepartmentTerms) -> list[Event]:
    if (known := directory.code_of(code)) is not None:
        raise Conflict("department-exists", f"There is a department {known} already.", "/code")
    return [_checked_department(directory, DepartmentCreated(code=code, terms=terms))]


def decide_change_department(directory: Directory, code: str, terms: DepartmentTerms) -> list[Event]:
    made = _checked_department(directory, DepartmentChanged(code=code, terms=terms))
    if directory.departments[code].on(terms.effective_from) == terms:
        return []
    return [made]


def _checked_department(directory: Directory, made: DepartmentMade) -> DepartmentMade:
    code, terms = made.code, made.terms
    if terms.parent is not None and terms.parent != code and terms.parent not in directory.departments:
        raise unknown_reference("/parent")
    if terms.head is not None and terms.head not in directory.employees:
        raise unknown_reference("/head")
    departments = evolve(directory, made).departments
    _check_no_circle(
        code,
        lambda one, day: departments[one].on(day).parent,
        lambda one: _days(departments[one]),
        terms.effective_from,
        Conflict("department-circle", f"{code} would be above itself.", "/parent"),
    )
    return made


def decide_register(directory: Directory, registered: EmployeeRegistered) -> list[Event]:
    if (known := directory.number_of(registered.employee_no)) is not None:
        raise Conflict("employee-exists", f"{known} is taken; numbers are never reused.", "/employee_no")
    if folded(registered.employee_no) in RESERVED:
        raise Invalid("reserved", "This number stands for the ledger's own in budgets and actors.", "/employee_no")
    check_roles(registered.roles)
    _check_employment(registered.hired_on, registered.left_on)
    return [_checked_standing(directory, registered)]


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
    if replace(Standing.of(assignment), effective_from=standing.effective_from) != standing:
        events.append(_checked_standing(directory, EmployeeAssigned(employee_no=no, assignment=assignment)))
    if (hired_on, left_on) != (employee.hired_on, employee.left_on):
        _check_employment(hired_on, left_on)
        events.append(EmploymentDated(employee_no=no, hired_on=hired_on, left_on=left_on))
        events += _ended_with(directory, no, left_on)
    return events


def _ended_with(directory: Directory, leaver: str, left_on: date | None) -> list[Event]:
    """What a leaver delegated, and what was delegated to them, ends with their last day."""
    return [
        DelegationShortened(
            delegation=given.delegation, principal=given.principal, delegate=given.delegate, ends_on=left_on
        )
        for _, given in sorted(directory.delegations.items())
        if left_on is not None and leaver in {given.principal, given.delegate} and given.ends_on > left_on
    ]


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
    first = max(given.starts_on, today)
    if given.ends_on > first + timedelta(days=MOST_DAYS):
        raise Invalid(
            "delegation-too-long",
            f"A delegation lasts at most {MOST_DAYS} days; give it again when it is over.",
            "/ends_on",
            days=MOST_DAYS,
        )
    _check_employed(delegate, first, "/to")
    for one in (delegate, directory.employees.get(given.principal)):
        if one is not None:
            _check_employed(one, given.ends_on, "/ends_on")
    return [given]


def _check_employed(person: Employee, day: date, pointer: str) -> None:
    if not person.employed_on(day):
        raise Conflict("not-employed", f"{person.employee_no} is not employed on {day}.", pointer, day=str(day))


def may_act_for(directory: Directory, delegate: str, principal: str, matter: str, day: date) -> bool:
    """Whether somebody was delegated to, covers the matter on that day, and is still one who may act."""
    return any(
        given.principal == principal and given.delegate == delegate and matter in given.matters
        for given in in_force(directory, day)
    )


def in_force(directory: Directory, day: date) -> Iterator[DelegationGiven]:
    """The delegations of that day between people who may still act."""
    for given in directory.delegations.values():
        if given.starts_on <= day <= given.ends_on and all(
            "employee" in directory.roles_of(one, day) for one in (given.delegate, given.principal)
        ):
            yield given


def state_of(directory: Directory, delegation: str, day: date) -> DelegationState:
    """Whether a delegation is yet to come, lets somebody act, or is over: also where it was revoked."""
    given = directory.delegations.get(delegation)
    if given is None or given.ends_on < day:
        return "ended"
    if day < given.starts_on:
        return "planned"
    return "active" if given in in_force(directory, day) else "ended"


def check_roles(roles: tuple[str, ...]) -> None:
    if unknown := set(roles) - GIVEN_ROLES:
        raise Invalid("unknown-role", f"Not a role that can be given: {', '.join(sorted(unknown))}.", "/roles")
    if "auditor" in roles and len(set(roles)) > 1:
        raise Conflict("auditor-alone", "An auditor holds no other role.", "/roles")


def _check_employment(hired_on: date | None, left_on: date | None) -> None:
    if hired_on and left_on and left_on < hired_on:
        raise Invalid("dates", "Nobody leaves before they are hired.", "/left_on")


def _checked_standing(directory: Directory, made: StandingMade) -> StandingMade:
    employee_no, assignment = made.employee_no, made.assignment
    if assignment.department is not None and assignment.department not in directory.departments:
        raise unknown_reference("/department")
    if (
        assignment.manager is not None
        and assignment.manager != employee_no
        and assignment.manager not in directory.employees
    ):
        raise unknown_reference("/manager")
    circle = Conflict("manager-circle", f"{employee_no} would report to themselves.", "/manager")
    if employee_no not in directory.employees:  # nobody reports to them yet
        if assignment.manager == employee_no:
            raise circle
        return made
    people = evolve(directory, made).employees
    _check_no_circle(
        employee_no,
        lambda one, day: people[one].on(day).manager,
        lambda one: _days(people[one]),
        assignment.effective_from,
        circle,
    )
    return made


def _days(dated: Department | Employee) -> list[date]:
    """The days on which somebody's, or a department's, terms change."""
    return [terms.effective_from for terms in dated.history]


def _check_no_circle(
    start: str,
    next_above: Callable[[str, date], str | None],
    days_of: Callable[[str], list[date]],
    begins: date,
    refusal: Conflict,
) -> None:
    """Walk upwards on the first day of the new terms, and on every later one on which somebody above changes. The new
    terms stand in what is walked over."""
    first = begins if any(day < begins for day in days_of(start)) else date.min
    days, known = [first], {first}
    while days:
        day = days.pop()
        one: str | None = start
        passed: set[str] = set()
        while one is not None and one not in passed:
            passed.add(one)
            later = {change for change in days_of(one) if change > first} - known
            days.extend(later)
            known |= later
            one = next_above(one, day)
            if one == start:
                raise refusal
