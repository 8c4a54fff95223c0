"""Taking grants, awards and claims back (docs/rules/points.md, "Accounts"; "Organisation, people" for who may)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from ledger.application.access import Acting, acting
from ledger.application.accounts import expire
from ledger.application.credits import credit_of
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.account import ACCOUNT
from ledger.domain.accounts.credited import Credited
from ledger.domain.accounts.events import employee_of
from ledger.domain.authorisation import check_permitted
from ledger.domain.errors import Forbidden, NotFound
from ledger.domain.reversals import reversal as rules
from ledger.domain.reversals.events import ReversalRequested
from ledger.domain.reversals.reversal import REVERSAL, Reversal
from ledger.domain.values import Sealed


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The reason is sealed under the key of whose points they are; none where nothing was credited."""

    subject: str
    reason: Sealed | None
    force: bool = False


class ReversalAnswer(Answer):
    id: str
    state: Literal["done", "waiting", "rejected"] = Field(description="A forced one waits for a second hr.")
    subject: str
    employee: str
    points: int
    balance: int = Field(description="The employee's; below zero after a forced reversal.")


def take_back(unit: Unit, request: TakeBack, matter: str) -> ReversalAnswer:
    """Who granted or approved takes it back within 24 hours, hr at any time.

    Where the balance does not cover it, an hr may ask to force it: what is forced waits for a second hr.
    """
    who = acting(unit, "reversals.create", matter)
    credited = credit_of(unit, request.subject)
    if credited is None or request.reason is None:
        raise NotFound
    person = employee_of(credited.transfer.target)
    check_takes_back(who, person, credited.by, credited.at, unit.now)
    if request.force and "hr" not in who.roles:
        raise Forbidden("role", "Only hr forces a reversal.", "/force")
    if request.force:
        return _request(unit, credited, person, request.reason)
    expire(unit, person)
    _reverse(unit, credited, who, request.reason, forced=False)
    return _answer(unit, unit.command.command, "done", credited)


def check_takes_back(who: Acting, person: str, by: str, at: datetime, now: datetime) -> None:
    """Whether somebody may take back what was given to a person, in whose name and when it was."""
    check_permitted("reversals.create", who.roles)
    if "hr" not in who.roles and who.principal != by:
        who.in_path(person)
    who.judges(person)
    if "hr" not in who.roles:
        rules.check_giver(by, at, who.principal, now)


def _request(unit: Unit, credited: Credited, person: str, reason: Sealed) -> ReversalAnswer:
    requested = ReversalRequested(
        reversal=unit.command.command,
        subject=credited.transfer.subject,
        employee=person,
        points=credited.transfer.points,
        reason=reason,
    )
    unit.emit(REVERSAL(requested.reversal), rules.decide_request(credited, requested))
    return _answer(unit, requested.reversal, "waiting", credited)


def confirm(unit: Unit, reversal_id: str) -> ReversalAnswer:
    """A second hr confirms a forced reversal, and the points are taken in the same batch."""
    who, reversal, credited, requested = _to_decide(unit, reversal_id)
    unit.emit(REVERSAL(reversal_id), rules.decide_confirm(reversal, who.actor, who.directory, who.today))
    expire(unit, requested.employee)
    _reverse(unit, credited, who, requested.reason, forced=True)
    return _answer(unit, reversal_id, "done", credited)


def reject(unit: Unit, reversal_id: str, reason: Sealed | None) -> ReversalAnswer:
    """An hr drops a request."""
    _, reversal, credited, _ = _to_decide(unit, reversal_id)
    if reason is None:
        raise NotFound
    unit.emit(REVERSAL(reversal_id), rules.decide_reject(reversal, reason))
    return _answer(unit, reversal_id, "rejected", credited)


def _to_decide(unit: Unit, reversal_id: str) -> tuple[Acting, Reversal, Credited, ReversalRequested]:
    who = acting(unit, "reversals.decide")
    reversal = unit.state(REVERSAL(reversal_id))
    if reversal.requested is None:
        raise NotFound
    check_decides(who, reversal.requested.employee)
    credited = credit_of(unit, reversal.requested.subject)
    assert credited is not None, "only what was credited is asked for"
    return who, reversal, credited, reversal.requested


def check_decides(who: Acting, employee: str) -> None:
    """Whether somebody may confirm or drop what another hr asked to take back from a person."""
    check_permitted("reversals.decide", who.roles)
    who.judges(employee)


def _reverse(unit: Unit, credited: Credited, who: Acting, reason: Sealed, *, forced: bool) -> None:
    account = unit.state(ACCOUNT(employee_of(credited.transfer.target)))
    present = unit.organisation.present_month(unit.now)
    events = rules.decide_reverse(credited, account, present_month=present, reason=reason, forced=forced)
    unit.emit(account.account, events)


def _answer(
    unit: Unit, reversal: str, state: Literal["done", "waiting", "rejected"], credited: Credited
) -> ReversalAnswer:
    person = employee_of(credited.transfer.target)
    return ReversalAnswer(
        id=reversal,
        position=unit.position,
        state=state,
        subject=credited.transfer.subject,
        employee=person,
        points=credited.transfer.points,
        balance=unit.state(ACCOUNT(person)).balance,
    )
