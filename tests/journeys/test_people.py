"""Finding people by number and name, and where they stood before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.clockwork import TimedCompany
from tests.journeys.seeing import read, refused
from tests.service import Company


def numbers(company: Company, query: str, as_: str = "HR01") -> list[str]:
    found = read(company.sign_in(as_), f"/employees?{query}")
    return [item["employee_no"] for item in found["items"]]


def test_an_answer_says_where_all_was_so_already(company: Company) -> None:
    company.department("FIN")
    days = read(company.hr, "/organisation")["backdating_days"]
    for path, same in [
        ("/departments/FIN", {"head": "FIN00"}),
        ("/organisation", {"backdating_days": days, "limits": {"points": 10_000}}),
        ("/employees/FIN00", {"department": "FIN"}),
    ]:
        assert company.hr.done("PATCH", path, same)["unchanged"] is True, path
    assert "unchanged" not in company.hr.done("PATCH", "/organisation", {"backdating_days": days + 1})


@pytest.fixture(scope="module")
def named(firm: Company) -> Company:
    for number, name in [("X-101", "欧阳明华"), ("X-102", "Li Ming"), ("X-103", "Ming Li"), ("X-104", "欧阳修")]:
        position = firm.hr.done("POST", "/employees", {"employee_no": number, "name": name, "department": "ADM"})
    read(firm.hr, "/employees?limit=1", position["position"])
    return firm


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("欧阳", ["X-101", "X-104"]),
        ("阳明", ["X-101"]),
        ("x-10", ["X-101", "X-102", "X-103", "X-104"]),
        ("li MING", ["X-102", "X-103"]),
        ("ＬＩ", ["X-102", "X-103"]),
        ("x-101 明", ["X-101"]),
        ("欧阳 x-102", []),
        ("没有这个人", []),
        ("\0", []),
        ("%", []),
    ],
)
def test_every_word_is_in_the_number_or_in_the_name(named: Company, search: str, found: list[str]) -> None:
    sent = named.sign_in("FIN01").client.get(
        "/v1/employees", params={"search": search}, headers={"Authorization": f"Bearer {named.sign_in('FIN01').token}"}
    )
    assert [item["employee_no"] for item in sent.json()["items"]] == found, sent.text


def test_what_a_search_finds_comes_in_pages_and_of_a_department(named: Company) -> None:
    path, found, cursor = "/employees?search=x-10&limit=3", [], ""
    while cursor is not None:
        page = read(named.hr, path + cursor)
        found.append([item["employee_no"] for item in page["items"]])
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
    assert found == [["X-101", "X-102", "X-103"], ["X-104"]]
    assert numbers(named, "search=x-10&department=FIN") == []
    assert len(numbers(named, "search=x-10&department=ADM")) == 4


def test_who_is_renamed_is_found_by_the_new_name_only(named: Company) -> None:
    assert numbers(named, "search=欧阳修") == ["X-104"]
    done = named.hr.done("PATCH", "/employees/X-104", {"name": "司马光"})
    found = read(named.hr, "/employees?search=司马", done["position"])["items"]
    assert [(one["employee_no"], one["name"]) for one in found] == [("X-104", "司马光")]
    assert numbers(named, "search=欧阳修") == []


def test_one_person_is_shown_as_in_the_list(named: Company) -> None:
    for viewer in ("FIN01", "FIN00", "HR01", "ROOT"):
        listed = read(named.sign_in(viewer), "/employees?search=FIN01")["items"]
        assert [read(named.sign_in(viewer), "/employees/FIN01")] == listed
    assert set(read(named.sign_in("ADM01"), "/employees/FIN01")) == {"employee_no", "name", "department"}


def test_people_are_shown_by_their_numbers_together_each_as_by_itself(named: Company) -> None:
    """As a list shows whom a page of many does not know: nobody who is unknown, and of each what the reader sees."""
    for viewer in ("FIN00", "HR01", "ADM01"):
        reader = named.sign_in(viewer)
        together = read(reader, "/employees?number=X-102&number=FIN01&number=X99&number=FIN01")["items"]
        assert together == [read(reader, f"/employees/{no}") for no in ("FIN01", "X-102")]
    refused(named.hr.get("/employees?" + "&".join(["number=X-101"] * 101)), 422, "invalid-fields")


def test_the_admin_finds_who_has_which_role(company: Company) -> None:
    company.department("FIN", "FIN01")
    company.role("FIN01", "payroll")
    done = company.admin.done("PATCH", "/employees/FIN01", {"roles": ["hr", "payroll"]})
    found = read(company.admin, "/employees?with_roles=true", done["position"])["items"]
    assert {one["employee_no"]: one["roles"] for one in found} == {
        "FIN01": ["hr", "payroll"], "HR01": ["hr"], "ROOT": ["admin"],
    }  # fmt: skip
    refused(company.sign_in("FIN00").get("/employees?with_roles=true"), 403, "role")

    last = company.admin.done("PATCH", "/employees/FIN01", {"roles": []})
    given = read(company.admin, "/employees/FIN01/history", last["position"])["roles"]
    assert [(one["roles"], one["given_by"]) for one in given] == [(["payroll"], "ROOT"), (["hr", "payroll"], "ROOT")]
    assert given[0]["to"] == given[1]["from"]
    assert given[1]["to"] is not None
    assert [one["roles"] for one in read(company.hr, "/employees/HR01/history", last["position"])["roles"]] == [["hr"]]


def test_history_says_where_somebody_stood_from_when_to_when(timed: TimedCompany) -> None:
    timed.department("FIN", "FIN01")
    timed.department("TEC", "TEC01")
    timed.hr.done("PATCH", "/employees/FIN01", {"job": "出纳", "pay_standard": "8000"})
    move = {"department": "TEC", "manager": "TEC00", "job": "工程师", "effective_from": "2030-04-01"}
    position = timed.hr.done("PATCH", "/employees/FIN01", move)["position"]
    timed.hr.done("PATCH", "/departments/TEC", {"name": "技术中心", "effective_from": "2030-05-01"})
    position = timed.hr.done("PATCH", "/departments/TEC", {"head": "TEC01", "effective_from": "2030-05-01"})["position"]

    def stood(viewer: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = read(timed.sign_in(viewer), "/employees/FIN01/history", position)["items"]
        return items

    before, after = stood("HR01")
    assert (before["to"], before["department"], before["job"]) == ("2030-03-31", "FIN", "出纳")
    assert (after["from"], after["to"], after["department"], after["manager"]) == ("2030-04-01", None, "TEC", "TEC00")
    assert stood("FIN01") == [before, after], "their own, with their pay"
    assert before["pay_standard"] == "8000.00"
    assert "pay_standard" not in stood("ROOT")[0]
    refused(timed.sign_in("FIN00").get("/employees/FIN01/history"), 403, "role")

    spans = read(timed.hr, "/departments/TEC/history", position)["items"]
    assert [(one["name"], one["head"], one["to"]) for one in spans][-2:] == [
        ("TEC", "TEC00", "2030-04-30"), ("技术中心", "TEC01", None),
    ]  # fmt: skip


def test_a_change_for_good_outlives_the_day_of_a_planned_one(timed: TimedCompany) -> None:
    """A promotion is planned for April; today the person moves, with another manager, and stays there in April."""
    timed.department("FIN", "FIN01")
    timed.department("TEC")
    path, hr = "/employees/FIN01", timed.hr
    hr.done("PATCH", path, {"job": "主管", "effective_from": "2030-04-01"})
    hr.done("PATCH", "/departments/TEC", {"name": "技术中心", "effective_from": "2030-04-01"})
    hr.done("PATCH", path, {"department": "TEC", "manager": "TEC00"})
    hr.done("PATCH", "/departments/TEC", {"head": "FIN00"})
    timed.it_is(2030, 4, 2)
    answered = hr.done("PATCH", path, {"cost_centre": "C-1"})
    assert [answered[name] for name in ("department", "manager", "job")] == ["TEC", "TEC00", "主管"]
    answered = hr.done("PATCH", "/departments/TEC", {"parent": "FIN"})
    assert (answered["name"], answered["head"]) == ("技术中心", "FIN00")
