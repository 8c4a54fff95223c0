"""What can be granted is told before it is, by the rules that judge a grant: tags, points, cap, budget."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import read, refused
from tests.service import Person


@pytest.fixture
def granting(timed: TimedCompany) -> TimedCompany:
    timed.department("FIN", "FIN01")
    timed.department("ADM", "ADM01")
    timed.tag("谢谢", {"type": "fixed", "points": 50}, grant_range={"min": 10, "max": 90}, monthly_cap=60)
    timed.tag("关账", {"type": "fixed", "points": 3}, departments=["FIN"], coefficient="1.5")
    timed.tag("关别的账", {"type": "fixed", "points": 3}, departments=["ADM"])
    timed.tag("节约", {"type": "per_unit", "unit": "元", "per": "1", "points": 1})
    position = timed.tag("迟到", {"type": "deduction", "points": 5})["position"]
    timed.budget("FIN00", 100)
    read(timed.hr, "/tags", position)
    return timed


def offered(person: Person, query: str = "") -> dict[str, dict[str, Any]]:
    return {one.pop("tag"): one for one in read(person, f"/grants/tags{query}")["items"]}


def tried(person: Person, **body: Any) -> dict[str, Any]:
    return person.done("POST", "/trials/grants", {"employee": "FIN01", "tag": "谢谢", **body})


def test_the_tags_that_can_be_granted_come_with_their_points(granting: TimedCompany) -> None:
    manager = granting.sign_in("FIN00")
    assert set(offered(manager)) == {"谢谢", "关账", "关别的账"}
    found = offered(manager, "?employee=FIN01")
    assert found == {
        "谢谢": {"name": "谢谢", "second_name": None, "points": 50, "range": {"min": 10, "max": 90},
                 "choice": {"min": 10, "max": 60}, "suggested": 50, "would_credit": 50, "worth": None,
                 "cap": 60, "cap_left": 60, "budget_left": 100, "problem": None},
        "关账": {"name": "关账", "second_name": None, "points": 5, "range": None, "choice": None, "suggested": 5,
                 "would_credit": 5, "worth": None, "cap": None, "cap_left": None, "budget_left": 100, "problem": None},
    }  # fmt: skip
    refused(manager.get("/grants/tags?employee=ADM01"), 422, "unknown-reference", "/employee")
    refused(manager.get("/grants/tags?employee=FIN00"), 403, "upon-oneself")
    refused(granting.sign_in("FIN01").get("/grants/tags"), 403, "role")


def test_a_grant_that_is_tried_says_what_cap_and_budget_leave(granting: TimedCompany) -> None:
    manager = granting.sign_in("FIN00")
    assert tried(manager) == {
        "would_credit": 50, "cap_left": 60, "budget_left": 100, "left_after": 50, "worth": None, "problem": None,
    }  # fmt: skip
    body = {"employee": "FIN01", "tag": "谢谢", "reason": "加班"}
    assert manager.done("POST", "/grants", body)["points"] == 50
    again = tried(manager, points=80)
    assert (again["would_credit"], again["cap_left"], again["left_after"]) == (10, 10, 40)
    assert manager.done("POST", "/grants", {**body, "points": 80})["points"] == again["would_credit"]
    none_left = tried(manager)
    assert (none_left["would_credit"], none_left["problem"]["type"]) == (0, "/problems/cap-reached")
    assert offered(manager, "?employee=FIN01")["谢谢"]["problem"]["type"] == "/problems/cap-reached"
    assert tried(manager, points=5)["problem"]["type"] == "/problems/points-out-of-range"


def test_what_can_be_chosen_is_what_cap_and_budget_leave(granting: TimedCompany) -> None:
    manager, body = granting.sign_in("FIN00"), {"employee": "FIN01", "tag": "谢谢", "reason": "加班"}
    manager.done("POST", "/grants", {**body, "points": 40})
    left = offered(manager, "?employee=FIN01")["谢谢"]
    assert (left["choice"], left["suggested"], left["would_credit"]) == ({"min": 10, "max": 20}, 20, 20)
    manager.done("POST", "/grants", {**body, "points": 15})
    less = offered(manager, "?employee=FIN01")["谢谢"]
    assert (less["choice"], less["suggested"], less["would_credit"], less["problem"]) == (None, 10, 5, None)
    granting.budget("FIN00", 58)
    poor = offered(manager, "?employee=FIN01")
    assert (poor["谢谢"]["would_credit"], poor["谢谢"]["problem"]["type"]) == (0, "/problems/budget-exhausted")
    assert poor["关账"]["problem"]["type"] == "/problems/budget-exhausted"
    granting.budget("FIN00", 60)
    assert manager.done("POST", "/grants", {**body, "points": 10, "expected_points": 5})["points"] == 5


def test_points_are_worth_what_the_best_bonus_pays_for_them(granting: TimedCompany) -> None:
    for code, cost, amount in (("small", 100, "80"), ("large", 300, "310"), ("gone", 1, "50")):
        bonus = {"code": code, "name": code, "kind": "bonus", "cost": cost, "amount": amount, "approval": "none"}
        position = granting.hr.done("POST", "/rewards", bonus)["position"]
    position = granting.hr.done("POST", "/rewards/gone/retirement")["position"]
    manager = granting.sign_in("FIN00")
    read(manager, "/rewards", position)
    said = {"reward": "large", "name": "large", "cost": 300, "amount": "310.00"}
    assert offered(manager, "?employee=FIN01")["谢谢"]["worth"] == {**said, "money": "51.67"}
    assert tried(manager, points=30)["worth"] == {**said, "money": "31.00"}


def test_a_grant_credits_the_number_that_was_expected_or_nothing(granting: TimedCompany) -> None:
    manager = granting.sign_in("FIN00")
    body = {"employee": "FIN01", "tag": "谢谢", "reason": "加班"}
    assert manager.done("POST", "/grants", {**body, "expected_points": 50})["points"] == 50
    answered = manager.post("/grants", {**body, "expected_points": 50})
    refused(answered, 409, "points-differ", "/expected_points")
    assert answered.json()["values"] == {"expected": 50, "credited": 10}
    two = {"mode": "each", "items": [{**body, "expected_points": 50}, {**body, "expected_points": 10}]}
    results = manager.done("POST", "/grants/batch", two)["results"]
    assert [one["status"] for one in results] == [409, 201]
    assert results[0]["problem"]["type"] == "/problems/points-differ"
    refused(manager.post("/grants", {**body, "expected_points": 0}), 422, "invalid-fields", "/expected_points")


def test_an_award_is_what_was_expected(granting: TimedCompany) -> None:
    granting.budget("organisation", 100)
    award = {"employee": "FIN01", "tag": "谢谢", "reason": "加班", "instant": True}
    refused(granting.hr.post("/grants", {**award, "expected_points": 60}), 409, "points-differ")
    assert granting.hr.done("POST", "/grants", {**award, "expected_points": 50})["points"] == 50


def test_a_budget_is_seen_by_its_owner_and_hr(granting: TimedCompany) -> None:
    """Who stands in reads what would be credited, and not what is left of a budget that is another's."""
    delegation = {"to": "ADM01", "what": ["grants"], "starts_on": "2030-03-15", "ends_on": "2030-03-20"}
    granting.sign_in("FIN00").done("POST", "/delegations", delegation)
    substitute = granting.sign_in("ADM01")
    body = {"employee": "FIN01", "tag": "谢谢"}
    answer = substitute.done("POST", "/trials/grants", body, On_Behalf_Of="FIN00")
    assert (answer["would_credit"], answer["budget_left"], answer["left_after"]) == (50, None, None)
    refused(substitute.post("/trials/grants", body), 403, "role")
    granting.budget("organisation", 30)
    award = granting.hr.done("POST", "/trials/grants", {**body, "instant": True})
    assert (award["would_credit"], award["budget_left"], award["cap_left"]) == (0, 30, None)
    assert award["problem"]["type"] == "/problems/budget-exhausted"


def test_who_can_be_granted_to_is_told(granting: TimedCompany) -> None:
    """Nobody grants to themselves, nor to whom they stand in for; who has left or is an auditor receives nothing."""
    for number in ("FIN02", "FIN03", "FIN04"):
        granting.employee(number, "FIN")
    granting.role("FIN03", "auditor")
    granting.hr.done("PATCH", "/employees/FIN04", {"left_on": "2030-03-14"})
    manager = granting.sign_in("FIN00")
    assert read(manager, "/grants/receivers") == {"items": ["FIN01", "FIN02"], "whole": True}
    delegation = {"to": "FIN02", "what": ["grants"], "starts_on": "2030-03-15", "ends_on": "2030-03-20"}
    manager.done("POST", "/delegations", delegation)
    answered = granting.sign_in("FIN02").get("/grants/receivers", On_Behalf_Of="FIN00")
    assert answered.json() == {"items": ["FIN01"], "whole": True}
    awards = read(granting.hr, "/grants/receivers?instant=true")["items"]
    assert "HR01" not in awards and {"FIN00", "FIN01", "ADM01"} <= set(awards)
    refused(granting.hr.get("/grants/receivers"), 403, "role")
