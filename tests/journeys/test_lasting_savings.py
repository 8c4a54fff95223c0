"""Whether a saving lasted: 100,000 saved (S8) is measured again after 3 and after 6 months, and takes nothing back."""

from __future__ import annotations

from typing import Any

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import balance, read, refused
from tests.service import Person


def saving(company: TimedCompany) -> tuple[str, int]:
    """100,000 saved on 15 March 2030, of which the approver found 96,000."""
    company.department("FIN", "FIN01")
    company.tag("saving", {"type": "per_unit", "unit": "CNY", "per": "1000", "points": 1, "value_per_unit": "1"})
    body = {"tag": "saving", "description": "换了供应商", "quantity": "100000"}
    claim = company.sign_in("FIN01").done("POST", "/claims", body)
    path = f"/claims/{claim['id']}"
    done = company.sign_in("FIN00").done("POST", f"{path}/approval", {"verified_value": "96000"})
    return path, done["position"]


def later(company: TimedCompany, *moment: int) -> Person:
    """hr, at a later time: sessions don't last for months."""
    company.it_is(*moment)
    company._people = {}
    return company.hr


def told(person: Person, position: int) -> list[dict[str, Any]]:
    items = read(person, "/notifications", position)["items"]
    return [one["data"] for one in items if one["kind"] == "verification-due"]


def test_hr_is_told_once_when_a_saving_is_to_be_measured_again(timed: TimedCompany) -> None:
    path, position = saving(timed)
    read(timed.hr, path, position)
    later(timed, 2030, 6, 14, 23, 59)
    assert timed.remind() == 0
    later(timed, 2030, 6, 15, 0, 1)
    assert timed.remind() == 1
    hr = timed.hr
    news = told(hr, position + 1)
    assert [(one["claim"], one["employee"], one["months"], one["due_on"]) for one in news] == [
        (path.removeprefix("/claims/"), "FIN01", 3, "2030-06-15")
    ]
    assert timed.remind() == 0
    later(timed, 2030, 9, 15, 9, 0)
    assert timed.remind() == 1
    assert [one["months"] for one in told(timed.hr, position + 2)] == [6, 3]


def test_what_is_measured_counts_in_the_tags_credibility_and_moves_no_points(timed: TimedCompany) -> None:
    path, position = saving(timed)
    before = balance(timed.hr, "FIN01", position)
    refused(timed.hr.post(f"{path}/verification", {"verified_value": "1", "months": 3}), 409, "verification-too-early")
    hr = later(timed, 2030, 6, 15, 9, 0)
    hr.done("POST", f"{path}/verification", {"verified_value": "90000", "months": 3})
    refused(hr.post(f"{path}/verification", {"verified_value": "80000", "months": 3}), 422, "reason-missing", "/reason")
    said = {"verified_value": "80000", "months": 3, "reason": "漏了一笔"}
    done = timed.sign_in("FIN00").done("POST", f"{path}/verification", said)
    assert done["verified_value"] == "80000.00"
    found = read(timed.hr, "/tags/saving/credibility", done["position"])
    assert found == {
        "tag": "saving", "claims": 1, "claimed": "100000.00",
        "approval_claims": 1, "approval_claimed": "100000.00", "approval_verified": "96000.00",
        "approval_ratio": "0.9600",
        "after_3_claims": 1, "after_3_claimed": "100000.00", "after_3_verified": "80000.00", "after_3_ratio": "0.8000",
        "after_6_claims": 0, "after_6_claimed": "0.00", "after_6_verified": "0.00", "after_6_ratio": None,
    }  # fmt: skip
    assert read(timed.hr, "/reports/credibility", done["position"])["items"] == [found]
    shown = read(timed.sign_in("FIN01"), path, done["position"])
    assert (shown["verified_value"], shown["verified_after_3"], shown["verified_after_6"]) == (
        "96000.00", "80000.00", None,
    )  # fmt: skip
    assert balance(timed.hr, "FIN01", done["position"]) == before == 100
    timed.remind()
    assert told(timed.hr, done["position"]) == [], "what is on record is not due"


def test_a_reversed_claim_created_no_value_and_is_not_measured_again(timed: TimedCompany) -> None:
    path, position = saving(timed)
    assert read(timed.hr, "/reports/value", position)["items"][0]["value"] == "96000.00"
    done = timed.hr.done("POST", f"{path}/reversal", {"reason": "没有发生"})
    assert read(timed.hr, "/reports/value", done["position"])["items"] == []
    assert read(timed.hr, path, done["position"])["reversed"] is True
    hr = later(timed, 2030, 6, 15, 9, 0)
    refused(hr.post(f"{path}/verification", {"verified_value": "1", "months": 3}), 409, "claim-not-approved")
    assert timed.remind() == 0


def test_a_claim_without_value_is_not_measured(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01")
    timed.tag("谢谢", {"type": "fixed", "points": 5})
    claim = timed.sign_in("FIN01").done("POST", "/claims", {"tag": "谢谢", "description": "帮忙"})
    path = f"/claims/{claim['id']}/verification"
    refused(timed.hr.post(path, {"verified_value": "1", "months": 3}), 409, "claim-not-approved")
    timed.hr.done("POST", f"/claims/{claim['id']}/approval")
    refused(timed.hr.post(path, {"verified_value": "1", "months": 3}), 409, "claim-without-value")
    refused(timed.hr.post(path, {"verified_value": "1", "months": 4}), 422, "invalid-fields", "/months")
    found = read(timed.hr, "/tags/谢谢/credibility", claim["position"])
    assert (found["claims"], found["claimed"], found["after_3_ratio"]) == (0, "0.00", None)
    assert timed.hr.get("/tags/没有/credibility").status_code == 404
