"""Nobody chooses their own judge: by whose word each link of a line of approval holds, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from ledger.domain.claims.claim import check_not_submitter
from ledger.domain.directory.directory import Directory, evolve
from ledger.domain.directory.events import (
    Assignment,
    DelegationGiven,
    DelegationShortened,
    DepartmentChanged,
    EmployeeAssigned,
    EmployeeRegistered,
    EmployeeRenamed,
    EmploymentDated,
    PasswordSet,
    RolesGiven,
)
from ledger.domain.directory.hands import check_not_behind, check_second, hands_behind
from ledger.domain.directory.line import changes_line, check_change, check_not_chosen, chosen_by
from ledger.domain.directory.sight import approver_of
from ledger.domain.errors import Forbidden
from ledger.domain.events import Event
from ledger.domain.redemptions.redemption import check_not_requester
from tests.domain.builders import DAY, chart, sealed

LATER = DAY + timedelta(days=20)
PEOPLE = [
    ("GM", "GRP", None), ("HRD00", "HRD", "GM"), ("HR1", "HRD", "HRD00"), ("HR2", "HRD", None), ("TEC00", "TEC", None),
    ("TEC01", "TEC", None), ("FRIEND", "TEC", None), ("ROOT", None, None),
]  # fmt: skip
DEPARTMENTS = [("GRP", None, "GM"), ("HRD", "GRP", "HRD00"), ("TEC", "GRP", "TEC00"), ("LAB", "TEC", None)]
COMPANY = chart(DEPARTMENTS, PEOPLE, HR1=("hr",), HR2=("hr",), ROOT=("admin",))
HR = frozenset({"employee", "hr"})


def after(directory: Directory, by: str, *events: Event, on: date = DAY) -> Directory:
    for event in events:
        directory = evolve(directory, event, by, datetime.combine(on, time(4), UTC))
    return directory


def assigned(no: str, directory: Directory = COMPANY, day: date = DAY, **fields: object) -> EmployeeAssigned:
    standing = {**directory.employees[no].on(day).fields(), **fields, "effective_from": day}
    return EmployeeAssigned(employee_no=no, assignment=Assignment.model_validate(standing))


def moved(code: str, directory: Directory = COMPANY, day: date = DAY, **fields: object) -> DepartmentChanged:
    terms = directory.departments[code].on(day).model_copy(update={**fields, "effective_from": day})
    return DepartmentChanged(code=code, terms=terms)


OWN = {
    "their manager": assigned("HR1", manager="FRIEND"),
    "their manager's manager": assigned("HRD00", manager="FRIEND"),
    "their department": assigned("HR1", department="LAB"),
    "the head of their department": moved("HRD", head="FRIEND"),
    "no head of their department": moved("HRD", head=None),
    "its parent": moved("HRD", parent="LAB"),
    "the head above it": moved("GRP", head="FRIEND"),
    "a parent above that": moved("GRP", parent="LAB"),
    "on a coming day": moved("HRD", day=LATER, head="FRIEND"),
    "who has left": EmploymentDated(employee_no="HRD00", left_on=DAY - timedelta(days=1)),
    "who may not act": RolesGiven(employee_no="HRD00", roles=("auditor",)),
}
OTHERS = {
    "another's manager": assigned("TEC01", manager="FRIEND"),
    "the head of another department": moved("TEC", head="FRIEND"),
    "the name of their own department": moved("HRD", name="人力资源部"),
    "the job of their manager": assigned("HRD00", job="总监"),
    "what is over": moved("LAB", parent=None, head="FRIEND"),
    "the name of their manager": EmployeeRenamed(employee_no="HRD00", name=sealed("HRD00", "bmV3")),
}


@pytest.mark.parametrize("event", OWN.values(), ids=OWN.keys())
def test_nobody_changes_their_own_line_of_approval(event: Event) -> None:
    with pytest.raises(Forbidden) as refusal:
        check_change(COMPANY, [event], "HR1", HR, DAY)
    assert refusal.value.code == "own-line"
    if getattr(event, "employee_no", None) != "HR1":
        check_change(COMPANY, [event], "OUTSIDER", HR, DAY)


@pytest.mark.parametrize("event", OTHERS.values(), ids=OTHERS.keys())
def test_what_is_no_link_of_the_own_line_is_hrs_to_change(event: Event) -> None:
    check_change(COMPANY, [event], "HR1", HR, DAY)


def test_the_line_of_a_coming_day_is_the_own_one_too() -> None:
    planned = after(COMPANY, "HR2", assigned("HR1", day=LATER, department="LAB", manager=None))
    for event in (moved("LAB", planned, head="FRIEND"), moved("TEC", planned, day=LATER, head="FRIEND")):
        assert changes_line(planned, [event], "HR1", DAY)
        assert not changes_line(COMPANY, [event], "HR1", DAY)


def test_who_stands_in_for_the_approver_is_part_of_the_line() -> None:
    given = DelegationGiven(
        delegation="d", principal="HRD00", delegate="TEC01", matters=("claims",), starts_on=DAY, ends_on=LATER
    )
    leaves: Sequence[Event] = [EmploymentDated(employee_no="TEC01", left_on=DAY)]
    assert not changes_line(COMPANY, leaves, "HR1", DAY)
    standing_in = after(COMPANY, "HRD00", given)
    shortened = DelegationShortened(delegation="d", principal="HRD00", delegate="TEC01", ends_on=DAY)
    assert changes_line(standing_in, [*leaves, shortened], "HR1", DAY)


def test_an_admin_changes_the_line_of_the_only_hr_and_nothing_else() -> None:
    admin = frozenset({"employee", "admin"})
    event = moved("HRD", head="FRIEND")
    with pytest.raises(Forbidden) as refusal:
        check_change(COMPANY, [event], "ROOT", admin, DAY)
    assert refusal.value.code == "role"
    alone = after(COMPANY, "ROOT", RolesGiven(employee_no="HR2", roles=()))
    check_change(alone, [event], "ROOT", admin, DAY)
    for nothing in ([], [moved("TEC", head="FRIEND")], [assigned("TEC01", manager="FRIEND")]):
        with pytest.raises(Forbidden):
            check_change(alone, nothing, "ROOT", admin, DAY)
    below = after(alone, "HR1", assigned("ROOT", department="HRD"))
    with pytest.raises(Forbidden) as refusal:
        check_change(below, [event], "ROOT", admin, DAY)
    assert refusal.value.code == "own-line"


CHOSEN = {
    "as head": (moved("LAB", head="FRIEND"), "FRIEND", "TEC00"),
    "by the department's parent": (moved("LAB", head=None, parent="HRD"), "HRD00", None),
}


@pytest.mark.parametrize(("event", "chosen", "next_above"), CHOSEN.values(), ids=CHOSEN.keys())
def test_who_was_put_above_somebody_by_their_own_word_does_not_decide_for_30_days(
    event: Event, chosen: str, next_above: str | None
) -> None:
    """HR1 names the head of a department, and another hr moves HR1 there afterwards."""
    company = after(COMPANY, "HR2", assigned("HR1", manager=None))
    company = after(company, "HR1", event)
    company = after(company, "HR2", assigned("HR1", company, department="LAB"))
    person = company.employees["HR1"]
    assert approver_of(company, person, DAY) == next_above
    assert chosen_by(company, chosen, person, DAY + timedelta(days=30))
    with pytest.raises(Forbidden) as refusal:
        check_not_chosen(company, "HR1", DAY, "HR2", chosen)
    assert refusal.value.code == "chosen-judge"
    assert not chosen_by(company, chosen, person, DAY + timedelta(days=31))
    assert approver_of(company, person, DAY + timedelta(days=31)) == chosen
    for other in {*company.employees} - {chosen, "GM"}:
        check_not_chosen(company, "HR1", DAY, other)
    other = after(company, "HR2", assigned("TEC01", company, department="LAB"))
    assert approver_of(other, other.employees["TEC01"], DAY) == chosen, "to others they are just the head"


def test_a_word_for_a_coming_day_counts_from_that_day() -> None:
    company = after(COMPANY, "HR1", moved("LAB", day=LATER, head="FRIEND"))
    company = after(company, "HR2", assigned("HR1", company, department="LAB", manager=None))
    person = company.employees["HR1"]
    assert chosen_by(company, "FRIEND", person, LATER + timedelta(days=30))
    assert not chosen_by(company, "FRIEND", person, LATER + timedelta(days=31))


def test_whom_somebody_made_hr_does_not_decide_about_them_in_the_approvers_place() -> None:
    company = after(COMPANY, "ROOT", RolesGiven(employee_no="FRIEND", roles=("hr",)))
    root = company.employees["ROOT"]
    assert chosen_by(company, "FRIEND", root, DAY)
    assert not chosen_by(company, "FRIEND", company.employees["TEC01"], DAY)
    assert not chosen_by(company, "HR2", root, DAY)
    assert not chosen_by(company, "FRIEND", root, DAY + timedelta(days=31))


def test_who_also_stands_above_by_others_words_decides() -> None:
    company = after(COMPANY, "HR1", moved("LAB", head="TEC00"))
    company = after(company, "HR2", assigned("HR1", company, department="LAB", manager=None))
    person = company.employees["HR1"]
    assert approver_of(company, person, DAY) == "TEC00", "as the head of TEC above it"
    assert not chosen_by(company, "TEC00", person, DAY)


def test_what_another_set_since_is_that_ones_word() -> None:
    company = after(COMPANY, "HR1", moved("LAB", head="FRIEND"))
    company = after(company, "HR2", moved("LAB", company, head="TEC01"), moved("LAB", company, head="FRIEND"))
    company = after(company, "HR2", assigned("HR1", company, department="LAB", manager=None))
    assert not chosen_by(company, "FRIEND", company.employees["HR1"], DAY)
    renamed = after(COMPANY, "HR1", moved("LAB", head="FRIEND"))
    renamed = after(renamed, "HR2", moved("LAB", renamed, name="实验室"))
    renamed = after(renamed, "HR2", assigned("HR1", renamed, department="LAB", manager=None))
    assert chosen_by(renamed, "FRIEND", renamed.employees["HR1"], DAY), "a new name says nothing about the head"


def test_a_manager_is_chosen_by_whose_own_word_put_them_there_before_it_was_refused() -> None:
    company = after(COMPANY, "HR1", assigned("HR1", manager="FRIEND"))
    assert approver_of(company, company.employees["HR1"], DAY) == "HRD00"
    assert chosen_by(company, "FRIEND", company.employees["HR1"], DAY)
    indirect = after(COMPANY, "HR1", assigned("HRD00", manager="FRIEND"))
    assert chosen_by(indirect, "FRIEND", indirect.employees["HR1"], DAY)
    assert not chosen_by(indirect, "HRD00", indirect.employees["HR1"], DAY)


def password(no: str) -> PasswordSet:
    return PasswordSet(employee_no=no, password_id="p")


def test_nobody_decides_about_who_set_their_password_for_30_days_whoever_set_it_since() -> None:
    company = after(COMPANY, "HR1", password("HRD00"))
    company = after(company, "HRD00", password("HRD00"), on=DAY + timedelta(days=1))
    company = after(company, "HR2", password("HRD00"), on=DAY + timedelta(days=2))
    person = company.employees["HR1"]
    for day in (DAY, DAY + timedelta(days=30)):
        assert approver_of(company, person, day) == "GM", "the next above"
        with pytest.raises(Forbidden) as refusal:
            check_not_chosen(company, "HR1", day, "TEC00", "HRD00")
        assert refusal.value.code == "chosen-judge"
    assert approver_of(company, person, DAY + timedelta(days=31)) == "HRD00"
    check_not_chosen(company, "HR1", DAY + timedelta(days=31), "HRD00")
    check_not_chosen(company, "TEC01", DAY, "HRD00")


def test_who_set_the_password_of_a_setter_is_behind_too() -> None:
    company = after(COMPANY, "ROOT", password("HR2"))
    company = after(company, "HR2", password("FRIEND"), assigned("ROOT", manager="FRIEND"))
    assert hands_behind(company, "FRIEND", DAY) == {"HR2", "ROOT"}
    assert approver_of(company, company.employees["ROOT"], DAY) is None
    assert all(chosen_by(company, one, company.employees["ROOT"], DAY) for one in ("FRIEND", "HR2"))
    assert not chosen_by(company, "HR1", company.employees["ROOT"], DAY)
    circle = after(company, "FRIEND", password("HR2"))
    assert hands_behind(circle, "FRIEND", DAY) == {"HR2", "ROOT"}, "never the person"


def test_what_is_said_with_a_password_that_somebody_set_is_that_ones_own_word() -> None:
    company = after(COMPANY, "ROOT", password("HR2"))
    said = DAY + timedelta(days=30)
    company = after(company, "HR2", assigned("ROOT", manager="TEC01"), on=said)
    root = company.employees["ROOT"]
    for day in (said, said + timedelta(days=30)):
        assert chosen_by(company, "TEC01", root, day), "also when the password is older than that"
    assert not chosen_by(company, "TEC01", root, said + timedelta(days=31))
    later = after(COMPANY, "HR2", assigned("ROOT", manager="TEC01"))
    later = after(later, "ROOT", password("HR2"), on=DAY + timedelta(days=1))
    assert not chosen_by(later, "TEC01", later.employees["ROOT"], DAY + timedelta(days=1)), "said before"


SAME_HAND = {
    "the first set the second's": [("HR1", "HR2")],
    "the second set the first's": [("HR2", "HR1")],
    "a third set both": [("ROOT", "HR1"), ("ROOT", "HR2")],
    "a third through others": [("ROOT", "HR1"), ("ROOT", "FRIEND"), ("FRIEND", "TEC01"), ("TEC01", "HR2")],
}


@pytest.mark.parametrize("settings", SAME_HAND.values(), ids=SAME_HAND.keys())
def test_two_behind_whom_one_hand_may_be_are_not_two(settings: list[tuple[str, str]]) -> None:
    company = COMPANY
    for by, no in settings:
        check_second(company, "HR1", "HR2", DAY)
        company = after(company, by, password(no))
    with pytest.raises(Forbidden) as refusal:
        check_second(company, "HR1", "HR2", DAY + timedelta(days=30))
    assert refusal.value.code == "second-hr"
    check_second(company, "HR1", "GM", DAY)
    check_second(company, "HR1", "HR2", DAY + timedelta(days=31))


def registered(no: str, *, password_given: bool | None) -> EmployeeRegistered:
    return EmployeeRegistered(
        employee_no=no,
        name=sealed(no),
        assignment=Assignment(effective_from=DAY, department="TEC"),
        password_given=password_given,
    )


def test_a_first_password_given_at_registration_is_a_hand_like_a_later_one() -> None:
    company = after(COMPANY, "HR1", registered("NEW", password_given=True))
    assert hands_behind(company, "NEW", DAY + timedelta(days=30)) == {"HR1"}
    assert not hands_behind(company, "NEW", DAY + timedelta(days=31))
    assert chosen_by(company, "NEW", company.employees["HR1"], DAY)


def test_who_was_registered_without_a_password_or_before_that_was_told_has_no_hand_behind() -> None:
    company = after(COMPANY, "HR1", registered("NEW", password_given=None))
    assert not hands_behind(company, "NEW", DAY)


def test_what_takes_two_is_not_done_by_one_and_another_with_a_password_of_theirs() -> None:
    company = after(COMPANY, "HR1", password("TEC00"))
    for check, code in (
        (check_not_submitter, "submitted-by-oneself"),
        (check_not_requester, "requested-by-oneself"),
    ):
        check(company, None, DAY, "TEC00")
        check(company, "HR2", DAY, "TEC00")
        for decider in ("HR1", "TEC00"):
            with pytest.raises(Forbidden) as refusal:
                check(company, "HR1", DAY, decider)
            assert refusal.value.code == code
    with pytest.raises(Forbidden) as refusal:
        check_not_behind(company, "HR1", DAY, "TEC00")
    assert refusal.value.code == "chosen-judge"
    check_not_behind(company, "TEC00", DAY, "HR1")


def test_a_password_set_by_oneself_or_by_nobody_is_no_hand() -> None:
    company = after(COMPANY, "HR1", password("HR1"))
    company = after(company, "system", password("HR1"), password("HR2"))
    company = evolve(company, password("HR2"))
    assert not hands_behind(company, "HR1", DAY)
    check_second(company, "HR1", "HR2", DAY)
