"""Asking a second hr for what is above a limit, and doing it once they agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from pydantic import BaseModel, Field

from ledger.application.access import Acting, acting
from ledger.application.unit import Answer, Trial, Unit
from ledger.domain.accounts.account import ACCOUNT
from ledger.domain.authorisation import check_permitted
from ledger.domain.countersigning import countersignature as rules
from ledger.domain.countersigning.countersignature import COUNTERSIGNATURE, Countersignature
from ledger.domain.countersigning.events import Above, Asked, CountersignatureAsked, Kind, took_part_in
from ledger.domain.countersigning.leavers import firsts_of_leaver
from ledger.domain.countersigning.weight import (
    KINDS,
    Weight,
    above,
    above_a_claim,
    money_of_month,
    points_by_hr,
    sums,
    weigh,
)
from ledger.domain.errors import Conflict, NotFound
from ledger.domain.exports.lines import LINES
from ledger.domain.values import MONEY_PLACES, Sealed, half_away

Done = Mapping[Kind, Callable[[Unit, str, Asked], None]]
"""What is done of each kind once a second hr agreed; told the countersignature's id and what was asked."""


def plain(value: BaseModel) -> Asked:
    """A value as JSON holds it, without what is absent."""
    return value.model_dump(mode="json", exclude_none=True)


State = Literal["waiting", "confirmed", "rejected"]


class CountersignatureFields(BaseModel):
    id: str
    state: State
    kind: Kind
    subject: str = Field(description="What it is about.", examples=["employee:FIN01", "reward:bonus-5000"])
    above: Above = Field(description="Which limit it is above; `limits`: it raises one.")
    employee: str | None = Field(description="Whose points or money it is.")
    points: int | None
    money: str | None = Field(description="Before tax; days of leave and pieces of what has no price as they count.")


class CountersignatureAnswer(CountersignatureFields, Answer):
    """What a second hr was asked for, and what they said."""


class CountersignatureWaits(CountersignatureAnswer):
    """Nothing is done yet: a second hr confirms it, and it happens then."""

    done: ClassVar[bool] = False


class Matter(NamedTuple):
    """A command that may be above a limit: `subject` is the stream of what it is about, `claim` one that nobody decides
    otherwise while it waits."""

    kind: Kind
    subject: str
    asked: Asked
    claim: str | None = None


def by_two(unit: Unit, matter: Matter, handle: Callable[[Unit], Answer]) -> Answer:
    """Do it, or ask a second hr where it is above a limit: it is decided in full either way, so that what the rules
    refuse is refused at once."""
    trial = unit.fork()
    answer = handle(trial)
    return done_or_asked(unit, trial, answer, passes(trial), matter)


def done_or_asked(unit: Unit, trial: Trial, answer: Answer, passed: Above | None, matter: Matter) -> Answer:
    """Do what was tried, or have it wait where it passes a limit."""
    if passed is None:
        unit.adopt(trial)
        return answer
    ask(unit, unit.command.command, matter, trial, passed)
    return CountersignatureWaits(**_fields(unit, unit.command.command))


def passes_a_claim(trial: Trial) -> Above | None:
    """Whether a trial credits more of a claim than one approver does."""
    return above_a_claim(_weights(trial), trial.before.organisation.limits)


def ask(unit: Unit, id: str, matter: Matter, trial: Trial, passed: Above) -> None:
    """Have it wait for a second one, as it would be done by the trial."""
    weights = _weights(trial)
    points, money = sums(weights)
    people = {one.employee for one in weights} - {None}
    asked = CountersignatureAsked(
        countersignature=id,
        subject=matter.subject,
        claim=matter.claim,
        kind=matter.kind,
        asked=matter.asked,
        above=passed,
        employee=people.pop() if len(people) == 1 else None,
        points=points or None,
        money=half_away(money, MONEY_PLACES) if money else None,
    )
    unit.emit(COUNTERSIGNATURE(id), [asked])


def id_within(unit: Unit, name: str) -> str:
    """The id of one of many that a command of the ledger itself asks for."""
    return str(uuid5(NAMESPACE_URL, f"{unit.command.command}/{name}"))


def passes(trial: Trial, already: int = 0) -> Above | None:
    """Which limit a trial is above, or none, with so many points that the command made already. Judged by the limits as
    they were before it."""
    weights = _weights(trial)
    if not weights:
        return None
    weights.append(Weight(points=already))
    present = trial.organisation.present_month(trial.now)
    limits, own = trial.before.organisation.limits, trial.command.on_behalf_of or trial.command.actor

    def points(employee: str) -> int:
        made = trial.state(ACCOUNT(employee)).made_in(present, trial.organisation.zone)
        return points_by_hr(trial.directory, made, own)

    def money(employee: str) -> Decimal:
        trial.need(*map(LINES, KINDS))
        given = {kind: trial.state(LINES(kind)) for kind in KINDS}
        return money_of_month(given, employee, present, limits)

    return above(weights, limits, points, money)


def leaver_firsts(unit: Unit, employee: str) -> tuple[str, ...]:
    """By whose word a leaver's points become money, as of now."""
    person, today = unit.directory.employees[employee], unit.organisation.today(unit.now)
    return firsts_of_leaver(unit.directory, person, unit.organisation, unit.state(ACCOUNT(employee)), today)


def confirm(unit: Unit, id: str, done: Done) -> CountersignatureAnswer:
    """A second one agrees, and it is done in the same batch: no more of it than was asked for."""
    who, found = _to_decide(unit, id)
    asked = found.parts()
    rules.check_confirms(who.directory, found.by, asked.employee, asked.asked, who.principal, who.today)
    unit.emit(COUNTERSIGNATURE(id), rules.decide_give(found, who.actor, who.directory, who.today))
    trial = unit.fork()
    done[asked.kind](trial, id, asked.asked)
    rules.check_as_asked(found, *sums(_weights(trial)))
    unit.adopt(trial)
    return CountersignatureAnswer(**_fields(unit, id))


def refuse(unit: Unit, id: str, reason: Sealed | None) -> CountersignatureAnswer:
    """An hr drops it, or one of the approvers whom it takes."""
    _, found = _to_decide(unit, id)
    if reason is None:
        raise NotFound
    unit.emit(COUNTERSIGNATURE(id), rules.decide_refuse(found, reason))
    return CountersignatureAnswer(**_fields(unit, id))


def check_decides(who: Acting, employee: str | None, asked: Asked) -> None:
    """Whether somebody may decide what is about a person, or what is about nobody."""
    check_permitted("countersignatures.decide", who.roles)
    if employee is not None:
        who.judges(employee)
    rules.check_decides(who.directory, who.roles, employee, asked, who.principal, who.today)


def in_sight(who: Acting, employee: str | None, asked: Asked) -> bool:
    """Whether somebody knows of it: a manager of the claims of their people that take two approvers."""
    if who.roles & {"hr", "auditor", "admin"}:
        return True
    person = None if employee is None else who.directory.employees.get(employee)
    return took_part_in(asked) is not None and person is not None and who.sees(person)


def check_alone(trial: Trial, already: int = 0) -> None:
    """One of many in a command does not wait by itself: it is refused where it is above a limit."""
    passed = passes(trial, already)
    if passed is not None:
        raise Conflict("second-hr-needed", "This is above what one hr does alone: ask for it by itself.", above=passed)


def _fields(unit: Unit, id: str) -> dict[str, Any]:
    state = unit.state(COUNTERSIGNATURE(id))
    asked = state.parts()
    return {
        "id": id,
        "position": unit.position,
        "state": state.state,
        "kind": asked.kind,
        "subject": asked.subject,
        "above": asked.above,
        "employee": asked.employee,
        "points": asked.points,
        "money": None if asked.money is None else format(asked.money, "f"),
    }


def _to_decide(unit: Unit, id: str) -> tuple[Acting, Countersignature]:
    who = acting(unit, "countersignatures.decide", "claims")
    found = unit.state(COUNTERSIGNATURE(id))
    if found.asked is None or not in_sight(who, found.asked.employee, found.asked.asked):
        raise NotFound
    check_decides(who, found.asked.employee, found.asked.asked)
    return who, found


def _weights(trial: Trial) -> list[Weight]:
    limits = trial.before.organisation.limits
    return [weight for one in trial.decided if (weight := weigh(one.event, limits)) is not None]
