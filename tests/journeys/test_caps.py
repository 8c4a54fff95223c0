"""S14: caps keep busywork small: only what is left of a month's cap is credited, by the month it occurred in."""

from __future__ import annotations

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import board, entries, read, refused
from tests.service import Company

CAP = 150
HUNDRED = {"type": "fixed", "points": 100}


@pytest.fixture
def capped(company: Company) -> Company:
    company.department("FIN", "FIN01", "FIN02")
    company.tag("加班", HUNDRED, monthly_cap=CAP)
    company.budget("FIN00", 1000)
    return company


def test_only_what_the_cap_leaves_is_credited_and_spent_and_the_entry_says_so(capped: Company) -> None:
    manager = capped.sign_in("FIN00")
    body = {"employee": "FIN01", "tag": "加班", "reason": "月末加班"}
    assert manager.done("POST", "/grants", body)["points"] == 100
    second = manager.done("POST", "/grants", body)
    assert (second["points"], second["balance"]) == (50, 150)
    newest, first = entries(manager, "FIN01", second["position"])
    assert (newest["points"], newest["asked"], first["asked"]) == (50, 100, None)
    assert read(manager, f"/budgets/FIN00/{capped.month}", second["position"])["spent"] == 150
    assert board(manager, "tag:加班", second["position"]) == {"FIN01": 150}

    refused(manager.post("/grants", body), 409, "cap-reached", "/tag")
    assert manager.done("POST", "/grants", {**body, "employee": "FIN02"})["points"] == 100


def test_pending_claims_reserve_nothing_and_the_cap_is_asked_again_at_approval(capped: Company) -> None:
    employee, manager = capped.sign_in("FIN01"), capped.sign_in("FIN00")
    body = {"tag": "加班", "description": "赶报表"}
    claims = [employee.done("POST", "/claims", body)["id"] for _ in range(3)]
    assert manager.done("POST", f"/claims/{claims[0]}/approval")["points"] == 100
    partly = manager.done("POST", f"/claims/{claims[1]}/approval")
    assert (partly["points"], partly["balance"]) == (50, 150)
    assert entries(employee, "FIN01", partly["position"])[0]["asked"] == 100

    refused(manager.post(f"/claims/{claims[2]}/approval"), 409, "cap-reached")
    assert read(employee, f"/claims/{claims[2]}", partly["position"])["state"] == "submitted"
    refused(employee.post("/claims", body), 409, "cap-reached", "/tag")
    waiting = read(manager, "/claims?state=submitted", partly["position"])["items"]
    assert [claim["id"] for claim in waiting] == [claims[2]]
    assert manager.done("POST", f"/claims/{claims[2]}/rejection", {"reason": "已达上限"})["state"] == "rejected"


def test_grants_and_claims_count_together_by_the_month_in_which_they_occurred(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01")
    timed.tag("加班", HUNDRED, monthly_cap=CAP)
    timed.budget("FIN00", 1000)
    timed.hr.done("PATCH", "/organisation", {"backdating_days": 60})
    manager, employee = timed.sign_in("FIN00"), timed.sign_in("FIN01")
    february, march = "2030-02-28T23:59:59+08:00", "2030-03-01T00:00:00+08:00"

    def granted(occurred_at: str) -> int:
        body = {"employee": "FIN01", "tag": "加班", "reason": "加班", "occurred_at": occurred_at}
        points: int = manager.done("POST", "/grants", body)["points"]
        return points

    timed.hr.done("PATCH", "/employees/FIN01", {"hired_on": "2029-01-01"})
    assert (granted(february), granted(march)) == (100, 100)
    body = {"tag": "加班", "description": "加班"}
    for occurred_at in (february, march):
        claim = employee.done("POST", "/claims", {**body, "occurred_at": occurred_at})
        approved = manager.done("POST", f"/claims/{claim['id']}/approval")
        assert approved["points"] == 50
        refused(employee.post("/claims", {**body, "occurred_at": occurred_at}), 409, "cap-reached")
    for period in ("2030-02", "2030-03"):
        assert board(timed.hr, "tag:加班", approved["position"], period) == {"FIN01": CAP}
    timed.it_is(2030, 4, 1, 0, 0)
    assert employee.done("POST", "/claims", body)["points"] == 100
