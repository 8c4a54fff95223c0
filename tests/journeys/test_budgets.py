"""Budgets: what a manager may grant in a month, and what becomes of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import balance, read, refused
from tests.service import Company, Person


def trial(person: Person, position: int) -> dict[str, Any]:
    """Balances by account; the sum over all is zero."""
    found = read(person, "/trial-balance", position)
    assert found["sum"] == 0
    accounts = {one["account"]: one["balance"] for one in found["accounts"]}
    assert sum(accounts.values()) == 0
    return accounts


def thanks(company: Company, points: int = 60) -> None:
    company.tag("谢谢", {"type": "fixed", "points": points})


@pytest.fixture
def granted(company: Company) -> Company:
    """FIN00 has 100 points and granted 60 of them."""
    company.department("FIN", "FIN01")
    thanks(company)
    company.budget("FIN00", 100)
    body = {"employee": "FIN01", "tag": "谢谢", "reason": "结账提前两天"}
    company.sign_in("FIN00").done("POST", "/grants", body)
    return company


def test_a_grant_moves_points_from_the_budget_to_the_employee(granted: Company) -> None:
    path = f"/budgets/FIN00/{granted.month}"
    position = granted.hr.done("PUT", path, {"points": 100})["position"]
    for reader in (granted.hr, granted.sign_in("FIN00")):
        assert read(reader, path, position) == {"points": 100, "spent": 60, "lapsed": 0, "left": 40}
    accounts = trial(granted.hr, position)
    assert accounts == {"issuance": -100, f"budget:FIN00:{granted.month}": 40, "employee:FIN01": 60}


def test_below_what_is_spent_is_refused_and_down_to_it_is_not(granted: Company) -> None:
    path = f"/budgets/FIN00/{granted.month}"
    refused(granted.hr.put(path, {"points": 59}), 409, "budget-below-spent", "/points")
    lowered = granted.hr.done("PUT", path, {"points": 60})
    assert (lowered["points"], lowered["spent"], lowered["left"]) == (60, 60, 0)
    body = {"employee": "FIN01", "tag": "谢谢", "reason": "再次"}
    answered = granted.sign_in("FIN00").post("/grants", body)
    refused(answered, 409, "budget-exhausted", "/points")
    assert answered.json()["values"] == {"left": 0, "needed": 60}
    assert trial(granted.hr, lowered["position"])["issuance"] == -60


def test_the_same_total_again_makes_no_event(granted: Company) -> None:
    path = f"/budgets/FIN00/{granted.month}"
    first, second = (granted.hr.done("PUT", path, {"points": 100}) for _ in range(2))
    assert {**first, "unchanged": True} == second


def test_nobody_sets_their_own_budget_and_only_hr_sets_any(granted: Company) -> None:
    refused(granted.hr.put(f"/budgets/HR01/{granted.month}", {"points": 1}), 403, "upon-oneself")
    refused(granted.sign_in("FIN00").put(f"/budgets/FIN00/{granted.month}", {"points": 900}), 403, "role")


@pytest.mark.parametrize("points", [-1, 10**9 + 1, "100", 1.5, None, True])
def test_a_total_is_an_integer_from_nothing_to_a_thousand_million(firm: Company, points: object) -> None:
    refused(firm.hr.put(f"/budgets/FIN00/{firm.month}", {"points": points}), 422, "invalid-fields", "/points")


def test_what_is_left_of_a_past_month_lapses_to_issuance_once(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01")
    thanks(timed)
    for month in ("2030-03", "2030-04"):
        timed.hr.done("PUT", f"/budgets/FIN00/{month}", {"points": 100})
    timed.hr.done("PUT", "/budgets/organisation/2030-03", {"points": 7})
    body = {"employee": "FIN01", "tag": "谢谢", "reason": "三月"}
    march = timed.sign_in("FIN00").done("POST", "/grants", body)
    read(timed.hr, "/budgets/FIN00/2030-03", march["position"])

    timed.it_is(2030, 3, 31, 23, 59)
    assert timed.lapse() == 0
    timed.it_is(2030, 4, 1, 0, 1)
    assert timed.lapse() == 2
    position = timed.hr.done("PUT", "/budgets/FIN00/2030-04", {"points": 100})["position"]
    assert read(timed.hr, "/budgets/FIN00/2030-03", position) == {"points": 100, "spent": 60, "lapsed": 40, "left": 0}
    assert read(timed.hr, "/budgets/organisation/2030-03", position)["left"] == 0
    assert read(timed.hr, "/budgets/FIN00/2030-04", position)["left"] == 100
    accounts = trial(timed.hr, position)
    assert (accounts["issuance"], accounts["budget:FIN00:2030-03"]) == (-160, 0)

    assert timed.lapse() == 0
    assert timed.hr.done("PUT", "/budgets/FIN00/2030-04", {"points": 100})["position"] == position
    refused(timed.hr.put("/budgets/FIN00/2030-03", {"points": 200}), 409, "month-closed")


def test_a_grant_comes_from_the_budget_of_the_month_in_which_it_is_recorded(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01")
    thanks(timed)
    timed.hr.done("PUT", "/budgets/FIN00/2030-03", {"points": 100})
    timed.it_is(2030, 4, 1, 0, 1)
    late = {"employee": "FIN01", "tag": "谢谢", "reason": "三月的事", "occurred_at": "2030-03-31T18:00:00+08:00"}
    refused(timed.sign_in("FIN00").post("/grants", late), 409, "budget-exhausted")
    timed.hr.done("PUT", "/budgets/FIN00/2030-04", {"points": 60})
    done = timed.sign_in("FIN00").done("POST", "/grants", late)
    assert read(timed.hr, "/budgets/FIN00/2030-04", done["position"])["left"] == 0
    assert balance(timed.hr, "FIN01", done["position"]) == 60
