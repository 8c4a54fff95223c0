"""Deciding claims, and measuring later whether what one saved lasted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.application.access import Acting, acting
from ledger.application.claims import ClaimAnswer, Credited, claim_answer, judged_now
from ledger.application.countersigning import Matter, done_or_asked, passes, passes_a_claim, plain
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.account import ACCOUNT, check_expected
from ledger.domain.accounts.events import PointsTransferred, employee_account
from ledger.domain.authorisation import check_permitted
from ledger.domain.claims import claim as claims
from ledger.domain.claims.claim import CLAIM, Claim
from ledger.domain.claims.events import VerifiedAfter
from ledger.domain.claims.verification import decide_remind, decide_verify
from ledger.domain.countersigning.events import Asked, took_part_in
from ledger.domain.directory.directory import Employee
from ledger.domain.directory.sight import approver_of, second_approver_of
from ledger.domain.errors import Forbidden, NotFound
from ledger.domain.values import Sealed


class VerificationAnswer(Answer):
    id: str
    claimed: str
    months: int
    verified_value: str


@dataclass(frozen=True, slots=True)
class Approval:
    points: int | None = None
    reason: Sealed | None = None
    verified_value: Decimal | None = None
    expected_points: int | None = None


def approve(unit: Unit, claim_id: str, approval: Approval) -> Answer:
    """Approve, and credit in the same batch. An hr approves up to what one may alone; above that a second one agrees,
    unless another hr had claimed it for its rule's points. Whoever it is, what is above the points of one approver
    waits for a second one."""
    who, claim = _to_decide(unit, claim_id)
    alone = "hr" not in who.roles or (approval.points is None and _claimed_by_hr(unit, claim, who.today))
    if alone and unit.organisation.limits.points_a_claim is None:
        return _approve(unit, claim_id, approval)
    trial = unit.fork()
    answer = _approve(trial, claim_id, approval)
    passed = (None if alone else passes(trial)) or passes_a_claim(trial)
    asked = {
        "claim": claim_id,
        "points": approval.points,
        "reason": None if approval.reason is None else plain(approval.reason),
        "verified_value": None if approval.verified_value is None else format(approval.verified_value, "f"),
    }
    if passed == "points-a-claim":
        asked |= _first(who, claim)
    return done_or_asked(unit, trial, answer, passed, Matter("claim", CLAIM(claim_id), asked, claim_id))


def _first(who: Acting, claim: Claim) -> Asked:
    """By whose word a claim is approved once, the first approver before all; and who is to be the second as of now,
    none: an hr."""
    submitted, _ = claim.parts()
    took_part = dict.fromkeys((who.principal, who.actor, submitted.submitted_by))
    parts = [one for one in took_part if one is not None]
    person = who.directory.employees[submitted.employee]
    second = second_approver_of(who.directory, person, who.principal, parts, who.today)
    return {"took_part": parts, "second": second, "on": who.today.isoformat(), "tag": submitted.tag}


def _claimed_by_hr(unit: Unit, claim: Claim, today: date) -> bool:
    by = claim.parts()[0].submitted_by
    return by is not None and "hr" in unit.directory.roles_of(by, today)


def approve_countersigned(unit: Unit, id: str, asked: Asked) -> None:
    reason, value = asked["reason"], asked["verified_value"]
    approval = Approval(
        asked["points"],
        None if reason is None else Sealed.model_validate(reason),
        None if value is None else Decimal(value),
    )
    if took_part_in(asked) is None:
        _approve(unit, asked["claim"], approval)
    else:  # what the first approver might say was judged then
        credit(unit, asked["claim"], approval, may_raise=True)


def _approve(unit: Unit, claim_id: str, approval: Approval) -> ClaimAnswer:
    who, _ = _to_decide(unit, claim_id)
    credited = credit(unit, claim_id, approval, may_raise="hr" in who.roles)
    return claim_answer(unit, claim_id, credited)


def credit(unit: Unit, claim_id: str, approval: Approval, *, may_raise: bool) -> Credited:
    """Approve a claim, whoever was to decide it; the points that were credited, and the balance."""
    claim = unit.state(CLAIM(claim_id))
    claims.check_undecided(claim)
    submitted, _ = claim.parts()
    decided = claims.decide_approve(
        claim,
        judged_now(unit, claim),
        unit.state(ACCOUNT(submitted.employee)),
        points=approval.points,
        may_raise=may_raise,
        reason=approval.reason,
        verified_value=approval.verified_value,
        ends_on=unit.organisation.lot_term.last_day(unit.organisation.today(unit.now)),
    )
    for event in decided:
        if isinstance(event, PointsTransferred):
            unit.emit(employee_account(submitted.employee), [event], submitted.happened_at)
        else:
            unit.emit(CLAIM(claim_id), [event])
    credited = next(event.points for event in decided if isinstance(event, PointsTransferred))
    check_expected(approval.expected_points, credited)
    return Credited(credited, unit.state(ACCOUNT(submitted.employee)).balance)


def reject(unit: Unit, claim_id: str, reason: Sealed) -> ClaimAnswer:
    _, claim = _to_decide(unit, claim_id)
    unit.emit(CLAIM(claim_id), claims.decide_reject(claim, reason))
    return claim_answer(unit, claim_id)


def return_to_employee(unit: Unit, claim_id: str, reason: Sealed) -> ClaimAnswer:
    _, claim = _to_decide(unit, claim_id)
    unit.emit(CLAIM(claim_id), claims.decide_return(claim, reason))
    return claim_answer(unit, claim_id)


@dataclass(frozen=True, slots=True)
class LaterValue:
    """What the source of a claim was worth when it was measured again."""

    months: VerifiedAfter
    value: Decimal
    reason: Sealed | None = None


def verify(unit: Unit, claim_id: str, later: LaterValue) -> VerificationAnswer:
    """Record whether a saving lasted; no points move."""
    who, claim = _to_decide(unit, claim_id)
    events = decide_verify(claim, later.months, later.value, later.reason, today=who.today, zone=unit.organisation.zone)
    unit.emit(CLAIM(claim_id), events)
    claimed = claim.parts()[1].value
    return VerificationAnswer(
        id=claim_id,
        position=unit.position,
        claimed=f"{claimed:f}",
        months=later.months,
        verified_value=f"{later.value:f}",
    )


def remind(unit: Unit, claims: tuple[str, ...]) -> Answer:
    """Tell hr which claims are to be measured again; done by the worker, and once each."""
    unit.need(*map(CLAIM, claims))
    today, zone = unit.organisation.today(unit.now), unit.organisation.zone
    for claim_id in claims:
        unit.emit(CLAIM(claim_id), decide_remind(unit.state(CLAIM(claim_id)), today=today, zone=zone))
    return Answer(position=unit.position)


def _to_decide(unit: Unit, claim_id: str) -> tuple[Acting, Claim]:
    """The approver of the person, as of now, decides; or an hr in their place. Never the person, nor who claimed
    for them."""
    who = acting(unit, "claims.decide", "claims")
    claim = unit.state(CLAIM(claim_id))
    if claim.submitted is None:
        raise NotFound
    check_decides(who, who.in_path(claim.submitted.employee), claim.submitted.submitted_by)
    return who, claim


def check_decides(who: Acting, person: Employee, submitted_by: str | None) -> None:
    """Whether somebody may decide a claim of a person that they see, for which it was submitted by somebody else."""
    check_permitted("claims.decide", who.roles)
    who.judges(person.employee_no)
    if "hr" not in who.roles and approver_of(who.directory, person, who.today) != who.principal:
        raise Forbidden("not-the-approver", "Somebody else decides for this person.")
    claims.check_not_submitter(who.directory, submitted_by, who.today, who.actor, who.principal)
