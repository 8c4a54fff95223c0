"""What a day's end brings: points that end, word of it beforehand, and the settling of who has left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import balance, entries, read, refused


@pytest.fixture
def staffed(timed: TimedCompany) -> TimedCompany:
    timed.department("FIN", "FIN01", "FIN02")
    timed.tag("thanks", {"type": "fixed", "points": 50}, grant_range={"min": 1, "max": 500})
    timed.budget("FIN00", 1_000)
    return timed


def granted(company: TimedCompany, points: int, employee: str = "FIN01") -> dict[str, Any]:
    body = {"employee": employee, "tag": "thanks", "reason": "加班结账", "points": points}
    return company.sign_in("FIN00").done("POST", "/grants", body)


def told(company: TimedCompany, position: int, employee: str = "FIN01") -> list[tuple[str, int, int]]:
    """What somebody was told of points that end: last day, points, and how many days ahead at most."""
    items = read(company.sign_in(employee), "/notifications?limit=1000", position)["items"]
    found = [item["data"] for item in items if item["kind"] == "points-expiring"]
    return [(data["on"], data["points"], data["days"]) for data in reversed(found)]


def test_points_end_with_their_last_local_day(staffed: TimedCompany) -> None:
    granted(staffed, 30)
    staffed.it_is(2030, 3, 16, 0, 0)
    last = granted(staffed, 20)
    assert read(staffed.hr, "/accounts/FIN01", last["position"])["expiring"] == [
        {"on": "2031-03-15", "points": 30}, {"on": "2031-03-16", "points": 20},
    ]  # fmt: skip
    staffed.it_is(2031, 3, 15, 23, 59)
    assert balance(staffed.hr, "FIN01", staffed.day_has_ended(last["position"])) == 50, "the last day goes on"
    staffed.it_is(2031, 3, 16, 0, 0)
    seen = staffed.day_has_ended(last["position"])
    newest = entries(staffed.hr, "FIN01", seen)[0]
    assert {name: newest[name] for name in ("kind", "points", "balance", "counterpart", "actor", "occurred_at")} == {
        "kind": "expiry", "points": -30, "balance": 20, "counterpart": "expired", "actor": "system",
        "occurred_at": "2031-03-15T16:00:00Z",
    }  # fmt: skip
    assert [lot["points"] for lot in newest["lots"]] == [30]
    assert entries(staffed.hr, "FIN01", staffed.day_has_ended(seen))[0] == newest, "once"


def test_people_are_told_30_and_7_days_before_once_each_and_read_the_last_one_until_the_day_is_past(
    staffed: TimedCompany,
) -> None:
    seen = granted(staffed, 30)["position"]
    staffed.it_is(2031, 2, 12, 9, 0)
    assert told(staffed, staffed.day_has_ended(seen)) == [], "31 days before"
    expected = []
    for month, day, ahead in ((2, 13, 30), (2, 14, None), (3, 7, None), (3, 8, 7), (3, 9, None), (3, 15, None)):
        staffed.it_is(2031, month, day, 9, 0)
        seen = staffed.day_has_ended(seen)
        expected = [("2031-03-15", 30, ahead)] if ahead else expected
        assert told(staffed, seen) == expected
    staffed.it_is(2031, 3, 16, 9, 0)
    assert told(staffed, staffed.day_has_ended(seen)) == [], "nothing ends any more"
    assert told(staffed, staffed.day_has_ended(seen), "FIN02") == []


def test_a_warning_says_what_is_left_of_its_points_and_none_once_they_are_gone(staffed: TimedCompany) -> None:
    kept, spent = granted(staffed, 30), granted(staffed, 20)
    staffed.it_is(2031, 2, 13, 9, 0)
    assert told(staffed, staffed.day_has_ended(spent["position"])) == [("2031-03-15", 50, 30)]
    for one, expected in ((spent, [("2031-03-15", 30, 30)]), (kept, [])):
        back = staffed.hr.done("POST", f"/grants/{one['id']}/reversal", {"reason": "重复"})
        assert told(staffed, back["position"]) == expected


def test_a_worker_that_was_away_tells_the_nearer_one_only(staffed: TimedCompany) -> None:
    seen = granted(staffed, 30)["position"]
    staffed.it_is(2031, 3, 12, 9, 0)
    assert told(staffed, staffed.day_has_ended(seen)) == [("2031-03-15", 30, 7)]


def left(company: TimedCompany, on: str, employee: str = "FIN01") -> int:
    position: int = company.hr.done("PATCH", f"/employees/{employee}", {"left_on": on})["position"]
    return position


def test_a_leavers_points_can_be_redeemed_for_some_days_and_end_then(staffed: TimedCompany) -> None:
    policy = {"kind": "redeem", "days": 10}
    assert staffed.hr.done("PATCH", "/organisation", {"leaver_policy": policy})["leaver_policy"] == policy
    course = {"code": "course", "name": "培训", "kind": "training", "cost": 10, "course": "沟通", "approval": "none"}
    staffed.hr.done("POST", "/rewards", course)
    granted(staffed, 30)
    asked = {"reward": "course", "employee": "FIN01"}
    refused(staffed.hr.post("/redemptions", asked), 409, "still-employed", "/employee")
    seen = left(staffed, "2030-03-20")
    staffed.it_is(2030, 3, 30, 23, 59)
    seen = staffed.day_has_ended(seen)
    assert balance(staffed.hr, "FIN01", seen) == 30
    refused(staffed.sign_in("FIN00").post("/redemptions", asked), 403, "role", "/employee")
    staffed.hr.done("POST", "/redemptions", asked)
    staffed.it_is(2030, 3, 31, 0, 0)
    refused(staffed.hr.post("/redemptions", asked), 409, "leavers-days-over", "/employee")
    seen = staffed.day_has_ended(seen)
    newest, *_, first = entries(staffed.hr, "FIN01", seen)
    assert (newest["kind"], newest["points"], newest["subject"]) == ("expiry", -20, "leaving:FIN01")
    assert first["points"] == 30, "the history stays"
    assert len(entries(staffed.hr, "FIN01", staffed.day_has_ended(seen))) == 3, "once"


def test_who_redeems_for_a_leaver_does_not_approve_it(staffed: TimedCompany) -> None:
    staffed.employee("HR02", "FIN")
    staffed.sign_in("ROOT").done("PATCH", "/employees/HR02", {"roles": ["hr"]})
    course = {"code": "course", "name": "培训", "kind": "training", "cost": 10, "course": "沟通", "approval": "hr"}
    staffed.hr.done("POST", "/rewards", course)
    granted(staffed, 30)
    left(staffed, "2030-03-15")
    staffed.it_is(2030, 3, 16, 9, 0)
    redemption = staffed.hr.done("POST", "/redemptions", {"reward": "course", "employee": "FIN01"})
    approval = f"/redemptions/{redemption['id']}/approval"
    refused(staffed.hr.post(approval), 403, "requested-by-oneself")
    assert staffed.sign_in("HR02").done("POST", approval)["state"] == "approved"


def test_a_leavers_points_become_a_bonus_line(staffed: TimedCompany) -> None:
    without = {"leaver_policy": {"kind": "bonus"}}
    refused(staffed.hr.patch("/organisation", without), 422, "amount-missing", "/leaver_policy/amount_per_point")
    policy = {"kind": "bonus", "amount_per_point": "0.125"}
    staffed.hr.done("PATCH", "/organisation", {"leaver_policy": policy})
    granted(staffed, 30)
    seen = left(staffed, "2030-03-20")
    staffed.it_is(2030, 3, 20, 12, 0)
    seen = staffed.day_has_ended(seen)
    assert balance(staffed.hr, "FIN01", seen) == 30, "the last day at work goes on"
    for _ in range(2):
        staffed.it_is(2030, 3, 21, 0, 0)
        seen = staffed.day_has_ended(seen)
        newest = entries(staffed.hr, "FIN01", seen)
        assert [(one["kind"], one["points"], one["counterpart"]) for one in newest][:-1] == [
            ("redemption", -30, "redeemed:bonus")
        ]
    found = read(staffed.hr, "/audit/events?type=accounts.leaver-settled", seen)["items"]
    assert [(one["data"]["employee"], one["data"]["points"]) for one in found] == [("FIN01", 30)]
    assert found[0]["data"]["line"]["benefit"]["amount"] == "3.75"


def test_a_leavers_balance_below_zero_is_written_off(staffed: TimedCompany) -> None:
    staffed.employee("HR02", "FIN")
    staffed.role("HR02", "hr")
    wrong = granted(staffed, 40)
    staffed.it_is(2031, 3, 16, 9, 0)
    seen = staffed.day_has_ended(wrong["position"])
    waits = staffed.hr.done("POST", f"/grants/{wrong['id']}/reversal", {"reason": "记错了人", "force": True})
    staffed.sign_in("HR02").done("POST", f"/reversals/{waits['id']}/confirmation")
    seen = left(staffed, "2031-03-15")
    assert balance(staffed.hr, "FIN01", seen) == -40
    for _ in range(2):
        seen = staffed.day_has_ended(seen)
        newest = entries(staffed.hr, "FIN01", seen)[0]
        assert (newest["kind"], newest["points"], newest["balance"], newest["repays"]) == ("write-off", 40, 0, 40)
    accounts = {one["account"]: one["balance"] for one in read(staffed.hr, "/trial-balance", seen)["accounts"]}
    assert accounts["written-off"] == -40
    assert sum(accounts.values()) == 0


def test_what_waits_for_a_manager_who_left_goes_to_the_next_one(staffed: TimedCompany) -> None:
    staffed.employee("GM", "FIN")
    staffed.hr.done("POST", "/departments", {"code": "TOP", "name": "总部", "head": "GM"})
    staffed.hr.done("PATCH", "/departments/FIN", {"parent": "TOP"})
    claim = staffed.sign_in("FIN01").done("POST", "/claims", {"tag": "thanks", "description": "找到了漏账"})
    refused(staffed.sign_in("GM").post(f"/claims/{claim['id']}/approval"), 403, "not-the-approver")
    left(staffed, "2030-03-15", "FIN00")
    staffed.it_is(2030, 3, 16, 0, 0)
    assert staffed.sign_in("GM").done("POST", f"/claims/{claim['id']}/approval")["balance"] == 50
