"""What hr asks of the whole company: value in money (S5, S8), liability, budgets, and who grants whom."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ledger.bootstrap import Installation
from tests.journeys.seeing import read
from tests.service import Company, Service
from tests.sheets import cells

THANKS = "谢谢"
REPORTS = {"liability", "budgets", "points", "value", "grants", "favours", "low-departments", "team"}


@pytest.fixture(scope="module")
def told(shared_where: Installation, service: Service) -> tuple[Company, int]:
    """Claims of S5 and S8, and two heads who sit in each other's department."""
    company = Company(shared_where, service)
    company.department("FIN", "FIN01")
    company.department("ADM", "ADM01")
    for number, department in (("FIN00", "ADM"), ("ADM00", "FIN")):
        company.hr.done("PATCH", f"/employees/{number}", {"department": department})
    company.tag(THANKS, {"type": "fixed", "points": 50}, grant_range={"min": 1, "max": 1000})
    company.tag("meetings", {"type": "fixed", "points": 120, "value_per_unit": "50", "value_unit": "hour"})
    company.tag("saving", {"type": "per_unit", "unit": "CNY", "per": "1000", "points": 1, "value_per_unit": "1"})
    for head in ("FIN00", "ADM00"):
        company.budget(head, 1000)
    claim(company, "ADM01", "meetings", {"value_quantity": "1000"}, {"verified_value": "48000"})
    claim(company, "FIN01", "saving", {"quantity": "100000"}, {})
    waiting = {"tag": "saving", "description": "还没批", "quantity": "9000"}
    company.sign_in("FIN01").done("POST", "/claims", waiting)
    given(company, "FIN00", "ADM00", 150)
    given(company, "FIN00", "FIN01", 50)
    given(company, "ADM00", "FIN00", 100)
    return company, given(company, "ADM00", "FIN00", 200)["position"]


def claim(company: Company, number: str, tag: str, quantities: dict[str, str], approval: dict[str, str]) -> None:
    """Claimed, and approved by hr."""
    made = company.sign_in(number).done("POST", "/claims", {"tag": tag, "description": "节约", **quantities})
    company.hr.done("POST", f"/claims/{made['id']}/approval", approval)


def given(company: Company, giver: str, receiver: str, points: int) -> dict[str, Any]:
    body = {"employee": receiver, "tag": THANKS, "reason": "多谢", "points": points}
    return company.sign_in(giver).done("POST", "/grants", body)


def test_s5_and_s8_are_value_in_money_claimed_and_verified(told: tuple[Company, int]) -> None:
    company, position = told
    found = read(company.hr, "/reports/value", position)
    assert found["currency"] == "CNY"
    month = {"month": company.month, "claims": 1}
    assert found["items"] == [
        {"tag": "meetings", **month, "claimed": "50000.00", "verified_claims": 1, "verified": "48000.00",
         "value": "48000.00"},
        {"tag": "saving", **month, "claimed": "100000.00", "verified_claims": 0, "verified": "0.00",
         "value": "100000.00"},
    ]  # fmt: skip
    assert [row["tag"] for row in read(company.hr, "/reports/value?tag=saving", position)["items"]] == ["saving"]


def test_liability_is_what_lots_still_hold_by_their_last_month_and_the_holders_present_department(
    told: tuple[Company, int],
) -> None:
    company, position = told
    found = read(company.hr, "/reports/liability", position)
    ends = f"{int(company.month[:4]) + 1}-{company.month[5:]}"
    # FIN00 sits in ADM, and ADM00 in FIN.
    assert found["items"] == [
        {"month": ends, "department": "ADM", "points": 120 + 300},
        {"month": ends, "department": "FIN", "points": 100 + 50 + 150},
    ]
    assert found["departments"] == [
        {"department": "ADM", "people": 2, "balance": 420, "held": 0, "below_zero": 0},
        {"department": "FIN", "people": 2, "balance": 300, "held": 0, "below_zero": 0},
    ]
    assert found["points"] == 720


def test_budgets_used_and_left_by_owner_and_by_department(told: tuple[Company, int]) -> None:
    company, position = told
    use = {"month": company.month, "lapsed": 0}
    of_fin00 = {"points": 1000, "spent": 200, "left": 800, "used": "0.2000"}
    assert read(company.hr, "/reports/budgets", position)["items"] == [
        {"owner": "ADM00", "department": "FIN", "points": 1000, "spent": 300, "left": 700, "used": "0.3000", **use},
        {"owner": "FIN00", "department": "ADM", **of_fin00, **use},
    ]
    by_department = read(company.hr, "/reports/budgets?by=department", position)["items"]
    assert by_department[0] == {"owner": None, "department": "ADM", **of_fin00, **use}
    assert read(company.hr, "/reports/budgets?from=1999-01&to=1999-02", position)["items"] == []


def test_the_graph_says_who_granted_to_whom_with_shares_of_budget_and_of_what_was_given(
    told: tuple[Company, int],
) -> None:
    company, position = told
    found = read(company.hr, "/reports/grants", position)["items"]
    assert [(row["giver"], row["receiver"], row["grants"], row["points"]) for row in found] == [
        ("ADM00", "FIN00", 2, 300), ("FIN00", "ADM00", 1, 150), ("FIN00", "FIN01", 1, 50),
    ]  # fmt: skip
    assert (found[1]["share_of_budget"], found[1]["share_of_given"]) == ("0.1500", "0.7500")


def test_two_who_grant_to_each_other_are_flagged_with_the_numbers_that_make_it_so(told: tuple[Company, int]) -> None:
    company, position = told
    (flag,) = read(company.hr, "/reports/favours", position)["items"]
    assert flag == {
        "one": "ADM00", "other": "FIN00",
        "given_grants": 2, "given_points": 300, "given_budget": 1000, "given_share": "0.3000",
        "returned_grants": 1, "returned_points": 150, "returned_budget": 1000, "returned_share": "0.1500",
        "closest_days": "0.00", "answered": 2,
    }  # fmt: skip
    assert read(company.hr, "/reports/favours?share=0.15", position)["items"] == [flag]
    assert read(company.hr, "/reports/favours?share=0.1501", position)["items"] == [], "one gave too little back"


def test_every_report_is_a_file_for_excel_too(told: tuple[Company, int]) -> None:
    company, position = told
    read(company.hr, "/reports/value", position)
    answered = company.hr.get("/reports/value.csv")
    assert answered.headers["content-type"] == "text/csv; charset=utf-8"
    assert answered.headers["content-disposition"] == (
        f'attachment; filename="value-{company.month}-{company.month}.csv"'
    )
    assert int(answered.headers["ledger-position"]) >= position
    rows = list(csv.reader(io.StringIO(answered.content.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["tag", "month", "claims", "claimed", "verified_claims", "verified", "value"],
        ["meetings", company.month, "1", "50000.00", "1", "48000.00", "48000.00"],
        ["saving", company.month, "1", "100000.00", "0", "0.00", "100000.00"],
    ]
    for name in REPORTS:
        found = read(company.hr, f"/reports/{name}", position)["items"]
        head, *lines = cells(company.hr.get(f"/reports/{name}.xlsx").content)
        assert len(lines) == len(found) > 0, name
        for line, item in zip(lines, found, strict=True):
            shown = dict(zip(head, line, strict=True))
            assert shown.keys() == item.keys(), name
            assert all(same(shown[key], item[key]) for key in item), (name, shown, item)


def same(cell: Any, value: Any) -> bool:
    """A cell of a spreadsheet shows a value of the JSON report."""
    if isinstance(value, bool) or value is None:
        return cell in ({True: "1", False: "0", None: None}[value], None, "")
    if str(value).endswith("Z"):
        local = datetime.fromisoformat(value).astimezone(ZoneInfo("Asia/Shanghai"))
        return bool(cell == local.replace(microsecond=0, tzinfo=None))
    return cell == value or float(cell) == float(value)


def test_another_organisation_sees_nothing_of_it(
    told: tuple[Company, int], shared_where: Installation, service: Service
) -> None:
    other = Company(shared_where, service)
    other.department("FIN", "FIN01")
    for name in REPORTS - {"team"}:
        assert read(other.hr, f"/reports/{name}")["items"] == []
