"""Deducting for conduct, and correcting a deduction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from ledger.application.access import acting
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.events import Credit
from ledger.domain.conduct import deduction as deductions
from ledger.domain.conduct.deduction import DEDUCTION, Deduction
from ledger.domain.conduct.events import DeductionMade
from ledger.domain.errors import NotFound, unknown_reference
from ledger.domain.organisation.organisation import check_occurrence
from ledger.domain.tags.tag import TAG, revision_for
from ledger.domain.values import Sealed, local_date, month_of


@dataclass(frozen=True, slots=True)
class Deduct:
    """The reason is sealed under the key of whom it is about; none where nobody has that number."""

    employee: str
    tag: str
    reason: Sealed | None
    points: int | None = None
    occurred_at: datetime | None = None


class DeductionAnswer(Answer):
    id: str
    state: Literal["made", "corrected"]
    employee: str
    tag: str
    month: str = Field(description="Of occurrence: where it counts.")
    points: int = Field(description="By how much it lowers the rank; the balance stays.")


def deduct(unit: Unit, request: Deduct) -> DeductionAnswer:
    """A manager deducts from somebody in their sight, hr from anybody but themselves."""
    who = acting(unit, "deductions.create")
    person = who.in_body(request.employee)
    if request.reason is None:
        raise unknown_reference("/employee")
    who.judges(person.employee_no)
    occurred_at = request.occurred_at or unit.now
    check_occurrence(unit.organisation, occurred_at, unit.now)
    tag = unit.state(TAG(request.tag))
    if not tag.exists:
        raise unknown_reference("/tag")
    day = local_date(occurred_at, unit.organisation.zone)
    departments = who.directory.departments_of(person, day)
    revision = revision_for(tag, day, departments)
    made = DeductionMade(
        deduction=unit.command.command,
        employee=person.employee_no,
        points=deductions.points_of(revision.terms, request.points),
        counts=Credit(tag=tag.code, revision=revision.number, month=month_of(day), departments=departments),
        happened_at=occurred_at,
        reason=request.reason,
    )
    unit.emit(DEDUCTION(made.deduction), deductions.decide_deduct(made, person, day), occurred_at)
    return _answer(unit, made, "made")


def correct(unit: Unit, deduction_id: str, reason: Sealed | None) -> DeductionAnswer:
    """Who made it within 24 hours, hr at any time; never whom it is about."""
    who = acting(unit, "deductions.create")
    stream = DEDUCTION(deduction_id)
    deduction: Deduction = unit.state(stream)
    made = deduction.made
    if made is None or reason is None:
        raise NotFound
    person = made.employee
    if "hr" not in who.roles:
        if who.principal != deduction.by:
            who.in_path(person)
        who.judges(person)
        deductions.check_corrector(deduction, who.principal, unit.now)
    who.judges(person)
    unit.emit(stream, deductions.decide_correct(deduction, made, reason))
    return _answer(unit, made, "corrected")


def _answer(unit: Unit, made: DeductionMade, state: Literal["made", "corrected"]) -> DeductionAnswer:
    return DeductionAnswer(
        id=made.deduction,
        position=unit.position,
        state=state,
        employee=made.employee,
        tag=made.counts.tag,
        month=made.counts.month,
        points=made.points,
    )
