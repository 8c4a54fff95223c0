"""A manager who is away lets another act: on their behalf, from their budget, shown as such, never upon either."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import entries, read, refused
from tests.service import TILL, Company, Person

GRANT = {"employee": "FIN02", "tag": "谢谢", "reason": "代为发放"}


def give(principal: Person, to: str, *what: str, starts_on: str, ends_on: str) -> dict[str, Any]:
    body = {"to": to, "what": list(what), "starts_on": starts_on, "ends_on": ends_on}
    return principal.done("POST", "/delegations", body)


@pytest.fixture
def away(company: Company) -> Company:
    """FIN00, who has 100 points to grant, let FIN01 act this month."""
    company.department("FIN", "FIN01", "FIN02")
    company.tag("谢谢", {"type": "fixed", "points": 30})
    company.budget("FIN00", 100)
    starts_on, ends_on = f"{company.month}-01", TILL
    give(company.sign_in("FIN00"), "FIN01", "grants", "claims", starts_on=starts_on, ends_on=ends_on)
    return company


def test_a_delegate_grants_from_the_principals_budget_and_it_is_shown_as_such(away: Company) -> None:
    delegate = away.sign_in("FIN01")
    done = delegate.done("POST", "/grants", GRANT, On_Behalf_Of="FIN00")
    assert read(away.hr, f"/budgets/FIN00/{away.month}", done["position"])["spent"] == 30
    newest = entries(away.sign_in("FIN02"), "FIN02", done["position"])[0]
    assert (newest["actor"], newest["on_behalf_of"]) == ("FIN01", "FIN00")
    for name in ("FIN01", "FIN00"):
        event = read(away.hr, f"/audit/events?actor={name}&subject=grant:{done['id']}", done["position"])["items"][0]
        assert (event["actor"], event["on_behalf_of"]) == ("FIN01", "FIN00")
    refused(delegate.post("/grants", GRANT), 403, "role")


@pytest.mark.parametrize("employee", ["FIN01", "FIN00"])
def test_a_delegate_grants_neither_to_themselves_nor_to_the_principal(away: Company, employee: str) -> None:
    body = {**GRANT, "employee": employee}
    refused(away.sign_in("FIN01").post("/grants", body, On_Behalf_Of="FIN00"), 403, "upon-oneself")


def test_a_delegate_decides_claims_but_neither_their_own_nor_the_principals(away: Company) -> None:
    body = {"tag": "谢谢", "description": "支持了审计"}
    claims = {no: away.sign_in(no).done("POST", "/claims", body)["id"] for no in ("FIN00", "FIN01", "FIN02")}
    delegate = away.sign_in("FIN01")
    for no in ("FIN00", "FIN01"):
        refused(delegate.post(f"/claims/{claims[no]}/approval", On_Behalf_Of="FIN00"), 403, "upon-oneself")
    refused(delegate.post(f"/claims/{claims['FIN02']}/approval"), 403, "role")
    approved = delegate.done("POST", f"/claims/{claims['FIN02']}/approval", On_Behalf_Of="FIN00")
    newest = entries(away.sign_in("FIN02"), "FIN02", approved["position"])[0]
    assert (newest["actor"], newest["on_behalf_of"]) == ("FIN01", "FIN00")


def test_a_delegate_who_decides_claims_sees_what_waits_as_the_principal_does(away: Company) -> None:
    body = {"tag": "谢谢", "description": "支持了审计"}
    claim = away.sign_in("FIN02").done("POST", "/claims", body)
    delegate, path, position = away.sign_in("FIN01"), f"/claims/{claim['id']}", claim["position"]
    read(away.sign_in("FIN00"), path, position)
    refused(delegate.get(path), 404, "not-found")
    assert delegate.get("/claims").json()["items"] == []
    assert delegate.get(path, On_Behalf_Of="FIN00").json()["description"] == "支持了审计"
    listed = delegate.get("/claims?state=submitted", On_Behalf_Of="FIN00").json()["items"]
    assert [one["id"] for one in listed] == [claim["id"]]
    outsider = delegate.get("/claims?employee=HR01", On_Behalf_Of="FIN00").json()["items"]
    assert outsider == []


def test_a_delegate_who_decides_redemptions_sees_what_waits_as_the_principal_does(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.tag("谢谢", {"type": "fixed", "points": 30})
    company.budget("FIN00", 100)
    head, delegate = company.sign_in("FIN00"), company.sign_in("FIN01")
    give(head, "FIN01", "redemptions", starts_on="2020-01-01", ends_on=TILL)
    assert delegate.get("/me").json()["stands_in"] == ["redemptions"]
    assert head.get("/me").json()["stands_in"] == []
    reward = {"code": "半天假", "name": "半天假", "cost": 20, "kind": "leave", "days": "0.5", "approval": "manager"}
    company.hr.done("POST", "/rewards", reward)
    head.done("POST", "/grants", GRANT)
    asked = company.sign_in("FIN02").done("POST", "/redemptions", {"reward": "半天假"})
    path = f"/redemptions/{asked['id']}"
    read(head, path, asked["position"])
    refused(delegate.get(path), 404, "not-found")
    refused(delegate.get("/claims", On_Behalf_Of="FIN00"), 403, "not-delegated")
    listed = delegate.get("/redemptions?state=requested", On_Behalf_Of="FIN00").json()["items"]
    assert [one["id"] for one in listed] == [asked["id"]]
    assert delegate.get(path, On_Behalf_Of="FIN00").json()["employee"] == "FIN02"
    assert read(delegate, "/waiting", asked["position"])["standing_in"] == 1
    told = [read(one, "/notifications", asked["position"])["items"][0] for one in (head, delegate)]
    assert [(one["kind"], one["data"]["employee"]) for one in told] == [("redemption-to-decide", "FIN02")] * 2
    assert "redemption-to-decide" not in read(company.sign_in("FIN02"), "/notifications")["items"][0]["kind"]
    delegate.done("POST", f"{path}/approval", On_Behalf_Of="FIN00")


def test_who_may_only_grant_on_behalf_of_somebody_reads_no_claims_for_them(company: Company) -> None:
    company.department("FIN", "FIN01")
    give(company.sign_in("FIN00"), "FIN01", "grants", starts_on="2020-01-01", ends_on=TILL)
    for actor, principal in [("FIN01", "FIN00"), ("FIN00", "FIN01"), ("FIN01", "HR01")]:
        refused(company.sign_in(actor).get("/claims", On_Behalf_Of=principal), 403, "not-delegated")
        refused(company.sign_in(actor).get("/claims/none", On_Behalf_Of=principal), 403, "not-delegated")


def test_nobody_acts_for_somebody_who_did_not_let_them(away: Company) -> None:
    for actor, principal in [("FIN02", "FIN00"), ("FIN01", "HR01"), ("FIN00", "FIN01"), ("FIN01", "NOBODY")]:
        refused(away.sign_in(actor).post("/grants", GRANT, On_Behalf_Of=principal), 403, "not-delegated")
    claim = {"tag": "谢谢", "description": "冒名"}
    refused(away.sign_in("FIN01").post("/claims", claim, On_Behalf_Of="FIN00"), 403, "not-delegated")
    refused(away.sign_in("FIN01").get("/accounts/FIN00", On_Behalf_Of="FIN00"), 403, "not-delegated")


def test_a_revoked_delegation_is_over_at_once_and_only_its_giver_revokes_it(away: Company) -> None:
    head = away.hr.get("/audit/verification").json()["head"]
    mine = read(away.sign_in("FIN01"), "/delegations", head)["items"][0]["id"]
    refused(away.sign_in("FIN01").post(f"/delegations/{mine}/revocation"), 403, "role")
    assert away.sign_in("FIN00").done("POST", f"/delegations/{mine}/revocation")["revoked"] is True
    refused(away.sign_in("FIN01").post("/grants", GRANT, On_Behalf_Of="FIN00"), 403, "not-delegated")
    refused(away.sign_in("FIN00").post(f"/delegations/{mine}/revocation"), 404, "not-found")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"to": "FIN00"}, 403, "upon-oneself"),
        ({"to": "NOBODY"}, 422, "unknown-reference"),
        ({"what": ["budgets"]}, 422, "unknown-matter"),
        ({"what": []}, 422, "unknown-matter"),
        ({"ends_on": "2020-01-01"}, 422, "dates"),
        ({"ends_on": "2199-12-31"}, 422, "delegation-too-long"),
    ],
)
def test_a_delegation_names_another_and_matters_that_can_be_delegated(
    firm: Company, change: dict[str, Any], status: int, code: str
) -> None:
    body = {"to": "FIN01", "what": ["grants"], "starts_on": "2020-01-01", "ends_on": TILL, **change}
    refused(firm.sign_in("FIN00").post("/delegations", body), status, code)


def test_a_delegation_holds_from_its_first_to_its_last_local_day_in_its_matter(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01", "FIN02")
    timed.tag("谢谢", {"type": "fixed", "points": 1})
    timed.budget("FIN00", 100)
    give(timed.sign_in("FIN00"), "FIN01", "grants", starts_on="2030-03-18", ends_on="2030-03-20")
    claim = timed.sign_in("FIN02").done("POST", "/claims", {"tag": "谢谢", "description": "等候"})["id"]
    delegate = timed.sign_in("FIN01")
    for moment, allowed in [
        ((2030, 3, 17, 23, 59), False),
        ((2030, 3, 18, 0, 0), True),
        ((2030, 3, 20, 23, 59), True),
        ((2030, 3, 21, 0, 0), False),
    ]:
        timed.it_is(*moment)
        answered = delegate.post("/grants", GRANT, On_Behalf_Of="FIN00")
        if allowed:
            assert answered.status_code == 201
        else:
            refused(answered, 403, "not-delegated")
        refused(delegate.post(f"/claims/{claim}/approval", On_Behalf_Of="FIN00"), 403, "not-delegated")


def test_a_principal_who_is_no_manager_any_more_lends_nothing(away: Company) -> None:
    away.hr.done("PATCH", "/departments/FIN", {"head": "FIN02"})
    grant = {**GRANT, "employee": "FIN02"}
    refused(away.sign_in("FIN01").post("/grants", grant, On_Behalf_Of="FIN00"), 403, "role")


def test_nobody_delegates_to_who_has_left_and_who_leaves_stands_in_for_nobody_when_they_return(
    timed: TimedCompany,
) -> None:
    timed.department("FIN", "FIN01", "FIN02")
    timed.tag("谢谢", {"type": "fixed", "points": 1})
    timed.budget("FIN00", 100)
    head, days = timed.sign_in("FIN00"), {"starts_on": "2030-03-15", "ends_on": "2030-06-30"}
    given = give(head, "FIN01", "grants", **days)
    left = timed.hr.done("PATCH", "/employees/FIN01", {"left_on": "2030-03-20"})
    shown = read(head, "/delegations", left["position"])["items"]
    assert [(one["id"], one["ends_on"]) for one in shown] == [(given["id"], "2030-03-20")]
    refused(head.post("/delegations", {"to": "FIN01", "what": ["grants"], **days}), 409, "not-employed")
    timed.it_is(2030, 3, 25)
    body = {"to": "FIN01", "what": ["grants"], "starts_on": "2030-03-25", "ends_on": "2030-03-26"}
    refused(head.post("/delegations", body), 409, "not-employed")
    timed.hr.done("PATCH", "/employees/FIN01", {"left_on": None})
    refused(timed.sign_in("FIN01").post("/grants", GRANT, On_Behalf_Of="FIN00"), 403, "not-delegated")
