"""Granting points in the moment."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ledger.application.access import Acting, acting
from ledger.application.unit import Answer, Unit
from ledger.domain.accounts.events import PointsTransferred, budget_account, employee_account
from ledger.domain.budgets.budget import ORGANISATION
from ledger.domain.errors import Forbidden, unknown_reference
from ledger.domain.grants.grant import Grant, decide_grant
from ledger.domain.organisation.organisation import check_occurrence
from ledger.domain.tags.tag import revision_for
from ledger.domain.values import Sealed, local_date, month_of


class GrantPoints(NamedTuple):
    """The reason is sealed under the receiver's key; none where nobody has that number."""

    employee: str
    tag: str
    reason: Sealed | None
    points: int | None = None
    occurred_at: datetime | None = None
    instant: bool = False


def grant_points(unit: Unit, request: GrantPoints) -> Answer:
    """A manager grants to somebody in their sight from their budget of the present month; hr awards instantly
    from the organisation's (domain.md, "Grants, budgets")."""
    event = grant_one(unit, acting(unit, "grants.create", "grants"), unit.command.command, request)
    balance = unit.account(request.employee).balance
    return Answer(201, {"id": unit.command.command, "points": event.points, "balance": balance})


def grant_one(unit: Unit, who: Acting, grant_id: str, request: GrantPoints) -> PointsTransferred:
    """Decide one grant, and take its event. A refusal comes before anything is taken."""
    if ("hr" if request.instant else "manager") not in who.roles:
        needed = "hr makes instant awards" if request.instant else "managers grant"
        raise Forbidden("role", f"Only {needed}.")
    receiver = who.in_body(request.employee)
    if request.reason is None:
        raise unknown_reference("/employee")
    who.not_upon(receiver.employee_no)
    organisation = unit.organisation
    if request.occurred_at is None:
        occurred_at, day = unit.now, who.today
    else:
        occurred_at = request.occurred_at
        check_occurrence(organisation, occurred_at, unit.now)
        day = local_date(occurred_at, organisation.zone)
    tag = unit.tag(request.tag)
    if not tag.exists:
        raise unknown_reference("/tag")
    departments = who.directory.departments_of(receiver, day)
    grant = Grant(
        grant=grant_id,
        tag=tag.code,
        points=request.points,
        reason=request.reason,
        instant=request.instant,
        day=day,
        month=month_of(day),
        departments=departments,
        ends_on=organisation.lot_term.last_day(who.today),
    )
    budget = unit.budget(budget_account(ORGANISATION if request.instant else who.principal, month_of(who.today)))
    account = unit.account(receiver.employee_no)
    events = decide_grant(grant, receiver, revision_for(tag, day, departments), account, budget)
    unit.emit(employee_account(receiver.employee_no), events, occurred_at)
    return events[0]
