"""S1: tags derived from strategy; HR defines them, managers propose them for their own departments."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.seeing import read, refused
from tests.service import Company

BODY: dict[str, Any] = {
    "code": "创新", "name": "创新", "goal": "两年内新业务占三成", "departments": ["TEC"],
    "rule": {"type": "fixed", "points": 80},
}  # fmt: skip


def test_a_managers_proposal_earns_nothing_until_hr_approves_it(company: Company) -> None:
    company.department("TEC", "TEC01")
    company.budget("TEC00", 1000)
    manager = company.sign_in("TEC00")
    proposed = manager.done("POST", "/tags", BODY)
    assert (proposed["state"], proposed["proposer"], proposed["goal"]) == ("proposed", "TEC00", BODY["goal"])
    waiting = read(company.hr, "/tags?state=proposed", proposed["position"])["items"]
    assert [tag["code"] for tag in waiting] == ["创新"]

    grant = {"employee": "TEC01", "tag": "创新", "reason": "新产品原型"}
    refused(manager.post("/grants", grant), 409, "tag-not-active", "/tag")
    refused(manager.post("/tags/创新/approval"), 403, "role")
    approved = company.hr.done("POST", "/tags/创新/approval")
    assert (approved["state"], approved["proposer"], approved["revision"]) == ("active", "TEC00", 1)
    newest = read(manager, "/notifications", approved["position"])["items"][0]
    assert (newest["kind"], newest["data"]) == ("tag-approved", {"tag": "创新"})
    assert manager.done("POST", "/grants", grant)["points"] == 80
    refused(company.hr.post("/tags/创新/approval"), 409, "tag-not-proposed")


def test_a_rejected_proposal_tells_its_proposer_why_and_may_be_made_anew(company: Company) -> None:
    company.department("TEC", "TEC01")
    manager = company.sign_in("TEC00")
    manager.done("POST", "/tags", BODY)
    refused(manager.post("/tags/创新/rejection", {"reason": "不"}), 403, "role")
    rejected = company.hr.done("POST", "/tags/创新/rejection", {"reason": "与「问题解决」重复"})
    assert rejected["state"] == "rejected"
    newest = read(manager, "/notifications", rejected["position"])["items"][0]
    assert (newest["kind"], newest["data"]) == ("tag-rejected", {"tag": "创新", "reason": "与「问题解决」重复"})
    assert read(company.hr, "/tags?state=proposed", rejected["position"])["items"] == []
    refused(company.hr.post("/tags/创新/approval"), 409, "tag-not-proposed")
    again = manager.done("POST", "/tags", {**BODY, "rule": {"type": "fixed", "points": 60}})
    listed = read(company.hr, "/tags?state=proposed", again["position"])["items"]
    assert [(tag["rule"]["points"], tag["proposer"]) for tag in listed] == [(60, "TEC00")]
    assert company.hr.done("POST", "/tags/创新/approval")["state"] == "active"


@pytest.mark.parametrize(
    ("departments", "code", "pointer"),
    [([], "departments-missing", "/departments"), (["FIN"], "unknown-reference", "/departments/0")],
)
def test_a_manager_proposes_for_departments_in_their_sight(
    firm: Company, departments: list[str], code: str, pointer: str
) -> None:
    body = {**BODY, "code": "越界", "departments": departments}
    refused(firm.sign_in("TEC00").post("/tags", body), 422, code, pointer)


def test_departments_below_the_one_that_somebody_heads_are_in_their_sight(company: Company) -> None:
    company.department("GRP")
    company.department("TEC", parent="GRP")
    company.department("LAB", parent="TEC")
    for head in ("GRP00", "TEC00", "LAB00"):
        body = {**BODY, "code": f"提议-{head}", "departments": ["TEC", "LAB"]}
        answered = company.sign_in(head).post("/tags", body)
        if head == "LAB00":
            refused(answered, 422, "unknown-reference", "/departments/0")
        else:
            assert answered.json()["state"] == "proposed"


def test_an_hr_who_proposed_as_nobody_but_hr_defines_at_once(firm: Company) -> None:
    defined = firm.hr.done("POST", "/tags", {**BODY, "code": "员工发展", "departments": []})
    assert (defined["state"], defined["proposer"]) == ("active", None)
    refused(firm.hr.post("/tags", {**BODY, "code": "员工发展"}), 409, "tag-exists", "/code")
    refused(firm.sign_in("TEC00").post("/tags", {**BODY, "code": "员工发展"}), 409, "tag-exists", "/code")


def test_nobody_approves_their_own_proposal_also_once_they_are_hr(company: Company) -> None:
    company.department("TEC", "TEC01")
    company.sign_in("TEC00").done("POST", "/tags", BODY)
    company.role("TEC00", "hr")
    refused(company.sign_in("TEC00").post("/tags/创新/approval"), 403, "upon-oneself")
    refused(company.sign_in("TEC00").post("/tags/创新/rejection", {"reason": "不"}), 403, "upon-oneself")
    assert company.hr.done("POST", "/tags/创新/approval")["state"] == "active"
