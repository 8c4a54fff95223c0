"""Workbooks to fill in, and rows to mend, in the reader's language: the import reads what somebody types there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest

from ledger.api.http.heads import LANGUAGES, Language
from ledger.api.imports.template import Choice, Choices, template
from ledger.api.imports.words import BESIDE, CALLED, CHINESE_FAULTS, head_of, problem_head, problems_said
from ledger.bootstrap import Installation
from ledger.domain.imports.cells import Reader, Wrong, day, money, points, share, signed_points
from ledger.domain.imports.headers import headers_of
from ledger.domain.imports.kinds import KINDS
from ledger.domain.imports.names import KindName
from ledger.domain.imports.references import Names
from tests.imports.clerk import clerk
from tests.imports.files import bad_rows, checked, imported, table
from tests.journeys.seeing import refused
from tests.service import Company, Service
from tests.sheets import cells, filled, part

CHOICES = Choices(
    departments=[Choice("FIN", "财务部"), Choice("007", "特别行动组")],
    people=[Choice("00042", "张三")],
    tags=[Choice("cost-saving", "成本节约")],
)
LISTS, STYLES = "xl/worksheets/sheet2.xml", "xl/styles.xml"
EVERY = [(kind, language) for kind in get_args(KindName) for language in LANGUAGES]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_OF_THE_PAGE = Path(__file__).parents[2] / "web/src/pages/people/imports/faults.ts"


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_import_knows_every_head_of_a_template_and_of_a_file_to_mend(kind: str, language: Language) -> None:
    heads = cells(template(kind, language, CHOICES))[0]
    columns = KINDS[kind].columns
    assert [head.endswith("*") for head in heads] == [column.required for column in columns]
    found = headers_of(KINDS[kind], [*heads, problem_head(language)])
    assert list(found.places) == [column.name for column in columns]
    assert not (found.unknown or found.twice or found.missing)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["departments", "employees"])
def test_a_name_beside_a_code_is_never_taken_for_another_code(kind: str, language: Language) -> None:
    heads = [head_of(kind, column.name, language) for column in KINDS[kind].columns]
    names = [BESIDE[column.name][1 + (language == "zh")] for column in KINDS[kind].columns if column.name in BESIDE]
    found = headers_of(KINDS[kind], [*heads, *names])
    assert list(found.places.values()) == list(range(len(heads)))
    assert not found.twice


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_column_of_a_template_says_what_it_holds_with_an_example(kind: str, language: Language) -> None:
    notes = part(template(kind, language, CHOICES), "xl/comments1.xml")
    example = "例：" if language == "zh" else "Example: "
    said = re.findall(r"<t[^>]*>([^<]*)</t>", notes)
    assert len(said) == len(KINDS[kind].columns)
    assert [note for note in said if example not in note] == []


def test_a_template_has_the_organisations_codes_to_choose_from_on_a_sheet_that_nobody_sees() -> None:
    made = template("past-grants", "zh", CHOICES)
    assert [row[:3] for row in cells(made, 1)] == [
        ["FIN 财务部", "00042 张三", "cost-saving 成本节约"], ["007 特别行动组", None, None],
    ]  # fmt: skip
    assert 'name="lists" sheetId="2" state="veryHidden"' in part(made, "xl/workbook.xml")
    chosen = dict(re.findall(r'sqref="([A-Z])2:[^"]*">?.*?<formula1>([^<]*)</formula1>', part(made)))
    assert chosen == {"B": "lists!$B$1", "C": "lists!$C$1", "F": "lists!$A$1:$A$2"}
    assert 'showErrorMessage="1"' not in part(made), "what is not in a list may be typed, too"


def test_numbers_and_codes_that_somebody_types_keep_their_leading_zeros() -> None:
    made = template("employees", "en", CHOICES)
    formats = [int(code) for code in re.findall(r'numFmtId="(\d+)"', part(made, STYLES).partition("<cellXfs")[2])]
    styles = {
        place: int(style)
        for first, last, style in re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*style="(\d+)"', part(made))
        for place in range(int(first), int(last) + 1)
    }
    texts = {column.name for place, column in enumerate(KINDS["employees"].columns, 1) if formats[styles[place]] == 49}
    assert texts == {
        "employee_no", "name", "department", "manager", "job", "legal_entity", "cost_centre",
    }  # fmt: skip


def test_the_same_codes_make_the_same_template() -> None:
    assert template("employees", "zh", CHOICES) == template("employees", "zh", CHOICES)


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    where, service = alone
    company = Company(where, service)
    with clerk(where, company.id):
        company.tag("savings", {"type": "fixed", "points": 50})
        imported(company.hr, "departments", table("部门编码,部门名称", "007,特别行动组", "FIN,财务部"))
        imported(company.hr, "employees", table("工号,姓名,部门", "00042,<r>张三</r>,FIN", "FIN00,李四,FIN"))
        yield company


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_into_a_template_is_read_as_it_looks_and_nothing_is_asked(firm: Company, language: str) -> None:
    answered = firm.hr.get(f"/imports/templates/employees.xlsx?language={language}")
    made = answered.content
    departments, people = ([row[place] for row in cells(made, 1)] for place in (0, 1))
    assert departments[:2] == ["007 特别行动组", "FIN 财务部"]
    assert people == ["00042 <r>张三</r>", "FIN00 李四", "HR01 HR01", "ROOT ROOT"]
    no = f"000{len(language)}{language[0]}"
    typed = [no, "王五", departments[0], people[0], "会计"]
    found = checked(firm.hr, "employees", filled(made, [typed]), media_type=XLSX)
    assert (found["counts"], found["unknown_columns"]) == ({"ready": 1}, [])
    assert [notice["rule"] for notice in found["reading"]["notices"]] == ["hidden-sheets"]
    assert found["reading"]["open"] == [], "it is told, and asks nothing"
    row = found["sample"][0]
    assert row["given"]["employee_no"] == no
    assert (row["becomes"]["department"], row["becomes"]["manager"], row["becomes"]["job"]) == ("007", "00042", "会计")
    firm.hr.done("POST", f"/imports/{found['id']}/confirmation")


def test_a_code_with_the_name_of_another_is_not_taken_for_either() -> None:
    names = Names({"00042": "张三", "00043": "李四", "N": ""})
    assert [names.find(text) for text in ("00042 张三", "00042  张 三", "n", "张三")] == [
        ("00042",), ("00042",), ("N",), ["00042"],
    ]  # fmt: skip
    assert not any(names.find(text) for text in ("00042 李四", "N 张三", "00044 张三", "00042张三"))


def test_a_template_is_called_what_it_is(firm: Company) -> None:
    named = firm.hr.get("/imports/templates/past-grants.xlsx?language=en").headers
    assert named["content-disposition"] == 'attachment; filename="past-grants-template.xlsx"'
    chinese = firm.hr.get("/imports/templates/past-grants.xlsx").headers["content-disposition"]
    assert chinese == (
        f"attachment; filename=\"past-grants-template.xlsx\"; filename*=UTF-8''{quote('历史授予-模板.xlsx')}"
    ), "in the organisation's language, when none is asked for"
    refused(firm.hr.get("/imports/templates/secrets.xlsx"), 422, "invalid-fields")


def to_mend(firm: Company, id: str, language: str, format: str = "csv") -> bytes:
    query = f"?language={language}" if language else ""
    return firm.hr.get(f"/imports/{id}/corrected.{format}{query}").content


def records(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def test_the_rows_to_mend_speak_the_readers_language_and_are_read_again_when_they_are_mended(firm: Company) -> None:
    rows = ["C1,甲,XXX,2026/13/1", ",乙,FIN,", "C3,丙,FIN,", "C3,丁,FIN,"]
    found = checked(firm.hr, "employees", table("工号,姓名,部门,入职日期", *rows))
    heads = {language: records(to_mend(firm, found["id"], language))[0] for language in ("", *LANGUAGES)}
    assert heads == {
        "": ["employee_no", "name", "department", "hired_on", "import_problem"],
        "en": ["Employee no", "Name", "Department", "Hired on", "Import problem"],
        "zh": ["工号", "姓名", "部门", "入职日期", "导入问题"],
    }
    said = [row[-1] for row in records(to_mend(firm, found["id"], "zh"))[1:]]
    assert said == [
        "入职日期：没有这一天；部门：没有部门“XXX”",
        "工号：不能为空",
        "工号：与第 4 行重复",
    ]
    assert records(to_mend(firm, found["id"], "en"))[2][-1] == "Employee no: is empty"
    workbook = cells(to_mend(firm, found["id"], "zh", "xlsx"))
    assert [row[-1] for row in workbook[1:]] == said

    mended = to_mend(firm, found["id"], "zh").replace(b"XXX", b"FIN").replace(b"2026/13/1", b"2026/12/1")
    again = checked(firm.hr, "employees", mended.replace("丁".encode(), "戊".encode()))
    assert again["unknown_columns"] == []
    assert bad_rows(firm.hr, again["id"]) == [(3, "employee_no", "missing")]


def test_all_rows_to_mend_are_in_the_file(firm: Company, pytestconfig: pytest.Config) -> None:
    count = 100_050 if pytestconfig.getoption("--full") else 1_150
    rows = [f"M{number},NOWHERE" for number in range(count)]
    found = checked(firm.hr, "employees", table("employee_no,department", *rows))
    made = records(to_mend(firm, found["id"], "zh"))
    assert [row[0] for row in made[1:]] == [f"M{number}" for number in range(count)]
    assert len(cells(to_mend(firm, found["id"], "zh", "xlsx"))) == count + 1


OF_FILES = {
    "empty", "headers", "encoding", "mixed-encodings", "encrypted", "broken-workbook", "not-a-table", "zip-bomb",
    "sheet", "too-many-merges", "too-large", "too-many-rows", "too-many-columns", "cell-too-large", "line-too-long",
    "quotes", "stopped",
}  # fmt: skip
"""What is wrong with a file as a whole: of such a one no rows can be mended."""


def test_a_file_says_what_is_wrong_in_the_words_of_the_page() -> None:
    source = FAULTS_OF_THE_PAGE.read_text().partition("const CHINESE")[2].partition("\n};")[0]
    found = re.findall(r'^  (?:"([^"]+)"|([a-z]+)): (.*),$', source, re.MULTILINE)
    rules = {quoted or plain: said for quoted, plain, said in found}
    words = {rule: said for rule, said in rules.items() if rule not in OF_FILES}
    assert set(words) <= set(CHINESE_FAULTS)
    for rule, said in words.items():
        ours = CHINESE_FAULTS[rule]
        assert f'"{ours}"' == said if isinstance(ours, str) else not said.startswith('"'), rule


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (day, "2026-02-30", "没有这一天"),
        (day, "5/1/2026", "不是有效日期，请把年份写在最前，如 2026-03-11"),
        (day, "0202-01-05", "年份须为 1900 至 2200"),
        (points, "-3", "积分须为 1 至 10 亿"),
        (signed_points, "-2000000000", "积分须为 -10 亿至 10 亿"),
        (money, "-1", "不能小于 0，须小于 1 万亿"),
        (share, "140%", "占比须为 0 至 100%"),
    ],
)
def test_what_is_said_of_a_cell_in_chinese_is_what_is_wrong_with_it(read: Reader, text: str, said: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read(text, ZoneInfo("Asia/Shanghai"))
    problem: dict[str, Any] = {"rule": wrong.value.rule, "column": None, "reason": wrong.value.reason}
    assert problems_said("employees", [problem], "zh").endswith(said)


def test_of_several_that_look_alike_the_same_one_is_meant_each_time() -> None:
    people = {"FIN04": "郭试航", "FIN01": "林小例", "FIN02": "黄如样"}
    for names in (people, dict(reversed(people.items()))):
        assert Names(names).nearest("FIN09") == ("FIN01", "林小例")


def test_what_a_reason_names_is_said_in_chinese_too() -> None:
    problems = [
        {"rule": "duplicate", "column": "employee_no", "reason": "The same stands in row 4 already."},
        {"rule": "error-value", "column": "points", "reason": "shows the error #N/A; mend it in the spreadsheet"},
        {"rule": "circle", "column": "manager", "reason": "A circle in the file: S03 → S04 → S03."},
        {"rule": "beyond-headers", "column": None, "reason": "Has more cells than the 3 headers."},
    ]
    assert problems_said("employees", problems, "zh").split("；")[:3] == [
        "工号：与第 4 行重复", "积分：显示为错误值 #N/A，请在表格中改正",
        "直接上级：文件中的上下级形成循环：S03 → S04 → S03",
    ]  # fmt: skip


def test_every_kind_is_called_something_in_both_languages() -> None:
    assert set(CALLED) == set(KINDS)
