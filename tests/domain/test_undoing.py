"""S58: what an import made of the chart is taken back: what nothing refers to, and fields that nobody changed since."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ledger.domain.accounts.account import Account
from ledger.domain.accounts.events import employee_account
from ledger.domain.directory.decisions import decide_register
from ledger.domain.directory.directory import Directory, Employee, evolve
from ledger.domain.directory.events import (
    Assignment,
    DelegationGiven,
    DepartmentChanged,
    DepartmentCreated,
    DepartmentTerms,
    DepartmentUndone,
    EmployeeAssigned,
    EmployeeRegistered,
    EmployeeRenamed,
    EmploymentDated,
    PasswordSet,
    RegistrationUndone,
    RolesGiven,
)
from ledger.domain.directory.undoing import Made, Undone, decide_undo_department, decide_undo_employee
from ledger.domain.errors import Conflict
from ledger.domain.events import Event
from tests.domain.builders import DAY, START, account_with, chart, credited, sealed
from tests.domain.story import Outcome, Story, outcome

BEFORE = DAY - timedelta(days=30)
LATER = DAY + timedelta(days=30)
PEOPLE = [("GM", "GRP", None), ("FIN00", "FIN", "GM"), ("FIN01", "FIN", "FIN00")]
CHART = Story(chart([("GRP", None, "GM"), ("FIN", "GRP", "FIN00")], PEOPLE), evolve)
NEW = EmployeeRegistered(
    employee_no="FIN02",
    name=sealed("FIN02"),
    assignment=Assignment(effective_from=DAY, department="FIN", manager="FIN01"),
)
AP = DepartmentCreated(code="AP", terms=DepartmentTerms(effective_from=DAY, name="应付", parent="FIN", head="FIN01"))


def undone(story: Story[Directory], before: Story[Directory], *row: Event, **known: Any) -> tuple[Outcome, Undone]:
    """What taking back `row` makes now, which came after `before`."""
    after = before.given(*row).state
    made: list[Undone] = []
    code = getattr(row[0], "code", None)

    def decide() -> list[Event]:
        account = known.pop("account", Account(employee_account("FIN02")))
        if code is not None:
            was, is_now = before.state.departments.get(code), after.departments[code]
            made.append(decide_undo_department(story.state, Made(was, is_now, **known)))
        else:
            no = str(row[0].model_dump()["employee_no"])
            made.append(decide_undo_employee(story.state, _made(before, after, no, **known), account))
        return made[0].events

    return outcome(decide), made[0] if made else Undone([])


def _made(before: Story[Directory], after: Directory, no: str, **known: Any) -> Made[Employee]:
    return Made(before.state.employees.get(no), after.employees[no], **known)


def moved(no: str = "FIN01", day: Any = DAY, **fields: Any) -> EmployeeAssigned:
    standing = {**CHART.state.employees[no].on(DAY).fields(), **fields, "effective_from": day}
    return EmployeeAssigned(employee_no=no, assignment=Assignment.model_validate(standing))


def test_who_was_registered_by_mistake_has_no_record_and_the_mended_file_registers_them_anew() -> None:
    story = CHART.given(NEW)
    assert story.state.is_manager("FIN01", DAY)
    undone(story, CHART, NEW)[0].then(RegistrationUndone(employee_no="FIN02"))
    back = story.given(RegistrationUndone(employee_no="FIN02"))
    assert (back.state.employees, back.state.reports, back.state.staff) == (
        CHART.state.employees, CHART.state.reports, CHART.state.staff,
    )  # fmt: skip
    assert not back.state.is_manager("FIN01", DAY)
    undone(back, CHART, NEW)[0].nothing()
    back.when(decide_register, NEW).then(NEW)


def test_who_is_referred_to_by_now_stays() -> None:
    story = CHART.given(NEW)
    report = EmployeeRegistered(
        employee_no="FIN03", name=sealed("FIN03"), assignment=Assignment(effective_from=DAY, manager="FIN02")
    )
    delegated = DelegationGiven(
        delegation="d", principal="FIN00", delegate="FIN02", matters=("grants",), starts_on=DAY, ends_on=DAY
    )
    heads = DepartmentChanged(code="FIN", terms=DepartmentTerms(effective_from=DAY, name="FIN", head="FIN02"))
    for since in (report, delegated, heads, PasswordSet(employee_no="FIN02", password_id="p")):
        undone(story.given(since), CHART, NEW)[0].refused(Conflict, "in-use")
    undone(story, CHART, NEW, account=account_with(credited(5)))[0].refused(Conflict, "in-use")
    undone(story, CHART, NEW, referred=True)[0].refused(Conflict, "in-use")
    given_a_role = story.given(RolesGiven(employee_no="FIN02", roles=("payroll",)))
    undone(given_a_role, CHART, NEW)[0].refused(Conflict, "changed-since")


def test_fields_go_back_to_what_they_were_on_every_day_up_to_which_they_carry_on() -> None:
    row = (
        moved(job="主管", department="GRP"),
        EmployeeRenamed(employee_no="FIN01", name=sealed("FIN01", "bmV3")),
        EmploymentDated(employee_no="FIN01", hired_on=START),
    )
    promoted = moved(job="经理", department="GRP", day=LATER)
    story = CHART.given(*row, promoted)
    taken, made = undone(story, CHART, *row)
    taken.then(
        EmployeeRenamed(employee_no="FIN01", name=sealed("FIN01")),
        moved(job="主管"),
        EmploymentDated(employee_no="FIN01"),
    )
    assert made.stayed == ("job",), "somebody changed it since"
    back = story.given(*taken.events).state.employees["FIN01"]
    assert [(one.effective_from, one.department, one.job) for one in back.history] == [
        (START, "FIN", None), (DAY, "FIN", "主管"), (LATER, "FIN", "经理"),
    ]  # fmt: skip


def test_what_held_from_an_earlier_day_on_goes_back_to_what_held_then() -> None:
    story = CHART.given(moved(job="经理", day=LATER))
    row = moved(job="主管", day=BEFORE)
    taken, _ = undone(story.given(row), story, row)
    taken.then(moved(day=BEFORE))


def test_a_row_of_which_everything_was_changed_since_stays() -> None:
    row = moved(job="主管")
    undone(CHART.given(row, moved(job="经理")), CHART, row)[0].refused(Conflict, "changed-since", "/job")
    undone(CHART.given(row, moved()), CHART, row)[0].nothing()


def test_a_department_that_nothing_refers_to_is_taken_back() -> None:
    story = CHART.given(AP)
    undone(story, CHART, AP)[0].then(DepartmentUndone(code="AP"))
    assert story.given(DepartmentUndone(code="AP")).state == CHART.state
    below = DepartmentCreated(code="AP1", terms=DepartmentTerms(effective_from=LATER, name="AP1", parent="AP"))
    renamed = DepartmentChanged(code="AP", terms=AP.terms.model_copy(update={"name": "应付组"}))
    for since in (below, moved(department="AP")):
        undone(story.given(since), CHART, AP)[0].refused(Conflict, "in-use")
    undone(story, CHART, AP, referred=True)[0].refused(Conflict, "in-use")
    undone(story.given(renamed), CHART, AP)[0].refused(Conflict, "changed-since")
    left = story.given(moved(department="AP"), moved())
    undone(left, CHART, AP)[0].then(DepartmentUndone(code="AP"))


def test_the_terms_of_a_department_go_back_unless_they_were_changed_since() -> None:
    terms = DepartmentTerms(effective_from=DAY, name="财务部", parent=None, head="FIN01")
    row = DepartmentChanged(code="FIN", terms=terms)
    since = DepartmentChanged(code="FIN", terms=terms.model_copy(update={"head": "GM"}))
    taken, made = undone(CHART.given(row, since), CHART, row)
    back = DepartmentTerms(effective_from=DAY, name="FIN", parent="GRP", head="GM")
    taken.then(DepartmentChanged(code="FIN", terms=back))
    assert made.stayed == ("head",)
