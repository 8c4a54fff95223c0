"""A claim's whole life: submitted, returned and answered, rejected, withdrawn, approved for other points."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.journeys.seeing import balance, board, entries, read, refused
from tests.service import Company, Person

PER_HOUR = {"type": "per_unit", "unit": "小时", "per": "10", "points": 3, "value_per_unit": "50"}


@pytest.fixture(scope="module")
def hours(firm: Company) -> Company:
    firm.tag("节省工时", PER_HOUR)
    return firm


def submit(person: Person, **fields: Any) -> dict[str, Any]:
    return person.done("POST", "/claims", {"tag": "节省工时", "description": "自动化报表", "quantity": "100", **fields})


def test_a_returned_claim_is_answered_and_keeps_its_time_and_its_revision(company: Company) -> None:
    company.department("FIN", "FIN01")
    company.tag("节省工时", PER_HOUR)
    employee, manager = company.sign_in("FIN01"), company.sign_in("FIN00")
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    claim = submit(employee, occurred_at=yesterday)
    assert (claim["points"], claim["value"], claim["revision"]) == (30, "5000.00", 1)
    path = f"/claims/{claim['id']}"

    returned = manager.done("POST", f"{path}/return", {"reason": "有工时表吗?"})
    assert returned["state"] == "returned"
    shown = read(employee, path, returned["position"])
    assert (shown["state"], shown["reason"], shown["decided_by"]) == ("returned", "有工时表吗?", "FIN00")
    refused(manager.post(f"{path}/approval"), 409, "claim-returned")

    revision = {"name": "节省工时", "rule": {"type": "fixed", "points": 999}}
    assert company.hr.done("POST", "/tags/节省工时/revisions", revision)["revision"] == 2
    answer = {"quantity": "80.5", "evidence": ["https://files.example/sheet.xlsx"], "description": "附工时表"}
    answer["answer"] = "有，已附上"
    again = employee.done("POST", f"{path}/resubmission", answer)
    assert (again["state"], again["points"], again["value"], again["revision"]) == ("submitted", 24, "4025.00", 1)
    shown = read(manager, path, again["position"])
    assert shown["occurred_at"].replace("+00:00", "Z") == yesterday
    assert (shown["quantity"], shown["evidence"], shown["description"]) == ("80.5", answer["evidence"], "附工时表")
    (asked,) = shown["rounds"]
    assert (asked["asked"], asked["asked_by"], asked["answer"]) == ("有工时表吗?", "FIN00", "有，已附上")
    assert [tuple(one.values()) for one in asked["changes"]] == [
        ("description", "自动化报表", "附工时表"), ("quantity", "100", "80.5"), ("points", 30, 24),
        ("value", "5000.00", "4025.00"), ("evidence", [], answer["evidence"]),
    ], "field by field, before and now"  # fmt: skip

    again = manager.done("POST", f"{path}/return", {"reason": "哪几天?"})
    first, second = read(employee, path, again["position"])["rounds"]
    assert first == asked, "an earlier round stays as it was"
    assert (second["asked"], second["answer"], second["changes"]) == ("哪几天?", None, [])
    again = employee.done("POST", f"{path}/resubmission", {"answer": "三月前两周"})
    first, second = read(manager, path, again["position"])["rounds"]
    assert (first, second["answer"], second["changes"]) == (asked, "三月前两周", []), "an answer may change nothing"

    approved = manager.done("POST", f"{path}/approval")
    assert (approved["points"], approved["balance"]) == (24, 24)
    refused(employee.post(f"{path}/resubmission", answer), 409, "claim-not-returned")


def unusual(person: Person, claim: dict[str, Any]) -> list[dict[str, Any]]:
    """What somebody is told of a claim, without what is not said."""
    standing = read(person, f"/claims/{claim['id']}", claim["position"])["standing"]
    return [{name: value for name, value in one.items() if value is not None} for one in standing["unusual"]]


def test_the_same_claim_again_is_said_to_its_decider_before_it_is_approved(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.department("ADM", "ADM01")
    company.tag("节省工时", PER_HOUR)
    employee, manager = company.sign_in("FIN01"), company.sign_in("FIN00")
    sheet = "https://files.example/sheet.xlsx"
    first = submit(employee, evidence=[sheet])
    assert unusual(manager, first) == []
    manager.done("POST", f"/claims/{first['id']}/approval")
    again = submit(employee, description=" 自动化报表", evidence=["台账"])
    (found,) = unusual(manager, again)
    earlier = found.pop("earlier")
    assert (found, earlier["id"], earlier["state"]) == ({"code": "again"}, first["id"], "approved")
    assert earlier["same"] == ["amount", "text"]
    assert unusual(employee, again) == [], "it is for who decides"

    borrowed = submit(company.sign_in("FIN02"), quantity="40", description="合并账套", evidence=["截图", sheet])
    (found,) = unusual(manager, borrowed)
    assert (found["earlier"]["employee"], found["earlier"]["same"]) == ("FIN01", ["evidence"])
    unseen = submit(company.sign_in("ADM01"), quantity="40", description="排班表", evidence=[sheet])
    found = {one["earlier"].get("id"): one["earlier"] for one in unusual(company.sign_in("ADM00"), unseen)}
    assert [(id, one["employee"], one["same"]) for id, one in found.items()] == [(None, None, ["evidence"])], (
        "of whom one does not see it is said that there is one, not whose"
    )
    listed = read(manager, "/claims?state=submitted")["items"]
    assert [len(one["standing"]["unusual"]) for one in listed] == [1, 1], "the list says it, too"


def test_what_is_far_above_the_usual_and_what_a_cap_leaves_is_said(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.tag("节省工时", PER_HOUR, monthly_cap=200)
    other, employee, manager = (company.sign_in(no) for no in ("FIN02", "FIN01", "FIN00"))
    for hours in range(40, 140, 10):
        claim = submit(other, quantity=str(hours), description=f"报表 {hours}", evidence=[])
        manager.done("POST", f"/claims/{claim['id']}/approval", {"points": 10, "reason": "分摊"})
    large = submit(employee, quantity="110")
    assert unusual(manager, large) == [{"code": "far-above", "usual": "10", "of": 10}]
    shown = read(manager, f"/claims/{large['id']}")["standing"]
    told = [shown[name] for name in ("would_credit", "cap", "credited", "cap_left", "coefficient", "takes_two")]
    assert told == [33, 200, 0, 200, "1", False]
    manager.done("POST", f"/claims/{large['id']}/approval")
    larger = submit(employee, quantity="600", description="全年报表")
    codes = [one["code"] for one in unusual(manager, larger)]
    assert codes == ["far-above", "cap-cuts"]
    path = f"/claims/{larger['id']}/approval"
    refused(manager.post(path, {"expected_points": 180}), 409, "points-differ", "/expected_points")
    assert manager.done("POST", path, {"expected_points": 167})["points"] == 167


def test_a_rejection_says_why_and_credits_nothing(hours: Company) -> None:
    employee, manager = hours.sign_in("FIN01"), hours.sign_in("FIN00")
    claim = submit(employee)
    before = balance(employee, "FIN01", claim["position"])
    rejected = manager.done("POST", f"/claims/{claim['id']}/rejection", {"reason": "属于本职工作"})
    shown = read(employee, f"/claims/{claim['id']}", rejected["position"])
    assert (shown["state"], shown["reason"], shown["credited"]) == ("rejected", "属于本职工作", None)
    assert balance(employee, "FIN01", rejected["position"]) == before


def test_only_the_employee_withdraws_an_undecided_claim(hours: Company) -> None:
    employee = hours.sign_in("FIN01")
    claim = submit(employee)
    path = f"/claims/{claim['id']}/withdrawal"
    refused(hours.sign_in("FIN02").post(path), 404, "not-found")
    refused(hours.sign_in("FIN00").post(path), 403, "not-your-claim")
    assert employee.done("POST", path)["state"] == "withdrawn"
    refused(employee.post(path), 409, "claim-decided")
    refused(hours.sign_in("FIN00").post(f"/claims/{claim['id']}/approval"), 409, "claim-decided")


@pytest.mark.parametrize("first", ["approval", "rejection", "return"])
def test_a_decided_claim_is_not_decided_again(hours: Company, first: str) -> None:
    claim = submit(hours.sign_in("FIN01"))
    manager, reason = hours.sign_in("FIN00"), {"reason": "决定了"}
    manager.done("POST", f"/claims/{claim['id']}/{first}", reason)
    for decision in ("approval", "rejection", "return"):
        for decider in (manager, hours.hr):
            code = "claim-returned" if first == "return" else "claim-decided"
            refused(decider.post(f"/claims/{claim['id']}/{decision}", reason), 409, code)


def test_an_approver_lowers_with_a_reason_and_raising_takes_hr(hours: Company) -> None:
    employee, manager = hours.sign_in("ADM01"), hours.sign_in("ADM00")
    claim = submit(employee)
    before, path = balance(employee, "ADM01", claim["position"]), f"/claims/{claim['id']}/approval"
    refused(manager.post(path, {"points": 20}), 422, "reason-missing", "/reason")
    refused(manager.post(path, {"points": 31, "reason": "做得很好"}), 403, "raising-takes-hr", "/points")
    refused(hours.hr.post(path, {"points": 31}), 422, "reason-missing", "/reason")
    lowered = manager.done("POST", path, {"points": 20, "reason": "部分是同事做的"})
    assert (lowered["points"], lowered["balance"]) == (20, before + 20)
    assert entries(employee, "ADM01", lowered["position"])[0]["points"] == 20

    raised = hours.hr.done("POST", f"/claims/{submit(employee)['id']}/approval", {"points": 31, "reason": "超出预期"})
    assert (raised["points"], raised["balance"]) == (31, before + 51)
    assert board(hours.hr, "tag:节省工时", raised["position"])["ADM01"] == 51


def test_evidence_is_asked_for_where_the_tag_requires_it(hours: Company) -> None:
    hours.tag("要证据", {"type": "fixed", "points": 5}, evidence_required=True)
    employee, body = hours.sign_in("TEC01"), {"tag": "要证据", "description": "修复了问题"}
    for sent in (body, {**body, "evidence": []}):
        refused(employee.post("/claims", sent), 422, "evidence-missing", "/evidence")
    assert employee.done("POST", "/claims", {**body, "evidence": "工单 4711"})["state"] == "submitted"


def test_hr_claims_for_somebody_and_nobody_else_does(hours: Company) -> None:
    for_another = {"employee": "TEC02"}
    claim = submit(hours.hr, **for_another)
    assert claim["employee"] == "TEC02"
    approved = hours.sign_in("TEC00").done("POST", f"/claims/{claim['id']}/approval")
    newest = entries(hours.sign_in("TEC02"), "TEC02", approved["position"])[0]
    assert (newest["points"], newest["subject"]) == (30, f"claim:{claim['id']}")
    body = {"tag": "节省工时", "description": "代报", "quantity": "100"}
    for claimant in ("TEC00", "TEC01"):
        answers = [
            hours.sign_in(claimant).post("/claims", {**body, "employee": no}) for no in ("TEC02", "FIN01", "NO1")
        ]
        for answered in answers:
            refused(answered, 403, "role", "/employee")


@pytest.mark.parametrize(
    ("fields", "status", "code", "pointer"),
    [
        ({"quantity": None}, 422, "quantity-missing", "/quantity"),
        ({"quantity": "9.99"}, 409, "does-not-qualify", "/quantity"),
        ({"tag": "没有这个标签"}, 422, "unknown-reference", "/tag"),
        ({"description": "  "}, 422, "invalid-fields", "/description"),
        ({"points": 5}, 422, "invalid-fields", "/points"),
    ],
)
def test_what_is_wrong_with_a_claim_is_named(
    hours: Company, fields: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    body = {"tag": "节省工时", "description": "自动化报表", "quantity": "100", **fields}
    sent = {name: value for name, value in body.items() if value is not None}
    refused(hours.sign_in("TEC01").post("/claims", sent), status, code, pointer)
