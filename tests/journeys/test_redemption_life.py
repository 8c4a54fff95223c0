"""A redemption's life: who decides, what goes back to where, what is reserved and given back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.redeeming import BONUS, COURSE, LEAVE, given_points, reward
from tests.journeys.seeing import read, refused
from tests.service import TILL, Company, Person


@pytest.fixture
def tec(company: Company) -> Company:
    company.department("TEC", "TEC01", "TEC02")
    return company


def asked(person: Person, code: str, **fields: Any) -> dict[str, Any]:
    return person.done("POST", "/redemptions", {"reward": code, **fields})


def left(company: Company, position: int) -> int | None:
    items = read(company.hr, "/rewards", position)["items"]
    found: int | None = items[0]["left"]
    return found


def test_stock_and_yearly_limit_are_reserved_and_given_back(tec: Company) -> None:
    reward(tec, COURSE)
    for number in ("TEC01", "TEC02", "TEC00"):
        given_points(tec, number, 300)
    one, other = tec.sign_in("TEC01"), tec.sign_in("TEC02")
    refused(one.post("/redemptions", {"reward": "cloud-course", "quantity": 2}), 409, "yearly-limit-reached")
    first = asked(one, "cloud-course")
    refused(one.post("/redemptions", {"reward": "cloud-course"}), 409, "yearly-limit-reached", "/quantity")
    second = asked(other, "cloud-course")
    assert left(tec, second["position"]) == 0
    refused(tec.sign_in("TEC00").post("/redemptions", {"reward": "cloud-course"}), 409, "out-of-stock", "/quantity")
    refused(tec.hr.patch("/rewards/cloud-course", {"stock": 1}), 409, "stock-below-taken", "/stock")

    cancelled = one.done("POST", f"/redemptions/{first['id']}/cancellation")
    assert (cancelled["state"], cancelled["balance"]) == ("cancelled", 300)
    assert left(tec, cancelled["position"]) == 1
    again = asked(one, "cloud-course")
    rejected = tec.sign_in("TEC00").done("POST", f"/redemptions/{again['id']}/rejection", {"reason": "课程已满"})
    assert left(tec, rejected["position"]) == 1
    assert read(one, f"/redemptions/{again['id']}", rejected["position"])["reason"] == "课程已满"
    news = read(one, "/notifications", rejected["position"])["items"][0]
    assert (news["kind"], news["data"]["reason"]) == ("redemption-rejected", "课程已满")
    refused(one.post(f"/redemptions/{again['id']}/cancellation"), 409, "redemption-decided")


def test_what_nobody_has_to_approve_is_approved_at_once(tec: Company) -> None:
    reward(tec, LEAVE)
    given_points(tec, "TEC01", 60)
    employee = tec.sign_in("TEC01")
    done = asked(employee, "half-day", quantity=2)
    assert (done["state"], done["points"], done["approver"]) == ("approved", 60, None)
    refused(employee.post(f"/redemptions/{done['id']}/cancellation"), 409, "redemption-approved")
    # The course is full, the employee leaves: hr can still give everything back.
    path = f"/redemptions/{done['id']}/rejection"
    refused(tec.sign_in("TEC00").post(path, {"reason": "没空"}), 403, "not-the-approver")
    assert tec.hr.done("POST", path, {"reason": "没空"})["balance"] == 60


def test_only_hr_decides_where_the_reward_says_so_and_nobody_their_own(tec: Company) -> None:
    reward(tec, BONUS, approval="hr")
    given_points(tec, "TEC01", 100)
    request = asked(tec.sign_in("TEC01"), "bonus-5000")
    path = f"/redemptions/{request['id']}"
    refused(tec.sign_in("TEC00").post(f"{path}/approval"), 403, "not-the-approver")
    refused(tec.sign_in("TEC01").post(f"{path}/approval"), 403, "role")
    assert read(tec.hr, "/notifications", request["position"])["items"][0]["kind"] == "redemption-to-decide"
    tec.employee("HR02", "TEC")
    tec.role("HR02", "hr")
    tec.role("TEC01", "hr")
    himself = tec.sign_in("TEC01")
    refused(himself.post(f"{path}/approval"), 403, "upon-oneself")
    tec.sign_in("HR02").done("POST", f"{path}/approval")
    refused(himself.post(f"{path}/fulfilment"), 403, "upon-oneself")
    tec.sign_in("HR02").done("POST", f"{path}/fulfilment")
    refused(himself.post(f"{path}/reversal", {"reason": "x"}), 403, "upon-oneself")


def test_who_stands_in_for_the_approver_decides_but_not_their_own(tec: Company) -> None:
    reward(tec, LEAVE, approval="manager")
    for number in ("TEC01", "TEC02"):
        given_points(tec, number, 60)
    given = {"to": "TEC02", "what": ["redemptions"], "starts_on": "2020-01-01", "ends_on": TILL}
    tec.sign_in("TEC00").done("POST", "/delegations", given)
    standing_in = tec.sign_in("TEC02")
    request, own = asked(tec.sign_in("TEC01"), "half-day"), asked(standing_in, "half-day")
    refused(standing_in.post(f"/redemptions/{request['id']}/approval"), 403, "role")
    refused(standing_in.post(f"/redemptions/{own['id']}/approval", On_Behalf_Of="TEC00"), 403, "upon-oneself")
    done = standing_in.done("POST", f"/redemptions/{request['id']}/approval", On_Behalf_Of="TEC00")
    shown = read(tec.hr, f"/redemptions/{request['id']}", done["position"])
    assert (shown["decided_by"], shown["decided_on_behalf_of"]) == ("TEC02", "TEC00")


def test_a_revision_changes_what_comes_and_nothing_that_was_asked_for(tec: Company) -> None:
    reward(tec, BONUS)
    given_points(tec, "TEC01", 300)
    employee = tec.sign_in("TEC01")
    request = asked(employee, "bonus-5000")
    changed = tec.hr.done("PATCH", "/rewards/bonus-5000", {"cost": 200, "amount": "4000"})
    assert (changed["revision"], changed["cost"], changed["amount"]) == (2, 200, "4000.00")
    refused(tec.hr.patch("/rewards/bonus-5000", {"cost": 200}), 409, "revision-empty")
    tec.hr.done("POST", "/rewards/bonus-5000/retirement")
    refused(employee.post("/redemptions", {"reward": "bonus-5000"}), 409, "reward-retired", "/reward")
    tec.hr.done("POST", f"/redemptions/{request['id']}/approval")
    done = tec.hr.done("POST", f"/redemptions/{request['id']}/fulfilment")
    assert [one["amount"] for one in read(tec.hr, "/exports/bonuses", done["position"])["items"]] == ["5000.00"]


def test_what_ended_while_an_approver_waited_gets_30_days(timed: TimedCompany) -> None:
    """Held over its last day and rejected then: 30 days. What has not ended keeps its old last day."""
    prepared(timed)
    employee = timed.sign_in("TEC01")
    short = asked(employee, "half-day")
    timed.it_is(2031, 3, 14, 9)
    late = asked(employee, "half-day")
    timed.it_is(2031, 3, 20, 9)
    for request in (short, late):
        back = timed.hr.done("POST", f"/redemptions/{request['id']}/rejection", {"reason": "排班已满"})
    account = read(employee, "/accounts/TEC01", back["position"])
    assert account["expiring"] == [{"on": "2031-04-19", "points": 60}]
    assert (account["balance"], account["held"]) == (60, 0), "the rest of the lot ended on 15 March"


def test_in_time_the_old_last_day_stays(timed: TimedCompany) -> None:
    prepared(timed)
    employee = timed.sign_in("TEC01")
    before = read(employee, "/accounts/TEC01")["expiring"]
    request = asked(employee, "half-day")
    timed.it_is(2031, 3, 15, 23, 59)
    back = timed.hr.done("POST", f"/redemptions/{request['id']}/rejection", {"reason": "排班已满"})
    assert read(employee, "/accounts/TEC01", back["position"])["expiring"] == before == [
        {"on": "2031-03-15", "points": 100}
    ]  # fmt: skip


def test_requesting_and_cancelling_lengthens_no_points(timed: TimedCompany) -> None:
    """Asked for on the last day and cancelled on the next: the one day that it waited, no more."""
    prepared(timed)
    employee = timed.sign_in("TEC01")
    timed.it_is(2031, 3, 15, 12)
    request = asked(employee, "half-day")
    timed.it_is(2031, 3, 16, 12)
    back = employee.done("POST", f"/redemptions/{request['id']}/cancellation")
    assert read(employee, "/accounts/TEC01", back["position"])["expiring"] == [{"on": "2031-03-17", "points": 30}]


def test_what_has_ended_is_not_spent_though_nobody_came_to_expire_it(timed: TimedCompany) -> None:
    prepared(timed)
    timed.it_is(2031, 3, 16, 0)
    refused(timed.sign_in("TEC01").post("/redemptions", {"reward": "half-day"}), 409, "balance-too-low")


def test_the_limit_is_that_of_the_calendar_year_in_the_organisations_zone(timed: TimedCompany) -> None:
    prepared(timed, yearly_limit=1)
    employee = timed.sign_in("TEC01")
    timed.it_is(2030, 12, 31, 23, 59)
    asked(employee, "half-day")
    refused(employee.post("/redemptions", {"reward": "half-day"}), 409, "yearly-limit-reached")
    timed.it_is(2031, 1, 1, 0, 1)
    asked(employee, "half-day")
    refused(employee.post("/redemptions", {"reward": "half-day"}), 409, "yearly-limit-reached")


def prepared(company: TimedCompany, **fields: Any) -> None:
    """100 points of TEC01, which end on 15 March 2031, and half days for 30."""
    company.department("TEC", "TEC01")
    reward(company, LEAVE, approval="manager", **fields)
    given_points(company, "TEC01", 100)
