"""Claiming value: submitting a claim, answering what came back, withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from pydantic import Field

from ledger.application.access import acting
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.account import ACCOUNT
from ledger.domain.claims import claim as claims
from ledger.domain.claims.claim import CLAIM, Claim
from ledger.domain.claims.events import ClaimContent, ClaimSubmitted, WaitsFor
from ledger.domain.claims.judging import Judged, judge
from ledger.domain.countersigning.countersignature import COUNTERSIGNATURE, decide_drop
from ledger.domain.directory.directory import Employee
from ledger.domain.directory.hands import same_hand
from ledger.domain.directory.sight import approver_of
from ledger.domain.errors import Forbidden, NotFound, unknown_reference
from ledger.domain.organisation.organisation import check_occurrence
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.rules import points_for, value_created
from ledger.domain.tags.tag import TAG, Revision
from ledger.domain.values import Sealed, local_date, month_of


@dataclass(frozen=True, slots=True)
class ClaimedValue:
    """What the employee says they did, sealed under their key; in a resubmission, what is none stays as it was."""

    description: Sealed | None
    quantity: Decimal | None = None
    value_quantity: Decimal | None = None
    evidence: tuple[Sealed, ...] | None = None


class ClaimAnswer(Answer):
    id: str
    state: str
    employee: str
    tag: str
    revision: int
    points: int = Field(description="By the rule; once approved, what was credited.")
    value: str | None = Field(description="Money value created, to 2 places.")
    balance: int | None = Field(default=None, description="The employee's, after an approval.")


class Credited(NamedTuple):
    """What an approval credited, and the employee's balance after it."""

    points: int
    balance: int


@dataclass(frozen=True, slots=True)
class SubmitClaim:
    tag: str
    value: ClaimedValue
    occurred_at: datetime | None = None
    employee: str | None = None


def submit(unit: Unit, request: SubmitClaim) -> ClaimAnswer:
    """An employee claims for themselves, hr for somebody else."""
    who = acting(unit, "claims.create")
    employee_no = request.employee or who.principal
    if employee_no != who.principal and "hr" not in who.roles:
        raise Forbidden("role", "Only hr claims for somebody else.", "/employee")
    claim = submit_for(unit, who.in_body(employee_no), request, submitted_by=who.actor)
    return claim_answer(unit, claim)


def submit_for(unit: Unit, person: Employee, request: SubmitClaim, *, submitted_by: str) -> str:
    """Submit a claim of a person whom the actor may name; its id."""
    if request.value.description is None:
        raise unknown_reference("/employee")
    by = judged_by(unit, person, request.tag, request.occurred_at)
    claim, terms = unit.command.command, by.revision.terms
    submitted = ClaimSubmitted(
        claim=claim,
        employee=person.employee_no,
        tag=request.tag,
        revision=by.revision.number,
        happened_at=by.occurred_at,
        month=by.month,
        departments=by.departments,
        content=_content(request.value, terms),
        submitted_by=submitted_by if submitted_by != person.employee_no else None,
        waits_for=_waits_for(unit, person, submitted_by),
    )
    events = claims.decide_submit(submitted, terms, unit.state(ACCOUNT(person.employee_no)))
    unit.emit(CLAIM(claim), events, by.occurred_at)
    return claim


def _waits_for(unit: Unit, person: Employee, submitted_by: str | None) -> WaitsFor:
    """The approver of today; hr in place of one who, or one hand with whom, claimed it for the person."""
    directory, today = unit.directory, unit.organisation.today(unit.now)
    approver = approver_of(directory, person, today)
    if approver is not None and same_hand(directory, submitted_by, today, approver):
        approver = None
    return WaitsFor(approver=approver, since=today)


class Occurrence(NamedTuple):
    """When what is claimed occurred, the departments of then, and the revision that was in force for them."""

    occurred_at: datetime
    month: str
    departments: tuple[str, ...]
    revision: Revision


def judged_by(unit: Unit, person: Employee, tag_code: str, occurred_at: datetime | None) -> Occurrence:
    """Whether a person may claim under a tag what occurred then, whatever it was."""
    occurred_at = occurred_at or unit.now
    check_occurrence(unit.organisation, occurred_at, unit.now)
    tag = unit.state(TAG(tag_code))
    if not tag.exists:
        raise unknown_reference("/tag")
    day = local_date(occurred_at, unit.organisation.zone)
    departments, revision = judge(unit.directory, person, tag, day)
    return Occurrence(occurred_at, month_of(day), departments, revision)


def judged_now(unit: Unit, claim: Claim) -> Judged:
    """What a claim on record is judged by: its own revision, and everything else as it is known now."""
    submitted, _ = claim.parts()
    person = unit.directory.employees.get(submitted.employee)
    if person is None:
        raise NotFound
    day = local_date(submitted.happened_at, unit.organisation.zone)
    return judge(unit.directory, person, unit.state(TAG(submitted.tag)), day, submitted.revision)


def resubmit(unit: Unit, claim_id: str, value: ClaimedValue, answer: Sealed | None = None) -> ClaimAnswer:
    claim = _own(unit, claim_id)
    claims.check_returned(claim)
    submitted, before = claim.parts()
    terms, account = judged_now(unit, claim).revision.terms, unit.state(ACCOUNT(submitted.employee))
    content = _content(value, terms, before)
    waits_for = _waits_for(unit, unit.directory.employees[submitted.employee], submitted.submitted_by)
    unit.emit(CLAIM(claim_id), claims.decide_resubmit(claim, content, terms, account, answer, waits_for))
    return claim_answer(unit, claim_id)


def withdraw(unit: Unit, claim_id: str) -> ClaimAnswer:
    claim = _own(unit, claim_id)
    if claim.second is not None:
        waiting = COUNTERSIGNATURE(claim.second)
        unit.emit(waiting, decide_drop(unit.state(waiting)))
    unit.emit(CLAIM(claim_id), claims.decide_withdraw(claim))
    return claim_answer(unit, claim_id)


def claim_answer(unit: Unit, claim_id: str, credited: Credited | None = None) -> ClaimAnswer:
    """The claim as it stands; once it is approved, with what was credited and the employee's balance."""
    claim = unit.state(CLAIM(claim_id))
    submitted, content = claim.parts()
    answer = ClaimAnswer(
        id=claim.claim,
        position=unit.position,
        state=claim.state,
        employee=submitted.employee,
        tag=submitted.tag,
        revision=submitted.revision,
        points=content.points,
        value=format(content.value, "f") if content.value is not None else None,
    )
    return answer if credited is None else answer.model_copy(update=credited._asdict())


def _content(value: ClaimedValue, terms: TagTerms, before: ClaimContent | None = None) -> ClaimContent:
    """The content as it stands after this request, with points and value worked out by the rule."""
    quantity, value_quantity = value.quantity, value.value_quantity
    description, evidence = value.description, value.evidence
    if before is not None:
        quantity = before.quantity if quantity is None else quantity
        value_quantity = before.value_quantity if value_quantity is None else value_quantity
        description = description or before.description
        evidence = before.evidence if evidence is None else evidence
    assert description is not None
    return ClaimContent(
        description=description,
        evidence=evidence or (),
        quantity=quantity,
        value_quantity=value_quantity,
        points=points_for(terms.rule, terms.coefficient, quantity),
        value=value_created(terms.rule, quantity, value_quantity),
    )


def terms_of(unit: Unit, claim: Claim) -> TagTerms:
    """The terms that judge the claim: those of the revision it was submitted under."""
    submitted, _ = claim.parts()
    return unit.state(TAG(submitted.tag)).revisions[submitted.revision - 1].terms


def _own(unit: Unit, claim_id: str) -> Claim:
    """A claim of the actor's own, also one that somebody submitted for them."""
    who = acting(unit, "claims.own")
    claim = unit.state(CLAIM(claim_id))
    if claim.submitted is None:
        raise NotFound
    if claim.submitted.employee != who.principal:
        person = who.in_path(claim.submitted.employee)
        raise Forbidden("not-your-claim", f"Only {person.employee_no} may do this.")
    return claim
