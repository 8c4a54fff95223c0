"""S59: employees see themselves, managers their people, hr and auditors all; the basic directory is everybody's."""

from __future__ import annotations

import pytest

from ledger.bootstrap import Installation
from tests.journeys.seeing import read, refused
from tests.service import TILL, Company, Service

TAG = "谢谢"
# FIN00 heads FIN with AP below it; AP01 reports to TEC01 of another department, who heads nothing; TEC02 to AP01.
SIGHT = {
    "GRP00": ("GRP00", "FIN00", "FIN01", "AP01", "TEC01", "TEC02"),
    "FIN00": ("FIN00", "FIN01", "AP01"),
    "FIN01": ("FIN01",),
    "TEC01": ("TEC01", "AP01", "TEC02"),
    "AP01": ("AP01", "TEC02"),
    "TEC02": ("TEC02",),
    "PAY01": ("PAY01",),
    "ROOT": ("ROOT",),
    "HR01": ("GRP00", "FIN00", "FIN01", "AP01", "TEC01", "TEC02", "PAY01", "HR01", "ROOT"),
    "AUD01": ("GRP00", "FIN00", "FIN01", "AP01", "TEC01", "TEC02", "PAY01", "HR01", "ROOT"),
}


@pytest.fixture(scope="module")
def seen(shared_where: Installation, service: Service) -> Company:
    company = Company(shared_where, service)
    company.department("GRP")
    company.department("FIN", "FIN01", parent="GRP")
    company.hr.done("POST", "/departments", {"code": "AP", "name": "应付", "parent": "FIN"})
    company.hr.done("POST", "/departments", {"code": "TEC", "name": "技术", "parent": "GRP"})
    company.employee("TEC01", "TEC")
    company.employee("AP01", "AP", manager="TEC01", pay_standard="8000", job="会计")
    company.employee("TEC02", "TEC", manager="AP01")
    for number, role in (("AUD01", "auditor"), ("PAY01", "payroll")):
        company.employee(number, "GRP")
        company.role(number, role)
    company.hr.done("PATCH", "/employees/AUD01", {"department": "TEC"})
    company.hr.done("PATCH", "/employees/PAY01", {"department": None})
    company.tag(TAG, {"type": "fixed", "points": 5})
    for number in ("FIN01", "AP01", "TEC02", "GRP00"):
        company.sign_in(number).done("POST", "/claims", {"tag": TAG, "description": f"{number}的事"})
    return company


@pytest.mark.parametrize("viewer", SIGHT)
def test_accounts_entries_and_claims_are_seen_of_exactly_the_people_in_sight(seen: Company, viewer: str) -> None:
    person = seen.sign_in(viewer)
    with_account = [no for no in SIGHT["HR01"] if no != "AUD01"]
    for path in ("/accounts/{no}", "/accounts/{no}/entries"):
        answers = {no: person.get(path.format(no=no)) for no in with_account}
        assert {no for no, answered in answers.items() if answered.status_code == 200} == set(SIGHT[viewer])
        unknown = person.get(path.format(no="NOBODY"))
        refused(unknown, 404, "not-found")
        assert {answered.content for answered in answers.values() if answered.status_code != 200} <= {unknown.content}

    position = seen.hr.done("PUT", f"/budgets/FIN00/{seen.month}", {"points": 0})["position"]
    claims = read(person, "/claims", position)["items"]
    assert {claim["employee"] for claim in claims} == {"FIN01", "AP01", "TEC02", "GRP00"} & set(SIGHT[viewer])
    for claim in read(seen.hr, "/claims", position)["items"]:
        answered = person.get(f"/claims/{claim['id']}")
        assert answered.status_code == (200 if claim["employee"] in SIGHT[viewer] else 404)
        listed = read(person, f"/claims?employee={claim['employee']}", position)["items"]
        assert bool(listed) is (claim["employee"] in SIGHT[viewer])


@pytest.mark.parametrize("viewer", SIGHT)
def test_the_basic_directory_is_everybodys_the_record_of_people_in_sight_and_pay_hrs_and_ones_own(
    seen: Company, viewer: str
) -> None:
    people = {person["employee_no"]: person for person in read(seen.sign_in(viewer), "/employees", 1)["items"]}
    assert set(people) == {*SIGHT["HR01"], "AUD01"}
    ap01 = people["AP01"]
    assert (ap01["name"], ap01["department"]) == ("员工AP01", "AP")
    assert ("job" in ap01) is ("AP01" in SIGHT[viewer] or viewer == "ROOT")
    assert ("pay_standard" in ap01) is (viewer in {"HR01", "AP01"})


@pytest.mark.parametrize("viewer", ["FIN01", "FIN00", "TEC01", "PAY01", "ROOT", "HR01"])
def test_a_manager_grants_to_people_in_their_sight_only_and_others_look_like_nobody(seen: Company, viewer: str) -> None:
    person = seen.sign_in(viewer)
    body = {"tag": TAG, "reason": "多谢"}
    unseen, unknown = (person.post("/grants", {**body, "employee": no}) for no in ("GRP00", "NOBODY"))
    assert (unseen.status_code, unseen.content) == (unknown.status_code, unknown.content)
    if viewer in {"FIN00", "TEC01"}:
        refused(unseen, 422, "unknown-reference", "/employee")
        refused(person.post("/grants", {**body, "employee": "AP01"}), 409, "budget-exhausted")
    else:
        refused(unseen, 403, "role")


def test_a_budget_is_seen_by_its_owner_hr_and_auditors(seen: Company) -> None:
    path = f"/budgets/FIN00/{seen.month}"
    seen.hr.done("PUT", path, {"points": 10})
    for viewer in ("FIN00", "HR01", "AUD01"):
        assert set(read(seen.sign_in(viewer), path, 1)) == {"points", "spent", "lapsed", "left"}
    for viewer in ("GRP00", "FIN01", "TEC01", "PAY01", "ROOT"):
        unseen, unknown = (seen.sign_in(viewer).get(f"/budgets/{no}/{seen.month}") for no in ("FIN00", "NOBODY"))
        refused(unseen, 404, "not-found")
        assert unseen.content == unknown.content


def test_delegations_are_seen_by_both_sides_hr_and_auditors(seen: Company) -> None:
    body = {"to": "FIN01", "what": ["grants"], "starts_on": "2020-01-01", "ends_on": TILL}
    position = seen.sign_in("FIN00").done("POST", "/delegations", body)["position"]
    for viewer in SIGHT:
        items = read(seen.sign_in(viewer), "/delegations", position)["items"]
        assert len(items) == (1 if viewer in {"FIN00", "FIN01", "HR01", "AUD01"} else 0), viewer
