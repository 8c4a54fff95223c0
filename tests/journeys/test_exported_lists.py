"""The roster and the departments as files: whoever sends one back unchanged changes nothing, and what somebody mended
in it is all that changes. And files that people read: in their language, with names, and called what they are."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import BaseModel

from ledger.api.accounts.files import BalanceLine
from ledger.api.claims.files import ClaimLine
from ledger.api.conduct.files import DeductionLine
from ledger.api.http.heads import LANGUAGES, Language
from ledger.api.redemptions.files import RedemptionLine
from ledger.api.reports.files import fields_of
from ledger.api.reversals.files import ReversalLine
from ledger.api.rewards.files import RewardLine
from ledger.api.tags.files import TagLine
from tests.imports.files import checked, send, settled
from tests.journeys.clockwork import TimedCompany
from tests.journeys.redeeming import BONUS, LEAVE, given_points, redeemed, reward
from tests.journeys.seeing import read, refused
from tests.service import Company, Person
from tests.sheets import LIBREOFFICE, WITHOUT_LIBREOFFICE, cells, saved_again, through_libreoffice

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv", "xlsx": XLSX}
PEOPLE = [
    "工号", "姓名", "部门", "部门名称", "直接上级", "直接上级姓名", "岗位", "法人主体", "成本中心", "入职日期",
    "离职日期", "标准工资", "绩效占比", "生效日期",
]  # fmt: skip


@pytest.fixture
def staffed(company: Company) -> tuple[Company, int]:
    """Numbers and codes with leading zeros, texts that look like formulas, pay, days, somebody who has left."""
    hr = company.hr
    company.department("FIN", "FIN01")
    hr.done("POST", "/departments", {"code": "007", "name": "特别行动组, 一组", "parent": "FIN"})
    company.employee("00042", "007", manager="FIN01", job="=会计", cost_centre="0815", legal_entity="某某公司",
                     hired_on="2024-02-29", pay_standard="12000.50", performance_share="0.4")  # fmt: skip
    company.employee("00043", "007", name="=1+1", hired_on="2020-01-01", left_on="2026-01-31", pay_standard="8000")
    company.employee("AUD01", "FIN")
    company.role("AUD01", "auditor")
    position = hr.done("PATCH", "/departments/007", {"head": "00042"})["position"]
    read(hr, "/employees", position)
    return company, position


def file(person: Person, path: str) -> bytes:
    answered = person.get(path)
    assert answered.status_code == 200, answered.text
    return answered.content


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["&language=zh", "&language=en", ""])
def test_a_roster_that_comes_back_as_it_went_changes_nothing(
    staffed: tuple[Company, int], format: str, language: str
) -> None:
    company, position = staffed
    for kind, path in (("employees", "employees"), ("departments", "departments")):
        made = file(company.hr, f"/{path}.{format}?at_least={position}{language}")
        found = checked(company.hr, kind, made, media_type=TYPES[format])
        assert (found["state"], found["counts"]) == ("checked", {"unchanged": 7 if kind == "employees" else 2}), (
            found, company.hr.done("GET", f"/imports/{found['id']}/rows"),
        )  # fmt: skip


def test_what_is_mended_in_the_roster_is_all_that_changes(staffed: tuple[Company, int]) -> None:
    company, position = staffed
    table = cells(file(company.hr, f"/employees.xlsx?language=zh&at_least={position}"))
    assert table[0] == PEOPLE
    row = next(row for row in table if row[0] == "00042")
    assert row[2:9] == ["007", "特别行动组, 一组", "FIN01", "员工FIN01", "'=会计", "某某公司", "0815"]
    assert row[9:] == [date(2024, 2, 29), None, 12000.5, 0.4, None]
    row[2] = "FIN"
    found = checked(company.hr, "employees", saved_again(table), media_type=XLSX)
    assert (found["counts"], found["effects"]) == ({"ready": 1, "unchanged": 6}, {"changed": 1, "unchanged": 6})
    company.hr.done("POST", f"/imports/{found['id']}/confirmation")
    assert settled(company.hr, found["id"])["state"] == "imported"
    head = int(company.hr.get("/imports").headers["ledger-position"])
    mended = read(company.hr, "/employees/00042", head)
    assert (mended["department"], mended["job"], mended["pay_standard"]) == ("FIN", "=会计", "12000.50")


def test_what_is_mended_among_the_departments_is_all_that_changes(staffed: tuple[Company, int]) -> None:
    company, position = staffed
    table = cells(file(company.hr, f"/departments.xlsx?language=zh&at_least={position}"))
    assert table[0] == ["部门编码", "部门名称", "上级部门", "上级部门名称", "负责人", "负责人姓名", "生效日期"]
    assert table[1] == ["007", "特别行动组, 一组", "FIN", "FIN", "00042", "员工00042", None]
    table[1][1] = "特别行动组"
    found = checked(company.hr, "departments", saved_again(table), media_type=XLSX)
    assert (found["counts"], found["effects"]) == ({"ready": 1, "unchanged": 1}, {"changed": 1, "unchanged": 1})


@pytest.mark.skipif(LIBREOFFICE is None, reason=WITHOUT_LIBREOFFICE)
def test_what_libreoffice_opens_and_saves_is_read_back_as_it_was(staffed: tuple[Company, int], tmp_path: Path) -> None:
    company, position = staffed
    kinds = ("employees", "departments")
    made = {kind: file(company.hr, f"/{kind}.xlsx?language=zh&at_least={position}") for kind in kinds}
    for format in ("xlsx", "ods"):
        (tmp_path / format).mkdir()
        for kind, saved in through_libreoffice(tmp_path / format, made, format).items():
            found = checked(company.hr, kind, saved, media_type="application/octet-stream")
            assert (found["state"], set(found["counts"])) == ("checked", {"unchanged"}), (format, found)


def test_pay_is_in_the_roster_of_hr_alone(staffed: tuple[Company, int]) -> None:
    company, position = staffed
    for number in ("AUD01", "ROOT"):
        made = file(company.sign_in(number), f"/employees.csv?at_least={position}")
        heads, *rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
        assert not {"pay_standard", "performance_share"} & set(heads)
        assert len(rows) == 7
        assert b"12000" not in made
    for number in ("FIN00", "00042"):
        refused(company.sign_in(number).get("/employees.csv"), 403, "role")
        refused(company.sign_in(number).get("/departments.xlsx"), 403, "role")


def test_the_roster_of_one_department_and_of_more_people_than_are_read_at_once(staffed: tuple[Company, int]) -> None:
    company, position = staffed
    made = file(company.hr, f"/employees.xlsx?department=007&at_least={position}")
    assert [row[0] for row in cells(made)[1:]] == ["00042", "00043"]
    more = "\n".join(["employee_no,name,department", *(f"N{number:03},甲,FIN" for number in range(520))])
    found = send(company.hr, "employees", more.encode()).json()
    settled(company.hr, found["id"])
    company.hr.done("POST", f"/imports/{found['id']}/confirmation")
    settled(company.hr, found["id"])
    head = int(company.hr.get("/imports").headers["ledger-position"])
    answered = company.hr.get(f"/employees.csv?at_least={head}")
    assert answered.content.count(b"\r\n") == 1 + 7 + 520
    assert int(answered.headers["content-length"]) == len(answered.content)


def test_a_file_is_called_what_it_is_in_the_readers_language(staffed: tuple[Company, int]) -> None:
    company, _ = staffed
    named = company.hr.get("/employees.xlsx?language=zh").headers["content-disposition"]
    assert named.startswith('attachment; filename="people-20')
    assert "filename*=UTF-8''%E4%BA%BA%E5%91%98-20" in named
    assert (
        company.hr.get("/departments.csv")
        .headers["content-disposition"]
        .startswith('attachment; filename="departments-20')
    )


def redeeming(company: TimedCompany) -> Person:
    company.department("FIN", "FIN01", "PAY01")
    company.role("PAY01", "payroll")
    reward(company, BONUS)
    reward(company, LEAVE)
    given_points(company, "FIN01", 200)
    for code in ("bonus-5000", "half-day"):
        redeemed(company.sign_in("FIN01"), company.hr, code)
    return company.sign_in("PAY01")


def test_payroll_reads_bonuses_and_leave_with_names_and_days_in_a_file_that_is_called_what_it_is(
    timed: TimedCompany,
) -> None:
    payroll = redeeming(timed)
    bonus, leave = (timed.hr.done("POST", f"/exports/{kind}") for kind in ("bonuses", "leave"))
    path = f"/exports/{bonus['id']}"
    read(payroll, f"/exports/{leave['id']}", leave["position"])
    answered = payroll.get(f"{path}.xlsx?language=zh")
    assert answered.headers["content-disposition"] == (
        "attachment; filename=\"bonuses-2030-03-15.xlsx\"; filename*=UTF-8''%E5%A5%96%E9%87%91-2030-03-15.xlsx"
    )
    assert cells(answered.content) == [
        ["工号", "姓名", "兑换项", "份数", "税前金额", "工资项目", "计税类别", "兑现日期", "冲回", "业务编号"],
        ["FIN01", "员工FIN01", "现金奖金", 1, 5000, "points-bonus", "wages", date(2030, 3, 15), None,
         bonus["lines"][0]["subject"]],
        ["合计", None, None, None, 5000, None, None, None, None, None],
    ]  # fmt: skip
    english = payroll.get(f"/exports/{leave['id']}.csv?language=en")
    assert english.headers["content-disposition"] == 'attachment; filename="leave-2030-03-15.csv"'
    (line,) = csv.DictReader(io.StringIO(english.content.decode("utf-8-sig")))
    assert (line["Name"], line["Days"], line["Kind of leave"], line["Due from"]) == (
        "员工FIN01", "0.5", "company leave", "2030-03-15",
    )  # fmt: skip


def test_what_payrolls_programs_read_stays_as_it_is(timed: TimedCompany) -> None:
    payroll = redeeming(timed)
    bonus = timed.hr.done("POST", "/exports/bonuses")
    read(payroll, f"/exports/{bonus['id']}", bonus["position"])
    made: dict[str, Any] = {
        asked: payroll.get(f"/exports/{bonus['id']}.csv", accept_language=asked).content for asked in ("zh", "en", "*")
    }
    assert len(set(made.values())) == 1, "it has one language, whatever a browser would like to read"
    assert made["zh"].decode("utf-8-sig").splitlines()[0] == (
        "employee_no,reward,name,quantity,amount,pay_item,tax_class,fulfilled_on,reverses,subject"
    )


def hr_name(hr: Person) -> str:
    name: str = hr.done("GET", "/me")["name"]
    return name


LINES = {
    "tags": TagLine, "rewards": RewardLine, "redemptions": RedemptionLine, "claims": ClaimLine,
    "deductions": DeductionLine, "accounts": BalanceLine, "reversals": ReversalLine,
}  # fmt: skip


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_a_list_has_a_head_of_its_own(line: type[BaseModel], language: Language) -> None:
    heads = [column.name for column in fields_of(line, language)]
    assert len(set(heads)) == len(heads)


def test_every_list_is_a_file_of_what_its_reader_sees(timed: TimedCompany) -> None:
    redeeming(timed)
    hr, employee = timed.hr, timed.sign_in("FIN01")
    timed.tag("faults", {"type": "stepped", "unit": "%", "steps": [{"op": ">=", "threshold": "15", "points": 150}]})
    timed.tag("late", {"type": "deduction", "points": 5})
    hr.done("POST", "/deductions", {"employee": "FIN00", "tag": "late", "reason": "迟到"})
    claim = {"tag": "faults", "description": "故障率下降", "quantity": "16"}
    position = employee.done("POST", "/claims", claim)["position"]

    def lines(person: Person, listed: str, asked: str = "") -> list[dict[str, Any]]:
        heads, *rows = cells(file(person, f"/{listed}.xlsx?language=en&at_least={position}&{asked}"))
        return [dict(zip(heads, row, strict=True)) for row in rows]

    tags = {line["Code"]: line for line in lines(hr, "tags")}
    assert (tags["faults"]["Rule"], tags["faults"]["Unit"], tags["faults"]["Steps"]) == ("steps", "%", ">= 15: 150")
    assert [(line["Code"], line["Points of one"]) for line in lines(employee, "rewards")] == [
        ("bonus-5000", 100), ("half-day", 30),
    ]  # fmt: skip
    position = hr.done("POST", "/rewards/half-day/retirement")["position"]
    assert [line["Code"] for line in lines(hr, "rewards", "state=retired")] == ["half-day"]
    assert [line["Code"] for line in lines(hr, "tags", "state=active&search=FAUL")] == ["faults"]
    assert lines(hr, "tags", "state=retired") == []
    for person, seen in ((hr, 2), (employee, 2), (timed.sign_in("PAY01"), 0)):
        assert len(lines(person, "redemptions")) == seen
    assert [(line["Employee number"], line["Name"], line["Description"]) for line in lines(hr, "claims")] == [
        ("FIN01", "员工FIN01", "故障率下降")
    ]
    assert [(line["Name"], line["Points"], line["Reason"]) for line in lines(hr, "deductions")] == [
        ("员工FIN00", 5, "迟到")
    ]
    assert lines(employee, "deductions") == []
    assert {name: lines(hr, "deductions")[0][name] for name in ("State", "Deducted by (name)")} == {
        "State": "counts", "Deducted by (name)": hr_name(hr),
    }  # fmt: skip
    assert [(line["Employee number"], line["Department"], line["Balance"]) for line in lines(hr, "accounts")] == [
        ("FIN01", "FIN", 70)
    ]
    assert lines(hr, "reversals", "state=waiting&sort=-points") == []
    refused(employee.get("/reversals.csv"), 403, "role")
    refused(employee.get("/accounts.csv"), 403, "role")


def test_people_read_names_and_words_in_a_file_and_programs_codes(timed: TimedCompany) -> None:
    redeeming(timed)
    tag = {"name": "系统优化", "second_name": "System stability", "departments": ["FIN"]}
    timed.tag("faults", {"type": "fixed", "points": 15}, **tag)
    employee, auditor = timed.sign_in("FIN01"), timed.hr
    claim = employee.done("POST", "/claims", {"tag": "faults", "description": "故障率下降"})
    position = timed.sign_in("FIN00").done("POST", f"/claims/{claim['id']}/approval")["position"]

    def first(path: str, language: str) -> dict[str, Any]:
        heads, row, *_ = cells(file(auditor, f"{path}?at_least={position}{language and f'&language={language}'}"))
        return dict(zip(heads, row, strict=True))

    chinese, english, plain = (first("/claims.xlsx", language) for language in ("zh", "en", ""))
    assert [chinese[head] for head in ("价值标签", "价值标签名称", "状态", "决定人", "决定人姓名", "已撤销")] == [
        "faults", "系统优化", "已批准", "FIN00", "员工FIN00", "否",
    ]  # fmt: skip
    assert [english[head] for head in ("Value tag (name)", "State", "Taken back")] == [
        "System stability", "approved", "no",
    ]  # fmt: skip
    assert list(plain) == list(ClaimLine.model_fields) and plain["state"] == "approved"

    tags = first("/tags.xlsx", "zh")
    assert [tags[head] for head in ("适用部门", "适用部门名称", "规则", "须附证据")] == ["FIN", "FIN", "固定", "否"]
    points = first("/reports/points.xlsx", "zh")
    assert [points[head] for head in ("价值标签", "价值标签名称", "部门", "部门名称")] == [
        "faults", "系统优化", "FIN", "FIN",
    ]  # fmt: skip
    named = auditor.get(f"/reports/points.xlsx?language=zh&at_least={position}").headers["content-disposition"]
    assert quote(f"积分-{timed.month}") in named and 'filename="points-' in named
