"""Nobody chooses their own judge: not by page, API or import, and not by a word given before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import read, refused
from tests.service import Company, Person

TAG, LATE = "谢谢", "迟到"


def peopled(company: Company) -> None:
    """GRP has HRD, where HR02 is an hr below HRD00, and TEC; HR01 is in no department."""
    company.department("GRP")
    company.department("HRD", "HR02", "FRIEND", parent="GRP")
    company.department("TEC", "TEC01", parent="GRP")
    company.role("HR02", "hr")
    company.tag(TAG, {"type": "fixed", "points": 5})


@pytest.fixture
def three(company: Company) -> Company:
    peopled(company)
    return company


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/departments/HRD", {"head": "FRIEND"}),
        ("/departments/HRD", {"head": None}),
        ("/departments/HRD", {"parent": "TEC"}),
        ("/departments/GRP", {"head": "FRIEND", "effective_from": "2099-01-01"}),
        ("/employees/HRD00", {"left_on": "2020-01-01"}),
        ("/employees/HRD00", {"left_on": "2099-01-01"}),
    ],
)
def test_an_hr_does_not_change_their_own_line_and_another_hr_does(
    three: Company, path: str, body: dict[str, Any]
) -> None:
    refused(three.sign_in("HR02").patch(path, body), 403, "own-line")
    assert three.hr.patch(path, body).is_success


def test_the_line_of_the_only_hr_is_an_admins_to_change(three: Company) -> None:
    head, manager = {"head": "FRIEND"}, {"manager": "FRIEND"}
    refused(three.admin.patch("/departments/HRD", head), 403, "role")
    refused(three.admin.patch("/employees/HR02", manager), 403, "role")
    three.role("HR01")
    only = three.sign_in("HR02")
    refused(only.patch("/departments/HRD", head), 403, "own-line")
    refused(only.patch("/employees/HR02", manager), 403, "upon-oneself")
    for path, body in [
        ("/departments/TEC", head),
        ("/departments/HRD", {**head, "name": "人事"}),
        ("/employees/TEC01", manager),
        ("/employees/HR02", {**manager, "pay_standard": "99999"}),
        ("/employees/HR02", {}),
    ]:
        answered = three.admin.patch(path, body)
        assert answered.status_code == (200 if not body else 403), answered.text
    assert three.admin.done("PATCH", "/departments/HRD", head)["head"] == "FRIEND"
    changed = three.admin.done("PATCH", "/employees/HR02", manager)
    assert (changed["manager"], changed["pay_standard"]) == ("FRIEND", None)
    refused(three.admin.post("/departments", {"code": "NEW", "name": "新"}), 403, "role")


def claimed(person: Person) -> str:
    claim = person.done("POST", "/claims", {"tag": TAG, "description": "做了一件事"})
    return f"/claims/{claim['id']}/approval"


def test_who_was_chosen_by_somebody_decides_nothing_about_them_for_30_days(timed: TimedCompany) -> None:
    """HR02 names a friend head of TEC, and is moved there by an hr who thinks nothing of it."""
    peopled(timed)
    timed.tag(LATE, {"type": "deduction", "points": 1})
    timed.budget("FRIEND", 100)
    timed.budget("GRP00", 100)
    hr02, friend, above = timed.sign_in("HR02"), timed.sign_in("FRIEND"), timed.sign_in("GRP00")
    reward = {"code": "半天假", "name": "半天假", "cost": 5, "kind": "leave", "days": "0.5", "approval": "manager"}
    timed.hr.done("POST", "/rewards", reward)
    hr02.done("PATCH", "/departments/TEC", {"head": "FRIEND"})
    timed.hr.done("PATCH", "/employees/HR02", {"department": "TEC"})

    grant = {"employee": "HR02", "tag": TAG, "reason": "多谢"}
    first = claimed(hr02)
    granted = above.done("POST", "/grants", grant)
    asked = hr02.done("POST", "/redemptions", {"reward": "半天假"})
    deduction = {"employee": "HR02", "tag": LATE, "reason": "迟到"}
    made = above.done("POST", "/deductions", deduction)
    assert read(above, f"/redemptions/{asked['id']}", made["position"])["approver"] == "GRP00"
    for path, body in [
        (first, None),
        (first.replace("approval", "rejection"), {"reason": "再想想"}),
        ("/grants", grant),
        ("/deductions", deduction),
        (f"/redemptions/{asked['id']}/approval", None),
    ]:
        refused(friend.post(path, body), 403, "chosen-judge")
    refused(friend.post(f"/grants/{granted['id']}/reversal", {"reason": "错"}), 403, "chosen-judge")
    timed.role("FRIEND", "hr")
    refused(friend.post(first), 403, "chosen-judge")
    refused(friend.post("/grants", {**grant, "instant": True}), 403, "chosen-judge")
    assert above.done("POST", first)["state"] == "approved"
    timed.hr.done("POST", f"/redemptions/{asked['id']}/approval")

    timed.role("FRIEND")
    timed.it_is(2030, 4, 15)
    assert friend.done("POST", claimed(hr02))["state"] == "approved"


def test_whom_an_admin_made_hr_does_not_decide_about_that_admin(timed: TimedCompany) -> None:
    peopled(timed)
    timed.hr.done("PATCH", "/employees/ROOT", {"department": "TEC"})
    path = claimed(timed.admin)
    refused(timed.sign_in("HR02").post(path), 403, "chosen-judge")
    assert timed.hr.done("POST", path)["state"] == "approved"


def test_whose_password_somebody_set_decides_nothing_about_them(three: Company) -> None:
    """HR02 sets the password of their own manager, chooses one as them, and decides what HR02 asked for."""
    three.hr.done("PATCH", "/employees/HR02", {"manager": "HRD00"})
    three.budget("HRD00", 100)
    hr02 = three.sign_in("HR02")
    path = claimed(hr02)
    manager = three.taken_over("HRD00", by=hr02)
    refused(manager.post(path), 403, "chosen-judge")
    refused(manager.post("/grants", {"employee": "HR02", "tag": TAG, "reason": "多谢"}), 403, "chosen-judge")
    done = manager.done("POST", "/grants", {"employee": "FRIEND", "tag": TAG, "reason": "多谢"})
    assert read(manager, "/waiting", done["position"])["claims"] == 0
    above = three.sign_in("GRP00")
    assert read(above, "/waiting", done["position"])["claims"] == 1
    assert above.done("POST", path)["state"] == "approved"


def test_an_admin_judges_through_nobody_whose_password_they_set(three: Company) -> None:
    """ROOT acts as HR02, and as HR02 as the head of a department that HR02 puts above ROOT."""
    path = claimed(three.admin)
    hr02 = three.taken_over("HR02", by=three.admin)
    refused(hr02.post(path), 403, "chosen-judge")
    refused(hr02.patch("/employees/ROOT", {"manager": "TEC01"}), 403, "chosen-judge")
    three.hr.done("PATCH", "/employees/ROOT", {"department": "TEC"})
    hr02.done("PATCH", "/departments/TEC", {"head": "TEC01"})
    refused(three.sign_in("TEC01").post(path), 403, "chosen-judge")
    refused(three.taken_over("TEC01", by=hr02).post(path), 403, "chosen-judge")
    assert three.hr.done("POST", path)["state"] == "approved"


def test_nobody_takes_their_own_approver_out_by_a_role(three: Company) -> None:
    three.hr.done("PATCH", "/employees/ROOT", {"department": "TEC"})
    refused(three.admin.patch("/employees/TEC00", {"roles": ["auditor"]}), 403, "own-line")
    three.admin.done("PATCH", "/employees/TEC00", {"roles": ["payroll"]})


def test_the_auditor_sees_changes_of_lines_beside_the_decisions_that_followed(company: Company) -> None:
    peopled(company)
    company.employee("AUD01", "GRP")
    company.role("AUD01", "auditor")
    company.tag(LATE, {"type": "deduction", "points": 1})
    company.budget("TEC01", 100)
    company.hr.done("PATCH", "/departments/HRD", {"head": "TEC01"})
    company.hr.done("PATCH", "/employees/HRD00", {"manager": "TEC00"})
    judge = company.sign_in("TEC01")
    judge.done("POST", claimed(company.sign_in("HR02")))
    grant = {"employee": "HR02", "tag": TAG, "reason": "多谢"}
    given = judge.done("POST", "/grants", grant)
    judge.done("POST", f"/grants/{given['id']}/reversal", {"reason": "错"})
    judge.done("POST", "/deductions", {"employee": "HR02", "tag": LATE, "reason": "迟到"})
    last = judge.done("POST", claimed(company.sign_in("FRIEND")))["position"]

    until = (datetime.now(UTC) + timedelta(days=5)).date().isoformat()
    days = {"starts_on": f"{company.month}-01", "ends_on": until}
    judge.done("POST", "/delegations", {"to": "HRD00", "what": ["grants"], **days})
    company.hr.done("PATCH", "/departments/HRD", {"parent": "TEC"})
    company.hr.done("PATCH", "/employees/FRIEND", {"manager": "GRP00"})
    company.hr.done("PATCH", "/employees/FRIEND", {"manager": None})
    last = company.sign_in("HRD00").done("POST", "/grants", {**grant, "employee": "FRIEND"}, On_Behalf_Of="TEC01")[
        "position"
    ]

    auditor = company.sign_in("AUD01")
    found = read(auditor, f"/reports/lines?from={company.month}&followed=true", last)
    shown = ("actor", "link", "subject", "before", "after", "judge", "employee", "decisions", "points")
    assert sorted(([row[name] for name in shown] for row in found["items"]), key=str) == [
        ["HR01", "head", "HRD", "HRD00", "TEC01", "TEC01", "FRIEND", 2, 10],
        ["HR01", "head", "HRD", "HRD00", "TEC01", "TEC01", "HR02", 4, 4],
        ["HR01", "head", "HRD", None, "HRD00", "HRD00", "FRIEND", 1, 5],
        ["HR01", "manager", "FRIEND", "GRP00", None, "TEC01", "FRIEND", 1, 5],
        ["HR01", "parent", "HRD", "GRP", "TEC", "TEC01", "FRIEND", 1, 5],
        ["TEC01", "stands-in", "TEC01", None, "HRD00", "HRD00", "FRIEND", 1, 5],
    ]
    everything = read(auditor, "/reports/lines", last)["items"]
    assert ["HR01", "manager", "HRD00", None, "TEC00", None, None, 0, 0] in [
        [row[name] for name in shown] for row in everything
    ]
    changes = [tuple(row[name] for name in ("actor", "link", "subject", "after")) for row in everything]
    assert ("ROOT", "hr", "HR02", "hr") in changes
    file = auditor.get("/reports/lines.csv?followed=true&language=zh")
    assert (
        file.text.splitlines()[0]
        .lstrip("\ufeff")
        .startswith(
            "位置,入账时间,变更人,变更人姓名,变更内容,变更对象,变更对象名称,变更前,变更前名称,变更后,变更后名称"
        )
    )
    assert ",部门负责人,HRD," in file.text and "员工TEC01" in file.text
    assert auditor.get("/reports/lines.xlsx").status_code == 200
    refused(judge.get("/reports/lines"), 403, "role")
