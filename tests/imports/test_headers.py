"""S58, the first check: which column of a file is which, by the names that people give them, by hand, and as before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ledger.bootstrap import Installation
from ledger.domain.imports.headers import folded_header, headers_of, known_headers
from ledger.domain.imports.kinds import KINDS, Kind
from ledger.domain.imports.synonyms import TRADITIONAL
from tests.imports.clerk import clerk
from tests.imports.files import checked, settled, table
from tests.journeys.seeing import refused
from tests.service import Company, Service

PEOPLE, OPENING, GRANTS = KINDS["employees"], KINDS["opening-balances"], KINDS["past-grants"]
SYSTEMS = {
    "English": (
        "Staff ID,Full Name,Dept.,Line Manager,Job Title,Company,Cost Center,Start Date,Last Working Day,Salary",
        "employee_no,name,department,manager,job,legal_entity,cost_centre,hired_on,left_on,pay_standard",
    ),
    "English, abbreviated": (
        "EMP NO.,employee name,DEPT CODE,Reports to,Position,Legal-Entity,CC,Date of joining,Termination_Date",
        "employee_no,name,department,manager,job,legal_entity,-,hired_on,left_on",
    ),
    "simplified Chinese": (
        "工号*,姓名,部门,直接上级,岗位,法人主体,成本中心,入职日期,离职日期,标准工资（元）,绩效占比(%)",
        "employee_no,name,department,manager,job,legal_entity,cost_centre,hired_on,left_on,pay_standard,performance_share",
    ),
    "traditional Chinese": (
        "員工編號,姓名,部門,直屬主管,職位,公司,成本中心,到職日期,離職日期,月薪,績效佔比,生效日期",
        "employee_no,name,department,manager,job,legal_entity,cost_centre,hired_on,left_on,pay_standard,performance_share,"
        "effective_from",
    ),
    "in two languages": (
        "工号/Staff ID,姓名 Name,部门\nDepartment,直接上级（Line manager）,标准工资/元",
        "employee_no,name,department,manager,pay_standard",
    ),
}


def meant(kind: Kind, titles: str) -> str:
    found = headers_of(kind, titles.split(","))
    return ",".join(
        {place: name for name, place in found.places.items()}.get(at, "-") for at in range(len(titles.split(",")))
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_roster_is_recognised_as_its_system_calls_the_columns(system: str) -> None:
    titles, names = SYSTEMS[system]
    assert meant(PEOPLE, titles) == names


KINDS_OF_FILES = [
    ("departments", "部門編號,部門名稱,上級部門,負責人", "code,name,parent,head"),
    ("departments", "Dept Code,Department Name,Parent Department,Head of Department", "code,name,parent,head"),
    ("opening-balances", "工号*,积分（分）,到期日：", "employee_no,points,last_day"),
    ("opening-balances", "\ufeff员工编号,期初 积分,有效期至", "employee_no,points,last_day"),
    ("opening-balances", "員工編號,積分餘額,失效日期,來源編號", "employee_no,points,last_day,source_id"),
    ("opening-balances", "Emp. No.,Points Balance (pts),Expiry date,Ref #", "employee_no,points,last_day,source_id"),
    ("opening-balances", "Employee No,POINTS,ends-on", "employee_no,points,last_day"),
    ("past-grants", "單號,工號,標籤,獎勵積分,發放日期,事由", "source_id,employee_no,tag,points,occurred_at,reason"),
    ("past-grants", "Transaction ID,Staff No,Category,Award Date", "source_id,employee_no,tag,occurred_at"),
    ("old-balances", "Employee ID,Closing balance", "employee_no,points"),
    ("old-movements", "員工編號,積分變動,發生時間,流水號", "employee_no,points,occurred_at,source_id"),
]


@pytest.mark.parametrize(("kind", "titles", "names"), KINDS_OF_FILES)
def test_every_kind_is_recognised_in_its_languages(kind: str, titles: str, names: str) -> None:
    assert meant(KINDS[kind], titles) == names


def test_case_width_blanks_dots_brackets_stars_and_traditional_characters_make_no_other_header() -> None:
    same = [
        "emp no",
        "EMP_NO",
        " Emp. No. ",
        "ｅｍｐ－ｎｏ",
        "Emp No (required)",
        "*Emp No*",
        "Emp\u00a0No：",
        "Emp #",
        "【必填】Emp No",
    ]
    assert {folded_header(one) for one in same} == {"empno"}
    assert folded_header("員工編號") == folded_header("员工编号")


def test_a_header_that_may_be_two_columns_is_asked_unless_the_others_decide_it() -> None:
    found = headers_of(OPENING, ["ID", "Points"])
    assert [(one.title, one.how, one.could_be) for one in found.asked] == [
        ("ID", "ambiguous", ("employee_no", "source_id"))
    ]
    assert found.missing == ("employee_no",)
    assert meant(OPENING, "ID,Staff No,Points") == "source_id,employee_no,points"
    dates = headers_of(PEOPLE, ["工号", "日期"])
    assert dates.asked[0].could_be == ("hired_on", "left_on", "effective_from")
    assert meant(PEOPLE, "工号,员工,部门") == "employee_no,name,department"
    assert meant(KINDS["departments"], "部门编码,部门") == "code,name"


def test_a_name_serves_where_no_number_is_there_and_is_passed_over_beside_one() -> None:
    assert meant(OPENING, "姓名,积分") == "employee_no,points"
    assert meant(OPENING, "No.,工号,姓名,积分,流水号") == "-,employee_no,-,points,source_id"
    assert meant(PEOPLE, "工号,姓名,部门编码,部门名称,直接上级姓名") == "employee_no,name,department,-,manager"


def test_what_is_chosen_by_hand_holds_and_what_was_chosen_before_is_remembered_as_such() -> None:
    titles = ["工号", "金币", "备注", "有效期"]
    by_hand = headers_of(OPENING, titles, {1: "points", 2: None})
    assert by_hand.places == {"points": 1, "employee_no": 0, "last_day": 3}
    assert [one.how for one in by_hand.seen] == ["known", "chosen", "passed", "known"]
    again = headers_of(OPENING, ["金币", "Staff ID", "颜色"], {}, {folded_header("金 币"): "points", "颜色": None})
    assert again.places == {"points": 0, "employee_no": 1}
    assert [one.how for one in again.seen] == ["remembered", "known", "remembered"]
    other = headers_of(OPENING, ["金币", "Staff ID", "积分"], {2: "points"}, {folded_header("金币"): "points"})
    assert other.places == {"points": 2, "employee_no": 1}, "by hand comes before what is remembered"


def test_what_somebody_chose_against_a_known_title_is_asked_of_the_next() -> None:
    """Else one could have the names in another's file become jobs, and nobody was asked."""
    titles, before = ["工号", "姓名", "部门"], {folded_header("姓名"): "job", folded_header("部门"): "department"}
    asked = headers_of(PEOPLE, titles, {}, before)
    assert [(one.column, one.how, one.could_be) for one in asked.seen] == [
        ("employee_no", "known", ()), (None, "ambiguous", ("name", "job")), ("department", "remembered", ()),
    ]  # fmt: skip
    assert headers_of(PEOPLE, titles, {1: "name"}, before).places["name"] == 1


def test_what_somebody_passed_over_is_asked_of_the_next_where_nothing_else_holds_it() -> None:
    before = {folded_header("部门"): None, folded_header("颜色"): None}
    asked = headers_of(PEOPLE, ["工号", "部门", "颜色"], {}, before)
    assert [(one.how, one.could_be) for one in asked.seen[1:]] == [("ambiguous", ("department",)), ("remembered", ())]
    settled = headers_of(PEOPLE, ["工号", "部门", "所属部门"], {}, before)
    assert (settled.places["department"], settled.asked) == (2, ())
    assert headers_of(PEOPLE, ["工号", "部门"], {1: None}, before).asked == ()


def test_what_is_chosen_by_hand_settles_what_stands_twice() -> None:
    titles = ["工号", "employee_no", "积分"]
    found = headers_of(OPENING, titles)
    assert (found.twice, found.missing) == (("employee_no",), ())
    assert headers_of(OPENING, titles, {1: None}).twice == ()
    assert headers_of(OPENING, titles, {1: "employee_no"}).places == {"employee_no": 1, "points": 2}


def test_an_unknown_header_comes_with_the_columns_that_it_looks_like() -> None:
    found = headers_of(PEOPLE, ["工号", "Full nmae", "入职的日期", "颜色", "import_problem"])
    assert found.unknown == ("Full nmae", "入职的日期", "颜色")
    assert [one.could_be[:1] for one in found.seen[1:]] == [("name",), ("hired_on",), ()]


def test_what_is_missing_is_named() -> None:
    assert headers_of(OPENING, ["工号"]).missing == ("points",)


def test_the_row_of_headers_has_more_known_ones_than_titles_and_rows_of_values() -> None:
    fits = known_headers(PEOPLE)
    assert [fits(row) for row in (["2026年花名册"], ["工号", "姓名", "备用"], ["S01", "张三", "1"], [])] == [0, 2, 0, 0]
    assert known_headers(PEOPLE, {"备用": None})(["工号", "备 用", "别的"]) == 2, "also what is remembered"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_each_name_of_a_column_alone_is_that_column_or_is_asked(kind: Kind) -> None:
    for column in kind.columns:
        for title in (column.name, *column.also, *column.loose):
            (one,) = headers_of(kind, [title]).seen
            assert one.column == column.name or column.name in one.could_be or title in column.loose, title


def test_no_name_is_kept_in_traditional_characters() -> None:
    names = [title for kind in KINDS.values() for column in kind.columns for title in (*column.also, *column.loose)]
    assert [title for title in names if title.translate(TRADITIONAL) != title] == []


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    where, service = alone
    company = Company(where, service)
    company.department("FIN", "FIN01")
    with clerk(where, company.id):
        yield company


def said(company: Company, found: dict[str, Any], columns: dict[str, str | None]) -> dict[str, Any]:
    company.hr.done("POST", f"/imports/{found['id']}/reading", {"columns": columns})
    return settled(company.hr, found["id"])


def shown(found: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    return [(one["title"], one["column"], one["how"]) for one in found["reading"]["columns"]]


def test_a_file_whose_required_column_nobody_knows_is_read_once_somebody_says_which_it_is(firm: Company) -> None:
    found = checked(firm.hr, "opening-balances", table("员工代号,金币,颜色", "FIN01,30,红"))
    assert (found["state"], found["problem"]["rule"]) == ("failed", "headers")
    assert [one["could_be"] for one in found["reading"]["columns"]] == [["employee_no"], [], []]
    again = said(firm, found, {"0": "employee_no", "1": "points", "2": None})
    assert (again["state"], again["counts"]) == ("checked", {"ready": 1})
    assert shown(again) == [
        ("员工代号", "employee_no", "chosen"), ("金币", "points", "chosen"), ("颜色", None, "passed"),
    ]  # fmt: skip


def test_what_was_chosen_is_remembered_for_the_next_file_of_the_kind_and_said(firm: Company) -> None:
    found = checked(firm.hr, "opening-balances", table("工号,贡献币", "FIN01,31"))
    assert found["state"] == "failed"
    assert said(firm, found, {"1": "points"})["state"] == "checked"
    following = checked(firm.hr, "opening-balances", table("姓名,工号,贡献 币（枚）*", "某,FIN01,32"))
    assert shown(following)[2] == ("贡献 币（枚）*", "points", "remembered")
    assert following["counts"] == {"ready": 1}
    assert checked(firm.hr, "old-balances", table("工号,贡献币", "FIN01,31"), period="2026-01")["state"] == "failed"
    corrected = said(firm, checked(firm.hr, "opening-balances", table("工号,贡献币,积分", "FIN01,1,34")), {"1": None})
    assert (corrected["state"], corrected["total"]) == ("checked", 34)
    last = checked(firm.hr, "opening-balances", table("工号,贡献币,积分", "FIN01,1,35"))
    assert (last["total"], shown(last)[1]) == (35, ("贡献币", None, "remembered")), "the last choice is remembered"


def test_a_header_that_may_be_several_is_open_until_somebody_says_which(firm: Company) -> None:
    found = checked(firm.hr, "employees", table("工号,姓名,部门,日期", "FIN09,周九,FIN,2026-03-01"))
    assert (found["state"], found["reading"]["open"]) == ("checked", ["columns"])
    assert shown(found)[3] == ("日期", None, "ambiguous")
    refused(firm.hr.post(f"/imports/{found['id']}/confirmation", {}), 409, "reading-unanswered")
    again = said(firm, found, {"3": "hired_on"})
    assert (again["reading"]["open"], shown(again)[3]) == ([], ("日期", "hired_on", "chosen"))
    firm.hr.done("POST", f"/imports/{found['id']}/confirmation", {})
    assert settled(firm.hr, found["id"])["counts"] == {"imported": 1}
