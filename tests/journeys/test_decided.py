"""What somebody decided is one list of theirs, with what of it they may take back."""

from __future__ import annotations

from typing import Any

from tests.journeys.seeing import read
from tests.service import TILL, Company, Person

CLAIM = {"tag": "市场活动", "description": "高校招聘宣讲，收到简历 320 份"}


def decided(person: Person, position: int, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = read(person, f"/decisions{query}", position)["items"]
    return items


def marketing(company: Company) -> tuple[Person, Person]:
    company.department("MKT", "MKT01", "MKT02")
    company.tag("市场活动", {"type": "fixed", "points": 120})
    return company.sign_in("MKT00"), company.sign_in("MKT01")


def test_what_i_decided_is_listed_the_newest_first_with_my_reason_and_what_it_credited(company: Company) -> None:
    manager, employee = marketing(company)
    first, second = (employee.done("POST", "/claims", CLAIM)["id"] for _ in range(2))
    manager.done("POST", f"/claims/{first}/return", {"reason": "到场多少人？"})
    employee.done("POST", f"/claims/{first}/resubmission", {"description": "到场 400 人"})
    manager.done("POST", f"/claims/{first}/approval", {})
    last = manager.done("POST", f"/claims/{second}/rejection", {"reason": "与上一条重复"})
    found = decided(manager, last["position"])
    assert [(one["decision"], one["id"], one["points"], one["reason"]) for one in found] == [
        ("rejected", second, None, "与上一条重复"),
        ("approved", first, 120, None),
        ("returned", first, None, "到场多少人？"),
    ]
    assert {(one["kind"], one["employee"], one["tag"], one["decided_by"]) for one in found} == {
        ("claim", "MKT01", "市场活动", "MKT00")
    }
    page = read(manager, "/decisions?limit=2", last["position"])
    rest = read(manager, f"/decisions?limit=2&cursor={page['next_cursor']}", last["position"])
    assert [*page["items"], *rest["items"]] == found and rest["next_cursor"] is None
    assert decided(employee, last["position"]) == decided(company.hr, last["position"]) == []


def test_an_approved_claim_can_be_taken_back_from_the_list_and_once(company: Company) -> None:
    manager, employee = marketing(company)
    claim = employee.done("POST", "/claims", CLAIM)["id"]
    approved = manager.done("POST", f"/claims/{claim}/approval", {})
    (one,) = decided(manager, approved["position"])
    assert (one["may_take_back"], one["taken_back"]) == (True, False)
    reversed_ = manager.done("POST", f"/claims/{claim}/reversal", {"reason": "批错了"})
    (one,) = decided(manager, reversed_["position"])
    assert (one["may_take_back"], one["taken_back"]) == (False, True)


def test_who_was_stood_in_for_finds_what_the_other_decided_on_their_behalf(company: Company) -> None:
    manager, employee = marketing(company)
    body = {"to": "MKT02", "what": ["claims"], "starts_on": f"{company.month}-01", "ends_on": TILL}
    manager.done("POST", "/delegations", body)
    claim = employee.done("POST", "/claims", CLAIM)["id"]
    stand_in = company.sign_in("MKT02")
    position = stand_in.done("POST", f"/claims/{claim}/approval", {}, On_Behalf_Of="MKT00")["position"]
    for person, may in ((manager, True), (stand_in, False)):
        (one,) = decided(person, position)
        assert (one["decided_by"], one["decided_on_behalf_of"], one["may_take_back"]) == ("MKT02", "MKT00", may)


def test_a_reward_that_nobody_has_to_approve_is_nobodys_decision(company: Company) -> None:
    manager, employee = marketing(company)
    claim = employee.done("POST", "/claims", CLAIM)["id"]
    manager.done("POST", f"/claims/{claim}/approval", {})
    reward = {"code": "电影票", "name": "电影票", "kind": "custom", "cost": 50, "approval": "none"}
    company.hr.done("POST", "/rewards", reward)
    redeemed = employee.done("POST", "/redemptions", {"reward": "电影票"})
    assert decided(employee, redeemed["position"]) == []
    done = company.hr.done("POST", f"/redemptions/{redeemed['id']}/fulfilment")
    (one,) = decided(company.hr, done["position"])
    assert (one["kind"], one["decision"], one["name"], one["points"]) == ("redemption", "fulfilled", "电影票", 50)
    assert (one["employee"], one["may_take_back"]) == ("MKT01", True)
