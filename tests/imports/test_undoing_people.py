"""S58: an import of departments or people is taken back row by row; what stays says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ledger.bootstrap import Installation
from tests.imports.clerk import clerk
from tests.imports.files import bad_rows, checked, imported, settled, table
from tests.journeys.seeing import read, refused
from tests.service import PASSWORD, Company, Person, Service

CHART = table("部门编码,部门名称,上级部门", "销售部,销售部,", "销售一组,销售一组,销售部", "销售二组,销售二组,销售部")
PEOPLE = table(
    "工号,姓名,部门,直接上级,职位",
    "S01,张三,销售部,,经理",
    "S02,李四,销售一组,S01,",
    "S03,王五,销售一组,S01,",
    "S04,赵六,销售一组,S03,",
    "S05,孙七,销售一组,S01,",
)


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    where, service = alone
    company = Company(where, service)
    with clerk(where, company.id):
        yield company


def undo(hr: Person, one: dict[str, Any]) -> dict[str, Any]:
    hr.done("POST", f"/imports/{one['id']}/undo")
    done = settled(hr, one["id"])
    assert done["state"] == "undone", done
    return done


def head(hr: Person) -> int:
    found: int = hr.done("GET", "/audit/verification")["head"]
    return found


def people(hr: Person) -> dict[str, Any]:
    items = read(hr, "/employees?limit=100", head(hr))["items"]
    return {one["employee_no"]: one for one in items if one["employee_no"][0] == "S"}


def test_files_that_were_wrong_are_taken_back_and_come_again_mended(firm: Company) -> None:
    hr = firm.hr
    chart = imported(hr, "departments", CHART)
    first = imported(hr, "employees", PEOPLE)
    assert undo(hr, first)["counts"] == {"undone": 5}
    assert people(hr) == {}
    refused(hr.get("/employees/S02/history"), 404, "not-found")
    refused(
        hr.post("/grants", {"employee": "S02", "tag": "x", "reason": "y", "instant": True}), 422, "unknown-reference"
    )
    assert undo(hr, chart)["counts"] == {"undone": 3}
    codes = {one["code"] for one in read(hr, "/departments", head(hr))["items"]}
    assert not codes & {"销售部", "销售一组", "销售二组"}

    imported(hr, "departments", CHART)
    again = imported(hr, "employees", PEOPLE.replace("王五".encode(), "王五一".encode()))
    assert (again["counts"], people(hr)["S03"]["name"]) == ({"imported": 5}, "王五一")
    said = hr.done("GET", "/audit/events?subject=employee:S03")["items"]
    assert [one["type"].partition(".")[2] for one in said] == [
        "employee-registered.2", "registration-undone.1", "employee-registered.2",
    ]  # fmt: skip
    assert hr.done("GET", "/audit/verification")["sound"]


def test_what_is_referred_to_or_was_changed_since_stays_with_its_reason(firm: Company) -> None:
    hr = firm.hr
    lines = ["S11,钱一,销售二组,S01,", "S12,钱二,销售二组,S11,", "S13,钱三,销售二组,S01,", "S14,钱四,销售二组,S01,",
             "S15,钱五,销售二组,S01,", "S16,钱六,销售二组,S01,", "S17,钱七,销售二组,S01,"]  # fmt: skip
    found = imported(hr, "employees", table("工号,姓名,部门,直接上级,职位", *lines))
    firm.tag("savings", {"type": "fixed", "points": 50})
    hr.done("PATCH", "/employees/S12", {"job": "出纳"})
    hr.done("POST", "/claims", {"tag": "savings", "description": "年度审计按期完成", "employee": "S13"})
    hr.done("PUT", "/budgets/S14/2031-01", {"points": 100})
    imported(hr, "opening-balances", table("employee_no,points", "S15,70"))
    hr.done("PATCH", "/employees/S17", {"password": PASSWORD})
    assert undo(hr, found)["counts"] == {"kept": 6, "undone": 1}
    assert bad_rows(hr, found["id"], "kept") == [
        (2, None, "in-use"), (3, None, "changed-since"), (4, None, "in-use"), (5, None, "in-use"), (6, None, "in-use"),
        (8, None, "in-use"),
    ]  # fmt: skip
    assert {"S11", "S12", "S13", "S14", "S15"} <= people(hr).keys() and "S16" not in people(hr)


def test_a_department_that_a_tag_is_for_or_that_has_people_stays(firm: Company) -> None:
    hr = firm.hr
    found = imported(hr, "departments", table("code,name", "华东,华东", "华南,华南", "华北,华北"))
    firm.tag("east", {"type": "fixed", "points": 50}, departments=["华东"])
    imported(hr, "employees", table("employee_no,name,department", "S21,孙一,华南"))
    assert undo(hr, found)["counts"] == {"kept": 2, "undone": 1}
    assert bad_rows(hr, found["id"], "kept") == [(2, None, "in-use"), (3, None, "in-use")]


def test_changed_fields_go_back_and_what_was_changed_since_stays(firm: Company) -> None:
    hr = firm.hr
    changes = ["S02,李四四,销售二组,主管,9000,2024-03-01", "S05,孙七,销售二组,主管,,", "S04,赵六,销售二组,,,"]
    found = imported(hr, "employees", table("工号,姓名,部门,职位,标准工资,入职日期", *changes))
    assert found["effects"] == {"changed": 3}
    hr.done("PATCH", "/employees/S05", {"job": "组长"})
    hr.done("PATCH", "/employees/S04", {"department": "销售部"})
    done = undo(hr, found)
    assert (done["counts"], done["effects"]) == ({"kept": 1, "partly": 1, "undone": 1}, {"changed": 3})
    assert bad_rows(hr, found["id"], "partly") == [(3, "job", "changed-since")]
    assert bad_rows(hr, found["id"], "kept") == [(4, "department", "changed-since")]
    now = people(hr)
    shown = ("name", "department", "job", "pay_standard", "hired_on")
    assert [now["S02"][field] for field in shown] == ["李四", "销售一组", None, None, None]
    assert [now["S05"][field] for field in shown[:3]] == ["孙七", "销售一组", "组长"]
    assert now["S04"]["department"] == "销售部"
    before = head(hr)
    hr.done("POST", f"/imports/{found['id']}/undo")
    assert head(hr) == before, "twice changes nothing"
    assert checked(hr, "employees", table("工号,姓名", "S02,李四"))["counts"] == {"unchanged": 1}


def test_what_a_file_plans_changes_only_what_the_file_names(firm: Company) -> None:
    hr = firm.hr
    imported(hr, "employees", table("employee_no,name,department", "S31,周一,销售一组"))
    imported(hr, "employees", table("employee_no,position,effective_from", "S31,主管,2099-01-01"))
    position = hr.done("PATCH", "/employees/S31", {"department": "销售二组"})["position"]
    spans = read(hr, "/employees/S31/history", position)["items"]
    assert [(one["from"], one["department"], one["job"]) for one in spans[-1:]] == [("2099-01-01", "销售二组", "主管")]
