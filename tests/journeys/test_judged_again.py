"""What a claim or a redemption depends on is judged again when it is decided, and the approver is told before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.redeeming import BONUS, given_points, reward
from tests.journeys.seeing import balance, board, read, refused

TAG = "财务规范"


@pytest.fixture
def audited(timed: TimedCompany) -> TimedCompany:
    timed.department("FIN", "FIN01")
    timed.department("ADM")
    timed.tag(TAG, {"type": "fixed", "points": 100}, departments=["FIN"], monthly_cap=150)
    return timed


def claimed(company: TimedCompany, **fields: Any) -> dict[str, Any]:
    return company.sign_in("FIN01").done("POST", "/claims", {"tag": TAG, "description": "清理了往来账", **fields})


def corrected(company: TimedCompany, **fields: Any) -> int:
    position: int = company.hr.done("PATCH", "/employees/FIN01", fields)["position"]
    return position


def hired_later(company: TimedCompany) -> int:
    return corrected(company, hired_on="2030-03-16")


def in_another_department_all_along(company: TimedCompany) -> int:
    return corrected(company, department="ADM", manager="FIN00", effective_from="2030-03-15")


def an_auditor(company: TimedCompany) -> int:
    position: int = company.admin.done("PATCH", "/employees/FIN01", {"roles": ["auditor"]})["position"]
    return position


def tag_retired(company: TimedCompany) -> int:
    position: int = company.hr.done("POST", f"/tags/{TAG}/retirement")["position"]
    return position


CORRECTIONS = pytest.mark.parametrize(
    ("correct", "code"),
    [
        (hired_later, "not-employed"),
        (in_another_department_all_along, "tag-not-for-department"),
        (an_auditor, "auditor-has-no-account"),
        (tag_retired, "tag-retired"),
    ],
)


@CORRECTIONS
def test_an_approval_asks_again_all_that_the_submission_asked(audited: TimedCompany, correct: Any, code: str) -> None:
    claim, manager = claimed(audited), audited.sign_in("FIN00")
    path = f"/claims/{claim['id']}"
    before = read(manager, path, claim["position"])["standing"]
    assert before | {"would_credit": 100, "cap_left": 150, "problem": None, "changes": []} == before
    position = correct(audited)
    told = read(manager, path, position)["standing"]
    assert (told["would_credit"], told["problem"]["type"]) == (0, f"/problems/{code}")
    refused(manager.post(f"{path}/approval"), 409, code)
    refused(audited.hr.post(f"{path}/approval"), 409, code)
    assert read(manager, path, position)["state"] == "submitted", "as it was"
    rejected = manager.done("POST", f"{path}/rejection", {"reason": "记录已更正"})
    shown = read(manager, path, rejected["position"])
    assert (shown["state"], shown["decider"], shown["may_decide"], shown["standing"]) == ("rejected", None, False, None)
    refused(manager.post(f"{path}/approval"), 409, "claim-decided")


@CORRECTIONS
def test_a_resubmission_asks_again_all_that_the_submission_asked(
    audited: TimedCompany, correct: Any, code: str
) -> None:
    claim, employee = claimed(audited), audited.sign_in("FIN01")
    audited.sign_in("FIN00").done("POST", f"/claims/{claim['id']}/return", {"reason": "哪一天?"})
    correct(audited)
    answered = employee.post(f"/claims/{claim['id']}/resubmission", {"description": "十五日"})
    refused(answered, *((403, "role") if correct is an_auditor else (409, code)))


def test_a_claim_counts_in_the_department_that_is_on_record_when_it_is_approved(audited: TimedCompany) -> None:
    audited.tag("全员", {"type": "fixed", "points": 10})
    claim, manager = claimed(audited, tag="全员"), audited.sign_in("FIN00")
    position = in_another_department_all_along(audited)
    told = read(manager, "/claims?state=submitted", position)["items"][0]
    assert told["standing"]["changes"] == [{"what": "department", "before": "FIN", "now": "ADM"}]
    approved = manager.done("POST", f"/claims/{claim['id']}/approval")
    assert board(audited.hr, "department:ADM", approved["position"]) == {"FIN01": 10}
    assert board(audited.hr, "department:FIN", approved["position"]) == {}


def test_the_approver_is_told_what_the_cap_leaves_and_what_changed(audited: TimedCompany) -> None:
    first, second, manager = claimed(audited), claimed(audited), audited.sign_in("FIN00")
    position = manager.done("POST", f"/claims/{first['id']}/approval")["position"]
    told = read(manager, f"/claims/{second['id']}", position)
    assert (told["standing"]["would_credit"], told["standing"]["cap_left"]) == (50, 50)
    terms = {"name": TAG, "departments": ["FIN"], "monthly_cap": 150, "rule": {"type": "fixed", "points": 120}}
    audited.it_is(2030, 3, 18, 9, 0)
    audited.hr.done("POST", f"/tags/{TAG}/revisions", terms)
    position = corrected(audited, left_on="2030-03-17")
    told = read(manager, f"/claims/{second['id']}", position)["standing"]
    assert told["changes"] == [
        {"what": "left", "before": None, "now": "2030-03-17"},
        {"what": "revision", "before": "1", "now": "2"},
    ]
    assert told["problem"] is None, "employed on the day that counts"
    assert manager.done("POST", f"/claims/{second['id']}/approval")["points"] == 50


def test_everybody_who_sees_a_claim_reads_whose_it_is_to_decide(audited: TimedCompany) -> None:
    claim = claimed(audited)
    for reader, may in (("FIN01", False), ("FIN00", True), ("HR01", True)):
        for asked in (f"/claims/{claim['id']}", "/claims"):
            found = read(audited.sign_in(reader), asked, claim["position"])
            shown = found if "id" in found else found["items"][0]
            assert (shown["decider"], shown["may_decide"]) == ("FIN00", may)
    own = audited.sign_in("FIN00").done("POST", "/claims", {"tag": TAG, "description": "本人"})
    shown = read(audited.sign_in("FIN00"), f"/claims/{own['id']}", own["position"])
    assert (shown["decider"], shown["may_decide"]) == (None, False)


@pytest.fixture
def requested(audited: TimedCompany) -> tuple[TimedCompany, str]:
    """FIN01 has 150 points and asks for a bonus of 100."""
    reward(audited, BONUS)
    given_points(audited, "FIN01", 150)
    redemption = audited.sign_in("FIN01").done("POST", "/redemptions", {"reward": BONUS["code"]})
    shown = read(audited.sign_in("FIN00"), f"/redemptions/{redemption['id']}", redemption["position"])
    assert (shown["decider"], shown["may_decide"]) == ("FIN00", True)
    assert shown["standing"] == {"problem": None, "changes": []}
    return audited, redemption["id"]


def test_who_has_left_and_whose_points_are_paid_out_redeems_nothing_more(
    requested: tuple[TimedCompany, str],
) -> None:
    company, redemption = requested
    policy = {"kind": "bonus", "amount_per_point": "1"}
    company.hr.done("PATCH", "/organisation", {"leaver_policy": policy})
    position = corrected(company, left_on="2030-03-15")
    company.it_is(2030, 3, 16, 9, 0)
    manager, path = company.sign_in("FIN00"), f"/redemptions/{redemption}"
    told = read(manager, path, position)["standing"]
    assert told["problem"]["type"] == "/problems/leavers-days-over"
    assert told["changes"] == [{"what": "left", "before": None, "now": "2030-03-15"}]
    refused(manager.post(f"{path}/approval"), 409, "leavers-days-over")
    refused(company.hr.post(f"{path}/approval"), 409, "leavers-days-over")
    back = manager.done("POST", f"{path}/rejection", {"reason": "已离职"})
    assert balance(company.hr, "FIN01", back["position"]) == 150
    refused(manager.post(f"{path}/approval"), 409, "redemption-decided")


def test_an_approvers_delay_takes_nothing_from_a_leaver(requested: tuple[TimedCompany, str]) -> None:
    company, redemption = requested
    company.hr.done("PATCH", "/organisation", {"leaver_policy": {"kind": "redeem", "days": 10}})
    corrected(company, left_on="2030-03-15")
    company.it_is(2030, 4, 20, 9, 0)
    approved = company.sign_in("FIN00").done("POST", f"/redemptions/{redemption}/approval")
    assert approved["state"] == "approved"


def test_an_auditor_redeems_nothing(requested: tuple[TimedCompany, str]) -> None:
    company, redemption = requested
    an_auditor(company)
    refused(company.hr.post(f"/redemptions/{redemption}/approval"), 409, "auditor-has-no-account")


def test_the_approver_is_told_of_another_price(requested: tuple[TimedCompany, str]) -> None:
    company, redemption = requested
    manager, path = company.sign_in("FIN00"), f"/redemptions/{redemption}"
    position = company.hr.done("PATCH", f"/rewards/{BONUS['code']}", {"cost": 120})["position"]
    told = read(manager, path, position)["standing"]
    assert told == {"problem": None, "changes": [{"what": "cost", "before": "100", "now": "120"}]}
    position = company.hr.done("POST", f"/rewards/{BONUS['code']}/retirement")["position"]
    told = read(manager, "/redemptions?state=requested", position)["items"][0]["standing"]
    assert told["changes"] == [{"what": "retired", "before": None, "now": None}]
    assert manager.done("POST", f"{path}/approval")["points"] == 100
