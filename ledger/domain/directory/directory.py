"""The organisation chart with its history, as a frozen value that shares what does not change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from sys import intern
from typing import Any, NamedTuple, TypeVar

from immutables import Map

from ledger.domain.alike import Alike
from ledger.domain.directory.dated import amended
from ledger.domain.directory.events import (
    SEALED,
    Assignment,
    DelegationGiven,
    DelegationRevoked,
    DelegationShortened,
    DepartmentChanged,
    DepartmentCreated,
    DepartmentTerms,
    DepartmentUndone,
    EmployeeAssigned,
    EmployeeRegistered,
    EmployeeRenamed,
    EmploymentDated,
    PasswordSet,
    RegistrationUndone,
    RolesGiven,
)
from ledger.domain.directory.indexes import NOBODY, moved, placed
from ledger.domain.directory.words import Words, first_words, with_words
from ledger.domain.events import Event
from ledger.domain.streams import Stream
from ledger.domain.values import Sealed

MOST_REMEMBERED = 10_000
Terms = TypeVar("Terms", "Standing", DepartmentTerms)


def _in_force(history: tuple[Terms, ...], day: date) -> Terms:
    """The terms of that day; before the first, the first."""
    for terms in reversed(history):
        if terms.effective_from <= day:
            return terms
    return history[0]


class Said(NamedTuple):
    """Who did something, and on which (UTC) day it was recorded."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Department:
    """`words`: by whose word its head and parent hold."""

    code: str
    history: tuple[DepartmentTerms, ...]
    words: Words = field(default=(), compare=False)

    def on(self, day: date) -> DepartmentTerms:
        return _in_force(self.history, day)

    def amended(self, terms: DepartmentTerms) -> tuple[DepartmentTerms, ...]:
        made = amended([dict(one) for one in self.history], dict(terms))
        return tuple(DepartmentTerms.model_construct(**fields) for fields in made)


@dataclass(frozen=True, slots=True)
class Standing:
    """An assignment as state: the same fields in a fifth of the memory, since there may be 100,000 of them. Of what is
    sealed it has the boxes."""

    effective_from: date
    department: str | None = None
    manager: str | None = None
    job: str | None = None
    legal_entity: str | None = None
    cost_centre: str | None = None
    pay_standard: str | None = None
    performance_share: Decimal | None = None

    @classmethod
    def of(cls, assignment: Assignment) -> Standing:
        return cls(
            assignment.effective_from,
            _shared(assignment.department),
            _shared(assignment.manager),
            _shared(assignment.job),
            _box(assignment.legal_entity),
            _box(assignment.cost_centre),
            _box(assignment.pay_standard),
            assignment.performance_share,
        )

    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def assignment_of(employee_no: str, fields: dict[str, Any]) -> Assignment:
    """An assignment from the fields of a standing, of which some may be replaced by those of an assignment."""
    boxes = {name: fields[name] for name in SEALED if isinstance(fields.get(name), str)}
    sealed = {name: Sealed(person=employee_no, box=box) for name, box in boxes.items()}
    return Assignment.model_validate({**fields, **sealed})


def _box(sealed: Sealed | None) -> str | None:
    return None if sealed is None else sealed.box


def _shared(text: str | None) -> str | None:
    """One object for all equal codes."""
    return None if text is None else intern(text)


@dataclass(frozen=True, slots=True)
class Employee:
    """`sealed_name` is the box of the name, which is sealed under the person's own key. `words`: by whose word the
    manager, the department and the role hr hold. `dated_by` said when they leave, or that they do not."""

    employee_no: str
    sealed_name: str
    history: tuple[Standing, ...]
    roles: tuple[str, ...] = ()
    hired_on: date | None = None
    left_on: date | None = None
    words: Words = field(default=(), compare=False)
    dated_by: str = field(default="", compare=False)

    @property
    def name(self) -> Sealed:
        return Sealed.model_construct(person=self.employee_no, box=self.sealed_name)

    def on(self, day: date) -> Standing:
        return self.history[0] if len(self.history) == 1 else _in_force(self.history, day)

    def amended(self, standing: Standing) -> tuple[Standing, ...]:
        made = amended([one.fields() for one in self.history], standing.fields())
        return tuple(Standing(**fields) for fields in made)

    def sealed_on(self, day: date) -> dict[str, Sealed | None]:
        """What of the terms of a day is sealed, by field."""
        standing = self.on(day)
        boxes = {name: getattr(standing, name) for name in SEALED}
        return {name: None if box is None else Sealed(person=self.employee_no, box=box) for name, box in boxes.items()}

    def employed_on(self, day: date) -> bool:
        return (self.hired_on is None or self.hired_on <= day) and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True)
class Directory:
    """State of the stream `directory`.

    `reports` and `headed` name whoever ever reported to somebody, and whatever somebody ever headed: a narrow
    set to look in, not an answer. So does `staff` whoever was ever assigned to a department. `passwords` has the id of
    the last password of those whose first was replaced, and `set_by` who set it, where that was somebody else.
    `resets` has every setting of somebody's password by another, or by a link that another gave, also where they chose
    their own since, and `setters` by whom. `spoke` has who ever set a link of somebody's line of approval, and on which
    day the last. `numbers` and `codes` find the numbers of people and the codes of departments, however they are spelt.
    """

    departments: Map[str, Department] = Map()
    employees: Map[str, Employee] = Map()
    delegations: Map[str, DelegationGiven] = Map()
    reports: Map[str, frozenset[str]] = Map()
    headed: Map[str, frozenset[str]] = Map()
    staff: Map[str, Map[str, None]] = Map()
    passwords: Map[str, str] = Map()
    set_by: Map[str, str] = Map()
    resets: Map[str, tuple[Said, ...]] = Map()
    setters: frozenset[str] = frozenset()
    spoke: Map[str, date] = Map()
    numbers: Alike = Alike()
    codes: Alike = Alike()
    _roles: dict[tuple[str, date], frozenset[str]] = field(init=False, default_factory=dict, compare=False, repr=False)
    _paths: dict[tuple[str | None, date], tuple[str, ...]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    _seen_by: dict[tuple[str | None, str | None, date], frozenset[str]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """Answers of `roles_of`, `department_path` and `seen_by`, which every request asks; they go with this state."""

    def number_of(self, named: str) -> str | None:
        """The number of whoever is named by one, whatever its case and width; the one that is spelt so comes first."""
        return self.numbers.find(named, self.employees)

    def code_of(self, named: str) -> str | None:
        """The code of the department that is named by one; see `number_of`."""
        return self.codes.find(named, self.departments)

    def department_path(self, code: str | None, day: date) -> tuple[str, ...]:
        """A department and those above it on a day, nearest first."""
        path = self._paths.get((code, day))
        if path is None:
            if len(self._paths) > MOST_REMEMBERED:
                self._paths.clear()
            path = self._paths[code, day] = self._worked_out_path(code, day)
        return path

    def _worked_out_path(self, code: str | None, day: date) -> tuple[str, ...]:
        path: list[str] = []
        while code is not None and code not in path and code in self.departments:
            path.append(code)
            code = self.departments[code].on(day).parent
        return tuple(path)

    def departments_of(self, employee: Employee, day: date) -> tuple[str, ...]:
        return self.department_path(employee.on(day).department, day)

    def managers_above(self, employee: Employee, day: date) -> Iterator[str]:
        """The reporting line upwards on a day, nearest first."""
        seen = {employee.employee_no}
        manager = employee.on(day).manager
        while manager is not None and manager not in seen:
            yield manager
            seen.add(manager)
            above = self.employees.get(manager)
            manager = above.on(day).manager if above else None

    def heads_above(self, employee: Employee, day: date) -> Iterator[str]:
        """The heads of the person's department and of those above it, nearest first."""
        for code in self.departments_of(employee, day):
            head = self.departments[code].on(day).head
            if head is not None:
                yield head

    def seen_by(self, employee: Employee, day: date) -> frozenset[str]:
        """Whoever is above somebody on a day: in the reporting line, or as head of a department. The same people for
        all who stand at the same place."""
        standing = employee.on(day)
        place = (standing.manager, standing.department, day)
        found = self._seen_by.get(place)
        if found is None:
            if len(self._seen_by) > MOST_REMEMBERED:
                self._seen_by.clear()
            above = {*self.managers_above(employee, day), *self.heads_above(employee, day)}
            found = self._seen_by[place] = frozenset(above)
        return found

    def is_manager(self, employee_no: str, day: date) -> bool:
        """Whether somebody has reports or heads a department on a day."""
        return any(
            self.departments[code].on(day).head == employee_no for code in self.headed.get(employee_no, NOBODY)
        ) or any(
            self.employees[report].on(day).manager == employee_no for report in self.reports.get(employee_no, NOBODY)
        )

    def roles_of(self, employee_no: str, day: date) -> frozenset[str]:
        """Given and derived roles. Somebody who has left, or is unknown, holds none; an auditor only that."""
        roles = self._roles.get((employee_no, day))
        if roles is None:
            if len(self._roles) > MOST_REMEMBERED:
                self._roles.clear()
            roles = self._roles[employee_no, day] = self._worked_out_roles(employee_no, day)
        return roles

    def _worked_out_roles(self, employee_no: str, day: date) -> frozenset[str]:
        employee = self.employees.get(employee_no)
        if employee is None or (employee.left_on is not None and employee.left_on < day):
            return NOBODY
        if "auditor" in employee.roles:
            return frozenset({"auditor"})
        derived = {"employee", "manager"} if self.is_manager(employee_no, day) else {"employee"}
        return frozenset({*employee.roles, *derived})


def evolve(state: Directory, event: Event, by: str | None = None, at: datetime | None = None) -> Directory:
    """`by`: in whose name it was recorded, and when; if omitted, links are nobody's word."""
    said = None if by is None or at is None else Said(by, at.date())
    match event:
        case DepartmentCreated() | DepartmentChanged():
            department = _amended_department(state.departments.get(event.code), event.code, event.terms, said)
            return _heard(_with_department(state, event.code, department), said)
        case DepartmentUndone():
            return _with_department(state, event.code, None)
        case EmployeeRegistered():
            registered = _heard(_with_employee(state, event.employee_no, _registered(event, said)), said)
            return _set_by_another(registered, event.employee_no, said) if event.password_given else registered
        case RegistrationUndone():
            return _with_employee(state, event.employee_no, None)
        case EmployeeAssigned():
            assigned = _assigned(state.employees[event.employee_no], Standing.of(event.assignment), said)
            return _heard(_with_employee(state, event.employee_no, assigned), said)
        case EmployeeRenamed():
            return _changed(state, event.employee_no, sealed_name=event.name.box)
        case EmploymentDated():
            return _dated(state, event, by or "")
        case RolesGiven():
            words = _roles_words(state.employees[event.employee_no], event.roles, said)
            return _heard(_changed(state, event.employee_no, roles=event.roles, words=words), said)
        case PasswordSet():
            hand = said if event.link_by is None or said is None else Said(event.link_by, said.on)
            return _set_by_another(_with_password(state, event, by or ""), event.employee_no, hand)
        case DelegationGiven():
            return replace(state, delegations=state.delegations.set(event.delegation, event))
        case DelegationShortened():
            given = state.delegations[event.delegation].model_copy(update={"ends_on": event.ends_on})
            return replace(state, delegations=state.delegations.set(event.delegation, given))
        case DelegationRevoked():
            return replace(state, delegations=state.delegations.delete(event.delegation))
    return state


DIRECTORIES = Stream("directory", lambda id: Directory(), evolve, envelope=True)
DIRECTORY = DIRECTORIES.only


def _dated(state: Directory, event: EmploymentDated, by: str) -> Directory:
    known = state.employees[event.employee_no]
    dated_by = known.dated_by if event.left_on == known.left_on else intern(by)
    return _changed(state, event.employee_no, hired_on=event.hired_on, left_on=event.left_on, dated_by=dated_by)


def _with_password(state: Directory, event: PasswordSet, by: str) -> Directory:
    no = event.employee_no
    set_by = state.set_by.delete(no) if no in state.set_by else state.set_by
    if by != no:
        set_by = set_by.set(no, by)
    return replace(state, passwords=state.passwords.set(no, event.password_id), set_by=set_by)


def _set_by_another(state: Directory, employee_no: str, said: Said | None) -> Directory:
    """Only people set passwords to act by them; what the ledger does by itself is nobody's hand."""
    if said is None or said.by == employee_no or said.by not in state.employees:
        return state
    others = tuple(one for one in state.resets.get(employee_no, ()) if one != said)
    resets = state.resets.set(employee_no, (*others, said))
    return replace(state, resets=resets, setters=state.setters | {said.by})


def _amended_department(known: Department | None, code: str, terms: DepartmentTerms, said: Said | None) -> Department:
    held = known.on(terms.effective_from) if known else None
    links = [link for link in ("head", "parent") if getattr(terms, link) != getattr(held, link, None)]
    words = _with_words(known.words if known else (), links, terms.effective_from, said)
    return Department(code, known.amended(terms) if known else (terms,), words)


def _registered(event: EmployeeRegistered, said: Said | None) -> Employee:
    standing = Standing.of(event.assignment)
    links = [link for link in ("manager", "department") if getattr(standing, link) is not None]
    if "hr" in event.roles:
        links.append("hr")
    return Employee(
        event.employee_no,
        event.name.box,
        (standing,),
        event.roles,
        event.hired_on,
        event.left_on,
        first_words(tuple(links), standing.effective_from, *said) if said else (),
        intern(said.by) if said and event.left_on else "",
    )


def _assigned(employee: Employee, standing: Standing, said: Said | None) -> Employee:
    held = employee.on(standing.effective_from)
    links = [link for link in ("manager", "department") if getattr(standing, link) != getattr(held, link)]
    words = _with_words(employee.words, links, standing.effective_from, said)
    return replace(employee, history=employee.amended(standing), words=words)


def _roles_words(employee: Employee, roles: tuple[str, ...], said: Said | None) -> Words:
    if ("hr" in roles) == ("hr" in employee.roles):
        return employee.words
    kept = tuple(word for word in employee.words if word.link != "hr")
    return _with_words(kept, ["hr"], said.on, said) if said and "hr" in roles else kept


def _with_words(words: Words, links: Sequence[str], since: date, said: Said | None) -> Words:
    """What nobody is known to have said takes back what was said."""
    if not links:
        return words
    if said is None:
        return tuple(word for word in words if word.link not in links or word.since != since)
    return with_words(words, links, since, said.by, said.on)


def _heard(state: Directory, said: Said | None) -> Directory:
    if said is None or state.spoke.get(said.by) == said.on:
        return state
    return replace(state, spoke=state.spoke.set(said.by, said.on))


def _changed(state: Directory, employee_no: str, **fields: object) -> Directory:
    changed = replace(state.employees[employee_no], **fields)  # type: ignore[arg-type]  # the events' own fields
    return replace(state, employees=state.employees.set(employee_no, changed))


def _with_department(state: Directory, code: str, department: Department | None) -> Directory:
    before, after = _heads(state.departments.get(code)), _heads(department)
    departments = state.departments.delete(code) if department is None else state.departments.set(code, department)
    return replace(
        state,
        departments=departments,
        headed=moved(state.headed, code, before, after),
        codes=_named(state.codes, code, code in state.departments, department is not None),
    )


def _named(names: Alike, name: str, was: bool, is_now: bool) -> Alike:
    """The names that there are, after one came or went."""
    return names if was == is_now else names.taking(name) if is_now else names.giving_back(name)


def _heads(department: Department | None) -> set[str | None]:
    return {terms.head for terms in department.history} if department else set()


def _with_employee(state: Directory, no: str, employee: Employee | None) -> Directory:
    known = state.employees.get(no)
    before, after = (one.history if one else () for one in (known, employee))
    return replace(
        state,
        employees=state.employees.delete(no) if employee is None else state.employees.set(no, employee),
        reports=moved(state.reports, no, {one.manager for one in before}, {one.manager for one in after}),
        staff=placed(state.staff, no, {one.department for one in before}, {one.department for one in after}),
        numbers=_named(state.numbers, no, known is not None, employee is not None),
    )
