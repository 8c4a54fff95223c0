"""The organisation, its departments and people, their roles and budgets."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from ledger.application import budgets, directory
from ledger.application import organisation as organisations
from ledger.application.access import SYSTEM
from ledger.application.organisation import CreateOrganisation, Founder
from ledger.demo.data.delegations import DELEGATIONS, Delegation
from ledger.demo.data.departments import DEPARTMENTS, ORGANISATION_BUDGET, POINTS_A_CLAIM, Department
from ledger.demo.data.people import EVERYBODY, FOUNDERS, Person
from ledger.demo.scene import Scene
from ledger.demo.steps import Stage, Step
from ledger.domain.budgets.budget import ORGANISATION as ORGANISATIONS_OWN
from ledger.domain.directory.events import Assignment, EmployeeRegistered
from ledger.domain.organisation.organisation import OrganisationCreated, SettingsChanged
from ledger.domain.values import canonical

NAME = "示例科技"
HR, SECOND_HR, ADMIN = "HR01", "HR02", "ROOT"
OF_CODE = {department.code: department for department in DEPARTMENTS}


def organisation(scene: Scene) -> Step:
    """The first command: the tenant with its admin and its hr."""
    request = CreateOrganisation(
        OrganisationCreated(name=NAME, time_zone="Asia/Shanghai", currency="CNY", language="zh"),
        tuple(Founder(one.employee_no, scene.seal(one.employee_no, one.name), one.roles) for one in FOUNDERS),
    )
    return Step("organisation", SYSTEM, partial(organisations.create, request=request))


def stages(scene: Scene) -> list[Stage]:
    """Departments, then their heads, then everybody else; roles; what founders got no record of; budgets."""
    heads = {department.head for department in DEPARTMENTS}
    joining = [person for person in EVERYBODY if person not in FOUNDERS]
    return [
        [_department(department) for department in DEPARTMENTS],
        [_registration(scene, person) for person in joining if person.employee_no in heads],
        [_head(department) for department in DEPARTMENTS],
        [_registration(scene, person) for person in joining if person.employee_no not in heads],
        [_roles(person) for person in joining if person.roles],
        [_record(scene, person) for person in FOUNDERS],
        [_budget(owner, month, points) for month in scene.months for owner, points in _budgets()],
        [_limit()],
        [_delegation(scene, delegation) for delegation in DELEGATIONS],
    ]


def _department(department: Department) -> Step:
    fields = directory.DepartmentFields(department.name, None, None, None, frozenset({"name", "parent", "head"}))
    return Step(
        f"department:{department.code}", HR, partial(directory.create_department, code=department.code, fields=fields)
    )


def _head(department: Department) -> Step:
    fields = directory.DepartmentFields(None, None, department.head, None, frozenset({"head"}))
    return Step(
        f"head:{department.code}", HR, partial(directory.change_department, code=department.code, fields=fields)
    )


def _registration(scene: Scene, person: Person) -> Step:
    hired_on = _hired_on(scene, person)
    registered = EmployeeRegistered(
        employee_no=person.employee_no,
        name=scene.seal(person.employee_no, person.name),
        assignment=_assignment(scene, person, hired_on),
        hired_on=hired_on,
    )
    return Step(f"employee:{person.employee_no}", HR, partial(directory.register_employee, registered=registered))


def _roles(person: Person) -> Step:
    """hr registers; only an admin gives roles."""
    change = directory.EmployeeChange(frozenset({"roles"}), None, None, {}, None, None, person.roles)
    return Step(
        f"roles:{person.employee_no}",
        ADMIN,
        partial(directory.change_employee, employee_no=person.employee_no, change=change),
    )


def _record(scene: Scene, person: Person) -> Step:
    """Founders begin without department or pay; hr adds them, and another hr those of hr."""
    terms = _assignment(scene, person, scene.today)
    assignment = {name: getattr(terms, name) for name in directory.ASSIGNMENT_FIELDS}
    change = directory.EmployeeChange(
        given=frozenset({*directory.ASSIGNMENT_FIELDS, "hired_on"}),
        effective_from=None,
        name=None,
        assignment=assignment,
        hired_on=_hired_on(scene, person),
        left_on=None,
        roles=None,
    )
    actor = SECOND_HR if person.employee_no == HR else HR
    return Step(
        f"record:{person.employee_no}",
        actor,
        partial(directory.change_employee, employee_no=person.employee_no, change=change),
    )


def _assignment(scene: Scene, person: Person, effective_from: date) -> Assignment:
    department, no = OF_CODE[person.department], person.employee_no
    return Assignment(
        effective_from=effective_from,
        department=person.department,
        manager=department.head if person.reports else None,
        job=person.job,
        legal_entity=scene.seal(no, department.legal_entity),
        cost_centre=scene.seal(no, department.cost_centre),
        pay_standard=scene.seal(no, canonical(Decimal(person.pay_standard))),
        performance_share=Decimal(person.performance_share),
    )


def _hired_on(scene: Scene, person: Person) -> date:
    years, month, day = person.hired
    return date(scene.today.year - years, month, day)


def _budgets() -> list[tuple[str, int]]:
    return [(ORGANISATIONS_OWN, ORGANISATION_BUDGET), *((one.head, one.budget) for one in DEPARTMENTS)]


def _budget(owner: str, month: str, points: int) -> Step:
    return Step(f"budget:{owner}:{month}", HR, partial(budgets.set_budget, owner=owner, month=month, points=points))


def _limit() -> Step:
    change = partial(organisations.change_settings, change=SettingsChanged(), limits={"points_a_claim": POINTS_A_CLAIM})
    return Step("limits", HR, change)


def _delegation(scene: Scene, delegation: Delegation) -> Step:
    handler = partial(
        directory.delegate,
        to=delegation.to,
        matters=delegation.what,
        starts_on=scene.today,
        ends_on=scene.today + timedelta(days=delegation.days),
    )
    # A start that goes on when this one is over needs another.
    number = scene.today.toordinal() // (delegation.days + 1)
    return Step(f"delegation:{delegation.principal}:{number}", delegation.principal, handler)
