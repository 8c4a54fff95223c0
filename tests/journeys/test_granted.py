"""What somebody granted is one list, whatever they granted it with, and says what may still be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import read, refused
from tests.service import Person


@pytest.fixture
def granting(timed: TimedCompany) -> TimedCompany:
    timed.department("FIN", "FIN01", "FIN02")
    timed.department("ADM", "ADM01")
    timed.tag("谢谢", {"type": "fixed", "points": 50}, monthly_cap=60)
    timed.budget("FIN00", 500)
    timed.budget("organisation", 500)
    return timed


def granted(by: Person, employee: str, reason: str, **said: Any) -> dict[str, Any]:
    headers = {name: said.pop(name) for name in ("On_Behalf_Of",) if name in said}
    body = {"employee": employee, "tag": "谢谢", "reason": reason, **said}
    answer: dict[str, Any] = by.done("POST", "/grants", body, **headers)
    return answer


def reasons(by: Person, position: int, query: str = "", **headers: str) -> list[str]:
    answered = by.get(f"/grants?at_least={position}{query}", **headers)
    assert answered.status_code == 200, answered.text
    return [one["reason"] for one in answered.json()["items"]]


def test_what_i_granted_is_listed_newest_first_with_what_may_be_taken_back(granting: TimedCompany) -> None:
    manager = granting.sign_in("FIN00")
    first = granted(manager, "FIN01", "加班")
    second = granted(manager, "FIN01", "又加班")
    position = manager.done("POST", f"/grants/{first['id']}/reversal", {"reason": "记错了"})["position"]
    cut, whole = read(manager, "/grants", position)["items"]
    assert (cut["id"], cut["points"], cut["asked"], cut["may_reverse"]) == (second["id"], 10, 50, True)
    assert (whole["id"], whole["points"], whole["asked"], whole["may_reverse"]) == (first["id"], 50, None, False)
    assert (whole["reason"], whole["reversal"], whole["reversed_by"]) == ("加班", "记错了", "FIN00")
    assert (cut["employee"], cut["tag"], cut["instant"], cut["granted_by"]) == ("FIN01", "谢谢", False, "FIN00")
    one = manager.get("/grants?limit=1").json()
    assert [item["id"] for item in one["items"]] == [second["id"]]
    assert [item["id"] for item in manager.get(f"/grants?cursor={one['next_cursor']}").json()["items"]] == [first["id"]]


def test_what_may_be_taken_back_ends_after_a_day_and_never_for_hr(granting: TimedCompany) -> None:
    manager = granting.sign_in("FIN00")
    position = granted(manager, "FIN01", "加班")["position"]
    granting.it_is(2030, 3, 16, 12, 1)
    manager = granting.sign_in("FIN00")
    (mine,) = read(manager, "/grants", position)["items"]
    (seen,) = read(granting.sign_in("HR01"), "/grants?giver=FIN00", position)["items"]
    assert (mine["may_reverse"], seen["may_reverse"]) == (False, True)
    refused(manager.post(f"/grants/{mine['id']}/reversal", {"reason": "晚了"}), 403, "reversal-too-late")


def test_months_are_one_list_in_the_order_of_recording(granting: TimedCompany) -> None:
    granted(granting.sign_in("FIN00"), "FIN01", "三月")
    granting.it_is(2030, 4, 2)
    granting.budget("FIN00", 100)
    manager = granting.sign_in("FIN00")
    position = granted(manager, "FIN02", "四月")["position"]
    assert reasons(manager, position) == ["四月", "三月"]


def test_who_stands_in_reads_what_they_granted_in_anothers_name(granting: TimedCompany) -> None:
    manager = granting.sign_in("FIN00")
    delegation = {"to": "ADM01", "what": ["grants"], "starts_on": "2030-03-15", "ends_on": "2030-03-20"}
    manager.done("POST", "/delegations", delegation)
    granted(manager, "FIN01", "经理本人")
    substitute = granting.sign_in("ADM01")
    position = granted(substitute, "FIN02", "代理", On_Behalf_Of="FIN00")["position"]
    assert reasons(substitute, position, On_Behalf_Of="FIN00") == ["代理"]
    assert reasons(manager, position) == ["代理", "经理本人"]
    refused(substitute.get("/grants"), 403, "role")


def test_hr_reads_their_awards_and_by_giver(granting: TimedCompany) -> None:
    granted(granting.sign_in("FIN00"), "FIN01", "加班")
    position = granted(granting.hr, "FIN01", "攻关", instant=True)["position"]
    assert reasons(granting.hr, position) == ["攻关"]
    assert reasons(granting.hr, position, "&giver=FIN00") == ["加班"]
    (award,) = read(granting.hr, "/grants", position)["items"]
    assert award["instant"] and award["may_reverse"]
    refused(granting.sign_in("FIN00").get("/grants?giver=HR01"), 403, "role", "/giver")
    refused(granting.hr.get("/grants?giver=NOBODY"), 422, "unknown-reference", "/giver")
