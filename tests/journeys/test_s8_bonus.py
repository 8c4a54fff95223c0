"""S8: ¥100,000 saved → 100 points → a bonus of ¥5,000 that waits for payroll."""

from __future__ import annotations

from tests.journeys.redeeming import BONUS, given_points, reward
from tests.journeys.seeing import entries, read, refused
from tests.service import Company

SAVINGS = {"type": "per_unit", "unit": "CNY", "per": "1000", "points": 1, "value_per_unit": "1", "value_unit": "CNY"}


def test_100000_saved_are_100_points_are_a_bonus_of_5000_in_the_export(company: Company) -> None:
    company.department("FIN", "FIN01")
    company.employee("PAY01", "FIN")
    company.role("PAY01", "payroll")
    company.tag("savings", SAVINGS)
    reward(company, BONUS)
    employee, manager, hr = company.sign_in("FIN01"), company.sign_in("FIN00"), company.hr

    claim = employee.done("POST", "/claims", {"tag": "savings", "description": "降低成本", "quantity": "100000"})
    assert (claim["points"], claim["value"]) == (100, "100000.00")
    credited = manager.done("POST", f"/claims/{claim['id']}/approval")
    assert credited["balance"] == 100

    asked = employee.done("POST", "/redemptions", {"reward": "bonus-5000"})
    assert (asked["state"], asked["points"], asked["approver"], asked["balance"]) == ("requested", 100, "FIN00", 0)
    account = read(employee, "/accounts/FIN01", asked["position"])
    assert (account["balance"], account["held"], account["expiring"]) == (0, 100, [])
    waiting = read(manager, "/redemptions?state=requested", asked["position"])["items"]
    assert [one["id"] for one in waiting] == [asked["id"]]
    assert read(manager, "/notifications", asked["position"])["items"][0]["kind"] == "redemption-to-decide"

    redemption = f"/redemptions/{asked['id']}"
    refused(hr.post(f"{redemption}/fulfilment"), 409, "redemption-not-approved")
    approved = manager.done("POST", f"{redemption}/approval")
    assert read(hr, "/notifications", approved["position"])["items"][0]["kind"] == "redemption-to-fulfil"
    fulfilled = hr.done("POST", f"{redemption}/fulfilment")
    assert fulfilled["state"] == "fulfilled"
    account = read(employee, "/accounts/FIN01", fulfilled["position"])
    assert (account["balance"], account["held"]) == (0, 0)

    lines = read(hr, "/exports/bonuses?state=waiting", fulfilled["position"])["items"]
    assert [(one["employee_no"], one["amount"], one["pay_item"], one["tax_class"]) for one in lines] == [
        ("FIN01", "5000.00", "points-bonus", "wages")
    ]
    assert lines[0]["redemption"] == asked["id"]
    export = hr.done("POST", "/exports/bonuses")
    path = f"/exports/{export['id']}"
    assert read(company.sign_in("PAY01"), path, export["position"])["total"] == "5000.00"
    trial = read(hr, "/trial-balance", fulfilled["position"])
    assert trial["sum"] == 0
    assert {"account": "redeemed:bonus", "balance": 100} in trial["accounts"]
    kinds = [entry["kind"] for entry in entries(employee, "FIN01", fulfilled["position"])]
    assert kinds == ["hold", "claim"]
    board = read(employee, "/leaderboards", fulfilled["position"])["items"]
    assert [(item["employee"], item["points"]) for item in board] == [("FIN01", 100)], "redeeming lowers no rank"


def test_fulfilled_by_mistake_the_points_and_the_line_come_back(company: Company) -> None:
    company.department("FIN", "FIN01")
    reward(company, BONUS)
    given_points(company, "FIN01", 100)
    employee, hr = company.sign_in("FIN01"), company.hr
    before = read(employee, "/accounts/FIN01")
    asked = employee.done("POST", "/redemptions", {"reward": "bonus-5000"})
    redemption = f"/redemptions/{asked['id']}"
    refused(hr.post(f"{redemption}/reversal", {"reason": "发错人"}), 409, "redemption-not-fulfilled")
    hr.done("POST", f"{redemption}/approval")
    hr.done("POST", f"{redemption}/fulfilment")
    back = hr.done("POST", f"{redemption}/reversal", {"reason": "发错人"})
    assert (back["state"], back["balance"]) == ("reversed", 100)
    account = read(employee, "/accounts/FIN01", back["position"])
    assert {**account, "position": 0} == {**before, "position": 0}, "in the lot that they came from"
    assert read(hr, "/exports/bonuses", back["position"])["items"] == []
    assert [one["reverses"] for one in read(hr, "/exports/bonuses?state=withdrawn")["items"]] == [False]
    assert read(employee, redemption)["reason"] == "发错人"
    assert read(hr, "/rewards", back["position"])["items"][0]["left"] is None
    refused(hr.post(f"{redemption}/reversal", {"reason": "再来"}), 409, "redemption-not-fulfilled")
    assert read(hr, "/trial-balance")["sum"] == 0
