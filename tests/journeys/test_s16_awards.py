"""S16: hr's single awards are instant, and kept apart from the long-term distribution."""

from __future__ import annotations

import pytest

from tests.journeys.seeing import balance, board, entries, first, read, refused
from tests.journeys.watching import watching
from tests.service import Company, Service

AWARD = {"employee": "TEC01", "tag": "即时奖", "reason": "周末抢修", "instant": True}


@pytest.fixture
def awarding(company: Company) -> Company:
    company.department("TEC", "TEC01")
    company.tag("即时奖", {"type": "fixed", "points": 500}, monthly_cap=600)
    company.budget("organisation", 1000)
    return company


def test_an_award_counts_in_the_balance_and_in_no_leaderboard(awarding: Company, service: Service) -> None:
    employee = awarding.sign_in("TEC01")
    with watching(service, employee, "department:TEC") as watch:
        done = awarding.hr.done("POST", "/grants", AWARD)
        assert (done["points"], done["balance"]) == (500, 500)
        assert watch.told("balance", lambda data: data["position"] >= done["position"]).data["balance"] == 500
        news = watch.told("notification", lambda data: data["position"] == done["position"])
        assert news.data["data"]["by"] == "award"
        told = watch.told("leaderboard", lambda data: data["position"] >= done["position"])
        assert first(told.data, "TEC01") == {}
    assert balance(employee, "TEC01", done["position"]) == 500
    newest = entries(employee, "TEC01", done["position"])[0]
    assert (newest["kind"], newest["points"], newest["reason"]) == ("award", 500, "周末抢修")
    for scope in ("organisation", "department:TEC", "tag:即时奖"):
        assert board(employee, scope, done["position"], "all") == {}


def test_an_award_is_paid_from_the_organisations_budget_and_takes_nothing_of_a_cap(awarding: Company) -> None:
    for _ in range(2):
        last = awarding.hr.done("POST", "/grants", AWARD)
    path = f"/budgets/organisation/{awarding.month}"
    assert read(awarding.hr, path, last["position"]) == {"points": 1000, "spent": 1000, "lapsed": 0, "left": 0}
    refused(awarding.hr.post("/grants", AWARD), 409, "budget-exhausted")

    awarding.budget("TEC00", 500)
    body = {**AWARD, "instant": False}
    granted = awarding.sign_in("TEC00").done("POST", "/grants", body)
    assert (granted["points"], granted["balance"]) == (500, 1500)
    assert board(awarding.hr, "organisation", granted["position"]) == {"TEC01": 500}


def test_only_hr_awards_instantly_and_never_themselves(awarding: Company) -> None:
    awarding.budget("TEC00", 500)
    refused(awarding.sign_in("TEC00").post("/grants", AWARD), 403, "role")
    refused(awarding.hr.post("/grants", {**AWARD, "employee": "HR01"}), 403, "upon-oneself")
    refused(awarding.hr.post("/grants", {**AWARD, "instant": False}), 403, "role")
    refused(awarding.sign_in("TEC00").get(f"/budgets/organisation/{awarding.month}"), 403, "role")
