"""Who reads is told what they may do, by the functions that judge whoever does it: claim, redeem, take back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.journeys.clockwork import BEGINS, TimedCompany
from tests.journeys.redeeming import COURSE, given_points, reward
from tests.journeys.seeing import read, refused


@pytest.fixture
def timed_fin(timed: TimedCompany) -> TimedCompany:
    timed.department("FIN", "FIN01", "FIN02")
    timed.department("ADM", "ADM01")
    return timed


def test_a_tag_says_whether_its_reader_may_claim_under_it(timed_fin: TimedCompany) -> None:
    company = timed_fin
    company.tag("全员", {"type": "fixed", "points": 10})
    company.tag("财务", {"type": "fixed", "points": 10}, departments=["FIN"])
    company.tag("扣分", {"type": "deduction", "points": 10})
    position = company.hr.done("POST", "/tags/全员/revisions", {
        "name": "全员", "departments": ["FIN"], "rule": {"type": "fixed", "points": 10}, "effective_from": "2030-03-20",
    })["position"]  # fmt: skip
    company.employee("AUD01", "FIN")
    company.role("AUD01", "auditor")
    for reader, claims in (("FIN01", {"全员", "财务"}), ("ADM01", {"全员"}), ("AUD01", set())):
        person = company.sign_in(reader)
        assert {tag["code"] for tag in read(person, "/tags", position)["items"] if tag["may_claim"]} == claims
    admin = company.sign_in("ADM01")
    assert read(admin, "/tags/全员?on=2030-03-20", position)["may_claim"] is False
    for code in ("全员", "财务", "扣分"):
        answered = admin.post("/claims", {"tag": code, "description": "事"})
        assert answered.is_success == read(admin, f"/tags/{code}", position)["may_claim"]


def test_a_reward_says_how_many_its_reader_can_have_and_why_none(timed_fin: TimedCompany) -> None:
    """Two in stock, one a year, 150 points each."""
    company = timed_fin
    reward(company, COURSE)
    employee, other = company.sign_in("FIN01"), company.sign_in("FIN02")
    position = given_points(company, "FIN02", 500)["position"]

    def mine(person: Any, at: int) -> dict[str, Any]:
        found: dict[str, Any] = read(person, "/rewards", at)["items"][0]["mine"]
        return {**found, "problem": found["problem"] and found["problem"]["type"]}

    assert mine(employee, position) == {"taken": 0, "most": 0, "problem": "/problems/balance-too-low"}
    assert mine(other, position) == {"taken": 0, "most": 1, "problem": None}
    position = other.done("POST", "/redemptions", {"reward": COURSE["code"]})["position"]
    assert mine(other, position) == {"taken": 1, "most": 0, "problem": "/problems/yearly-limit-reached"}
    refused(other.post("/redemptions", {"reward": COURSE["code"]}), 409, "yearly-limit-reached")
    position = company.hr.done("PATCH", f"/rewards/{COURSE['code']}", {"yearly_limit": None, "stock": 3})["position"]
    assert mine(other, position) == {"taken": 1, "most": 2, "problem": None}
    company.it_is(2031, 3, 20, 9, 0)
    assert mine(other, position)["problem"] == "/problems/balance-too-low", "what has ended is nobody's to spend"


def test_an_entry_and_a_claim_say_whether_their_reader_may_take_them_back(timed_fin: TimedCompany) -> None:
    company = timed_fin
    company.tag("谢谢", {"type": "fixed", "points": 10})
    company.budget("FIN00", 100)
    manager, employee = company.sign_in("FIN00"), company.sign_in("FIN01")
    grant = manager.done("POST", "/grants", {"employee": "FIN01", "tag": "谢谢", "reason": "多谢"})
    claim = employee.done("POST", "/claims", {"tag": "谢谢", "description": "事"})
    position = company.hr.done("POST", f"/claims/{claim['id']}/approval")["position"]

    def may(person: Any, at: int) -> list[tuple[str, bool, bool]]:
        found = read(person, "/accounts/FIN01/entries", at)["items"]
        return [(one["kind"], one["may_take_back"], one["taken_back"]) for one in found]

    assert may(employee, position) == [("claim", False, False), ("grant", False, False)]
    assert may(manager, position) == [("claim", False, False), ("grant", True, False)]
    assert may(company.hr, position) == [("claim", True, False), ("grant", True, False)]
    assert read(company.hr, f"/claims/{claim['id']}", position)["may_take_back"] is True
    assert read(manager, f"/claims/{claim['id']}", position)["may_take_back"] is False
    refused(manager.post(f"/claims/{claim['id']}/reversal", {"reason": "错"}), 403, "not-the-giver")

    company.clock.now = BEGINS + timedelta(hours=25)
    assert may(manager, position) == [("claim", False, False), ("grant", False, False)]
    refused(manager.post(f"/grants/{grant['id']}/reversal", {"reason": "错"}), 403, "reversal-too-late")
    position = company.hr.done("POST", f"/grants/{grant['id']}/reversal", {"reason": "错"})["position"]
    assert may(company.hr, position)[-1] == ("grant", False, True)
