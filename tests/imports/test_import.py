"""S58 end to end: a file is checked three times over, shown, confirmed, and taken back; nothing is written before."""

from __future__ import annotations

import csv
import http.client
import io
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from xlsxwriter import Workbook

from ledger.bootstrap import Installation
from ledger.columns import Column, as_xlsx
from tests.imports.clerk import clerk
from tests.imports.files import bad_rows, checked, imported, send, settled, table
from tests.journeys.seeing import read, refused
from tests.service import Company, Person, Service
from tests.sheets import part

CHART = table("部门编码,部门名称,上级部门", "销售部,销售部,", "销售一组,销售一组,销售部", "销售二组,销售二组,销售三组")
PEOPLE = table(
    "工号,姓名,部门,直接上级,标准工资,绩效占比,入职日期",
    "S02,李四,销售一组,S01,8000,40%,2024/3/1",
    "S01,张三,销售部,,12000.50,0.4,2020年1月5日",
    "S03,王五,销售一组,S04,,,",
    "S04,赵六,销售一组,S03,,,",
    "S05,,销售一组,S01,,,",
    "S06,孙七,采购部,S01,,,",
    "S07,周八,销售一组,S99,,,",
    "S02,重复,销售一组,,,,",
)
OLD = "2024-02-29"


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    """A company whose chart and people came from files: S01 leads S02, of 销售一组 in 销售部."""
    where, service = alone
    company = Company(where, service)
    with clerk(where, company.id):
        company.tag("savings", {"type": "fixed", "points": 50}, monthly_cap=60)
        found = checked(company.hr, "departments", CHART)
        assert bad_rows(company.hr, found["id"]) == [(4, "parent", "unknown-department")]
        company.hr.done("POST", f"/imports/{found['id']}/confirmation", {"without_bad_rows": True})
        assert settled(company.hr, found["id"])["counts"] == {"bad": 1, "imported": 2}
        yield company


def test_the_worker_has_each_step_done(company: Company) -> None:
    assert imported(company.hr, "departments", CHART)["counts"] == {"bad": 1, "imported": 2}


@pytest.fixture(scope="module")
def people(firm: Company) -> dict[str, Any]:
    return imported(firm.hr, "employees", PEOPLE)


def events(hr: Person, **query: str) -> list[dict[str, Any]]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: list[dict[str, Any]] = hr.done("GET", f"/audit/events?limit=1000&{asked}")["items"]
    return found


def head(hr: Person) -> int:
    found: int = hr.done("GET", "/audit/verification")["head"]
    return found


def test_people_come_with_their_managers_whatever_the_order_of_the_rows(firm: Company, people: dict[str, Any]) -> None:
    assert people["state"] == "imported"
    assert people["counts"] == {"bad": 6, "imported": 2}
    found = {one["employee_no"]: one for one in read(firm.hr, "/employees?limit=100", head(firm.hr))["items"]}
    assert {"S01", "S02"} <= set(found) and not {"S03", "S04", "S05", "S06", "S07"} & set(found)
    assert (found["S02"]["name"], found["S02"]["department"], found["S02"]["manager"]) == ("李四", "销售一组", "S01")
    assert (found["S01"]["pay_standard"], found["S01"]["hired_on"]) == ("12000.50", "2020-01-05")


def test_no_key_of_a_client_is_the_key_of_a_row(firm: Company) -> None:
    found = checked(firm.hr, "departments", table("部门编码,部门名称,上级部门", "采购一组,采购一组,"))
    key = f"import:{found['id']}:2"
    firm.hr.done("POST", "/departments", {"code": "other", "name": "other"}, Idempotency_Key=key)
    firm.hr.done("POST", f"/imports/{found['id']}/confirmation", {})
    assert settled(firm.hr, found["id"])["counts"] == {"imported": 1}
    assert "采购一组" in {one["code"] for one in read(firm.hr, "/departments", head(firm.hr))["items"]}


def test_every_bad_row_is_named_with_its_column_and_rule(firm: Company, people: dict[str, Any]) -> None:
    assert bad_rows(firm.hr, people["id"]) == [
        (4, "manager", "circle"),
        (5, "manager", "circle"),
        (6, "name", "missing-of-new"),
        (7, "department", "unknown-department"),
        (8, "manager", "unknown-person"),
        (9, "employee_no", "duplicate"),
    ]


def test_what_somebody_becomes_is_shown_in_the_order_of_the_columns(firm: Company, people: dict[str, Any]) -> None:
    shown = [row["becomes"] for row in people["sample"] if row["becomes"] is not None]
    order = ["department", "manager", "job", "legal_entity", "cost_centre", "hired_on", "left_on", "pay_standard"]
    assert shown
    assert all([name for name in becomes if name in order] == order for becomes in shown)


def test_the_file_to_mend_holds_the_bad_rows_and_can_be_sent_again(firm: Company, people: dict[str, Any]) -> None:
    text = firm.hr.get(f"/imports/{people['id']}/corrected.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["employee_no"] for row in rows] == ["S03", "S04", "S05", "S06", "S07", "S02"]
    assert all(row["import_problem"] for row in rows)
    again = checked(firm.hr, "employees", text.replace("采购部", "销售部").encode())
    assert (again["unknown_columns"], again["counts"]["ready"]) == ([], 2), "S06 is mended, S02 gets another name"
    as_book = firm.hr.get(f"/imports/{people['id']}/corrected.xlsx").content
    assert checked(firm.hr, "employees", as_book)["counts"] == {"bad": 5, "ready": 1}


def test_the_same_file_again_is_the_same_import_and_changes_nothing(firm: Company, people: dict[str, Any]) -> None:
    before = head(firm.hr)
    answered = send(firm.hr, "employees", PEOPLE)
    assert (answered.status_code, answered.json()["id"]) == (200, people["id"])
    other = checked(firm.hr, "employees", PEOPLE + b"\n")
    assert (other["counts"]["unchanged"], "ready" in other["counts"]) == (2, False), (
        "rows that are there stay as they are"
    )
    assert head(firm.hr) == before


def test_nothing_is_written_before_the_confirmation(firm: Company, people: dict[str, Any]) -> None:
    before = head(firm.hr)
    content = table("employee_no,points", "S02,100")
    found = checked(firm.hr, "opening-balances", content, seed=7, control_total=100)
    assert (found["state"], found["counts"], found["total"], found["control"]["agrees"]) == (
        "checked", {"ready": 1}, 100, True,
    )  # fmt: skip
    assert found["sample"][0]["becomes"] | {"id": "", "last_day": ""} == {
        "id": "", "effect": "new", "employee": "S02", "points": 100, "last_day": "",
    }  # fmt: skip
    assert head(firm.hr) == before


def test_a_file_that_does_not_add_up_is_not_confirmed(firm: Company, people: dict[str, Any]) -> None:
    found = checked(firm.hr, "opening-balances", table("employee_no,points", "S02,101"), control_total=1000)
    assert found["control"] == {"total": 1000, "rows": None, "agrees": False}
    refused(firm.hr.post(f"/imports/{found['id']}/confirmation"), 409, "control-total")


def test_a_thousand_without_quotes_is_not_taken_for_one(firm: Company, people: dict[str, Any]) -> None:
    found = checked(firm.hr, "opening-balances", table("employee_no,points", "S01,1,000", 'S02,"1,000",,'))
    assert bad_rows(firm.hr, found["id"]) == [(2, None, "beyond-headers")]
    assert found["counts"] == {"bad": 1, "ready": 1}


def test_bad_rows_are_left_out_only_when_that_is_said(firm: Company, people: dict[str, Any]) -> None:
    found = checked(firm.hr, "opening-balances", table("employee_no,points", "S02,102", "NOBODY,5"))
    refused(firm.hr.post(f"/imports/{found['id']}/confirmation"), 409, "bad-rows")


def test_the_sample_is_chosen_by_a_seed_that_anyone_can_use_again(firm: Company, people: dict[str, Any]) -> None:
    rows = [f"S02,{points},2031-01-{points:02}" for points in range(1, 29)]
    found = checked(firm.hr, "opening-balances", table("employee_no,points,last_day", *rows), seed=58, sample=5)
    assert found["seed"] == 58
    assert [row["row"] for row in found["sample"]] == Random(58).sample(range(2, 30), 5)


def test_rows_about_points_are_judged_by_the_ledgers_rules(firm: Company, people: dict[str, Any]) -> None:
    hr = firm.hr
    opening = table("工号,期初积分,到期日", "S01,300,2031-12-31", "S02,40,2031-06-30", "HR01,5,")
    opened = imported(hr, "opening-balances", opening)
    assert bad_rows(hr, opened["id"]) == [(4, None, "upon-oneself")], "another hr imports theirs"
    lines = [f"G-{number},S02,savings,50,2024-03-{27 + number} 23:59,年初立项的项目按期完成" for number in (1, 2)]
    lines += ["G-3,S02,savings,50,2023-12-31,未入职", "G-1,S01,savings,1,2024-03-01,重复"]
    history = imported(hr, "past-grants", table("单号,工号,标签,积分,发放日期,事由", *lines))
    assert bad_rows(hr, history["id"]) == [(4, "employee_no", "not-employed"), (5, "source_id", "duplicate")]
    assert history["counts"] == {"bad": 2, "imported": 2}


def test_a_past_grant_stands_in_the_leaderboard_of_its_month_and_department(firm: Company) -> None:
    content = table("employee_no,name,department,hired_on", "H01,老员工,销售一组,2020-01-01")
    imported(firm.hr, "employees", content)
    lines = [f"H-{number},H01,savings,50,2024-02-{27 + number},好,2031-01-01" for number in (1, 2)]
    history = imported(
        firm.hr, "past-grants", table("source_id,employee_no,tag,points,occurred_at,reason,last_day", *lines)
    )
    position = head(firm.hr)
    board = read(firm.hr, "/leaderboards?scope=department:销售部&period=2024-02", position)["items"]
    assert [(row["employee"], row["points"]) for row in board] == [("H01", 100)], "caps were the old system's to keep"
    assert read(firm.hr, "/accounts/H01", position)["balance"] == 100
    entry = read(firm.hr, "/accounts/H01/entries", position)["items"][0]
    assert (entry["kind"], entry["tag"], entry["reason"], entry["occurred_at"][:10]) == (
        "past-grant", "savings", "好", OLD,
    )  # fmt: skip

    opened = imported(firm.hr, "opening-balances", table("employee_no,points,last_day", "H01,300,2031-12-31"))
    position = head(firm.hr)
    assert read(firm.hr, "/leaderboards?scope=department:销售部&period=2024-02", position)["items"] == board
    assert read(firm.hr, "/accounts/H01", position)["expiring"] == [
        {"on": "2031-01-01", "points": 100}, {"on": "2031-12-31", "points": 300},
    ]  # fmt: skip

    again = table("source_id,employee_no,tag,points,occurred_at,last_day", "H-2,H01,savings,50,2024-02-29,2031-01-01",
                  "H-1,H01,savings,51,2024-02-29,2031-01-01")  # fmt: skip
    found = checked(firm.hr, "past-grants", again)
    assert (found["counts"], bad_rows(firm.hr, found["id"])) == (
        {"bad": 1, "unchanged": 1}, [(3, None, "source-id-used")],
    )  # fmt: skip

    for one in (history, opened):
        firm.hr.done("POST", f"/imports/{one['id']}/undo")
        done = settled(firm.hr, one["id"])
        assert (done["state"], set(done["counts"])) == ("undone", {"undone"})
    position = head(firm.hr)
    assert read(firm.hr, "/accounts/H01", position)["balance"] == 0
    assert read(firm.hr, "/leaderboards?scope=department:销售部&period=2024-02", position)["items"] == []
    assert read(firm.hr, "/trial-balance", position)["sum"] == 0
    assert checked(firm.hr, "past-grants", again)["counts"] == {"ready": 2}, "what was undone may come again"


def test_what_is_spent_stays_and_is_listed_when_an_import_is_undone(firm: Company) -> None:
    content = table("employee_no,name,department", "U01,甲,销售一组", "U02,乙,销售一组")
    imported(firm.hr, "employees", content)
    opened = imported(firm.hr, "opening-balances", table("employee_no,points", "U01,70", "U02,30"))
    reward = {"code": "cash", "name": "现金", "kind": "bonus", "cost": 50, "amount": "500", "approval": "none"}
    firm.hr.done("POST", "/rewards", reward)
    firm.sign_in("U01").done("POST", "/redemptions", {"reward": "cash"})

    firm.hr.done("POST", f"/imports/{opened['id']}/undo")
    done = settled(firm.hr, opened["id"])
    assert done["counts"] == {"kept": 1, "undone": 1}
    assert bad_rows(firm.hr, opened["id"], "kept") == [(2, None, "balance-too-low")]
    position = head(firm.hr)
    assert [read(firm.hr, f"/accounts/{no}", position)["balance"] for no in ("U01", "U02")] == [20, 0]
    assert read(firm.hr, "/trial-balance", position)["sum"] == 0


def test_every_event_says_which_file_and_row_it_came_from(firm: Company, alone: tuple[Installation, Service]) -> None:
    import orjson
    import psycopg

    content = table("employee_no,name,department", "", "E01,甲,销售一组", "E02,乙,销售一组")
    found = imported(firm.hr, "employees", content)
    with psycopg.connect(alone[0].databases.app) as connection:
        query = "SELECT state FROM journal.events WHERE organisation = %s ORDER BY position DESC LIMIT 2"
        states = [orjson.loads(state) for (state,) in connection.execute(query, (firm.id,)).fetchall()]
    said = {one["data"]["employee_no"]: (one["correlation"], one["causation"], one["actor"]) for one in states}
    assert said == {
        "E01": (f"import:{found['id']}", f"file:{found['sha256']}:3", "HR01"),
        "E02": (f"import:{found['id']}", f"file:{found['sha256']}:4", "HR01"),
    }


def test_a_formula_is_named_never_worked_out_and_never_written_back(firm: Company) -> None:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["工号", "姓名", "部门"])
    for number, row in enumerate([["F01", '=HYPERLINK("http://x")'], ["F02", "@SUM(1)"], ["F03", "=1+1"]], 1):
        sheet.write_row(number, 0, [*row, "不存在" if number == 2 else "销售部"])
    book.close()
    found = checked(firm.hr, "employees", out.getvalue())
    assert bad_rows(firm.hr, found["id"]) == [
        (2, "name", "formula"), (3, "department", "unknown-department"), (4, "name", "formula"),
    ]  # fmt: skip
    text = firm.hr.get(f"/imports/{found['id']}/corrected.csv").content.decode("utf-8-sig")
    names = [row["name"] for row in csv.DictReader(io.StringIO(text))]
    assert names == ['\'=HYPERLINK("http://x")', "'@SUM(1)", "'=1+1"]
    assert "<f>" not in part(firm.hr.get(f"/imports/{found['id']}/corrected.xlsx").content)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-a-table"),
        (table("colour,size", "red,1"), "headers"),
        (as_xlsx([Column("employee_no")], [["A"]])[:900], "broken-workbook"),
    ],
)
def test_a_file_that_is_no_table_fails_with_its_reason(firm: Company, content: bytes, rule: str) -> None:
    found = checked(firm.hr, "employees", content)
    assert (found["state"], found["problem"]["rule"]) == ("failed", rule)
    refused(firm.hr.post(f"/imports/{found['id']}/confirmation"), 409, "import-not-checked")


def test_what_is_sent_wrongly_is_refused_at_once(firm: Company) -> None:
    assert send(firm.hr, "secrets", b"x").status_code == 422
    refused(send(firm.hr, "employees", b"x", "image/png"), 415, "media-type")
    refused(send(firm.hr, "employees", b"x", period="2026-10"), 422, "invalid-fields")
    refused(send(firm.hr, "old-balances", b"x"), 422, "invalid-fields")
    connection = http.client.HTTPConnection(urlsplit(str(firm.client.base_url)).netloc, timeout=30)
    connection.putrequest("POST", "/v1/imports?kind=employees")
    for name, value in (("Authorization", f"Bearer {firm.hr.token}"), ("Content-Length", str(50_000_001))):
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413, "before any of it is sent"
    connection.close()
