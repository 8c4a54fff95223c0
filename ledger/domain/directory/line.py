"""The line of approval: who stands above somebody, and by whose word. Nobody chooses their own judge.

Nobody changes their own line; and who was put above somebody by that person's own word does not decide about them for
30 days, also where the word was given about a department that they came to later. What was said by somebody whose
password the person had set is the person's own word, and nobody decides about who may act as them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce
from typing import NamedTuple

from ledger.domain.directory.directory import Department, Directory, Employee, evolve
from ledger.domain.directory.events import (
    DepartmentChanged,
    DepartmentUndone,
    EmployeeAssigned,
    EmploymentDated,
    RegistrationUndone,
    RolesGiven,
)
from ledger.domain.directory.hands import FRESH, is_behind
from ledger.domain.directory.words import Word, word_of
from ledger.domain.errors import Forbidden
from ledger.domain.events import Event


class Above(NamedTuple):
    """Somebody who stands above a person; `chosen`: by the person's own word of the last 30 days, or as one whose
    password the person set."""

    employee_no: str
    chosen: bool


def approvers(directory: Directory, person: Employee, day: date) -> Iterator[Above]:
    """Who may be the one to decide for a person: their manager, the head of their department, the parent's head, and so
    on; never the person."""
    no, spoke = person.employee_no, _has_spoken(directory, person.employee_no)
    manager = person.on(day).manager
    if manager is not None and manager != no:
        own = spoke and _own(directory, person, person, "manager", day)
        yield Above(manager, own or is_behind(directory, no, manager, day))
    chosen = spoke and _own(directory, person, person, "department", day)
    for code in directory.departments_of(person, day):
        department = directory.departments[code]
        head = department.on(day).head
        if head is not None and head != no:
            own = chosen or (spoke and _own(directory, person, department, "head", day))
            yield Above(head, own or is_behind(directory, no, head, day))
        chosen = chosen or (spoke and _own(directory, person, department, "parent", day))


def chosen_by(directory: Directory, judge: str, person: Employee, day: date) -> bool:
    """Whether somebody decides about a person only by that person's own word: as one above them, or as an hr whom the
    person made one; or with a password behind which the person stands."""
    if not _has_spoken(directory, person.employee_no):
        return False
    if is_behind(directory, person.employee_no, judge, day):
        return True
    above = [*approvers(directory, person, day), *_managers(directory, person, day)]
    if Above(judge, False) in above:
        return False
    known = directory.employees.get(judge)
    return Above(judge, True) in above or (known is not None and _own(directory, person, known, "hr", day))


def check_not_chosen(directory: Directory, employee_no: str, day: date, *judges: str) -> None:
    """Nobody decides about who put them above themselves."""
    person = directory.employees.get(employee_no)
    if person is not None and any(chosen_by(directory, judge, person, day) for judge in judges):
        raise Forbidden(
            "chosen-judge",
            f"You decide about {employee_no} by their own word of the last 30 days, or with a password that they set. "
            "The next above does, or an hr who took no part.",
        )


def check_change(directory: Directory, events: Sequence[Event], actor: str, roles: frozenset[str], today: date) -> None:
    """Departments and records are hr's to change, but nobody changes their own line of approval: another hr does, and
    where there is only one, an admin."""
    if "hr" not in roles and not _is_of_the_only_hr(directory, events, today):
        raise Forbidden("role", "Only hr changes departments and records; an admin the line of the only hr.")
    check_own_line(directory, events, actor, today)


def check_own_line(directory: Directory, events: Sequence[Event], actor: str, today: date) -> None:
    if changes_line(directory, events, actor, today):
        raise Forbidden(
            "own-line",
            "Nobody changes who decides about them: another hr does, or an admin where there is only one hr.",
        )


def changes_line(directory: Directory, events: Sequence[Event], employee_no: str, today: date) -> bool:
    """Whether events change, today or on a coming day, who stands above somebody: their manager and those above, their
    department and those above with their heads, who of them may act, and who stands in for them."""
    reach = _reach(directory, employee_no)
    if not any(_touches(directory, event, reach) for event in events):
        return False
    after = reduce(evolve, events, directory)
    days = {today, *_coming(directory, reach, today), *_coming(after, _reach(after, employee_no), today)}
    return any(_line(directory, employee_no, day) != _line(after, employee_no, day) for day in days)


def _has_spoken(directory: Directory, employee_no: str) -> bool:
    """Whether anything can be somebody's own word at all: said by themselves, or by one whose password they set."""
    return employee_no in directory.spoke or employee_no in directory.setters


def _own(directory: Directory, person: Employee, about: Employee | Department, link: str, day: date) -> bool:
    word: Word | None = word_of(about.words, link, day)
    if word is None or day > max(word.on, word.since) + FRESH:
        return False
    no = person.employee_no
    return word.by == no or is_behind(directory, no, word.by, word.on, recorded_by=word.on)


def _managers(directory: Directory, person: Employee, day: date) -> Iterator[Above]:
    """The reporting line upwards."""
    one, chosen = person, False
    for manager in directory.managers_above(person, day):
        chosen = chosen or _own(directory, person, one, "manager", day)
        yield Above(manager, chosen)
        if manager not in directory.employees:
            return
        one = directory.employees[manager]


class _Reach(NamedTuple):
    """The people and departments that somebody's line goes over, on whatever day."""

    people: frozenset[str]
    departments: frozenset[str]


def _reach(directory: Directory, employee_no: str) -> _Reach:
    people, waiting = set[str](), [employee_no]
    codes: set[str | None] = set()
    while waiting:
        no = waiting.pop()
        if no in people or no not in directory.employees:
            continue
        people.add(no)
        history = directory.employees[no].history
        waiting += [terms.manager for terms in history if terms.manager is not None]
        if no == employee_no:
            codes = {terms.department for terms in history}
    departments, above = set[str](), list(codes)
    while above:
        code = above.pop()
        if code is None or code in departments or code not in directory.departments:
            continue
        departments.add(code)
        history_of = directory.departments[code].history
        above += [terms.parent for terms in history_of]
        people |= {terms.head for terms in history_of if terms.head is not None}
    return _Reach(frozenset(people), frozenset(departments))


def _touches(directory: Directory, event: Event, reach: _Reach) -> bool:
    match event:
        case DepartmentChanged() | DepartmentUndone():
            return event.code in reach.departments
        case EmployeeAssigned() | RegistrationUndone() | RolesGiven():
            return event.employee_no in reach.people
        case EmploymentDated():
            return event.employee_no in reach.people or any(
                given.delegate == event.employee_no and given.principal in reach.people
                for given in directory.delegations.values()
            )
    return False


def _coming(directory: Directory, reach: _Reach, today: date) -> Iterator[date]:
    """The days after today on which the terms of any of them change."""
    known = [directory.employees.get(no) for no in reach.people]
    dated: list[Employee | Department | None] = [
        *known,
        *(directory.departments.get(code) for code in reach.departments),
    ]
    for one in dated:
        if one is not None:
            yield from (terms.effective_from for terms in one.history if terms.effective_from > today)


def _line(directory: Directory, employee_no: str, day: date) -> object:
    person = directory.employees.get(employee_no)
    if person is None:
        return None
    managers = tuple(directory.managers_above(person, day))
    path = tuple((code, directory.departments[code].on(day).head) for code in directory.departments_of(person, day))
    above = {*managers, *(head for _, head in path if head is not None)}
    acting = frozenset(
        (no, one.hired_on, one.left_on, "auditor" in one.roles)
        for no in above
        if (one := directory.employees.get(no)) is not None
    )
    stand_ins = frozenset(
        (given.principal, given.delegate, given.ends_on)
        for given in directory.delegations.values()
        if given.principal in above and given.ends_on >= day
    )
    return managers, path, acting, stand_ins


def _is_of_the_only_hr(directory: Directory, events: Sequence[Event], today: date) -> bool:
    hrs = [no for no, one in directory.employees.items() if "hr" in one.roles and "hr" in directory.roles_of(no, today)]
    return len(hrs) == 1 and changes_line(directory, events, hrs[0], today)
