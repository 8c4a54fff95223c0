"""S58: what a cell refers to, by code or by name; and all that is wrong with a row said at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from ledger.bootstrap import Installation
from ledger.domain.imports.references import Names
from ledger.infrastructure.imports.lookup import MOST_HELD, ByDay
from tests.imports.clerk import clerk
from tests.imports.files import bad_rows, checked, imported, table
from tests.journeys.seeing import read
from tests.service import Company, Person, Service

CHART = table(
    "部門編號,部門名稱,上級部門",
    "BJ,北京分公司,",
    "SH,上海分公司,",
    "STR,战略发展部,北京分公司",
    "FIN-BJ,财务部,BJ",
    "FIN-SH,财务部,上海分公司",
)
PEOPLE = table(
    "Staff ID,Full name,Dept,Line manager",
    "S02,李四,战略发展部,张 三",
    "S01,张三,STR,",
    "S03,王五,fin-bj,s01",
    "S04,王五,FIN-SH,李四",
    "S05,欧阳·娜,Ｓｔｒ,Ｓ０２",
)


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    """Two branches, each with a 财务部; S01 leads S02 and S03; two people are called 王五."""
    where, service = alone
    company = Company(where, service)
    with clerk(where, company.id):
        company.tag("innovation", {"type": "fixed", "points": 50}, name="创新", second_name="Innovation award")
        assert imported(company.hr, "departments", CHART)["counts"] == {"imported": 5}
        assert imported(company.hr, "employees", PEOPLE)["counts"] == {"imported": 5}
        yield company


def rows_of(hr: Person, id: str, state: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = hr.done("GET", f"/imports/{id}/rows?state={state}&limit=1000")["items"]
    return found


def problems(hr: Person, kind: str, *rows: str) -> list[dict[str, Any]]:
    """What is wrong with the rows of a file, one after the other."""
    found = checked(hr, kind, table(*rows))
    assert found["state"] == "checked", found
    return [fault for row in rows_of(hr, found["id"], "bad") for fault in row["problems"]]


def test_people_are_placed_by_names_codes_and_numbers_in_any_case_and_width(firm: Company) -> None:
    head = firm.hr.done("GET", "/audit/verification")["head"]
    people = {one["employee_no"]: one for one in read(firm.hr, "/employees?limit=100", head)["items"]}
    placed = {no: (people[no]["department"], people[no]["manager"]) for no in ("S01", "S02", "S03", "S04", "S05")}
    assert placed == {
        "S01": ("STR", None), "S02": ("STR", "S01"), "S03": ("FIN-BJ", "S01"), "S04": ("FIN-SH", "S02"),
        "S05": ("STR", "S02"),
    }  # fmt: skip
    parents = {one["code"]: one["parent"] for one in read(firm.hr, "/departments", head)["items"]}
    assert parents | {"STR": "BJ", "FIN-BJ": "BJ", "FIN-SH": "SH"} == parents


def test_a_name_of_several_is_named_with_their_codes(firm: Company) -> None:
    department, manager = problems(firm.hr, "employees", "工号,姓名,部门,直接上级", "S09,周八,财务部,王五")
    assert (department["column"], department["rule"], department["values"]["codes"]) == (
        "department", "ambiguous", ["FIN-BJ", "FIN-SH"],
    )  # fmt: skip
    assert (manager["column"], manager["rule"], manager["values"]["codes"]) == ("manager", "ambiguous", ["S03", "S04"])
    assert "FIN-BJ, FIN-SH" in department["reason"] and "S03, S04" in manager["reason"]


@pytest.mark.parametrize(
    ("kind", "headers", "row", "column", "rule", "meant"),
    [
        ("employees", "工号,姓名,部门", "S09,周八,战略部", "department", "unknown-department", ("STR", "战略发展部")),
        ("employees", "工号,直接上级", "S03,李四四", "manager", "unknown-person", ("S02", "李四")),
        ("employees", "工号,直接上级", "S03,S011", "manager", "unknown-person", ("S01", "张三")),
        ("departments", "编码,名称,负责人", "STR,战略发展部,欧阳安娜", "head", "unknown-person", ("S05", "欧阳·娜")),
        ("opening-balances", "姓名,积分", "欧阳娜娜,5", "employee_no", "unknown-person", ("S05", "欧阳·娜")),
        (
            "past-grants", "单号,工号,标签,积分,时间", "G,S01,创新奖,5,2026-1-5",
            "tag", "unknown-tag", ("innovation", "创新"),
        ),
    ],
)  # fmt: skip
def test_what_is_unknown_comes_with_what_was_perhaps_meant(
    firm: Company, kind: str, headers: str, row: str, column: str, rule: str, meant: tuple[str, str]
) -> None:
    (fault,) = problems(firm.hr, kind, headers, row)
    assert (fault["column"], fault["rule"]) == (column, rule)
    assert (fault["values"]["code"], fault["values"]["name"]) == meant
    assert f"did you mean {meant[1]} ({meant[0]})?" in fault["reason"]


def test_points_are_credited_by_name_and_tag_by_name(firm: Company) -> None:
    opened = imported(firm.hr, "opening-balances", table("姓名,积分", "欧阳娜,30", "王五,5"))
    assert opened["counts"] == {"bad": 1, "imported": 1}
    assert bad_rows(firm.hr, opened["id"]) == [(3, "employee_no", "ambiguous")]
    rows = table(
        "单号,员工,标签,积分,日期,当时部门",
        "N-1,欧阳·娜,创新,20,2026-01-05,战略发展部",
        "N-2,欧阳·娜,innovation AWARD,10,2026-01-06,",
    )
    granted = imported(firm.hr, "past-grants", rows)
    assert granted["counts"] == {"imported": 2}, bad_rows(firm.hr, granted["id"])
    head = firm.hr.done("GET", "/audit/verification")["head"]
    entries = read(firm.hr, "/accounts/S05/entries", head)["items"]
    assert [(one["points"], one["tag"]) for one in entries] == [(10, "innovation"), (20, "innovation"), (30, None)]
    for one in (opened, granted):
        firm.hr.done("POST", f"/imports/{one['id']}/undo")


def test_all_that_is_wrong_with_a_row_is_said_at_once(firm: Company) -> None:
    row = "S09,周八,战略部,赵九,2026-03-01,2026-02-01,abc"
    found = problems(firm.hr, "employees", "工号,姓名,部门,直接上级,入职日期,离职日期,标准工资", row)
    assert {(one["column"], one["rule"]) for one in found} == {
        ("pay_standard", "not-a-number"),
        ("department", "unknown-department"),
        ("manager", "unknown-person"),
        ("left_on", "dates"),
    }
    found = problems(firm.hr, "past-grants", "单号,工号,标签,积分,日期,部门", ",S0x,创新奖,零,2199-01-01,战略部")
    assert {(one["column"], one["rule"]) for one in found} == {
        ("source_id", "missing"),
        ("employee_no", "unknown-person"),
        ("tag", "unknown-tag"),
        ("points", "not-a-number"),
        ("occurred_at", "occurred-in-future"),
        ("department", "unknown-department"),
    }


def test_a_row_is_judged_only_by_what_is_known_of_it(firm: Company) -> None:
    """No fault is made of what stands for a wrong cell."""
    found = problems(firm.hr, "employees", "工号,部门,入职日期", "S01,战略部,昨天", "张 三,STR,2026-01-01")
    assert [(one["column"], one["rule"]) for one in found] == [
        ("hired_on", "not-a-date"), ("department", "unknown-department"), ("employee_no", "not-a-number-of-somebody"),
    ]  # fmt: skip


def test_who_is_above_in_a_bad_row_is_said_with_that_row(firm: Company) -> None:
    rows = ("工号,姓名,部门,直接上级", "T01,钱一,战略部,", "T02,钱二,STR,T01", "T03,钱三,STR,钱一", "T04,钱四,STR,T02")
    found = checked(firm.hr, "employees", table(*rows))
    said = [(row["row"], row["problems"][0]["rule"], row["problems"][0]["values"].get("row"))
            for row in rows_of(firm.hr, found["id"], "bad")]  # fmt: skip
    assert said == [
        (2, "unknown-department", None), (3, "refers-to-bad-row", 2), (4, "refers-to-bad-row", 2),
        (5, "refers-to-bad-row", 3),
    ]  # fmt: skip


def test_departments_go_by_their_name_of_that_day(firm: Company) -> None:
    hr = firm.hr
    imported(hr, "departments", table("编码,名称,上级部门,生效日期", "OPS,运营部,BJ,2020-01-01"))
    imported(hr, "departments", table("编码,名称,生效日期", "OPS,增长部,2026-01-01"))
    before, after = "S03,运营部,2025-06-01", "S03,增长部,2026-02-01"
    assert checked(hr, "employees", table("工号,部门,生效日期", before))["counts"] == {"ready": 1}
    assert checked(hr, "employees", table("工号,部门,生效日期", after))["counts"] == {"ready": 1}
    (fault,) = problems(hr, "employees", "工号,部门,生效日期", "S03,增长部,2025-06-01")
    assert fault["rule"] == "unknown-department"


def test_a_row_about_somebody_is_theirs_in_any_case_and_a_second_one_is_a_duplicate(firm: Company) -> None:
    found = checked(firm.hr, "employees", table("工号,岗位", "ｓ０１,经理", "S01,总监"))
    assert bad_rows(firm.hr, found["id"]) == [(3, "employee_no", "duplicate")]
    assert found["effects"]["changed"] == 1


def test_the_names_in_what_is_said_are_sealed_where_rows_are_kept(
    firm: Company, alone: tuple[Installation, Service]
) -> None:
    import psycopg

    found = checked(firm.hr, "opening-balances", table("姓名,积分", "欧阳丽娜,7"))
    with psycopg.connect(alone[0].databases.app) as connection:
        kept = connection.execute("SELECT faults::text FROM imports.rows WHERE id = %s", (found["id"],)).fetchall()
    assert "unknown-person" in kept[0][0] and "欧阳" not in kept[0][0]


def test_a_file_about_a_hundred_thousand_days_asks_for_names_as_often_as_they_changed() -> None:
    """Else the names of all tags were held for each of its days: a gigabyte, of twenty tags."""
    renamed, asked = date(2026, 3, 1), list[date]()

    def called(day: date) -> Names:
        asked.append(day)
        return Names({"D1": "战略部" if day < renamed else "战略发展部"})

    names = ByDay([date(2020, 1, 1), renamed], called)
    days = [date(1900, 1, 1) + timedelta(number) for number in range(100_000)]
    assert [day for day in days if names.on(day).find("战略部")] == [day for day in days if day < renamed]
    assert len(asked) == 3


def test_names_of_only_so_many_days_are_held() -> None:
    days = [date(2026, 1, 1) + timedelta(number) for number in range(20)]
    names = ByDay(days, lambda day: Names({f"D{number}": f"{number} {day}" for number in range(MOST_HELD // 4)}))
    for day in days:
        assert names.on(day).find(f"7 {day}") == ["D7"]
    assert len(names._since) <= 6
