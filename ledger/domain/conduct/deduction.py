"""The rule of a deduction: a tag for deductions, employed at the time, a reason; corrected once at most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.directory.directory import Employee
from ledger.domain.errors import Conflict, Forbidden
from ledger.domain.events import Event
from ledger.domain.reversals.reversal import GIVERS_TIME
from ledger.domain.streams import Stream
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.rules import DeductionRule
from ledger.domain.values import Sealed


@dataclass(frozen=True, slots=True)
class Deduction:
    """State of `deduction:{id}`; `by` is the person in whose name it was made, `at` when the ledger took it."""

    made: DeductionMade | None = None
    by: str = ""
    at: datetime | None = None
    corrected: bool = False


def evolve(state: Deduction, event: Event, by: str, at: datetime) -> Deduction:
    match event:
        case DeductionMade():
            return Deduction(event, by, at)
        case DeductionCorrected():
            return replace(state, corrected=True)
    return state


DEDUCTION = Stream("deduction", lambda id: Deduction(), evolve, envelope=True)


def points_of(terms: TagTerms, chosen: int | None) -> int:
    """The rule's points, or others up to its `max`."""
    if not isinstance(terms.rule, DeductionRule):
        raise Conflict("tag-not-for-deductions", "This tag is for value; deductions have tags of their own.", "/tag")
    if chosen is None or chosen == terms.rule.points:
        return terms.rule.points
    if terms.rule.max is None:
        raise Conflict(
            "points-fixed", f"This tag deducts {terms.rule.points} points.", "/points", points=terms.rule.points
        )
    if chosen > terms.rule.max:
        raise Conflict(
            "points-out-of-range",
            f"This tag deducts 1 to {terms.rule.max} points.",
            "/points",
            least=1,
            most=terms.rule.max,
        )
    return chosen


def decide_deduct(made: DeductionMade, person: Employee, day: date) -> list[DeductionMade]:
    if not person.employed_on(day):
        raise Conflict("not-employed", f"Not employed on {day}.", "/employee", day=str(day))
    if "auditor" in person.roles:
        raise Conflict("auditor-has-no-account", "An auditor has no account.", "/employee")
    return [made]


def check_corrector(deduction: Deduction, principal: str, now: datetime) -> None:
    """Who made it corrects it within 24 hours; hr at any time."""
    if principal != deduction.by:
        raise Forbidden("not-the-giver", "Only who made this deduction corrects it, or hr.")
    if deduction.at is None or now - deduction.at > GIVERS_TIME:
        raise Forbidden("reversal-too-late", "It is more than 24 hours ago; only hr takes it back now.")


def decide_correct(deduction: Deduction, made: DeductionMade, reason: Sealed) -> list[DeductionCorrected]:
    """The points count again where they were taken: in the month, tag and departments of the deduction."""
    if deduction.corrected:
        raise Conflict("already-reversed", "This was taken back already.")
    return [
        DeductionCorrected(
            deduction=made.deduction, employee=made.employee, points=made.points, counts=made.counts, reason=reason
        )
    ]
