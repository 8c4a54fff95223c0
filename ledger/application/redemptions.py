"""Redeeming points, and deciding, fulfilling and reversing redemptions
(docs/rules/points.md, "Rewards, redemption")."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Literal

from pydantic import BaseModel, Field

from ledger.application.access import Acting, acting
from ledger.application.accounts import expire
from ledger.application.countersigning import Matter, by_two
from ledger.application.rewards import ApprovalBy, Kind
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.account import ACCOUNT
from ledger.domain.accounts.events import PointsTransferred, employee_account
from ledger.domain.accounts.held import HELD, Held
from ledger.domain.accounts.leaving import check_has_left, check_redeems
from ledger.domain.authorisation import check_permitted
from ledger.domain.countersigning.events import Asked
from ledger.domain.directory.directory import Employee
from ledger.domain.directory.sight import approver_of
from ledger.domain.errors import Forbidden, NotFound, Refusal, unknown_reference
from ledger.domain.events import Event
from ledger.domain.exports.lines import LINES
from ledger.domain.redemptions import redemption as redemptions
from ledger.domain.redemptions.redemption import REDEMPTION, Redemption
from ledger.domain.rewards.events import Approval
from ledger.domain.rewards.reward import REWARD, Reward, taken_in
from ledger.domain.values import Sealed

State = Literal["requested", "approved", "fulfilled", "rejected", "cancelled", "reversed"]


class BenefitView(BaseModel):
    """What one piece is; only what the kind has."""

    amount: str | None = None
    pay_item: str | None = None
    tax_class: str | None = None
    days: str | None = None
    hours: str | None = None
    course: str | None = None


class RedemptionAnswer(Answer):
    id: str
    state: State
    employee: str
    reward: str
    revision: int
    name: str
    kind: Kind
    quantity: int
    points: int
    approval: ApprovalBy
    approver: str | None = Field(description="Who was to decide when it was requested; null: an hr, or nobody.")
    benefit: BenefitView
    balance: int = Field(description="The employee's, after this.")


def request(unit: Unit, code: str, quantity: int, employee: str | None = None) -> RedemptionAnswer:
    """An employee redeems their own points, hr those of somebody who has left. What has ended by today is no longer
    theirs to spend."""
    who = acting(unit, "redemptions.own")
    person = who.in_body(employee or who.principal)
    if person.employee_no != who.principal:
        if "hr" not in who.roles:
            raise Forbidden("role", "Only hr redeems for somebody else.", "/employee")
        check_has_left(person, who.today)
    pointer = "/employee" if employee is not None else None
    check_redeems(person, unit.organisation.leaver_policy, who.today, who.today, pointer)
    redemption, decided = _requested(unit, who, person, code, quantity)
    _emit(unit, redemption, decided)
    return _answer(unit, redemption)


def _requested(unit: Unit, who: Acting, person: Employee, code: str, quantity: int) -> tuple[str, list[Event]]:
    """What a request decides, after what has ended expired; nothing of it is taken."""
    reward: Reward = unit.state(REWARD(code))
    if not reward.exists:
        raise unknown_reference("/reward")
    expire(unit, person.employee_no)
    redemption = unit.command.command
    decided = redemptions.decide_request(
        redemption,
        reward,
        unit.state(ACCOUNT(person.employee_no)),
        employee=person.employee_no,
        quantity=quantity,
        today=who.today,
        approver=approver_of(who.directory, person, who.today) if reward.terms.approval == "manager" else None,
        requested_by=who.actor if person.employee_no != who.principal else None,
    )
    return redemption, decided


def offered(unit: Unit, code: str, problem_of: Callable[[Refusal], dict[str, Any]]) -> dict[str, Any]:
    """What of a reward its reader took this year, how many pieces they can request now, and why not one."""
    who = acting(unit, "redemptions.own")
    person, problem = who.directory.employees[who.principal], None
    try:
        check_redeems(person, unit.organisation.leaver_policy, who.today, who.today)
        _requested(unit, who, person, code, 1)
    except Refusal as refusal:
        problem = problem_of(refusal)
    reward, account = unit.state(REWARD(code)), unit.state(ACCOUNT(person.employee_no))
    most = 0 if problem else redemptions.most_pieces(reward, account, person.employee_no, who.today.year)
    taken = taken_in(reward, person.employee_no, who.today.year)
    return {"taken": taken, "most": most, "problem": problem}


def approve(unit: Unit, redemption_id: str) -> RedemptionAnswer:
    """Who redeems may be gone since: what the request depended on is judged again. Stock, limit, price and points were
    reserved by it."""
    who, redemption = _to_decide(unit, redemption_id)
    redemptions.check_undecided(redemption)
    requested = redemption.parts()
    person = who.in_path(requested.employee)
    check_redeems(person, unit.organisation.leaver_policy, requested.requested_on, who.today)
    _emit(unit, redemption_id, redemptions.decide_approve(redemption))
    return _answer(unit, redemption_id)


def reject(unit: Unit, redemption_id: str, reason: Sealed | None) -> RedemptionAnswer:
    """Give everything back, with a reason."""
    who, redemption = _to_decide(unit, redemption_id)
    if reason is None:
        raise NotFound
    employee = redemption.parts().employee
    expire(unit, employee)
    decided = redemptions.decide_reject(
        redemption,
        _held(unit, redemption_id),
        unit.state(ACCOUNT(employee)),
        reason,
        by_hr="hr" in who.roles,
        today=who.today,
    )
    _emit(unit, redemption_id, decided)
    return _answer(unit, redemption_id)


def cancel(unit: Unit, redemption_id: str) -> RedemptionAnswer:
    """The employee takes a request back."""
    who = acting(unit, "redemptions.own")
    redemption, person = _in_sight(unit, who, redemption_id)
    if person.employee_no != who.principal:
        raise Forbidden("not-your-redemption", f"Only {person.employee_no} may do this.")
    expire(unit, person.employee_no)
    held, account = _held(unit, redemption_id), unit.state(ACCOUNT(person.employee_no))
    _emit(unit, redemption_id, redemptions.decide_cancel(redemption, held, account, today=who.today))
    return _answer(unit, redemption_id)


def fulfil(unit: Unit, redemption_id: str) -> Answer:
    """hr says that it is done; the line waits for whoever pays or books it. What is above what one hr may alone takes a
    second one."""
    matter = Matter("fulfilment", REDEMPTION(redemption_id), {"redemption": redemption_id})
    return by_two(unit, matter, partial(_fulfil, redemption_id=redemption_id))


def fulfil_countersigned(unit: Unit, id: str, asked: Asked) -> None:
    _fulfil(unit, asked["redemption"])


def _fulfil(unit: Unit, redemption_id: str) -> RedemptionAnswer:
    who, redemption, _ = _for_hr(unit, redemption_id)
    _emit(unit, redemption_id, redemptions.decide_fulfil(redemption, who.today))
    return _answer(unit, redemption_id)


def reverse(unit: Unit, redemption_id: str, reason: Sealed | None) -> RedemptionAnswer:
    """hr takes back what was fulfilled by mistake."""
    who, redemption, person = _for_hr(unit, redemption_id)
    if reason is None:
        raise NotFound
    expire(unit, person.employee_no)
    waiting = unit.state(LINES(redemption.parts().kind))
    held, account = _held(unit, redemption_id), unit.state(ACCOUNT(person.employee_no))
    decided = redemptions.decide_reverse(redemption, held, account, waiting, reason, today=who.today)
    _emit(unit, redemption_id, decided)
    return _answer(unit, redemption_id)


def _to_decide(unit: Unit, redemption_id: str) -> tuple[Acting, Redemption]:
    """Whoever the reward says: the approver of the person as of now, or an hr in their place; or only an hr. Never
    the person."""
    who = acting(unit, "redemptions.decide", "redemptions")
    redemption, person = _in_sight(unit, who, redemption_id)
    requested = redemption.parts()
    check_decides(who, person, requested.approval, requested.requested_by)
    return who, redemption


def check_decides(who: Acting, person: Employee, approval: Approval, requested_by: str | None) -> None:
    """Whether somebody may decide a redemption of a person that they see, for whom somebody else may have asked."""
    check_permitted("redemptions.decide", who.roles)
    who.judges(person.employee_no)
    redemptions.check_not_requester(who.directory, requested_by, who.today, who.actor, who.principal)
    if "hr" not in who.roles and (
        approval != "manager" or approver_of(who.directory, person, who.today) != who.principal
    ):
        raise Forbidden("not-the-approver", "Somebody else decides for this person.")


def _for_hr(unit: Unit, redemption_id: str) -> tuple[Acting, Redemption, Employee]:
    who = acting(unit, "redemptions.fulfil")
    redemption, person = _in_sight(unit, who, redemption_id)
    check_fulfils(who, person)
    return who, redemption, person


def check_fulfils(who: Acting, person: Employee) -> None:
    """Whether somebody may fulfil redemptions of a person that they see, or take back what was fulfilled."""
    check_permitted("redemptions.fulfil", who.roles)
    who.judges(person.employee_no)


def _in_sight(unit: Unit, who: Acting, redemption_id: str) -> tuple[Redemption, Employee]:
    redemption: Redemption = unit.state(REDEMPTION(redemption_id))
    if redemption.requested is None:
        raise NotFound
    return redemption, who.in_path(redemption.requested.employee)


def _held(unit: Unit, redemption_id: str) -> Held:
    return unit.state(HELD(redemption_id))


def _emit(unit: Unit, redemption_id: str, events: Iterable[Event]) -> None:
    """What moves the employee's points goes into the employee's stream; what is spent into that of what was held."""
    for event in events:
        redemption = REDEMPTION(redemption_id)
        stream: str = redemption
        if isinstance(event, PointsTransferred):
            own = employee_account(unit.state(redemption).parts().employee)
            stream = own if own in {event.source, event.target} else event.source
        unit.emit(stream, [event])


def _answer(unit: Unit, redemption_id: str) -> RedemptionAnswer:
    redemption = unit.state(REDEMPTION(redemption_id))
    requested = redemption.parts()
    return RedemptionAnswer.model_validate(
        {
            "id": redemption.redemption,
            "position": unit.position,
            "state": redemption.state,
            "employee": requested.employee,
            "reward": requested.reward,
            "revision": requested.revision,
            "name": requested.name,
            "kind": requested.kind,
            "quantity": requested.quantity,
            "points": requested.points,
            "approval": requested.approval,
            "approver": requested.approver,
            "benefit": requested.benefit.model_dump(mode="json", exclude_none=True),
            "balance": unit.state(ACCOUNT(requested.employee)).balance,
        }
    )
