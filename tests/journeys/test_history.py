"""Departments and people change from a day on; what held before stays known, and circles are refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import board, entries, read, refused
from tests.service import PASSWORD, Company

TAG = "跨部门协作"


@pytest.fixture
def grown(timed: TimedCompany) -> TimedCompany:
    """GRP above FIN and TEC; FIN01 of FIN moves to TEC on 18 March."""
    timed.department("GRP")
    timed.department("FIN", "FIN01", "FIN02", parent="GRP")
    timed.department("TEC", "TEC01", parent="GRP")
    timed.tag(TAG, {"type": "fixed", "points": 50})
    for head in ("FIN00", "TEC00"):
        timed.budget(head, 1000)
    return timed


def granted(company: TimedCompany, manager: str, employee: str, occurred_at: str | None = None) -> dict[str, Any]:
    body = {"employee": employee, "tag": TAG, "reason": "协作", "occurred_at": occurred_at}
    return company.sign_in(manager).done("POST", "/grants", body)


def test_points_count_in_the_department_of_the_time_in_which_they_were_earned(grown: TimedCompany) -> None:
    grown.hr.done("PATCH", "/employees/FIN01", {"department": "TEC", "effective_from": "2030-03-18"})
    granted(grown, "FIN00", "FIN01")
    grown.it_is(2030, 3, 18, 9, 0)
    refused(
        grown.sign_in("FIN00").post("/grants", {"employee": "FIN01", "tag": TAG, "reason": "迟了"}),
        422, "unknown-reference", "/employee",
    )  # fmt: skip
    granted(grown, "TEC00", "FIN01")
    done = granted(grown, "TEC00", "FIN01", occurred_at="2030-03-17T20:00:00+08:00")
    boards = {code: board(grown.hr, f"department:{code}", done["position"]) for code in ("FIN", "TEC", "GRP")}
    assert boards == {"FIN": {"FIN01": 100}, "TEC": {"FIN01": 50}, "GRP": {"FIN01": 150}}
    people = read(grown.hr, "/employees?department=TEC", done["position"])["items"]
    assert [person["employee_no"] for person in people] == ["FIN01", "TEC00", "TEC01"]


def test_a_department_that_moves_takes_along_only_what_is_earned_from_then_on(grown: TimedCompany) -> None:
    grown.hr.done("PATCH", "/departments/TEC", {"parent": "FIN", "effective_from": "2030-03-18"})
    first = granted(grown, "TEC00", "TEC01")
    assert board(grown.hr, "department:FIN", first["position"]) == {}
    refused(grown.sign_in("FIN00").get("/accounts/TEC01"), 404, "not-found")
    grown.it_is(2030, 3, 18, 0, 0)
    assert read(grown.sign_in("FIN00"), "/accounts/TEC01", first["position"])["balance"] == 50
    second = granted(grown, "FIN00", "TEC01")
    boards = {code: board(grown.hr, f"department:{code}", second["position"]) for code in ("FIN", "TEC", "GRP")}
    assert boards == {"FIN": {"TEC01": 50}, "TEC": {"TEC01": 100}, "GRP": {"TEC01": 100}}


def test_who_has_left_is_out_at_once_and_stays_on_the_boards_of_their_time(grown: TimedCompany) -> None:
    leaver = grown.sign_in("FIN01")
    granted(grown, "FIN00", "FIN01")
    grown.hr.done("PATCH", "/employees/FIN01", {"left_on": "2030-03-16"})
    grown.it_is(2030, 3, 16, 23, 59)
    assert leaver.get("/me").status_code == 200
    grown.it_is(2030, 3, 17, 0, 0)
    refused(leaver.get("/me"), 401, "not-signed-in")
    refused(leaver.post("/claims", {"tag": TAG, "description": "走之前"}), 401, "not-signed-in")
    manager = grown.sign_in("FIN00")
    late = {"employee": "FIN01", "tag": TAG, "reason": "送别"}
    refused(manager.post("/grants", late), 409, "not-employed", "/employee")
    done = granted(grown, "FIN00", "FIN01", occurred_at="2030-03-16T18:00:00+08:00")
    assert board(grown.sign_in("FIN02"), "organisation", done["position"], "2030-03") == {"FIN01": 100}
    claim = {"employee": "FIN01", "tag": TAG, "description": "走之后"}
    refused(grown.hr.post("/claims", claim), 409, "not-employed", "/occurred_at")


def test_a_head_who_has_left_heads_nothing(grown: TimedCompany) -> None:
    claim = grown.sign_in("FIN01").done("POST", "/claims", {"tag": TAG, "description": "协作"})
    gone = grown.sign_in("FIN00")
    grown.hr.done("PATCH", "/employees/FIN00", {"left_on": "2030-03-16"})
    grown.it_is(2030, 3, 17, 0, 0)
    refused(gone.post(f"/claims/{claim['id']}/approval"), 401, "not-signed-in")
    assert grown.sign_in("GRP00").done("POST", f"/claims/{claim['id']}/approval")["state"] == "approved"


def test_nobody_works_before_they_are_hired(grown: TimedCompany) -> None:
    grown.employee("FIN09", "FIN", hired_on="2030-03-20")
    body = {"employee": "FIN09", "tag": TAG, "reason": "欢迎"}
    refused(grown.sign_in("FIN00").post("/grants", body), 409, "not-employed", "/employee")
    grown.it_is(2030, 3, 20, 0, 0)
    assert granted(grown, "FIN00", "FIN09")["points"] == 50


def test_departments_and_managers_make_no_circles(company: Company) -> None:
    company.department("GRP")
    company.department("FIN", "FIN01", parent="GRP")
    company.department("AP", parent="FIN")
    for code, parent in [("GRP", "GRP"), ("GRP", "AP"), ("FIN", "AP")]:
        refused(company.hr.patch(f"/departments/{code}", {"parent": parent}), 409, "department-circle", "/parent")
    company.hr.done("PATCH", "/employees/FIN00", {"manager": "GRP00"})
    company.hr.done("PATCH", "/employees/FIN01", {"manager": "FIN00"})
    for number, manager in [("GRP00", "GRP00"), ("GRP00", "FIN01"), ("FIN00", "FIN01")]:
        refused(company.hr.patch(f"/employees/{number}", {"manager": manager}), 409, "manager-circle", "/manager")
    moved = company.hr.done("PATCH", "/departments/AP", {"parent": "GRP"})
    found = read(company.hr, "/departments", moved["position"])["items"]
    assert {one["code"]: one["parent"] for one in found} == {"AP": "GRP", "FIN": "GRP", "GRP": None}


def test_a_number_is_never_used_again_and_its_password_stays(company: Company) -> None:
    company.department("FIN", "FIN01", password=PASSWORD)
    body = {"employee_no": "FIN01", "name": "新人", "department": "FIN", "password": "another password"}
    refused(company.hr.post("/employees", body), 409, "employee-exists", "/employee_no")
    login = {"organisation": company.id, "login": "FIN01"}
    assert company.client.post("/v1/sessions", json={**login, "password": PASSWORD}).status_code == 201
    assert company.client.post("/v1/sessions", json={**login, "password": "another password"}).status_code == 401


def test_changes_of_a_record_that_change_nothing_make_no_event(company: Company) -> None:
    company.department("FIN", "FIN01")
    fields = {"job": "会计", "pay_standard": "8000.50", "performance_share": "0.2", "cost_centre": "C1"}
    first, second = (company.hr.done("PATCH", "/employees/FIN01", fields) for _ in range(2))
    assert {**first, "unchanged": True} == second
    assert (first["pay_standard"], first["job"], first["department"]) == ("8000.5", "会计", "FIN")
    events = read(company.hr, "/audit/events?subject=employee:FIN01", first["position"])["items"]
    assert [event["type"].split(".")[1] for event in events].count("employee-assigned") == 1


def test_entries_name_who_did_it_also_after_they_were_renamed(company: Company) -> None:
    company.department("FIN", "FIN01")
    company.tag(TAG, {"type": "fixed", "points": 5})
    company.budget("FIN00", 10)
    done = company.sign_in("FIN00").done("POST", "/grants", {"employee": "FIN01", "tag": TAG, "reason": "协作"})
    renamed = company.hr.done("PATCH", "/employees/FIN01", {"name": "改名之后"})
    assert renamed["name"] == "改名之后"
    newest = entries(company.sign_in("FIN01"), "FIN01", renamed["position"])[0]
    assert (newest["actor"], newest["reason"], newest["position"]) == ("FIN00", "协作", done["position"])
    items = read(company.hr, "/leaderboards", renamed["position"])["items"]
    assert [(item["employee"], item["name"]) for item in items] == [("FIN01", "改名之后")]
