"""Taking back what an import made of departments and people (S58): what it created and nothing refers to yet is not
there any more; fields that it changed go back to what they were, unless somebody changed them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, Generic, NamedTuple, TypeVar

from ledger.domain.accounts.account import Account
from ledger.domain.directory.decisions import decide_change_department, decide_change_employee
from ledger.domain.directory.directory import Department, Directory, Employee, assignment_of, evolve
from ledger.domain.directory.events import Assignment, DepartmentUndone, RegistrationUndone
from ledger.domain.directory.indexes import NOBODY
from ledger.domain.errors import Conflict
from ledger.domain.events import Event
from ledger.domain.values import Sealed

ASSIGNED = tuple(name for name in Assignment.model_fields if name != "effective_from")
TERMS = ("name", "parent", "head")
DATES = ("hired_on", "left_on")
Dated = TypeVar("Dated", Department, Employee)


@dataclass(frozen=True, slots=True)
class Made(Generic[Dated]):
    """What a row of an import made: how it was before (None: not there), and after. `referred` says whether anything
    outside the directory refers to it."""

    before: Dated | None
    after: Dated
    referred: bool = False


class Undone(NamedTuple):
    """What takes a row back, and the fields that stay, since somebody changed them."""

    events: list[Event]
    stayed: tuple[str, ...] = ()


def decide_undo_employee(directory: Directory, made: Made[Employee], account: Account) -> Undone:
    """Take a row about somebody back. What is taken back already makes no event."""
    no = made.after.employee_no
    now = directory.employees.get(no)
    if now is None:
        return Undone([])
    if made.before is None:
        _check_as_made(now, made)
        if made.referred or account.opened or no in directory.passwords or _has_part(directory, no):
            raise Conflict("in-use", f"Something refers to {no} by now, so the record stays.")
        return Undone([RegistrationUndone(employee_no=no)])
    days, stayed = _put_back(ASSIGNED, made.before, made.after, now)
    dates = {field: getattr(now, field) for field in DATES}
    for field in DATES:
        was, is_now = getattr(made.before, field), getattr(now, field)
        if getattr(made.after, field) == is_now:
            dates[field] = was
        elif was not in {is_now, getattr(made.after, field)}:
            stayed.append(field)
    name: Sealed | None = None
    if made.before.sealed_name != now.sealed_name:
        if now.sealed_name == made.after.sealed_name:
            name = made.before.name
        elif made.before.sealed_name != made.after.sealed_name:
            stayed.append("name")
    events: list[Event] = []
    first = {"name": name, **dates}
    for day, fields in days.items() or [(now.history[-1].effective_from, {})]:
        assignment = assignment_of(no, {**now.on(day).fields(), **fields, "effective_from": day})
        made_back = decide_change_employee(directory, now, assignment=assignment, **first)
        events += made_back
        directory = reduce(evolve, made_back, directory)
        now, first = directory.employees[no], {"name": None, **dates}
    return _some(events, stayed)


def decide_undo_department(directory: Directory, made: Made[Department]) -> Undone:
    """Take a row about a department back. What is taken back already makes no event."""
    code = made.after.code
    now = directory.departments.get(code)
    if now is None:
        return Undone([])
    if made.before is None:
        _check_as_made(now, made)
        above_others = any(
            terms.parent == code
            for other in directory.departments.values()
            if other.code != code
            for terms in other.history
        )
        if made.referred or directory.staff.get(code) or above_others:
            raise Conflict("in-use", f"Something refers to {code} by now, so the department stays.")
        return Undone([DepartmentUndone(code=code)])
    days, stayed = _put_back(TERMS, made.before, made.after, now)
    events: list[Event] = []
    for day, fields in days.items():
        held = directory.departments[code].on(day)
        if any(getattr(held, name) != value for name, value in fields.items()):
            terms = held.model_copy(update={**fields, "effective_from": day})
            made_back = decide_change_department(directory, code, terms)
            events += made_back
            directory = reduce(evolve, made_back, directory)
    return _some(events, stayed)


def _check_as_made(now: Dated, made: Made[Dated]) -> None:
    if now != made.after:
        raise Conflict("changed-since", "Somebody changed this since the import, so it stays.")


def _has_part(directory: Directory, no: str) -> bool:
    """Whether anybody ever reported to somebody, or they ever headed a department or had part in a delegation."""
    return (
        any(
            standing.manager == no
            for report in directory.reports.get(no, NOBODY)
            for standing in directory.employees[report].history
        )
        or any(
            terms.head == no
            for code in directory.headed.get(no, NOBODY)
            for terms in directory.departments[code].history
        )
        or any(no in {given.principal, given.delegate} for given in directory.delegations.values())
    )


def _put_back(
    names: Sequence[str], before: Dated, after: Dated, now: Dated
) -> tuple[dict[date, dict[str, Any]], list[str]]:
    """The fields to set by day, and those that stay. A field goes back on every day or not at all."""
    days = sorted({terms.effective_from for one in (before, after, now) for terms in one.history})
    back: dict[date, dict[str, Any]] = {}
    stayed = []
    for name in names:
        was, made, is_now = ([getattr(one.on(day), name) for day in days] for one in (before, after, now))
        if was in (made, is_now):
            continue
        if made != is_now:
            stayed.append(name)
            continue
        for day, old, present in zip(days, was, is_now, strict=True):
            if old != present:
                back.setdefault(day, {})[name] = old
    return dict(sorted(back.items())), stayed


def _some(events: list[Event], stayed: list[str]) -> Undone:
    if stayed and not events:
        raise Conflict("changed-since", "Somebody changed this since the import, so it stays.", f"/{stayed[0]}")
    return Undone(events, tuple(stayed))
