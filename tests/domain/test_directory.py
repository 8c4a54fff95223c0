"""Departments, people and reporting lines: references, circles, history, roles."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.directory.decisions import (
    decide_change_department,
    decide_change_employee,
    decide_create_department,
    decide_delegate,
    decide_give_roles,
    decide_register,
    may_act_for,
)
from ledger.domain.directory.directory import Directory, evolve
from ledger.domain.directory.events import (
    Assignment,
    DelegationGiven,
    DelegationRevoked,
    DelegationShortened,
    DepartmentChanged,
    DepartmentCreated,
    DepartmentTerms,
    EmployeeAssigned,
    EmployeeRegistered,
    EmploymentDated,
    RegistrationUndone,
    RolesGiven,
)
from ledger.domain.errors import Conflict, Forbidden, Invalid
from tests.domain.builders import DAY, START, chart, sealed
from tests.domain.story import Outcome, Story

LATER = DAY + timedelta(days=30)
PEOPLE = [("GM", "GRP", None), ("FIN00", "FIN", "GM"), ("FIN01", "FIN", "FIN00")]
CHART = Story(chart([("GRP", None, "GM"), ("FIN", "GRP", "FIN00"), ("AP", "FIN", None)], PEOPLE), evolve)


def moved(story: Story[Directory], number: str, manager: str | None, day: date = DAY) -> Outcome:
    employee = story.state.employees[number]
    return story.when(
        decide_change_employee,
        employee,
        name=None,
        assignment=Assignment(**{**employee.on(day).fields(), "manager": manager, "effective_from": day}),
        hired_on=employee.hired_on,
        left_on=employee.left_on,
    )


def placed(story: Story[Directory], code: str, parent: str | None, day: date = DAY) -> Outcome:
    return story.when(decide_change_department, code, DepartmentTerms(effective_from=day, name=code, parent=parent))


def test_numbers_and_codes_are_taken_in_any_case_and_width() -> None:
    for number in ("FIN01", "fin01", "ｆｉｎ０１"):
        CHART.when(decide_register, registered(number)).refused(Conflict, "employee-exists", "/employee_no")
    for code in ("FIN", "Fin", "ＦＩＮ"):
        terms = DepartmentTerms(effective_from=DAY, name="财务")
        CHART.when(decide_create_department, code, terms).refused(Conflict, "department-exists", "/code")


def test_numbers_that_were_alike_before_go_on_by_their_own_spelling() -> None:
    both = CHART.given(registered("fin01"), registered("Fin01"))
    found = [both.state.number_of(number) for number in ("FIN01", "fin01", "Fin01", "fIN01", "FIN99")]
    assert found[:3] == ["FIN01", "fin01", "Fin01"] and found[3] in found[:3] and found[4] is None
    left = both.given(RegistrationUndone(employee_no="fin01"), RegistrationUndone(employee_no="Fin01"))
    assert left.state.number_of("fin01") == "FIN01"


def registered(number: str = "FIN02", **fields: object) -> EmployeeRegistered:
    assignment = Assignment(effective_from=DAY, **{"department": "FIN", **fields})
    return EmployeeRegistered(employee_no=number, name=sealed(number), assignment=assignment)


def test_a_department_has_a_code_of_its_own_and_refers_to_what_there_is() -> None:
    terms = DepartmentTerms(effective_from=DAY, name="资金")
    CHART.when(decide_create_department, "TREASURY", terms).then(DepartmentCreated(code="TREASURY", terms=terms))
    CHART.when(decide_create_department, "FIN", terms).refused(Conflict, "department-exists", "/code")
    for field, value in {"parent": "NONE", "head": "NOBODY"}.items():
        wrong = terms.model_copy(update={field: value})
        CHART.when(decide_create_department, "TREASURY", wrong).refused(Invalid, "unknown-reference", f"/{field}")


def test_a_number_is_never_used_again() -> None:
    CHART.when(decide_register, registered()).then(registered())
    CHART.when(decide_register, registered("FIN01")).refused(Conflict, "employee-exists", "/employee_no")
    left = CHART.given(EmploymentDated(employee_no="FIN01", left_on=START))
    left.when(decide_register, registered("FIN01")).refused(Conflict, "employee-exists", "/employee_no")


def test_the_organisations_own_budget_is_nobodys_number() -> None:
    CHART.when(decide_register, registered("organisation")).refused(Invalid, "reserved", "/employee_no")


@pytest.mark.parametrize(("field", "value"), [("department", "NONE"), ("manager", "NOBODY")])
def test_people_refer_to_what_there_is(field: str, value: str) -> None:
    CHART.when(decide_register, registered(**{field: value})).refused(Invalid, "unknown-reference", f"/{field}")


def test_nobody_leaves_before_they_are_hired() -> None:
    wrong = registered().model_copy(update={"hired_on": DAY, "left_on": DAY - timedelta(days=1)})
    CHART.when(decide_register, wrong).refused(Invalid, "dates", "/left_on")


@pytest.mark.parametrize(
    ("roles", "code"),
    [(("boss",), "unknown-role"), (("employee",), "unknown-role"), (("auditor", "hr"), "auditor-alone")],
)
def test_only_given_roles_are_given_and_an_auditor_holds_no_other(roles: tuple[str, ...], code: str) -> None:
    kind = Conflict if code == "auditor-alone" else Invalid
    CHART.when(lambda state: decide_give_roles(state.employees["FIN01"], roles)).refused(kind, code, "/roles")


def test_giving_the_roles_that_somebody_has_makes_no_event() -> None:
    given = RolesGiven(employee_no="FIN01", roles=("hr", "payroll"))
    story = CHART.given(given)
    CHART.when(lambda state: decide_give_roles(state.employees["FIN01"], ("payroll", "hr"))).then(given)
    story.when(lambda state: decide_give_roles(state.employees["FIN01"], ("payroll", "hr"))).nothing()


def test_somebody_who_reports_to_themselves_however_indirectly_is_refused() -> None:
    for number, manager in [("GM", "GM"), ("GM", "FIN00"), ("GM", "FIN01"), ("FIN00", "FIN01")]:
        moved(CHART, number, manager).refused(Conflict, "manager-circle", "/manager")
    moved(CHART, "FIN01", "GM").then(
        EmployeeAssigned(employee_no="FIN01", assignment=Assignment(effective_from=DAY, department="FIN", manager="GM"))
    )


def test_a_department_that_would_be_above_itself_is_refused() -> None:
    for code, parent in [("GRP", "GRP"), ("GRP", "FIN"), ("GRP", "AP"), ("FIN", "AP")]:
        placed(CHART, code, parent).refused(Conflict, "department-circle", "/parent")
    terms = DepartmentTerms(effective_from=DAY, name="AP", parent="GRP")
    placed(CHART, "AP", "GRP").then(DepartmentChanged(code="AP", terms=terms))


def test_a_circle_on_a_coming_day_is_refused_also_if_it_is_over_later() -> None:
    coming = CHART.given(*moved(CHART, "GM", None, START).events)
    for number, manager, day in [("FIN00", None, DAY), ("GM", "FIN00", DAY + timedelta(days=5)), ("GM", None, LATER)]:
        coming = coming.given(*moved(coming, number, manager, day).events)
    moved(coming, "FIN00", "GM", DAY + timedelta(days=1)).refused(Conflict, "manager-circle")


def test_what_is_over_before_the_other_begins_is_no_circle() -> None:
    story = CHART.given(*moved(CHART, "FIN00", None, LATER).events)
    story = story.given(*moved(story, "GM", "FIN00", LATER).events)
    expected = Assignment(effective_from=DAY, department="FIN", manager="GM")
    moved(story, "FIN00", "GM").nothing()  # as it stands until then
    moved(story, "FIN01", "GM").then(EmployeeAssigned(employee_no="FIN01", assignment=expected))


NUMBERS = ("A", "B", "C", "D")
days = st.integers(0, 6).map(lambda n: START + timedelta(days=n))
lines = st.tuples(st.sampled_from(NUMBERS), st.none() | st.sampled_from(NUMBERS), days)


def in_circle(directory: Directory, number: str, day: date) -> bool:
    above, steps = directory.employees[number].on(day).manager, 0
    while above is not None and above != number and steps < len(NUMBERS):
        above, steps = directory.employees[above].on(day).manager, steps + 1
    return above == number


@given(st.lists(lines, max_size=10))
def test_a_line_is_refused_exactly_if_it_makes_a_circle_on_some_day(
    changes: list[tuple[str, str | None, date]],
) -> None:
    story = Story(chart(people=[(number, None, None) for number in NUMBERS]), evolve)
    for number, manager, day in changes:
        assigned = EmployeeAssigned(employee_no=number, assignment=Assignment(effective_from=day, manager=manager))
        would_be = story.given(assigned).state
        about = [START + timedelta(days=n) for n in range(8)]
        found = moved(story, number, manager, day)
        if any(in_circle(would_be, number, one) for one in about):
            found.refused(Conflict, "manager-circle")
        else:
            assert found.refusal is None
            story = story.given(*found.events)


def test_what_held_on_any_day_stays_known() -> None:
    story = CHART.given(
        DepartmentChanged(code="AP", terms=DepartmentTerms(effective_from=DAY, name="应付", parent="GRP")),
        EmployeeAssigned(employee_no="FIN01", assignment=Assignment(effective_from=LATER, department="AP")),
    )
    directory, fin01 = story.state, story.state.employees["FIN01"]
    assert directory.departments_of(fin01, DAY) == ("FIN", "GRP")
    assert directory.departments_of(fin01, LATER) == ("AP", "GRP")
    assert directory.department_path("AP", DAY - timedelta(days=1)) == ("AP", "FIN", "GRP")
    assert directory.department_path("AP", DAY) == ("AP", "GRP")
    assert directory.departments_of(fin01, date(1990, 1, 1)) == ("FIN", "GRP")


def test_terms_of_an_earlier_day_are_told_in_between_and_the_same_day_again_replaces() -> None:
    story = CHART.given(
        EmployeeAssigned(employee_no="FIN01", assignment=Assignment(effective_from=LATER, department="AP")),
        EmployeeAssigned(employee_no="FIN01", assignment=Assignment(effective_from=DAY, department="GRP")),
        EmployeeAssigned(employee_no="FIN01", assignment=Assignment(effective_from=DAY, department="FIN")),
    )
    history = story.state.employees["FIN01"].history
    assert [(one.effective_from, one.department) for one in history] == [(START, "FIN"), (DAY, "FIN"), (LATER, "AP")]


def assigned(day: date, **changes: object) -> EmployeeAssigned:
    """As the ledger recorded it when nothing else was planned: the whole standing, of which `changes` differ."""
    standing = {"department": "FIN", "manager": "FIN00", **changes}
    return EmployeeAssigned(employee_no="FIN01", assignment=Assignment(effective_from=day, **standing))


def test_what_is_changed_today_for_good_is_not_undone_on_the_day_of_a_planned_change() -> None:
    planned = CHART.given(assigned(LATER, job="主管"))
    story = planned.given(assigned(DAY, department="AP", manager="GM"))
    standing = story.state.employees["FIN01"].on(LATER)
    assert (standing.department, standing.manager, standing.job) == ("AP", "GM", "主管")
    renamed = DepartmentTerms(effective_from=LATER, name="应付组", parent="FIN")
    moved_today = DepartmentTerms(effective_from=DAY, name="AP", parent="GRP", head="FIN01")
    story = story.given(DepartmentChanged(code="AP", terms=renamed), DepartmentChanged(code="AP", terms=moved_today))
    assert story.state.departments["AP"].on(LATER) == moved_today.model_copy(
        update={"effective_from": LATER, "name": "应付组"}
    )


def test_a_change_carries_on_up_to_the_day_on_which_the_same_is_planned_to_change() -> None:
    last = LATER + timedelta(days=30)
    story = CHART.given(assigned(LATER, department="GRP"), assigned(last, department="GRP", job="总监"))
    history = story.given(assigned(DAY, department="AP", job="主管")).state.employees["FIN01"].history
    assert [(one.effective_from, one.department, one.job) for one in history] == [
        (START, "FIN", None), (DAY, "AP", "主管"), (LATER, "GRP", "主管"), (last, "GRP", "总监"),
    ]  # fmt: skip


def test_a_plan_that_changes_nothing_any_more_is_none() -> None:
    planned = CHART.given(assigned(LATER, job="主管"))
    for withdrawn in (assigned(LATER), assigned(DAY, job="主管")):
        last = planned.given(withdrawn).state.employees["FIN01"].history[-1]
        assert last.effective_from == (START if withdrawn.assignment.effective_from == LATER else DAY)


def test_whoever_has_reports_or_heads_a_department_is_a_manager_on_those_days() -> None:
    story = CHART.given(
        EmployeeAssigned(employee_no="FIN01", assignment=Assignment(effective_from=LATER, department="FIN")),
        DepartmentChanged(code="FIN", terms=DepartmentTerms(effective_from=LATER, name="FIN", head="FIN01")),
    )
    for day, managers in [(DAY, {"GM", "FIN00"}), (LATER, {"GM", "FIN01"})]:
        assert {number for number, _, _ in PEOPLE if "manager" in story.state.roles_of(number, day)} == managers


def test_who_has_left_or_is_unknown_holds_no_role_and_an_auditor_only_that() -> None:
    story = CHART.given(
        EmploymentDated(employee_no="GM", left_on=DAY), RolesGiven(employee_no="FIN00", roles=("auditor",))
    )
    assert story.state.roles_of("GM", DAY) == {"employee", "manager"}
    assert story.state.roles_of("GM", DAY + timedelta(days=1)) == frozenset()
    assert story.state.roles_of("NOBODY", DAY) == frozenset()
    assert story.state.roles_of("FIN00", DAY) == {"auditor"}
    assert story.state.roles_of("FIN01", DAY) == {"employee"}


def delegated(**fields: object) -> DelegationGiven:
    given = {"delegation": "d", "principal": "FIN00", "delegate": "FIN01", "matters": ("grants",)}
    return DelegationGiven(**{**given, "starts_on": DAY, "ends_on": LATER, **fields})


@pytest.mark.parametrize(
    ("fields", "kind", "code", "pointer"),
    [
        ({"delegate": "FIN00"}, Forbidden, "upon-oneself", "/to"),
        ({"delegate": "NOBODY"}, Invalid, "unknown-reference", "/to"),
        ({"delegate": "AUD01"}, Conflict, "auditor-acts", "/to"),
        ({"ends_on": DAY - timedelta(days=1)}, Invalid, "dates", "/ends_on"),
        ({"starts_on": START, "ends_on": DAY - timedelta(days=1)}, Invalid, "dates", "/ends_on"),
        ({"starts_on": START, "ends_on": DAY + timedelta(days=367)}, Invalid, "delegation-too-long", "/ends_on"),
        ({"starts_on": LATER, "ends_on": LATER + timedelta(days=367)}, Invalid, "delegation-too-long", "/ends_on"),
        ({"delegate": "GONE"}, Conflict, "not-employed", "/to"),
        ({"delegate": "GOES"}, Conflict, "not-employed", "/ends_on"),
        ({"principal": "GOES"}, Conflict, "not-employed", "/ends_on"),
        ({"delegate": "COMES"}, Conflict, "not-employed", "/to"),
    ],
)
def test_a_delegation_is_to_another_who_may_act_and_ends_in_time(
    fields: dict[str, object], kind: type[Conflict], code: str, pointer: str
) -> None:
    others = [(number, None, None) for number in ("AUD01", "GONE", "GOES", "COMES")]
    story = Story(chart(people=[*PEOPLE, *others], AUD01=("auditor",)), evolve).given(
        EmploymentDated(employee_no="GONE", left_on=DAY - timedelta(days=1)),
        EmploymentDated(employee_no="GOES", left_on=LATER - timedelta(days=1)),
        EmploymentDated(employee_no="COMES", hired_on=DAY + timedelta(days=1)),
    )
    story.when(decide_delegate, delegated(**fields), DAY).refused(kind, code, pointer)


@pytest.mark.parametrize(
    ("matter", "day", "may"),
    [
        ("grants", DAY, True),
        ("grants", LATER, True),
        ("grants", DAY - timedelta(days=1), False),
        ("grants", LATER + timedelta(days=1), False),
        ("claims", DAY, False),
    ],
)
def test_a_delegate_acts_in_what_was_delegated_and_on_those_days_only(matter: str, day: date, may: bool) -> None:
    story = CHART.given(delegated())
    assert may_act_for(story.state, "FIN01", "FIN00", matter, day) is may
    assert not may_act_for(story.state, "FIN00", "FIN01", matter, day)
    assert not may_act_for(story.given(DelegationRevoked(delegation="d")).state, "FIN01", "FIN00", matter, day)


@pytest.mark.parametrize("leaver", ["FIN00", "FIN01"])
def test_a_delegation_ends_when_either_leaves_and_a_return_does_not_bring_it_back(leaver: str) -> None:
    story, last = CHART.given(delegated()), DAY + timedelta(days=7)
    person = story.state.employees[leaver]
    standing = Assignment.model_validate(person.on(DAY).fields())
    leaves = story.when(decide_change_employee, person, name=None, assignment=standing, hired_on=None, left_on=last)
    shortened = DelegationShortened(delegation="d", principal="FIN00", delegate="FIN01", ends_on=last)
    leaves.then(EmploymentDated(employee_no=leaver, left_on=last), shortened)
    back = story.given(*leaves.events, EmploymentDated(employee_no=leaver))
    assert may_act_for(back.state, "FIN01", "FIN00", "grants", last)
    assert not may_act_for(back.state, "FIN01", "FIN00", "grants", last + timedelta(days=1))
    again = back.when(decide_change_employee, person, name=None, assignment=standing, hired_on=None, left_on=LATER)
    again.then(EmploymentDated(employee_no=leaver, left_on=LATER))


@pytest.mark.parametrize("leaver", ["FIN00", "FIN01"])
def test_nobody_acts_by_a_delegation_of_or_to_somebody_who_had_left_before_it_was_shortened(leaver: str) -> None:
    story = CHART.given(delegated(), EmploymentDated(employee_no=leaver, left_on=DAY - timedelta(days=1)))
    assert not may_act_for(story.state, "FIN01", "FIN00", "grants", DAY)


def test_a_delegate_who_has_become_an_auditor_acts_for_nobody() -> None:
    story = CHART.given(delegated(), RolesGiven(employee_no="FIN01", roles=("auditor",)))
    assert not may_act_for(story.state, "FIN01", "FIN00", "grants", DAY)
