"""Who sees whom, and who approves for whom, at the time of the request
(docs/rules/points.md, "Organisation, people")."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ledger.domain.directory.directory import Directory, Employee
from ledger.domain.directory.hands import one_hand
from ledger.domain.directory.indexes import NO_ONE, NOBODY
from ledger.domain.directory.line import approvers, chosen_by


def in_managers_sight(directory: Directory, manager: str, person: Employee, day: date) -> bool:
    """A manager sees the subtree of departments that they head, and their direct and indirect reports."""
    return manager in directory.seen_by(person, day)


def people_in_sight(directory: Directory, manager: str, day: date) -> set[str]:
    """Everybody whom `in_managers_sight` is true of, found downwards: to ask 100,000 people upwards takes seconds."""
    found: set[str] = set()
    waiting = [manager]
    while waiting:
        above = waiting.pop()
        for no in directory.reports.get(above, NOBODY) - found:
            if directory.employees[no].on(day).manager == above:
                found.add(no)
                waiting.append(no)
    for code in departments_in_sight(directory, manager, day):
        ever = directory.staff.get(code, NO_ONE)
        found.update(no for no in ever if directory.employees[no].on(day).department == code)
    return found


def departments_in_sight(directory: Directory, manager: str, day: date) -> frozenset[str]:
    """The departments that a manager heads, with all below them."""
    ever = directory.headed.get(manager, NOBODY)
    headed = {code for code in ever if directory.departments[code].on(day).head == manager}
    if not headed:
        return frozenset()
    return below(directory, headed, day)


def below(directory: Directory, codes: Collection[str], day: date) -> frozenset[str]:
    """These departments with all below them."""
    wanted = set(codes)
    return frozenset(code for code in directory.departments if wanted & set(directory.department_path(code, day)))


def sees(directory: Directory, viewer: str, roles: frozenset[str], person: Employee, day: date) -> bool:
    """Everybody sees themselves, managers their people, hr and auditors the whole organisation."""
    if viewer == person.employee_no or roles & {"hr", "auditor"}:
        return True
    return "manager" in roles and in_managers_sight(directory, viewer, person, day)


def approver_of(directory: Directory, person: Employee, day: date) -> str | None:
    """Who decides for a person: their manager, else their department's head, else the parent's head, and so on;
    never the person, nor anybody who may not act (gone, or an auditor), or whom the person put there themselves in the
    last 30 days. None: an hr who is not that person."""
    above = approvers(directory, person, day)
    return next((no for no, chosen in above if not chosen and _acts(directory.employees[no], day)), None)


def second_approver_of(
    directory: Directory, person: Employee, first: str, took_part: Collection[str], day: date
) -> str | None:
    """Who approves after a first one what takes two: the next in the person's line of approval, then in the first
    one's; nobody who took part, nor one hand with them, nor who does not see the person: who stands above an hr may
    stand above nobody else. None: an hr."""
    above = [*approvers(directory, person, day)]
    if (approver := directory.employees.get(first)) is not None:
        above += approvers(directory, approver, day)
    for no, chosen in above:
        free = no != person.employee_no and not any(one_hand(directory, one, no, day) for one in took_part)
        if free and not chosen and not chosen_by(directory, no, person, day) and _decides(directory, no, person, day):
            return no
    return None


def _decides(directory: Directory, no: str, person: Employee, day: date) -> bool:
    return _acts(directory.employees[no], day) and sees(directory, no, directory.roles_of(no, day), person, day)


def _acts(person: Employee, day: date) -> bool:
    return person.employed_on(day) and "auditor" not in person.roles
