"""S9: a fault rate 15% lower → 150 points → a place in an external training; S10: leave."""

from __future__ import annotations

import csv
import hashlib
import io
import json

from tests.journeys.redeeming import COURSE, LEAVE, given_points, redeemed, reward
from tests.journeys.seeing import read, refused
from tests.service import Company, Person
from tests.sheets import cells

STABILITY = {"type": "stepped", "unit": "%", "steps": [{"op": ">=", "threshold": "15", "points": 150}]}


def test_a_fault_rate_15_percent_lower_is_150_points_is_a_training_place(company: Company) -> None:
    payroll = staffed(company)
    company.tag("stability", STABILITY)
    reward(company, COURSE)
    employee, manager, hr = company.sign_in("TEC01"), company.sign_in("TEC00"), company.hr

    claim = employee.done("POST", "/claims", {"tag": "stability", "description": "故障率降低15%", "quantity": "15"})
    assert manager.done("POST", f"/claims/{claim['id']}/approval")["balance"] == 150
    asked = employee.done("POST", "/redemptions", {"reward": "cloud-course"})
    manager.done("POST", f"/redemptions/{asked['id']}/approval")
    hr.done("POST", f"/redemptions/{asked['id']}/fulfilment")

    prepared = hr.done("POST", "/exports/training")
    assert prepared["state"] == "draft"
    assert [(line["employee_no"], line["course"], line["redemption"]) for line in prepared["lines"]] == [
        ("TEC01", "云原生架构", asked["id"])
    ]
    refused(hr.post("/exports/training"), 409, "nothing-to-export")
    taken = payroll.done("POST", f"/exports/{prepared['id']}/takeover")
    assert (taken["state"], taken["sha256"], taken["lines"]) == (
        "taken-over", prepared["sha256"], prepared["lines"],
    )  # fmt: skip
    refused(payroll.post(f"/exports/{prepared['id']}/takeover"), 409, "export-taken-over")
    assert read(employee, "/accounts/TEC01", taken["position"])["balance"] == 0
    assert {"account": "redeemed:training", "balance": 150} in read(hr, "/trial-balance")["accounts"]


def test_files_say_the_same_whenever_they_are_asked_for(company: Company) -> None:
    """CSV, XLSX and JSON of one export: same bytes twice, Chinese letters, numbers as numbers, no formulas."""
    payroll = staffed(company)
    reward(company, LEAVE, name='=HYPERLINK("http://evil")')
    for number in ("TEC01", "TEC02"):
        given_points(company, number, 60)
        redeemed(company.sign_in(number), company.hr, "half-day")
    prepared = company.hr.done("POST", "/exports/leave")
    path = f"/exports/{prepared['id']}"
    read(payroll, path, prepared["position"])
    files = {kind: file(payroll, f"{path}.{kind}") for kind in ("json", "csv", "xlsx")}
    payroll.done("POST", f"{path}/takeover")
    assert {kind: file(payroll, f"{path}.{kind}") for kind in files} == files

    assert hashlib.sha256(files["json"]).hexdigest() == prepared["sha256"]
    assert json.loads(files["json"])["lines"] == prepared["lines"]
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert [(row["employee_no"], row["days"], row["leave_type"]) for row in rows] == [
        ("TEC01", "0.5", "company"), ("TEC02", "0.5", "company"),
    ]  # fmt: skip
    sheet = cells(files["xlsx"])
    assert [row[4] for row in sheet] == ["days", 0.5, 0.5]
    assert rows[0]["name"] == sheet[1][2] == '\'=HYPERLINK("http://evil")'


def test_what_an_export_has_already_is_taken_back_by_a_later_one(company: Company) -> None:
    """Reversed after payroll booked it: the line stays as it was, is marked, and the next export takes it back."""
    payroll = staffed(company)
    reward(company, LEAVE)
    given_points(company, "TEC01", 30)
    done = redeemed(company.sign_in("TEC01"), company.hr, "half-day")
    first = company.hr.done("POST", "/exports/leave")
    payroll.done("POST", f"/exports/{first['id']}/takeover")
    back = company.hr.done("POST", f"/redemptions/{done['id']}/reversal", {"reason": "重复登记"})
    assert back["balance"] == 30

    shown = read(payroll, f"/exports/{first['id']}", back["position"])
    assert (shown["lines"], shown["sha256"]) == (first["lines"], first["sha256"])
    assert shown["reversed"] == [done["id"]]
    second = company.hr.done("POST", "/exports/leave")
    assert second["lines"] == [{**first["lines"][0], "reverses": True}]
    assert [one["count"] for one in read(payroll, "/exports?kind=leave", second["position"])["items"]] == [1, 1]
    refused(company.hr.post("/exports/leave"), 409, "nothing-to-export")


def test_who_prepared_an_export_does_not_take_it_over(company: Company) -> None:
    staffed(company)
    company.employee("HR02", "TEC")
    company.role("HR02", "hr", "payroll")
    reward(company, LEAVE)
    given_points(company, "TEC01", 30)
    redeemed(company.sign_in("TEC01"), company.hr, "half-day")
    both = company.sign_in("HR02")
    prepared = both.done("POST", "/exports/leave")
    refused(both.post(f"/exports/{prepared['id']}/takeover"), 403, "prepared-by-oneself")


def staffed(company: Company) -> Person:
    """A technical department; and PAY01."""
    company.department("TEC", "TEC01", "TEC02", "PAY01")
    company.role("PAY01", "payroll")
    return company.sign_in("PAY01")


def file(person: Person, path: str) -> bytes:
    answered = person.get(path)
    assert answered.status_code == 200, answered.text
    return answered.content
