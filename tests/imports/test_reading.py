"""How a file is read is shown before anything of it is imported; said otherwise, it is read anew."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.domain.errors import Conflict
from ledger.domain.events import Event
from ledger.domain.imports.batch import Batch, Checked, decide_confirm
from ledger.domain.imports.events import ImportConfirmed
from ledger.domain.organisation.limits import Limits
from ledger.infrastructure.database import pool
from ledger.infrastructure.imports.store import Seal, Store
from tests.imports.clerk import clerk
from tests.imports.corpus.texts import HEAD, JAPAN, TEXTS, Text
from tests.imports.corpus.texts import csv as csv_of
from tests.imports.files import bad_rows, checked, imported, send, settled, table
from tests.journeys.seeing import refused
from tests.service import PASSWORD, Company, Service, environment_of

KNOWN = {"how": "known", "could_be": []}


@pytest.fixture(scope="module")
def firm(alone: tuple[Installation, Service]) -> Iterator[Company]:
    where, service = alone
    company = Company(where, service)
    with clerk(where, company.id):
        company.hr.done("POST", "/departments", {"code": "FIN", "name": "财务部"})
        company.employee("HR02", "FIN")
        company.role("HR02", "hr")
        yield company


def read_as(company: Company, found: dict[str, Any], **choices: Any) -> dict[str, Any]:
    """The import when it was read as somebody says."""
    company.hr.done("POST", f"/imports/{found['id']}/reading", choices)
    return settled(company.hr, found["id"])


def test_the_first_rows_are_shown_as_they_will_be_read(firm: Company) -> None:
    content = ("花名册,2026年11月\n" + csv_of((HEAD, ["R01", "张三", "FIN"], ["R02", "李四", "FIN"]))).encode("gbk")
    reading = checked(firm.hr, "employees", content)["reading"]
    assert (reading["format"], reading["sheets"], reading["sheet"]) == ("csv", [], None)
    assert (reading["header_row"], reading["hidden_rows"], reading["open"]) == (2, 0, [])
    assert reading["head"] == [
        {"row": 2, "cells": HEAD},
        {"row": 3, "cells": ["R01", "张三", "FIN"]},
        {"row": 4, "cells": ["R02", "李四", "FIN"]},
    ]
    assert reading["columns"] == [
        {"place": 0, "title": "工号", "column": "employee_no", **KNOWN, "samples": ["R01", "R02"]},
        {"place": 1, "title": "姓名", "column": "name", **KNOWN, "samples": ["张三", "李四"]},
        {"place": 2, "title": "部门", "column": "department", **KNOWN, "samples": ["FIN", "FIN"]},
    ]
    assert reading["encodings"][0] == {"encoding": "gb18030", "samples": ["张三", "李四"]}
    assert [(notice["rule"], notice["rows"], notice["asks"]) for notice in reading["notices"]] == [
        ("title-rows", [1], None)
    ]
    assert reading["choices"] == {}, "nobody said anything"


@pytest.mark.parametrize("text", [text for text in TEXTS if text.kind == "employees"], ids=lambda text: text.name)
def test_every_text_of_the_corpus_is_shown_as_it_is_read(firm: Company, text: Text) -> None:
    found = checked(firm.hr, "employees", text.content)
    if text.refused is not None:
        assert (found["state"], found["problem"]["rule"]) == ("failed", text.refused)
        return
    reading = found["reading"]
    assert [row["cells"] for row in reading["head"]] == list(text.rows[: len(reading["head"])])
    assert reading["encodings"][0]["encoding"] == text.encoding
    assert (reading["header_row"], reading["open"]) == (text.first, list(text.asks))


def test_nothing_is_imported_before_it_is_said_in_which_letters(firm: Company) -> None:
    content = csv_of(JAPAN).replace("FIN0", "J0").encode("cp932")
    found = checked(firm.hr, "employees", content)
    assert (found["state"], found["reading"]["open"]) == ("checked", ["encoding"])
    answered = firm.hr.post(f"/imports/{found['id']}/confirmation")
    refused(answered, 409, "reading-unanswered", "/encoding")
    found = read_as(firm, found, encoding="shift_jis")
    assert (found["reading"]["open"], found["reading"]["choices"]) == ([], {"encoding": "shift_jis"})
    firm.hr.done("POST", f"/imports/{found['id']}/confirmation")
    assert settled(firm.hr, found["id"])["counts"] == {"imported": 3}


def test_a_choice_that_the_file_does_not_offer_is_refused(firm: Company) -> None:
    found = checked(firm.hr, "employees", csv_of((HEAD, ["C01", "张三", "FIN"])).encode())
    for body, pointer in (
        ({"encoding": "big5"}, "/encoding"),
        ({"sheet": "Sheet1"}, "/sheet"),
        ({"header_row": 0}, "/header_row"),
        ({"columns": {"0": "salary"}}, "/columns/0"),
        ({"columns": {"first": None}}, "/columns/first"),
        ({"hidden_rows": "yes"}, "/hidden_rows"),
        ({"rows": 5}, "/rows"),
    ):
        answered = firm.hr.post(f"/imports/{found['id']}/reading", body)
        assert (answered.status_code, pointer in answered.text) == (422, True), answered.text
    assert firm.hr.post("/imports/nothing/reading", {"header_row": 1}).status_code == 404


def test_a_header_row_that_somebody_names_is_read_after_the_headers_failed(firm: Company) -> None:
    content = csv_of((HEAD, ["说明", "", ""], ["编码", "称呼", "归属"], HEAD, ["H01", "张三", "FIN"])).encode()
    found = read_as(firm, checked(firm.hr, "employees", content), header_row=3)
    assert (found["state"], found["problem"]["rule"], found["problem"]["row"]) == ("failed", "headers", 3)
    assert found["reading"]["header_row"] == 3
    found = read_as(firm, found, header_row=4)
    assert (found["state"], found["counts"], found["problem"]) == ("checked", {"ready": 1}, None)
    found = read_as(firm, found, header_row=99)
    assert (found["state"], found["problem"]["rule"]) == ("failed", "headers")
    assert found["reading"]["header_row"] == 4, "what was found last, to choose by"


def test_the_same_said_again_changes_nothing_and_nothing_said_is_as_it_is_found(firm: Company) -> None:
    content = csv_of((HEAD, HEAD, ["N01", "张三", "FIN"])).encode()
    found = read_as(firm, checked(firm.hr, "employees", content), header_row=2)
    assert (found["rows"], found["reading"]["choices"]) == (1, {"header_row": 2})
    firm.hr.done("POST", f"/imports/{found['id']}/reading", {"header_row": 2})
    assert firm.hr.done("GET", f"/imports/{found['id']}") == found
    found = read_as(firm, found)
    assert (found["rows"], found["reading"]["choices"]) == (2, {})


def test_nothing_that_is_confirmed_is_read_otherwise(firm: Company) -> None:
    content = csv_of((HEAD, ["K01", "张三", "FIN"])).encode()
    found = imported(firm.hr, "employees", content)
    refused(firm.hr.post(f"/imports/{found['id']}/reading", {"header_row": 2}), 409, "reading-closed")
    assert firm.hr.done("GET", f"/imports/{found['id']}") == found


def test_a_file_that_failed_and_was_sent_again_is_read_as_its_newer_import(firm: Company) -> None:
    content = table("代号,称呼", "Z01,张三")
    failed = checked(firm.hr, "employees", content)
    again = checked(firm.hr, "employees", content)
    assert (failed["state"], again["state"]) == ("failed", "failed")
    assert again["id"] != failed["id"]
    read_as(firm, again, header_row=2)
    with_rows = table("说明", "工号,姓名,部门", "Z02,张三,FIN")
    wrong = read_as(firm, checked(firm.hr, "employees", with_rows), header_row=3)
    newer = checked(firm.hr, "employees", with_rows)
    assert (wrong["state"], newer["state"]) == ("failed", "checked")
    refused(firm.hr.post(f"/imports/{wrong['id']}/reading", {"header_row": 2}), 409, "reading-closed")


def test_whoever_says_how_a_file_is_read_answers_for_it_beside_who_sent_it(firm: Company) -> None:
    """Else one hr could send a file and another make more points of it than one makes alone, and confirm that; or one
    could have another say which row has the headers, and confirm one's own file."""
    people = csv_of((HEAD, ["Y01", "张三", "FIN"])).encode()
    imported(firm.hr, "employees", people)
    content = table("工号,年,积分", "工号,积分,年", "Y01,20000,1")
    found = checked(firm.hr, "opening-balances", content)
    assert found["uploaded_by"] == "HR01"
    other = firm.sign_in("HR02")
    other.done("POST", f"/imports/{found['id']}/reading", {"header_row": 2})
    found = settled(firm.hr, found["id"])
    assert (found["uploaded_by"], found["total"]) == ("HR01", 20000)
    for one in (firm.hr, other):
        refused(one.post(f"/imports/{found['id']}/confirmation"), 403, "second-hr")
    firm.hr.done("POST", f"/imports/{found['id']}/reading", {"header_row": 2})
    assert settled(firm.hr, found["id"])["state"] == "checked"
    other.done("POST", f"/imports/{found['id']}/confirmation")


def test_rows_of_sums_are_nobody_and_no_points(firm: Company) -> None:
    rows = ["S01,张三,FIN", "小计：,1人,", "S02,李四,FIN", ",合计,2", "", "总计,2,"]
    found = checked(firm.hr, "employees", table("工号,姓名,部门", *rows), control_rows=2)
    assert (found["rows"], found["counts"], found["control"]["agrees"]) == (2, {"ready": 2}, True)
    notices = {notice["rule"]: notice for notice in found["reading"]["notices"]}
    assert (notices["totals-rows"]["times"], notices["totals-rows"]["rows"]) == (3, [3, 5, 7])
    imported(firm.hr, "employees", csv_of((HEAD, ["S01", "张三", "FIN"])).encode())
    found = checked(firm.hr, "opening-balances", table("工号,积分", "S01,30", "Total,30", "合计,=SUM(B2:B2)"))
    assert (found["total"], found["rows"]) == (30, 1)


def test_a_number_whose_digits_a_spreadsheet_lost_is_named(firm: Company) -> None:
    content = table(
        "单号,工号,标签,积分,发放日期", "1.23457E+11,S01,x,50,2024-03-01", "G1,1.2E+05,x,1.2E+05,2024-03-01"
    )
    found = checked(firm.hr, "past-grants", content)
    assert [one for one in bad_rows(firm.hr, found["id"]) if one[2] == "exponent"] == [
        (2, "source_id", "exponent"), (3, "employee_no", "exponent"), (3, "points", "exponent"),
    ]  # fmt: skip


def test_texts_that_the_file_to_mend_protects_read_back(firm: Company) -> None:
    rows = (HEAD, ["=1", "@张三", "FIN"], ["T02", "-李四", "NONE"])
    found = checked(firm.hr, "employees", csv_of(rows).encode())
    mended = firm.hr.get(f"/imports/{found['id']}/corrected.csv").content
    assert [row[:2] for row in csv.reader(io.StringIO(mended.decode("utf-8-sig")))][1:] == [
        ["'=1", "'@张三"], ["T02", "'-李四"],
    ]  # fmt: skip
    again = checked(firm.hr, "employees", mended)
    assert [row["cells"][:2] for row in again["reading"]["head"]][1:] == [["=1", "@张三"], ["T02", "-李四"]]


def test_what_a_reading_shows_is_sealed_where_it_is_kept(firm: Company, alone: tuple[Installation, Service]) -> None:
    found = checked(firm.hr, "employees", csv_of((HEAD, ["V01", "欧阳娜娜", "FIN"])).encode())
    read_as(firm, found, header_row=1)
    with psycopg.connect(alone[0].databases.app) as connection:
        query = "SELECT reading, choices, unanswered::text, read_as FROM imports.imports WHERE id = %s"
        kept = connection.execute(query, (found["id"],)).fetchone()
    assert kept is not None
    assert "欧阳娜娜".encode() not in kept[0] and b"header_row" not in kept[0] + kept[1]
    assert (kept[2], len(kept[3])) == ("[]", 64)


def test_what_is_said_while_a_file_is_checked_or_confirmed_is_not_lost(alone: tuple[Installation, Service]) -> None:
    """Two hands at once: the check that read the file otherwise does not end it, and nothing of it is written."""
    where, service = alone
    company = Company(where, service)
    sent = send(company.hr, "employees", csv_of((HEAD, HEAD, ["W01", "张三", "FIN"])).encode()).json()["id"]

    async def at_once() -> list[Any]:
        async with pool(where.databases.app, at_most=1) as connections:
            store = Store(connections, Seal(where.databases.secrets.derive("imports")))
            await store.change(company.id, sent, state="checking")
            before = await store.find(company.id, sent)
            assert before is not None
            assert await store.choose(company.id, sent, {"header_row": 2}, "HR01")
            await store.checked(company.id, sent, 2, [])
            found = await store.find(company.id, sent)
            assert found is not None
            await store.change(company.id, sent, state="checked")
            written = [await store.confirm(one, "HR01") for one in (before, found)]
            return [found["state"], *written, await store.choose(company.id, sent, {}, "HR01")]

    assert asyncio.run(at_once()) == ["uploaded", False, True, False]


def test_what_was_shown_of_a_file_goes_with_it(firm: Company, alone: tuple[Installation, Service]) -> None:
    found = checked(firm.hr, "employees", csv_of((HEAD, ["X01", "张三", "FIN"])).encode())
    now = datetime.now(UTC)

    async def forget(days: int) -> dict[str, Any]:
        async with pool(alone[0].databases.app, at_most=1) as connections:
            store = Store(connections, Seal(alone[0].databases.secrets.derive("imports")))
            await store.change(firm.id, found["id"], uploaded_at=now - timedelta(days=days))
            await store.forget(now)
            one = await store.find(firm.id, found["id"])
            assert one is not None
            return one

    kept = asyncio.run(forget(99))
    assert kept["reading"] and kept["sample"]
    gone = asyncio.run(forget(101))
    assert (gone["reading"], gone["choices"], gone["sample"], gone["rows"]) == (None, None, None, 1)


def test_what_was_confirmed_is_written_as_it_was_read_then() -> None:
    confirmed = ImportConfirmed(id="i1", kind="employees", sha256="", rows=1, bad=0, read_as="ab")
    batch = Batch("i1", confirmed)

    def again(read_as: str | None) -> list[Event]:
        checked = Checked("employees", "", "checked", 1, 0, True, read_as=read_as)
        return decide_confirm(batch, checked, Limits(), alone=True, without_bad_rows=False)

    assert again("ab") == []
    for other in ("cd", None):
        with pytest.raises(Conflict) as refusal:
            again(other)
        assert refusal.value.code == "reading-closed"


@pytest.mark.parametrize(("state", "rule"), [("uploaded", "import-not-checked"), ("checked", "control-total")])
def test_what_was_confirmed_and_not_begun_is_judged_again(state: str, rule: str) -> None:
    """It was read anew just then: that it begins is said only where it does."""
    batch = Batch("i1", ImportConfirmed(id="i1", kind="employees", sha256="", rows=1, bad=0))
    checked = Checked("employees", "", state, 1, 0, agrees=False)
    with pytest.raises(Conflict) as refusal:
        decide_confirm(batch, checked, Limits(), alone=True, without_bad_rows=False)
    assert refusal.value.code == rule
    begun = replace(checked, state="importing")
    assert decide_confirm(batch, begun, Limits(), alone=True, without_bad_rows=False) == []


def test_the_command_line_shows_how_a_file_is_read_and_takes_the_answers(
    alone: tuple[Installation, Service], tmp_path: Path
) -> None:
    where, service = alone
    company = Company(where, service)
    company.chosen("HR01")
    company.hr.done("POST", "/departments", {"code": "FIN", "name": "财务部"})
    file, password = tmp_path / "people.csv", tmp_path / "password"
    file.write_bytes(("社員名簿\n" + csv_of(JAPAN)).encode("cp932"))
    password.write_text(PASSWORD)

    def run(*more: str) -> subprocess.CompletedProcess[bytes]:
        command = (sys.executable, "-m", "ledger", "import", str(file), "--kind", "employees")
        asked = ("--organisation", company.id, "--password-file", str(password), *more)
        environment = {**os.environ, **environment_of(where, tmp_path)}
        return subprocess.run([*command, *asked], env=environment, capture_output=True)

    looked = run("--confirm")
    assert looked.returncode == 1 and b"file is to be read: encoding" in looked.stderr
    looked = run()
    said = looked.stderr.decode()
    assert looked.returncode == 1, "something is open"
    assert "headers in row 2" in said and "name → name: 山田太郎" in said
    assert "--encoding shift_jis: 山田太郎" in said and "--encoding windows-1252" in said
    written = run("--encoding", "shift_jis", "--confirm")
    assert (written.returncode, b"3 imported" in written.stderr) == (0, True), written.stderr
