"""What a claim depends on besides its own content: asked when it is submitted, submitted again and approved.

Records are corrected, roles given and tags retired while a claim waits. Whoever decides it is told beforehand what an
approval would meet, by the same questions.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ledger.domain.changes import Change
from ledger.domain.directory.directory import Directory, Employee
from ledger.domain.errors import Conflict, Refusal
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.rules import check_earns
from ledger.domain.tags.tag import Revision, Tag, cap_left, check_department, in_force, revision_on, within_cap


class Judged(NamedTuple):
    """The departments of the day of occurrence, nearest first, and the revision that judges."""

    departments: tuple[str, ...]
    revision: Revision


def judge(directory: Directory, person: Employee, tag: Tag, day: date, number: int | None = None) -> Judged:
    """Whether somebody may be credited under a tag for what they did on a day, as all of it is known now.

    `number` is the revision that a claim was submitted under, which it keeps; if omitted, it is the one in force on
    the day.
    """
    if "auditor" in person.roles:
        raise Conflict("auditor-has-no-account", "An auditor has no account.", "/employee")
    if not person.employed_on(day):
        raise Conflict("not-employed", f"Not employed on {day}.", "/occurred_at", day=str(day))
    departments = directory.departments_of(person, day)
    revision = revision_on(tag, day)
    if number is not None:
        revision = tag.revisions[number - 1]
    check_department(tag, revision.terms, departments)
    check_earns(revision.terms.rule)
    return Judged(departments, revision)


class Waits(NamedTuple):
    """A claim that waits for its decision, as it was submitted."""

    employee: str
    revision: int
    day: date
    submitted_on: date
    departments: tuple[str, ...]
    points: int


class Standing(NamedTuple):
    """What an approval would meet, by the terms that judge the claim. `cap_left` is none where there is no cap."""

    terms: TagTerms
    would_credit: int
    cap_left: int | None
    refusal: Refusal | None
    changes: tuple[Change, ...]


def standing(directory: Directory, waits: Waits, tag: Tag, credited: int, today: date) -> Standing:
    """What an approval of today would meet, and what has changed since the submission. `credited` is what counts in
    the cap already."""
    person, terms = directory.employees[waits.employee], tag.revisions[waits.revision - 1].terms
    would_credit, refusal = 0, None
    try:
        judge(directory, person, tag, waits.day, waits.revision)
        would_credit = within_cap(terms, waits.points, credited)
    except Refusal as refused:
        refusal = refused
    changes = _changes(directory, person, waits, tag, today)
    return Standing(terms, would_credit, cap_left(terms, credited), refusal, changes)


def _changes(directory: Directory, person: Employee, waits: Waits, tag: Tag, today: date) -> tuple[Change, ...]:
    changes: list[Change] = []
    now = next(iter(directory.departments_of(person, waits.day)), None)
    before = next(iter(waits.departments), None)
    if now != before:
        changes.append(Change("department", before, now))
    if person.left_on is not None and person.left_on < today:
        changes.append(Change("left", None, person.left_on.isoformat()))
    present = in_force(tag, today).number
    if present != in_force(tag, waits.submitted_on).number or in_force(tag, waits.day).number != waits.revision:
        changes.append(Change("revision", str(waits.revision), str(present)))
    return tuple(changes)
