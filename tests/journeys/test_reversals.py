"""Taking back what was granted or approved by mistake, and what becomes of the balance."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import balance, board, entries, read, refused

REASON = {"reason": "同一件事记了两次"}
FORCED = {**REASON, "force": True}


@pytest.fixture
def staffed(timed: TimedCompany) -> TimedCompany:
    timed.department("FIN", "FIN01", "FIN02")
    timed.department("TEC", "TEC01")
    timed.employee("HR02", "TEC")
    timed.role("HR02", "hr")
    timed.tag("thanks", {"type": "fixed", "points": 50}, grant_range={"min": 1, "max": 500})
    timed.tag("capped", {"type": "fixed", "points": 50}, monthly_cap=50)
    timed.budget("FIN00", 1_000)
    timed.budget("organisation", 1_000)
    return timed


def granted(company: TimedCompany, points: int = 50, **fields: Any) -> dict[str, Any]:
    body = {"employee": "FIN01", "tag": "thanks", "reason": "加班结账", "points": points, **fields}
    return company.sign_in("HR01" if fields.get("instant") else "FIN00").done("POST", "/grants", body)


def left(company: TimedCompany, position: int, owner: str = "FIN00", month: str = "2030-03") -> int:
    found: int = read(company.hr, f"/budgets/{owner}/{month}", position)["left"]
    return found


def test_who_granted_takes_it_back_within_a_day_and_it_is_as_if_it_had_not_been(staffed: TimedCompany) -> None:
    manager = staffed.sign_in("FIN00")
    kept, wrong = granted(staffed, 30), granted(staffed, 50)
    staffed.it_is(2030, 3, 16, 12, 0)
    done = manager.done("POST", f"/grants/{wrong['id']}/reversal", REASON)
    assert (done["state"], done["points"], done["balance"]) == ("done", 50, 30)

    position = done["position"]
    newest = entries(staffed.hr, "FIN01", position)[0]
    assert (newest["kind"], newest["points"], newest["balance"], newest["reason"]) == (
        "reversal", -50, 30, REASON["reason"],
    )  # fmt: skip
    assert newest["lots"] == [{"lot": f"grant:{wrong['id']}", "points": 50}]
    assert [board(staffed.hr, scope, position) for scope in ("organisation", "department:FIN", "tag:thanks")] == [
        {"FIN01": 30}
    ] * 3
    assert left(staffed, position) == 970
    assert read(staffed.hr, "/trial-balance", position)["sum"] == 0
    told = read(staffed.sign_in("FIN01"), "/notifications", position)["items"][0]
    assert (told["kind"], told["data"]["points"], told["data"]["reason"]) == ("reversed", 50, REASON["reason"])

    refused(manager.post(f"/grants/{wrong['id']}/reversal", REASON), 409, "already-reversed")
    staffed.it_is(2030, 3, 16, 12, 1)
    refused(manager.post(f"/grants/{kept['id']}/reversal", REASON), 403, "reversal-too-late")
    assert staffed.hr.done("POST", f"/grants/{kept['id']}/reversal", REASON)["balance"] == 0


def test_a_reversal_frees_the_cap_of_the_originals_month(staffed: TimedCompany) -> None:
    first = granted(staffed, tag="capped")
    staffed.it_is(2030, 4, 2, 9, 0)
    staffed.budget("FIN00", 1_000)
    march = {"tag": "capped", "occurred_at": "2030-03-20T12:00:00+08:00"}
    asked = {"employee": "FIN01", "reason": "加班结账", **march}
    refused(staffed.sign_in("FIN00").post("/grants", asked), 409, "cap-reached")
    done = staffed.hr.done("POST", f"/grants/{first['id']}/reversal", REASON)
    assert board(staffed.hr, "organisation", done["position"], "2030-03") == {}
    again = granted(staffed, **march)
    assert board(staffed.hr, "organisation", again["position"], "2030-03") == {"FIN01": 50}


def test_points_return_to_the_budget_while_its_month_is_open_and_else_to_issuance(staffed: TimedCompany) -> None:
    grant, award, late, late_award = (granted(staffed, instant=instant) for instant in (False, True, False, True))
    staffed.hr.done("POST", f"/grants/{grant['id']}/reversal", REASON)
    done = staffed.hr.done("POST", f"/grants/{award['id']}/reversal", REASON)
    assert left(staffed, done["position"]) == left(staffed, done["position"], "organisation") == 950
    staffed.it_is(2030, 4, 1, 0, 0)
    staffed.hr.done("POST", f"/grants/{late['id']}/reversal", REASON)
    done = staffed.hr.done("POST", f"/grants/{late_award['id']}/reversal", REASON)
    assert left(staffed, done["position"]) == left(staffed, done["position"], "organisation") == 950
    newest = entries(staffed.hr, "FIN01", done["position"])[:4]
    assert [one["counterpart"] for one in newest] == [
        "issuance", "issuance", "budget:organisation:2030-03", "budget:FIN00:2030-03",
    ]  # fmt: skip


def test_a_claim_is_taken_back_by_its_approver(staffed: TimedCompany) -> None:
    claimed = staffed.sign_in("FIN01").done("POST", "/claims", {"tag": "thanks", "description": "找到了漏账"})
    path = f"/claims/{claimed['id']}/reversal"
    refused(staffed.hr.post(path, REASON), 404, "not-found")
    staffed.hr.done("POST", f"/claims/{claimed['id']}/approval")
    refused(staffed.sign_in("FIN00").post(path, REASON), 403, "not-the-giver")
    refused(staffed.sign_in("TEC00").post(path, REASON), 404, "not-found")
    refused(staffed.sign_in("FIN01").post(path, REASON), 403, "role")
    done = staffed.sign_in("HR02").done("POST", path, REASON)
    assert (done["subject"], done["balance"]) == (f"claim:{claimed['id']}", 0)
    assert board(staffed.hr, "organisation", done["position"]) == {}
    refused(staffed.hr.post(path, REASON), 409, "already-reversed")


def spend_all(company: TimedCompany, position: int) -> int:
    """A year goes by, and what was granted has ended."""
    company.it_is(2031, 3, 16, 9, 0)
    return company.day_has_ended(position)


def test_more_than_there_is_takes_two_hrs_and_the_next_credits_repay_it(staffed: TimedCompany) -> None:
    wrong = granted(staffed, 80)
    seen = spend_all(staffed, wrong["position"])
    assert balance(staffed.hr, "FIN01", seen) == 0
    path = f"/grants/{wrong['id']}/reversal"
    refused(staffed.hr.post(path, REASON), 409, "balance-too-low")
    waits = staffed.hr.done("POST", path, FORCED)
    assert (waits["state"], waits["balance"]) == ("waiting", 0)
    (listed,) = read(staffed.sign_in("HR02"), "/reversals?state=waiting", waits["position"])["items"]
    assert (listed["id"], listed["subject"], listed["requested_by"]) == (waits["id"], f"grant:{wrong['id']}", "HR01")
    assert (listed["employee"], listed["points"], listed["reason"]) == ("FIN01", 80, REASON["reason"])
    confirmation = f"/reversals/{waits['id']}/confirmation"
    refused(staffed.hr.post(confirmation), 403, "second-hr")
    refused(staffed.sign_in("FIN00").post(confirmation), 403, "role")
    done = staffed.sign_in("HR02").done("POST", confirmation)
    assert (done["state"], done["balance"]) == ("done", -80)
    assert read(staffed.hr, "/reversals?state=waiting", done["position"])["items"] == []
    refused(staffed.sign_in("HR02").post(confirmation), 409, "reversal-decided")

    staffed.budget("FIN00", 1_000)
    granted(staffed, 50)
    last = granted(staffed, 50)
    position = last["position"]
    assert last["balance"] == 20
    assert [(one["points"], one["balance"], one["repays"]) for one in entries(staffed.hr, "FIN01", position)[:3]] == [
        (50, 20, 30), (50, -30, 50), (-80, -80, 0),
    ]  # fmt: skip
    assert read(staffed.hr, "/accounts/FIN01", position)["expiring"] == [{"on": "2032-03-16", "points": 20}]
    assert board(staffed.hr, "organisation", position) == {"FIN01": 100}, "what repays counts all the same"
    assert read(staffed.hr, "/trial-balance", position)["sum"] == 0


def test_a_forced_reversal_can_be_rejected_and_nobody_forces_their_own(staffed: TimedCompany) -> None:
    grant = granted(staffed)
    refused(staffed.sign_in("FIN00").post(f"/grants/{grant['id']}/reversal", FORCED), 403, "role", "/force")
    waits = staffed.hr.done("POST", f"/grants/{grant['id']}/reversal", FORCED)
    told = read(staffed.sign_in("HR02"), "/notifications", waits["position"])["items"][0]
    assert (told["kind"], told["data"]["employee"]) == ("reversal-asked", "FIN01")
    rejected = staffed.sign_in("HR02").done("POST", f"/reversals/{waits['id']}/rejection", REASON)
    told = read(staffed.hr, "/notifications", rejected["position"])["items"][0]
    assert (told["kind"], told["data"]["by"], told["data"]["reason"]) == ("reversal-rejected", "HR02", REASON["reason"])
    assert (rejected["state"], rejected["balance"]) == ("rejected", 50)
    (listed,) = read(staffed.hr, "/reversals", rejected["position"])["items"]
    assert (listed["state"], listed["decided_by"], listed["rejection"]) == ("rejected", "HR02", REASON["reason"])
    refused(staffed.sign_in("HR02").post(f"/reversals/{waits['id']}/confirmation"), 409, "reversal-decided")

    own = granted(staffed, employee="HR02", instant=True)
    path = f"/grants/{own['id']}/reversal"
    refused(staffed.sign_in("HR02").post(path, REASON), 403, "upon-oneself")
    refused(staffed.sign_in("HR02").post(path, FORCED), 403, "upon-oneself")
    waits = staffed.hr.done("POST", path, FORCED)
    refused(staffed.sign_in("HR02").post(f"/reversals/{waits['id']}/confirmation"), 403, "upon-oneself")
    for unknown in ("/grants/no-such/reversal", "/claims/no-such/reversal", "/reversals/no-such/rejection"):
        refused(staffed.hr.post(unknown, REASON), 404, "not-found")


def test_who_grants_on_behalf_takes_back_on_behalf(staffed: TimedCompany) -> None:
    given = {"to": "FIN02", "what": ["grants"], "starts_on": "2030-03-01", "ends_on": "2030-03-31"}
    staffed.sign_in("FIN00").done("POST", "/delegations", given)
    deputy = staffed.sign_in("FIN02")
    asked = {"employee": "FIN01", "tag": "thanks", "reason": "多谢"}
    grant = deputy.done("POST", "/grants", asked, On_Behalf_Of="FIN00")
    path = f"/grants/{grant['id']}/reversal"
    refused(deputy.post(path, REASON), 403, "role")
    assert deputy.done("POST", path, REASON, On_Behalf_Of="FIN00")["balance"] == 0


def test_another_company_finds_nothing(staffed: TimedCompany) -> None:
    grant = granted(staffed)
    other = TimedCompany(staffed.inside, "Asia/Shanghai")
    refused(other.hr.post(f"/grants/{grant['id']}/reversal", REASON), 404, "not-found")
