"""Departments, employees, delegations, and the organisation's settings: commands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated

import orjson
from pydantic import Field

from ledger.api.http.callers import Caller
from ledger.api.http.commands import CommandCaller, Handler, Then, command_router, documented
from ledger.api.http.fields import (
    AmountText,
    Body,
    Code,
    Day,
    DecimalText,
    EmployeeNo,
    Label,
    Name,
    Password,
    Points,
    PointsOrNone,
    Word,
)
from ledger.api.http.sealing import sealed_if_known
from ledger.application import directory as people
from ledger.application import organisation as organisations
from ledger.application.countersigning import CountersignatureWaits
from ledger.application.directory import DelegationAnswer, DepartmentAnswer, EmployeeAnswer
from ledger.application.organisation import SettingsAnswer
from ledger.application.sessions import FIRST
from ledger.application.unit import Taken
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.directory.events import SEALED, Assignment, EmployeeRegistered
from ledger.domain.directory.passwords import check_new_password
from ledger.domain.errors import Invalid
from ledger.domain.organisation.organisation import LeaverPolicy, LotTerm, SettingsChanged
from ledger.domain.values import MONEY_PLACES, Sealed, canonical, half_away

router = command_router("directory")

Share = Annotated[DecimalText, Field(ge=0, le=1)]


class DepartmentBody(Body):
    code: Code
    name: Name
    parent: Code | None = None
    head: EmployeeNo | None = None


class DepartmentChange(Body):
    """What is left out stays as it is; null clears it."""

    name: Name | None = None
    parent: Code | None = None
    head: EmployeeNo | None = None
    effective_from: Day | None = None


class EmployeeBody(Body):
    employee_no: EmployeeNo
    name: Name
    department: Code
    manager: EmployeeNo | None = None
    job: Label | None = None
    roles: list[Word] = Field(default=[], max_length=10)
    legal_entity: Label | None = None
    cost_centre: Label | None = None
    hired_on: Day | None = None
    left_on: Day | None = None
    pay_standard: AmountText | None = Field(default=None, description="Per month, before tax.")
    performance_share: Share | None = Field(default=None, description="0 to 1.")
    password: Password | None = None


class EmployeeChangeBody(Body):
    """What is left out stays as it is; null clears it. Earlier terms stay known, and what is planned for later changes
    only what it names: everything else in it follows this change."""

    name: Name | None = None
    department: Code | None = None
    manager: EmployeeNo | None = None
    job: Label | None = None
    roles: Annotated[list[Word], Field(max_length=10)] | None = None
    legal_entity: Label | None = None
    cost_centre: Label | None = None
    hired_on: Day | None = None
    left_on: Day | None = None
    pay_standard: AmountText | None = None
    performance_share: Share | None = None
    password: Password | None = None
    effective_from: Day | None = None


@router.post("/departments", **documented("departments.write", DepartmentAnswer, new=True))
async def create_department(caller: CommandCaller, body: DepartmentBody) -> Handler:
    """Add a department below another, or at the top."""
    fields = people.DepartmentFields(body.name, body.parent, body.head, None, frozenset({"name", "parent", "head"}))
    return partial(people.create_department, code=body.code, fields=fields)


@router.patch("/departments/{code}", **documented("departments.change", DepartmentAnswer))
async def change_department(caller: CommandCaller, code: str, body: DepartmentChange) -> Handler:
    """Rename, move or give a head to a department, from a day on; what held before stays known. Nobody changes who
    decides about them: another hr does, or an admin where there is only one hr."""
    if "name" in body.model_fields_set and body.name is None:
        raise Invalid("invalid-fields", "A department has a name.", "/name")
    given = frozenset(body.model_fields_set)
    fields = people.DepartmentFields(body.name, body.parent, body.head, body.effective_from, given)
    return partial(people.change_department, code=code, fields=fields)


@router.post("/employees", **documented("employees.write", EmployeeAnswer, new=True))
async def register_employee(caller: CommandCaller, body: EmployeeBody) -> Handler | Then:
    """Register somebody. The number is a pseudonym: it never changes and is never used again."""
    await caller.services.keyring.register(caller.organisation, body.employee_no)
    today = caller.acting.today
    registered = EmployeeRegistered(
        employee_no=body.employee_no,
        name=await caller.seal(body.employee_no, body.name),
        assignment=Assignment(
            effective_from=body.hired_on or today,
            department=body.department,
            manager=body.manager,
            job=body.job,
            legal_entity=await caller.seal_optional(body.employee_no, body.legal_entity),
            cost_centre=await caller.seal_optional(body.employee_no, body.cost_centre),
            pay_standard=await caller.seal_optional(body.employee_no, _money(body.pay_standard)),
            performance_share=body.performance_share,
        ),
        roles=tuple(sorted(set(body.roles))),
        hired_on=body.hired_on,
        left_on=body.left_on,
        password_given=None if body.password is None else True,
    )
    handler = partial(people.register_employee, registered=registered)
    if body.password is None:
        return handler
    return _with_password(caller, handler, body.employee_no, body.password, replace=False)


@router.patch("/employees/{employee_no}", **documented("employees.change", EmployeeAnswer))
async def change_employee(caller: CommandCaller, employee_no: str, body: EmployeeChangeBody) -> Handler | Then:
    """Change somebody's record from a day on (hr), or their roles (admin). Nobody changes who decides about them:
    another hr does, or an admin where there is only one hr."""
    given = frozenset(body.model_fields_set)
    if "name" in given and body.name is None:
        raise Invalid("invalid-fields", "An employee has a name.", "/name")
    assignment = {name: getattr(body, name) for name in people.ASSIGNMENT_FIELDS if name in given}
    if "pay_standard" in assignment:
        assignment["pay_standard"] = _money(body.pay_standard)
    for name in SEALED:
        if name in assignment:
            assignment[name] = await _sealed(caller, employee_no, name, assignment[name], body.effective_from)
    change = people.EmployeeChange(
        given=given,
        effective_from=body.effective_from,
        name=await sealed_if_known(caller, employee_no, body.name),
        assignment=assignment,
        hired_on=body.hired_on,
        left_on=body.left_on,
        roles=tuple(sorted(set(body.roles))) if body.roles is not None else None,
        password=body.password is not None,
    )
    handler = partial(people.change_employee, employee_no=employee_no, change=change)
    if body.password is None:
        return handler
    return _with_password(caller, handler, employee_no, body.password, replace=True)


def _with_password(caller: Caller, handler: Handler, employee_no: str, password: str, *, replace: bool) -> Then:
    """Passwords are no events: one is set once the command is on record. Whoever had no answer sends the request again
    with the same Idempotency-Key, and it is set then, unless another was set meanwhile. It serves for choosing another,
    since the person is not the only one who knows it."""
    check_new_password(password, (employee_no, caller.organisation, caller.settings.name))
    services, organisation = caller.services, caller.organisation

    async def after(taken: Taken) -> None:
        password_id = str(orjson.loads(taken.body).get("password_id", FIRST))
        directory: Directory = await services.journal.state(organisation, DIRECTORY)
        if directory.passwords.get(employee_no, FIRST) == password_id:
            await services.sessions.set_password(
                organisation, employee_no, password, replace=replace, password_id=password_id
            )

    return Then(handler, after)


async def _sealed(caller: Caller, employee_no: str, name: str, text: str | None, day: date | None) -> Sealed | None:
    """A text of somebody's assignment; the one that is on record keeps its box, so that the same is no change."""
    known = caller.acting.directory.employees.get(employee_no)
    recorded = known.sealed_on(day or caller.acting.today)[name] if known else None
    if recorded is not None:
        await caller.services.keyring.fetch(caller.organisation, [employee_no])
        if caller.services.keyring.open(caller.organisation, recorded) == text:
            return recorded
    return await sealed_if_known(caller, employee_no, text)


def _money(amount: DecimalText | None) -> str | None:
    """An amount as it is sealed."""
    return None if amount is None else canonical(half_away(amount, MONEY_PLACES))


class DelegationBody(Body):
    """Let `to` act on my behalf, with my budget, from the first to the last day: at most 366, and not longer than both
    are employed."""

    to: EmployeeNo
    what: list[Word] = Field(default=["grants", "claims"], max_length=10)
    starts_on: Day
    ends_on: Day


@router.post("/delegations", **documented("delegations.give", DelegationAnswer, new=True))
async def delegate(caller: CommandCaller, body: DelegationBody) -> Handler:
    """Delegate my grants or decisions while I am away. The other sends `On-Behalf-Of: <my number>`."""
    return partial(
        people.delegate, to=body.to, matters=tuple(body.what), starts_on=body.starts_on, ends_on=body.ends_on
    )


@router.post("/delegations/{delegation}/revocation", **documented("delegations.give", DelegationAnswer))
async def revoke_delegation(caller: CommandCaller, delegation: str) -> Handler:
    """End a delegation of mine now."""
    return partial(people.revoke_delegation, delegation=delegation)


class LotTermBody(Body):
    """How long credited points last: months, until a yearly day, or for ever. New credits only."""

    kind: Annotated[str, Field(pattern="^(months|yearly|none)$")]
    months: Annotated[int, Field(strict=True, ge=1, le=120)] = 12
    month: Annotated[int, Field(strict=True, ge=1, le=12)] = 12
    day: Annotated[int, Field(strict=True, ge=1, le=31)] = 31


class LeaverPolicyBody(Body):
    """What becomes of a leaver's points: they can be redeemed for so many days and end then, or become a bonus line."""

    kind: Annotated[str, Field(pattern="^(redeem|bonus)$")]
    days: Annotated[int, Field(strict=True, ge=0, le=366)] = 30
    amount_per_point: AmountText | None = Field(default=None, description="For a bonus; before tax.")


class LimitsBody(Body):
    """What one hr may make alone, by one command and for one person in a month; above it a second hr agrees first. What
    is not given stays as it is."""

    points: PointsOrNone | None = None
    points_a_month: PointsOrNone | None = None
    money: AmountText | None = Field(default=None, description="Before tax.")
    money_a_month: AmountText | None = None
    money_per_point: AmountText | None = Field(
        default=None, description="What a point may be worth, in a reward or by the leavers' policy."
    )
    money_per_day: AmountText | None = Field(
        default=None, description="What a day of leave, or eight hours, counts as."
    )
    money_per_piece: AmountText | None = Field(
        default=None, description="What a training or another piece without a price counts as."
    )
    points_a_claim: Points | None = Field(
        default=None, description="What one approver credits of a claim; null sets no limit."
    )


class SettingsBody(Body):
    name: Name | None = None
    language: Annotated[str, Field(pattern="^(zh|en)$")] | None = None
    backdating_days: Annotated[int, Field(strict=True, ge=1, le=366)] | None = None
    lot_term: LotTermBody | None = None
    leaver_policy: LeaverPolicyBody | None = None
    limits: LimitsBody | None = Field(default=None, description="hr; to raise one takes a second hr.")


@router.patch("/organisation", **documented("organisation.change", SettingsAnswer, second=CountersignatureWaits))
async def change_settings(caller: CommandCaller, body: SettingsBody) -> Handler:
    """Change settings (admin), how many days back things may have happened and what one hr may make alone (hr),
    or the leavers' policy (either)."""
    change = SettingsChanged(
        name=body.name,
        language=body.language,
        backdating_days=body.backdating_days,
        lot_term=LotTerm.model_validate(body.lot_term.model_dump()) if body.lot_term else None,
        leaver_policy=LeaverPolicy.model_validate(body.leaver_policy.model_dump()) if body.leaver_policy else None,
    )
    limits = None if body.limits is None else _limits(body.limits)
    return partial(organisations.change_settings, change=change, limits=limits)


def _limits(body: LimitsBody) -> dict[str, int | Decimal | None]:
    """Those that are given; that of a claim may be given as none."""
    given = {name: value for name, value in body if value is not None}
    if "points_a_claim" in body.model_fields_set:
        given["points_a_claim"] = body.points_a_claim
    return {
        name: half_away(value, MONEY_PLACES) if isinstance(value, Decimal) else value for name, value in given.items()
    }
