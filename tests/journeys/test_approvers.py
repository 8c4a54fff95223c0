"""Who decides: the manager, else the department's head, else the parent's head, else an hr; as of that moment."""

from __future__ import annotations

import pytest

from ledger.bootstrap import Installation
from tests.journeys.seeing import read, refused
from tests.service import Company, Service

TAG = "谢谢"


@pytest.fixture(scope="module")
def chain(shared_where: Installation, service: Service) -> Company:
    """GRP has FIN, which has AP without a head; AP02 reports to FIN01, who heads nothing."""
    company = Company(shared_where, service)
    company.department("GRP")
    company.department("FIN", "FIN01", parent="GRP")
    company.hr.done("POST", "/departments", {"code": "AP", "name": "应付", "parent": "FIN"})
    company.employee("AP01", "AP")
    company.employee("AP02", "AP", manager="FIN01")
    company.tag(TAG, {"type": "fixed", "points": 5})
    return company


def claimed(company: Company, number: str) -> str:
    claim = company.sign_in(number).done("POST", "/claims", {"tag": TAG, "description": "做了一件事"})
    return f"/claims/{claim['id']}/approval"


@pytest.mark.parametrize(
    ("person", "approver", "others"),
    [
        ("AP02", "FIN01", ("FIN00", "GRP00")),
        ("FIN01", "FIN00", ("GRP00",)),
        ("AP01", "FIN00", ("GRP00",)),
        ("FIN00", "GRP00", ()),
        ("GRP00", "HR01", ()),
    ],
)
def test_the_approver_decides_and_others_who_see_the_person_do_not(
    chain: Company, person: str, approver: str, others: tuple[str, ...]
) -> None:
    path = claimed(chain, person)
    for other in others:
        refused(chain.sign_in(other).post(path), 403, "not-the-approver")
    assert chain.sign_in(approver).done("POST", path)["state"] == "approved"


def test_hr_decides_in_the_approvers_place_but_never_for_themselves(chain: Company) -> None:
    assert chain.hr.done("POST", claimed(chain, "AP02"))["state"] == "approved"
    own = claimed(chain, "HR01")
    refused(chain.hr.post(own), 403, "upon-oneself")
    chain.employee("HR02", "GRP")
    chain.role("HR02", "hr")
    assert chain.sign_in("HR02").done("POST", own)["state"] == "approved"


@pytest.mark.parametrize("decision", ["approval", "rejection", "return"])
def test_an_hr_who_claimed_for_somebody_leaves_the_decision_to_others(chain: Company, decision: str) -> None:
    claim = chain.hr.done("POST", "/claims", {"tag": TAG, "description": "代为申报", "employee": "FIN01"})["id"]
    body = {} if decision == "approval" else {"reason": "再想想"}
    refused(chain.hr.post(f"/claims/{claim}/{decision}", body), 403, "submitted-by-oneself")
    assert chain.sign_in("FIN00").post(f"/claims/{claim}/{decision}", body).status_code == 200


def test_an_hr_who_claimed_for_somebody_does_not_decide_it_with_a_password_that_they_gave(chain: Company) -> None:
    """HR01 gives a new manager a first password, chooses another as them, and would approve their own word."""
    given = "first given to the new one"
    chain.employee("AP10", "AP", password=given)
    chain.employee("AP11", "AP", manager="AP10")
    claim = chain.hr.done("POST", "/claims", {"tag": TAG, "description": "代为申报", "employee": "AP11"})
    asked = {"organisation": chain.id, "login": "AP10", "password": given}
    token = chain.client.post("/v1/sessions", json=asked).json()["access_token"]
    body = {"current": given, "password": "chosen by another hand"}
    manager = chain.hold("AP10", chain.hold("AP10", token).done("PUT", "/me/password", body)["access_token"])
    assert read(manager, "/waiting", claim["position"])["claims"] == 0
    refused(manager.post(f"/claims/{claim['id']}/approval"), 403, "submitted-by-oneself")
    told = [one["kind"] for one in read(manager, "/notifications")["items"]]
    assert told == ["password-set", "password-set"], "of the first one as well"
    own = chain.sign_in("AP11").done("POST", "/claims", {"tag": TAG, "description": "自己申报"})
    assert manager.done("POST", f"/claims/{own['id']}/approval")["state"] == "approved"


def test_another_hr_decides_what_an_hr_claimed_for_whom_nobody_is_above(chain: Company) -> None:
    claim = chain.hr.done("POST", "/claims", {"tag": TAG, "description": "代为申报", "employee": "GRP00"})["id"]
    chain.employee("HR03", "GRP")
    chain.role("HR03", "hr")
    refused(chain.hr.post(f"/claims/{claim}/approval"), 403, "submitted-by-oneself")
    assert chain.sign_in("HR03").done("POST", f"/claims/{claim}/approval")["state"] == "approved"


def test_a_head_does_not_decide_for_themselves(chain: Company) -> None:
    refused(chain.sign_in("FIN00").post(claimed(chain, "FIN00")), 403, "upon-oneself")


def test_who_does_not_see_the_person_finds_no_claim(chain: Company) -> None:
    path = claimed(chain, "FIN01")
    unseen = chain.sign_in("FIN01").post(claimed(chain, "AP01"))
    unknown = chain.sign_in("FIN01").post("/claims/0198-none/approval")
    assert (unseen.status_code, unseen.content) == (unknown.status_code, unknown.content)
    refused(unseen, 404, "not-found")
    refused(chain.sign_in("AP01").post(path), 403, "role")


def test_the_approver_is_who_it_is_at_the_moment_of_deciding(company: Company) -> None:
    company.department("FIN", "FIN01", "FIN02")
    company.tag(TAG, {"type": "fixed", "points": 5})
    path = claimed(company, "FIN01")
    company.hr.done("PATCH", "/employees/FIN01", {"manager": "FIN02"})
    refused(company.sign_in("FIN00").post(path), 403, "not-the-approver")
    assert company.sign_in("FIN02").done("POST", path)["state"] == "approved"
    path = claimed(company, "FIN01")
    company.hr.done("PATCH", "/employees/FIN01", {"manager": None})
    refused(company.sign_in("FIN02").post(path), 403, "role")
    assert company.sign_in("FIN00").done("POST", path)["state"] == "approved"
