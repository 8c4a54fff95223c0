"""Granting points in the moment: to one, and to many in one command, with one event for each grant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from pydantic import Field

from ledger.application.access import Acting, acting
from ledger.application.countersigning import Matter, by_two, check_alone, plain
from ledger.application.unit import Answer, Steps, Unit
from ledger.domain.accounts.account import ACCOUNT, check_expected
from ledger.domain.accounts.events import PointsTransferred, budget_account, employee_account
from ledger.domain.budgets.budget import BUDGET, ORGANISATION, Budget
from ledger.domain.countersigning.events import Asked
from ledger.domain.directory.directory import Employee
from ledger.domain.directory.sight import people_in_sight
from ledger.domain.errors import Conflict, Forbidden, Refusal, unknown_reference
from ledger.domain.grants.grant import Grant, check_receives, choice, decide_grant, points_asked, suggested
from ledger.domain.organisation.organisation import check_occurrence
from ledger.domain.tags.tag import TAG, Tag, cap_left, in_force, revision_for, revision_on
from ledger.domain.values import Sealed, local_date, month_of


class GrantPoints(NamedTuple):
    """The reason is sealed under the receiver's key; none where nobody has that number."""

    employee: str
    tag: str
    reason: Sealed | None
    points: int | None = None
    occurred_at: datetime | None = None
    instant: bool = False
    expected: int | None = None


class GrantAnswer(Answer):
    id: str
    points: int = Field(description="What was credited; a cap may leave less than was asked for.")
    balance: int


def grant_points(unit: Unit, request: GrantPoints) -> Answer:
    """A manager grants to somebody in their sight from their budget of the present month; hr awards instantly
    from the organisation's (docs/rules/points.md, "Grants, budgets"); above what one hr may alone a second one agrees
    first."""
    if not request.instant:
        return _grant(unit, request)
    matter = Matter("award", employee_account(request.employee), _asked(request))
    return by_two(unit, matter, partial(_grant, request=request))


def _grant(unit: Unit, request: GrantPoints) -> GrantAnswer:
    event = grant_one(unit, acting(unit, "grants.create", "grants"), unit.command.command, request)
    balance = unit.state(ACCOUNT(request.employee)).balance
    return GrantAnswer(id=unit.command.command, position=unit.position, points=event.points, balance=balance)


def award_countersigned(unit: Unit, id: str, asked: Asked) -> None:
    """It has the countersignature's id, which is what whoever asked for it was told."""
    given = {**asked, "reason": Sealed.model_validate(asked["reason"])}
    if given["occurred_at"] is not None:
        given["occurred_at"] = datetime.fromisoformat(given["occurred_at"])
    grant_one(unit, acting(unit, "grants.create", "grants"), id, GrantPoints(**given))


def _asked(request: GrantPoints) -> Asked:
    """Without what was expected: it was compared when it was asked for, and no cap leaves less of an award."""
    asked = request._asdict()
    del asked["expected"]
    return {
        **asked,
        "reason": None if request.reason is None else plain(request.reason),
        "occurred_at": None if request.occurred_at is None else request.occurred_at.isoformat(),
    }


def grant_one(unit: Unit, who: Acting, grant_id: str, request: GrantPoints) -> PointsTransferred:
    """Decide one grant, and take its event. A refusal comes before anything is taken."""
    event, occurred_at = _decided(unit, who, grant_id, request)
    unit.emit(event.target, [event], occurred_at)
    return event


MOST_RECEIVERS = 1000
"""So many people are listed to choose from; among more than that somebody is looked for by name."""


def receivers(who: Acting, instant: bool) -> list[str] | None:
    """Whom the actor may grant to today, by number; none where they are too many to be listed."""
    check_grants(who, instant)
    directory = who.directory
    people = directory.employees if instant else people_in_sight(directory, who.principal, who.today)
    if len(people) > MOST_RECEIVERS:
        return None
    return sorted(no for no in people if receives(who, directory.employees[no]))


def receives(who: Acting, person: Employee) -> bool:
    """Whether somebody may be granted to today by the actor, if the actor may grant to them at all."""
    try:
        who.judges(person.employee_no)
        check_receives(person, who.today)
    except Refusal:
        return False
    return True


def check_grants(who: Acting, instant: bool) -> None:
    if ("hr" if instant else "manager") not in who.roles:
        raise Forbidden("role", f"Only {'hr makes instant awards' if instant else 'managers grant'}.")


def _decided(unit: Unit, who: Acting, grant_id: str, request: GrantPoints) -> tuple[PointsTransferred, datetime]:
    """What one grant moves, and when it occurred; nothing is taken."""
    check_grants(who, request.instant)
    receiver = who.in_body(request.employee)
    if request.reason is None:
        raise unknown_reference("/employee")
    who.judges(receiver.employee_no)
    organisation = unit.organisation
    if request.occurred_at is None:
        occurred_at, day = unit.now, who.today
    else:
        occurred_at = request.occurred_at
        check_occurrence(organisation, occurred_at, unit.now)
        day = local_date(occurred_at, organisation.zone)
    tag = unit.state(TAG(request.tag))
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
    budget = _budget(unit, who, request.instant)
    account = unit.state(ACCOUNT(receiver.employee_no))
    (event,) = decide_grant(grant, receiver, revision_for(tag, day, departments), account, budget)
    check_expected(request.expected, event.points)
    return event, occurred_at


Problem = dict[str, Any]
ProblemOf = Callable[[Refusal], Problem]


def try_grant(unit: Unit, request: GrantPoints, problem_of: ProblemOf) -> dict[str, Any]:
    """What a grant of today would credit, and what would be left of the cap and of the budget, by the function that
    decides one. What can be granted by nobody, or not by the actor, is refused as a grant would be."""
    who = acting(unit, "grants.create", "grants")
    budget = _budget(unit, who, request.instant)
    seen = _sees_budget(who)
    credited, cap, problem = 0, None, None
    try:
        credited = _decided(unit, who, "", request._replace(reason=NO_REASON))[0].points
    except Conflict as refusal:
        problem = problem_of(refusal)
    person, tag = who.directory.employees.get(request.employee), unit.state(TAG(request.tag))
    if person is not None and who.sees(person) and tag.exists and not request.instant:
        cap = _cap_left(unit, who, tag, request.employee)
    return {
        "would_credit": credited,
        "cap_left": cap,
        "budget_left": budget.left if seen else None,
        "left_after": budget.left - credited if seen else None,
        "problem": problem,
    }


def _budget(unit: Unit, who: Acting, instant: bool) -> Budget:
    """What a grant of today comes from."""
    return unit.state(BUDGET.named(budget_account(ORGANISATION if instant else who.principal, month_of(who.today))))


def _sees_budget(who: Acting) -> bool:
    return "hr" in who.roles or who.principal == who.actor


def _cap_left(unit: Unit, who: Acting, tag: Tag, employee: str) -> int | None:
    counted = unit.state(ACCOUNT(employee)).credited_in(tag.code, month_of(who.today))
    return cap_left(in_force(tag, who.today).terms, counted)


NO_REASON = Sealed(person="", box="")
"""Of a grant that is tried: it is not recorded."""


def grantable(unit: Unit, code: str, employee: str | None, instant: bool, problem_of: ProblemOf) -> Problem | None:
    """A tag that can be granted today, to somebody or at all, with its points by the rule, between which numbers the
    giver chooses and what the suggested one would credit; none where it can't."""
    who, tag = acting(unit, "grants.create", "grants"), unit.state(TAG(code))
    try:
        if employee is None:
            revision = revision_on(tag, who.today)
        else:
            departments = who.directory.departments_of(who.in_body(employee), who.today)
            revision = revision_for(tag, who.today, departments)
        terms = revision.terms
        points = points_asked(None, terms)
    except Conflict:
        return None
    left = None if employee is None else _left(unit, who, tag, employee, instant)
    chosen, ask = choice(terms, left), suggested(terms, left)
    asked = GrantPoints(employee or "", code, None, ask, instant=instant)
    tried = NOT_TRIED if employee is None else try_grant(unit, asked, problem_of)
    range_ = terms.grant_range
    return {
        "tag": code,
        "name": terms.name,
        "second_name": terms.second_name,
        "points": points,
        "range": None if range_ is None else {"min": range_.min, "max": range_.max},
        "choice": None if chosen is None else chosen._asdict(),
        "suggested": ask,
        "cap": None if instant else terms.monthly_cap,
        **{name: tried[name] for name in NOT_TRIED},
    }


def _left(unit: Unit, who: Acting, tag: Tag, employee: str, instant: bool) -> int:
    """How many points the budget covers and, unless it is an award, the cap leaves."""
    cap = None if instant else _cap_left(unit, who, tag, employee)
    budget = _budget(unit, who, instant).left
    return budget if cap is None else min(budget, cap)


NOT_TRIED: Problem = {"would_credit": None, "cap_left": None, "budget_left": None, "problem": None}


Result = dict[str, Any]
"""Of one grant of a batch, as whoever asks says it."""


class Results(NamedTuple):
    """How whoever asks says what became of each grant of a batch: `recorded` (given the grant's id, the position and
    the points that were credited), `refused`, and `left_out`, of one that was right by itself in an atomic batch of
    which something was refused."""

    recorded: Callable[[str, int, int], Result]
    refused: Callable[[Refusal], Result]
    left_out: Result


class BatchAnswer(Answer):
    results: list[Result]


class Item(NamedTuple):
    """A grant of a batch with its id; none where what was sent is no grant: its result is known then."""

    grant: str
    request: GrantPoints | None
    malformed: Result | None = None


class BatchRefused(Conflict):
    """An atomic batch of which something was refused; the results are one per item, in order."""

    def __init__(self, refused: int, results: list[Result]) -> None:
        super().__init__("batch-refused", f"{refused} of {len(results)} grants are refused, so none is recorded.")
        self.results = results


def grant_batch(unit: Unit, items: Sequence[Item], atomic: bool, said: Results) -> Steps:
    """Grant in the given order, each under the same rules as by itself, and seeing what those before it spent.

    What is refused of a batch that is not atomic leaves nothing behind, since a grant is decided as a whole before
    any of its events is taken.
    """
    who = acting(unit, "grants.create", "grants")
    unit.need(*_streams(who, items))
    results: list[Result] = []
    refused = awarded = 0
    for item in items:
        try:
            if item.request is None:
                result = item.malformed
            else:
                result = _granted(unit, who, item.grant, item.request, said, awarded)
        except Refusal as refusal:
            result = said.refused(refusal)
        assert result is not None
        refused += "problem" in result
        if item.request is not None and item.request.instant:
            awarded += result.get("points", 0)
        results.append(result)
        yield
    if atomic and refused:
        raise BatchRefused(refused, [one if "problem" in one else said.left_out for one in results])
    return BatchAnswer(position=unit.position, results=results)


def _granted(unit: Unit, who: Acting, grant: str, request: GrantPoints, said: Results, awarded: int) -> Result:
    """`awarded` counts the points of the awards before it, since all of a batch is one command."""
    if request.instant:
        trial = unit.fork()
        event = grant_one(trial, who, grant, request)
        check_alone(trial, awarded)
        unit.adopt(trial)
    else:
        event = grant_one(unit, who, grant, request)
    return said.recorded(grant, unit.position, event.points)


def _streams(who: Acting, items: Sequence[Item]) -> Iterator[str]:
    """The states that these grants ask for, so that they are loaded at once."""
    month, known = month_of(who.today), who.directory.employees
    requests = [item.request for item in items if item.request is not None]
    for owner in {ORGANISATION if request.instant else who.principal for request in requests}:
        yield budget_account(owner, month)
    for code in {request.tag for request in requests}:
        yield TAG(code)
    for number in {request.employee for request in requests if request.employee in known}:
        yield employee_account(number)
