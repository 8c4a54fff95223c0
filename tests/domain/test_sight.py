"""Who sees whom, and who approves for whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger.domain.authorisation import EVERYBODY, PERMITTED, check_not_oneself, check_permitted
from ledger.domain.directory.directory import evolve
from ledger.domain.directory.events import Assignment, EmployeeAssigned, EmploymentDated
from ledger.domain.directory.sight import approver_of, people_in_sight, sees
from ledger.domain.errors import Forbidden
from tests.domain.builders import DAY, chart
from tests.domain.story import Story, outcome

# GRP (GM) has FIN (FIN00), which has AP without a head of its own, and TEC (TEC00).
# AP02 reports to FIN01, who heads nothing, and TEC01 of another department to AP02.
COMPANY = Story(
    chart(
        [("GRP", None, "GM"), ("FIN", "GRP", "FIN00"), ("AP", "FIN", None), ("TEC", "GRP", "TEC00")],
        [
            ("GM", "GRP", None),
            ("FIN00", "FIN", None),
            ("FIN01", "FIN", None),
            ("AP01", "AP", None),
            ("AP02", "AP", "FIN01"),
            ("TEC00", "TEC", None),
            ("TEC01", "TEC", "AP02"),
            ("TEC02", "TEC", None),
            ("HR01", None, None),
            ("AUD01", None, None),
            ("PAY01", None, None),
            ("ROOT", None, None),
        ],
        HR01=("hr",),
        AUD01=("auditor",),
        PAY01=("payroll",),
        ROOT=("admin",),
    ),
    evolve,
)
EVERYONE = frozenset(COMPANY.state.employees)
SIGHT = {
    "GM": {"GM", "FIN00", "FIN01", "AP01", "AP02", "TEC00", "TEC01", "TEC02"},
    "FIN00": {"FIN00", "FIN01", "AP01", "AP02"},
    "FIN01": {"FIN01", "AP02", "TEC01"},
    "AP01": {"AP01"},
    "AP02": {"AP02", "TEC01"},
    "TEC00": {"TEC00", "TEC01", "TEC02"},
    "TEC01": {"TEC01"},
    "TEC02": {"TEC02"},
    "HR01": EVERYONE,
    "AUD01": EVERYONE,
    "PAY01": {"PAY01"},
    "ROOT": {"ROOT"},
}


@pytest.mark.parametrize("viewer", sorted(EVERYONE))
def test_managers_see_the_subtree_they_head_and_all_their_reports_and_hr_and_auditors_everybody(viewer: str) -> None:
    directory = COMPANY.state
    roles = directory.roles_of(viewer, DAY)
    seen = {no for no, person in directory.employees.items() if sees(directory, viewer, roles, person, DAY)}
    assert seen == SIGHT[viewer]


def test_sight_follows_the_reporting_line_of_the_day() -> None:
    later = DAY + timedelta(days=1)
    to_tec = EmployeeAssigned(employee_no="AP01", assignment=Assignment(effective_from=later, department="TEC"))
    directory = COMPANY.given(to_tec).state
    person = directory.employees["AP01"]
    for viewer, day, sight in [
        ("FIN00", DAY, True),
        ("FIN00", later, False),
        ("TEC00", DAY, False),
        ("TEC00", later, True),
    ]:
        assert sees(directory, viewer, directory.roles_of(viewer, day), person, day) is sight, (viewer, day)


@pytest.mark.parametrize(
    ("person", "approver"),
    [
        ("AP02", "FIN01"),  # their manager
        ("TEC01", "AP02"),  # their manager, of another department
        ("FIN01", "FIN00"),  # their department's head
        ("AP01", "FIN00"),  # the parent's head, where the department has none
        ("FIN00", "GM"),  # the parent's head: nobody decides for themselves
        ("GM", None),  # hr
        ("HR01", None),  # another hr
    ],
)
def test_the_approver_is_the_manager_else_the_head_else_the_parents_head_else_hr(
    person: str, approver: str | None
) -> None:
    assert approver_of(COMPANY.state, COMPANY.state.employees[person], DAY) == approver


@pytest.mark.parametrize(
    ("gone", "person", "approver"),
    [(("FIN01",), "AP02", "FIN00"), (("FIN01", "FIN00"), "AP02", "GM"), (("FIN01", "FIN00", "GM"), "AP02", None)],
)
def test_who_has_left_approves_nothing_and_the_next_above_does(
    gone: tuple[str, ...], person: str, approver: str | None
) -> None:
    story = COMPANY.given(*(EmploymentDated(employee_no=no, left_on=DAY) for no in gone))
    after = DAY + timedelta(days=1)
    assert approver_of(story.state, story.state.employees[person], after) == approver
    assert approver_of(story.state, story.state.employees[person], DAY) == "FIN01"


@pytest.mark.parametrize("day", [DAY, date(2099, 1, 1)])
def test_nobody_is_their_own_approver(day: date) -> None:
    for number, person in COMPANY.state.employees.items():
        assert approver_of(COMPANY.state, person, day) != number


@pytest.mark.parametrize("action", sorted(PERMITTED))
def test_an_action_is_permitted_to_its_roles_only(action: str) -> None:
    for role in EVERYBODY:
        found = outcome(check_permitted, action, frozenset({role}))
        if role in PERMITTED[action]:
            found.nothing()
        else:
            found.refused(Forbidden, "role")
    outcome(check_permitted, action, frozenset()).refused(Forbidden, "role")


@pytest.mark.parametrize("actors", [("FIN00",), ("FIN01", "FIN00"), ("FIN00", "GM")])
def test_nobody_acts_upon_themselves_neither_for_another_nor_through_another(actors: tuple[str, ...]) -> None:
    outcome(lambda: check_not_oneself(*actors, person="FIN00")).refused(Forbidden, "upon-oneself")
    outcome(lambda: check_not_oneself(*actors, person="AP01")).nothing()


def test_people_in_sight_are_looked_for_among_those_of_the_departments_only() -> None:
    """Whoever heads one department of many walks past nobody else."""
    directory = COMPANY.state
    asked: list[str] = []

    class Employees(dict[str, object]):
        def __getitem__(self, no: str) -> object:
            asked.append(no)
            return directory.employees[no]

    watched = replace(directory, employees=Employees(directory.employees))  # type: ignore[arg-type]
    assert people_in_sight(watched, "TEC00", DAY) == {"TEC00", "TEC01", "TEC02"}
    assert set(asked) <= {"TEC00", "TEC01", "TEC02"}
    assert all(
        people_in_sight(directory, manager, DAY) | {manager} == seen | {manager}
        for manager, seen in SIGHT.items()
        if manager not in {"HR01", "AUD01"}
    )
