"""HR sets the budgets of a month at once, sees who set what, and what the next month needs."""

from __future__ import annotations

from typing import Any

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import read, refused
from tests.service import Company


def told(company: Company) -> None:
    for code in ("FIN", "TEC"):
        company.department(code, f"{code}01")
    company.tag("谢谢", {"type": "fixed", "points": 50})


def asked(**points: int) -> dict[str, Any]:
    return {"items": [{"owner": owner, "points": much} for owner, much in points.items()]}


def test_many_budgets_are_set_at_once_with_a_result_for_each(company: Company) -> None:
    told(company)
    done = company.hr.done("PUT", f"/budgets/{company.month}", asked(FIN00=1000, TEC00=500, organisation=200))
    assert [(one["owner"], one["points"], one["left"]) for one in done["results"]] == [
        ("FIN00", 1000, 1000), ("TEC00", 500, 500), ("organisation", 200, 200),
    ]  # fmt: skip
    items = read(company.hr, f"/budgets?month={company.month}", done["position"])["items"]
    assert {one["owner"]: one["points"] for one in items} == {"FIN00": 1000, "TEC00": 500, "organisation": 200}
    again = company.hr.done("PUT", f"/budgets/{company.month}", asked(FIN00=1000, TEC00=500))
    assert again["position"] == done["position"], "the same totals make no event"


def test_all_or_none_and_the_refusal_points_at_the_item(company: Company) -> None:
    told(company)
    company.budget("TEC00", 500)
    body = {"employee": "TEC01", "tag": "谢谢", "reason": "多谢"}
    company.sign_in("TEC00").done("POST", "/grants", body)

    def put(**points: int) -> Any:
        return company.hr.put(f"/budgets/{company.month}", asked(**points))

    refused(put(FIN00=1000, TEC00=49), 409, "budget-below-spent", "/items/1/points")
    refused(put(FIN00=1000, HR01=5), 403, "upon-oneself", "/items/1/owner")
    refused(put(NOBODY=1000), 422, "unknown-reference", "/items/0/owner")
    twice = {"items": [{"owner": "FIN00", "points": 1}, {"owner": "FIN00", "points": 2}]}
    refused(company.hr.put(f"/budgets/{company.month}", twice), 422, "named-twice", "/items/1/owner")
    refused(company.hr.put("/budgets/1999-01", asked(FIN00=1)), 409, "month-closed")
    refused(company.hr.put("/budgets/1999-13", asked(FIN00=1)), 404, "not-found")
    refused(company.hr.put(f"/budgets/{company.month}", {"items": []}), 422, "invalid-fields", "/items")
    position = company.budget("TEC00", 600)["position"]
    items = read(company.hr, f"/budgets?month={company.month}", position)["items"]
    assert [(one["owner"], one["points"]) for one in items] == [("TEC00", 600)], "none of the others was set"


def test_a_budget_tells_who_set_it_to_what(company: Company) -> None:
    told(company)
    company.employee("HR02", "FIN")
    company.role("HR02", "hr")
    path = f"/budgets/FIN00/{company.month}"
    company.hr.done("PUT", path, {"points": 1000})
    company.sign_in("FIN00").done("POST", "/grants", {"employee": "FIN01", "tag": "谢谢", "reason": "多谢"})
    last = company.sign_in("HR02").done("PUT", path, {"points": 700})
    found = read(company.sign_in("FIN00"), f"{path}/history", last["position"])
    assert [(one["actor"], one["change"], one["points"]) for one in found["items"]] == [
        ("HR02", -300, 700), ("HR01", 1000, 1000),
    ]  # fmt: skip
    first = read(company.hr, f"{path}/history?limit=1", last["position"])
    older = read(company.hr, f"{path}/history?limit=1&cursor={first['next_cursor']}", last["position"])
    assert [one["points"] for one in (*first["items"], *older["items"])] == [700, 1000]


def test_the_forecast_says_what_will_be_left_and_what_the_next_month_needs(timed: TimedCompany) -> None:
    told(timed)
    granted = {"employee": "FIN01", "tag": "谢谢", "reason": "多谢"}
    timed.budget("FIN00", 1000)
    for _ in range(4):
        timed.sign_in("FIN00").done("POST", "/grants", granted)
    timed.it_is(2030, 4, 10, 9, 0)
    timed._people = {}
    timed.budget("FIN00", 1000)
    position = timed.sign_in("FIN00").done("POST", "/grants", granted)["position"]
    found = read(timed.sign_in("FIN00"), "/budgets/FIN00/2030-04/forecast", position)
    assert found == {
        "month": "2030-04", "points": 1000, "spent": 50, "days_gone": 10, "days": 30, "spent_by_end": 150,
        "left_at_end": 850, "runs_out_on": None, "past": [{"month": "2030-03", "spent": 200}], "needed_next": 175,
    }  # fmt: skip
    refused(timed.hr.get("/budgets/FIN00/2030-03/forecast"), 409, "month-not-present")
