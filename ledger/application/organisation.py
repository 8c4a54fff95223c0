"""Creating an organisation with its first people, and changing its settings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from ledger.application.access import acting
from ledger.application.countersigning import Matter, by_two, plain
from ledger.application.unit import Answer, Unit
from ledger.domain.countersigning.events import Asked
from ledger.domain.directory import directory
from ledger.domain.directory.decisions import decide_register
from ledger.domain.directory.events import Assignment, EmployeeRegistered
from ledger.domain.errors import Forbidden
from ledger.domain.organisation import organisation
from ledger.domain.organisation.limits import Limits
from ledger.domain.organisation.organisation import (
    ORGANISATION,
    LeaverPolicy,
    LotTerm,
    OrganisationCreated,
    SettingsChanged,
)
from ledger.domain.values import Sealed


@dataclass(frozen=True, slots=True)
class Founder:
    """Somebody who is there from the start: the admin, and the hr who registers everybody else."""

    employee_no: str
    name: Sealed
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreateOrganisation:
    created: OrganisationCreated
    founders: tuple[Founder, ...]


class SettingsAnswer(Answer):
    id: str
    name: str
    time_zone: str
    currency: str
    language: str
    backdating_days: int
    lot_term: LotTerm
    leaver_policy: LeaverPolicy
    limits: Limits


def create(unit: Unit, request: CreateOrganisation) -> SettingsAnswer:
    """A new tenant. Asked from the command line only, so there is nobody to authorise."""
    organisation.check_not_created(unit.organisation)
    unit.emit(organisation.ORGANISATION, [request.created])
    today = unit.organisation.today(unit.now)
    for founder in request.founders:
        registered = EmployeeRegistered(
            employee_no=founder.employee_no,
            name=founder.name,
            assignment=Assignment(effective_from=today),
            roles=founder.roles,
        )
        unit.emit(directory.DIRECTORY, decide_register(unit.directory, registered))
    return _answer(unit)


def change_settings(
    unit: Unit, change: SettingsChanged, limits: dict[str, int | Decimal | None] | None = None
) -> Answer:
    """Settings are the admin's; how far back things may have happened, and what one hr may make alone, are hr's
    (docs/rules/points.md, "Numbers, times"). What makes a point worth more than that, or raises a limit, takes a second
    hr."""
    who = acting(unit, "organisation.change")
    if limits is not None and "hr" not in who.roles:
        raise Forbidden("role", "Only hr may set what one hr may make alone.", "/limits")
    if change.backdating_days is not None and "hr" not in who.roles:
        raise Forbidden("role", "Only hr may set how far back things may have happened.", "/backdating_days")
    if (change.name, change.language, change.lot_term) != (None, None, None) and "admin" not in who.roles:
        raise Forbidden("role", "Only an admin may change these settings.")
    set_to = None if limits is None else unit.organisation.limits.model_copy(update=limits)
    asked = {"change": plain(change), "limits": None if set_to is None else plain(set_to)}
    return by_two(unit, Matter("settings", ORGANISATION, asked), partial(_change, change=change, limits=set_to))


def _change(unit: Unit, change: SettingsChanged, limits: Limits | None) -> SettingsAnswer:
    unit.emit(ORGANISATION, organisation.decide_settings(unit.organisation, change))
    if limits is not None:
        unit.emit(ORGANISATION, organisation.decide_limits(unit.organisation, limits))
    return _answer(unit)


def change_countersigned(unit: Unit, id: str, asked: Asked) -> None:
    limits = asked["limits"]
    change = SettingsChanged.model_validate(asked["change"])
    _change(unit, change, None if limits is None else Limits.model_validate(limits))


def _answer(unit: Unit) -> SettingsAnswer:
    state = unit.organisation
    return SettingsAnswer(
        id=unit.command.organisation,
        position=unit.position,
        name=state.name,
        time_zone=state.time_zone,
        currency=state.currency,
        language=state.language,
        backdating_days=state.backdating_days,
        lot_term=LotTerm.model_validate(lot_term_fields(state.lot_term)),
        leaver_policy=LeaverPolicy.model_validate(leaver_policy_fields(state.leaver_policy)),
        limits=state.limits,
    )


def lot_term_fields(term: LotTerm) -> dict[str, object]:
    return term.model_dump(mode="json")


def leaver_policy_fields(policy: LeaverPolicy) -> dict[str, object]:
    return policy.model_dump(mode="json", exclude_none=True)
