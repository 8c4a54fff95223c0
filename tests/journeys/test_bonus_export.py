"""Bonuses on their way to the wages: redeemed ones and what leavers are owed, in exactly one export each."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.redeeming import BONUS, LEAVE, given_points, redeemed, reward
from tests.journeys.seeing import read, refused
from tests.service import Company, Person
from tests.sheets import cells


@pytest.fixture
def payroll(company: Company) -> Person:
    return staffed(company)


def staffed(company: Company) -> Person:
    company.department("FIN", "FIN01", "FIN02", "PAY01")
    company.role("PAY01", "payroll")
    reward(company, BONUS)
    return company.sign_in("PAY01")


def test_a_redeemed_bonus_and_a_leavers_points_reach_payroll_and_the_employee_reads_that_it_is_paid(
    timed: TimedCompany,
) -> None:
    payroll, hr = staffed(timed), timed.hr
    policy = {"kind": "bonus", "amount_per_point": "0.125"}
    hr.done("PATCH", "/organisation", {"leaver_policy": policy})
    given_points(timed, "FIN01", 100)
    given_points(timed, "FIN02", 30)
    employee = timed.sign_in("FIN01")
    done = redeemed(employee, hr, "bonus-5000")
    assert standing(employee, done) == ("fulfilled", "waiting", None)
    assert became(employee, done) == ("现金奖金", "5000.00", "fulfilled", "waiting", None)

    seen = hr.done("PATCH", "/employees/FIN02", {"left_on": "2030-03-20"})["position"]
    timed.it_is(2030, 3, 21, 9)
    seen = timed.day_has_ended(timed.day_has_ended(seen))
    waits = read(hr, "/exports/bonuses", seen)
    assert [(one["subject"], one["employee_no"], one["amount"]) for one in waits["items"]] == [
        (f"redemption:{done['id']}", "FIN01", "5000.00"), ("leaving:FIN02:1", "FIN02", "3.75"),
    ]  # fmt: skip
    assert waits["total"] == "5003.75"
    refused(payroll.get("/exports/bonuses"), 403, "role")

    prepared = hr.done("POST", "/exports/bonuses")
    assert (prepared["kind"], prepared["state"], prepared["total"]) == ("bonus", "draft", "5003.75")
    refused(hr.post("/exports/bonuses"), 409, "nothing-to-export")
    assert standing(employee, done, prepared) == ("fulfilled", "exported", None)
    assert read(hr, "/exports/bonuses", prepared["position"]) == {"items": [], "next_cursor": None, "total": "0.00"}
    path = f"/exports/{prepared['id']}"
    told = read(payroll, "/notifications", prepared["position"])["items"][0]
    assert (told["kind"], told["data"]) == (
        "export-prepared", {"export": prepared["id"], "kind": "bonus", "total": "5003.75"},
    )  # fmt: skip
    assert "export-prepared" not in [one["kind"] for one in read(hr, "/notifications")["items"]]
    check_files(payroll, path, prepared)

    refused(hr.post(f"{path}/takeover"), 403, "role")
    refused(payroll.post(f"{path}/takeover", {"month": "2030-05"}), 422, "pay-month-too-far", "/month")
    taken = payroll.done("POST", f"{path}/takeover", {"month": "2030-04"})
    assert (taken["state"], taken["month"], taken["sha256"]) == ("taken-over", "2030-04", prepared["sha256"])
    refused(payroll.post(f"{path}/takeover"), 409, "export-taken-over")
    assert standing(employee, done, taken) == ("fulfilled", "taken-over", "2030-04")
    assert became(employee, taken) == ("现金奖金", "5000.00", "fulfilled", "taken-over", "2030-04")
    news = read(employee, "/notifications", taken["position"])["items"]
    assert [one["kind"] for one in news][:2] == ["bonus-paid", "redemption-fulfilled"]
    assert news[0]["data"] == {"month": "2030-04", "amount": "5000.00", "count": 1}
    assert (news[1]["data"]["of"], news[1]["data"]["amount"]) == ("bonus", "5000.00")
    assert [
        (one["total"], one["month"]) for one in read(payroll, "/exports?kind=bonus", taken["position"])["items"]
    ] == [("5003.75", "2030-04")]


def check_files(payroll: Person, path: str, prepared: dict[str, Any]) -> None:
    """JSON, CSV and XLSX say the same lines; JSON and XLSX their total, too."""
    read(payroll, path, prepared["position"])
    files = {kind: payroll.get(f"{path}.{kind}").content for kind in ("json", "csv", "xlsx")}
    assert hashlib.sha256(files["json"]).hexdigest() == prepared["sha256"]
    said = json.loads(files["json"])
    assert (said["total"], said["lines"]) == ("5003.75", prepared["lines"])
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert [(row["employee_no"], row["amount"], row["pay_item"], row["subject"]) for row in rows] == [
        (line["employee_no"], line["amount"], "points-bonus", line["subject"]) for line in prepared["lines"]
    ]
    sheet = cells(files["xlsx"])
    assert [row[4] for row in sheet] == ["amount", 5000, 3.75, 5003.75]
    assert sheet[3][0] == "total"


def standing(employee: Person, redemption: dict[str, Any], seen: dict[str, Any] | None = None) -> tuple[Any, ...]:
    """What the employee reads of a bonus: its state, where its line is, the month that it is paid with."""
    shown = read(employee, f"/redemptions/{redemption['id']}", (seen or redemption)["position"])
    return shown["state"], shown["line"], shown["pay_month"]


def became(employee: Person, seen: dict[str, Any]) -> tuple[Any, ...]:
    """What the history says of what the points were held for."""
    (held,) = read(employee, "/accounts/FIN01/entries?kind=hold", seen["position"])["items"]
    return tuple(held["redemption"][name] for name in ("name", "amount", "state", "line", "pay_month"))


def test_a_leaver_who_is_credited_again_has_another_line(timed: TimedCompany) -> None:
    """Settled, credited by what was decided late, settled again: two subjects, two lines, nothing lost."""
    staffed(timed)
    timed.hr.done("PATCH", "/organisation", {"leaver_policy": {"kind": "bonus", "amount_per_point": "1"}})
    given_points(timed, "FIN01", 100)
    asked = timed.sign_in("FIN01").done("POST", "/redemptions", {"reward": "bonus-5000"})
    given_points(timed, "FIN01", 30)
    seen = timed.hr.done("PATCH", "/employees/FIN01", {"left_on": "2030-03-15"})["position"]
    timed.it_is(2030, 3, 16, 9)
    timed.day_has_ended(seen)
    back = timed.hr.done("POST", f"/redemptions/{asked['id']}/rejection", {"reason": "已离职"})
    timed.it_is(2030, 3, 17, 9)
    seen = timed.day_has_ended(back["position"])
    lines = read(timed.hr, "/exports/bonuses", seen)["items"]
    assert [(one["subject"], one["amount"], one["redemption"]) for one in lines] == [
        ("leaving:FIN01:1", "30.00", None), ("leaving:FIN01:2", "100.00", None),
    ]  # fmt: skip
    assert len(timed.hr.done("POST", "/exports/bonuses")["lines"]) == 2


def test_a_bonus_that_payroll_has_is_taken_back_below_zero(company: Company, payroll: Person) -> None:
    """Reversed after it was paid: the next export has it with the amount below zero, so that columns add up."""
    given_points(company, "FIN01", 200)
    employee, hr = company.sign_in("FIN01"), company.hr
    wrong = redeemed(employee, hr, "bonus-5000")
    first = hr.done("POST", "/exports/bonuses")
    payroll.done("POST", f"/exports/{first['id']}/takeover")
    hr.done("POST", f"/redemptions/{wrong['id']}/reversal", {"reason": "发错人"})
    redeemed(employee, hr, "bonus-5000")
    second = hr.done("POST", "/exports/bonuses")
    assert [(line["amount"], line["reverses"]) for line in second["lines"]] in (
        [("-5000.00", True), ("5000.00", False)], [("5000.00", False), ("-5000.00", True)],
    )  # fmt: skip
    assert second["total"] == "0.00"
    taken = payroll.done("POST", f"/exports/{second['id']}/takeover")
    assert taken["month"] == company.month
    kinds = [one["kind"] for one in read(employee, "/notifications", taken["position"])["items"]]
    assert kinds.count("bonus-paid") == 1, "of what comes to nothing nobody is told that it is paid"
    assert standing(employee, wrong, taken)[0] == "reversed"


def test_what_is_not_money_has_no_month(company: Company, payroll: Person) -> None:
    reward(company, LEAVE)
    given_points(company, "FIN01", 30)
    done = redeemed(company.sign_in("FIN01"), company.hr, "half-day")
    prepared = company.hr.done("POST", "/exports/leave")
    path = f"/exports/{prepared['id']}/takeover"
    refused(payroll.post(path, {"month": company.month}), 422, "no-pay-month", "/month")
    taken = payroll.done("POST", path)
    assert (taken["month"], taken["total"]) == (None, None)
    assert standing(company.sign_in("FIN01"), done, taken) == ("fulfilled", "taken-over", None)


def test_the_history_says_how_much_leave_the_points_became_and_since_when(company: Company, payroll: Person) -> None:
    reward(company, LEAVE)
    given_points(company, "FIN01", 60)
    employee = company.sign_in("FIN01")
    asked = employee.done("POST", "/redemptions", {"reward": "half-day", "quantity": 2})
    done = company.hr.done("POST", f"/redemptions/{asked['id']}/fulfilment")
    assert leave(employee, done) == ("fulfilled", "1", "waiting", None)
    news = read(employee, "/notifications", done["position"])["items"][0]
    assert (news["kind"], news["data"]["of"], news["data"]["days"]) == ("redemption-fulfilled", "leave", "1")
    prepared = company.hr.done("POST", "/exports/leave")
    taken = payroll.done("POST", f"/exports/{prepared['id']}/takeover")
    since = read(employee, f"/redemptions/{asked['id']}", taken["position"])["taken_over_at"]
    assert since is not None
    assert leave(employee, taken) == ("fulfilled", "1", "taken-over", since)


def leave(employee: Person, seen: dict[str, Any]) -> tuple[Any, ...]:
    (held,) = read(employee, "/accounts/FIN01/entries?kind=hold", seen["position"])["items"]
    return tuple(held["redemption"][name] for name in ("state", "days", "line", "taken_over_at"))
