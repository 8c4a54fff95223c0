"""S58, the first check: what a file is, its encoding, its table. Every bad file is one clear refusal, never a crash."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Iterable
from datetime import date
from statistics import median
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.infrastructure.files import archives, tables
from ledger.infrastructure.files.reading import Choices
from ledger.infrastructure.files.rows import MOST_COLUMNS, Row, Unreadable
from tests.imports.corpus.making import changed

PEOPLE = "工号,姓名\nFIN01,张三\nFIN02,李四\n"
READ = [Row(1, ["工号", "姓名"]), Row(2, ["FIN01", "张三"]), Row(3, ["FIN02", "李四"])]


def read(content: bytes) -> list[Row]:
    return list(tables.read(io.BytesIO(content), Choices(), lambda cells: 0).rows)


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(content)
    assert caught.value.reason
    return caught.value.rule


def workbook(rows: Iterable[Iterable[Any]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                (sheet.write_string if isinstance(cell, str) else sheet.write)(number, place, cell)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_told_from_the_bytes(encoding: str) -> None:
    assert read(PEOPLE.encode(encoding)) == READ


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_endings_are_told_from_the_header(delimiter: str, ending: str) -> None:
    assert read(PEOPLE.replace(",", delimiter).replace("\n", ending).encode()) == READ


def test_empty_rows_are_passed_over_and_still_counted() -> None:
    assert read("工号,姓名\n\n,\nFIN01,张三\n".encode()) == [READ[0], Row(4, ["FIN01", "张三"])]


def test_a_quoted_cell_may_hold_commas_and_lines() -> None:
    assert read(b'a,b\n"x,\ny",2\n') == [Row(1, ["a", "b"]), Row(2, ["x,\ny", "2"])]


def test_a_workbook_reads_as_somebody_would_type_it() -> None:
    rows = [["工号", "积分", "到期日", "备注"], [10001, 1200.0, date(2026, 11, 3), "=1+1"], [None, 0.4]]
    assert read(workbook(rows)) == [
        Row(1, ["工号", "积分", "到期日", "备注"]),
        Row(2, ["10001", "1200", "2026-11-03", "=1+1"]),
        Row(3, ["", "0.4"]),
    ]


SHEET = "xl/worksheets/sheet1.xml"


def bomb(size: int) -> bytes:
    return changed(workbook([["a"]]), SHEET, b"<row/>" * (size // 6))


def test_a_zip_bomb_is_refused_by_its_directory_and_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("it was opened")

    content = bomb(20_000_000)
    assert len(content) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    assert refused(content) == "zip-bomb"


def test_a_directory_that_lies_about_sizes_does_not_let_a_bomb_through() -> None:
    content = bytearray(bomb(20_000_000))
    at = content.rindex(SHEET.encode()) - 46  # its entry in the directory at the end
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert refused(bytes(content)) == "broken-workbook"


def test_thousands_of_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 5)
    assert refused(workbook([["a"]])) == "zip-bomb"


def sheet(rows: bytes) -> bytes:
    """A workbook with these rows, as XML."""
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return changed(
        workbook([["a"]]), SHEET, b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (namespace, rows)
    )


def cell(at: str, text: str = "") -> bytes:
    inside = f"<is><t>{text}</t></is>" if text else ""
    return f'<c r="{at}" t="inlineStr">{inside}</c>'.encode()


def test_empty_cells_far_to_the_right_cost_nothing() -> None:
    rows = 1_000
    narrow, wide = (
        sheet(b"".join(b"<row>" + cell(f"A{at}", "x") + cell(f"{last}{at}") + b"</row>" for at in range(1, rows + 1)))
        for last in ("B", "XFD")
    )
    taken: dict[bytes, list[float]] = {narrow: [], wide: []}
    for _ in range(3):
        for content, seconds in taken.items():
            began = time.process_time()
            assert read(content) == [Row(at, ["x"]) for at in range(1, rows + 1)]
            seconds.append(time.process_time() - began)
    assert median(taken[wide]) < 3 * median(taken[narrow])


def test_a_text_far_to_the_right_is_refused_wherever_it_stands() -> None:
    far = b"<row>" + cell("A1", "a") + b"</row><row>" + cell("A2", "x") + cell("XFD2", "y") + b"</row>"
    assert refused(sheet(far)) == "too-many-columns"
    assert refused(sheet(b"<row>" + cell("CW1", "a") + b"</row>")) == "too-many-columns"
    assert len(read(sheet(b"<row>" + cell("CV1", "a") + b"</row>"))[0].cells) == MOST_COLUMNS


def plain_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return made.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
)

BAD = {
    "empty": (b"", "empty"),
    "only blanks": (b" \r\n\r\n", "empty"),
    "only a BOM": (b"\xef\xbb\xbf", "empty"),
    "a renamed image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "not-a-table"),
    "a renamed photo": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)), "not-a-table"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "not-a-table"),
    "a container of nothing": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "broken-workbook"),
    "zeros": (b"\0" * 5000, "empty"),
    "noise": (bytes(range(256)) * 20, "encoding"),
    "an archive that is no workbook": (plain_zip(), "not-a-table"),
    "half a workbook": (workbook([["a"]])[:3000], "broken-workbook"),
    "a workbook with a broken sheet": (
        changed(workbook([["a"]]), SHEET, b"<x"),
        "broken-workbook",
    ),
    "entities that grow": (changed(workbook([["a"]]), SHEET, ENTITIES), "broken-workbook"),
    "mixed encodings": ("工号,姓名\nFIN01,张三\n".encode() + "FIN02,李四\n".encode("gbk"), "mixed-encodings"),
    "UTF-8 that ends in GBK": (b"\xef\xbb\xbf" + PEOPLE.encode() + "王五".encode("gbk"), "encoding"),
    "a million columns": (b"a," * 1_000_000 + b"\n", "line-too-long"),
    "too many columns": (b"a," * 200 + b"\n", "too-many-columns"),
    "too wide a workbook": (workbook([["a"] * 300]), "too-many-columns"),
    "a huge cell": (b"a,b\n" + b"x" * 200_000 + b",1\n", "cell-too-large"),
    "a quote never closed": (b'a,b\n"x,1\ny,2\n', "quotes"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_refusal(name: str) -> None:
    content, rule = BAD[name]
    assert refused(content) == rule


def test_a_sheet_that_claims_to_end_nowhere_is_refused_before_its_rows_are_walked() -> None:
    """A cell in row 999,999,999 makes readers count through all rows before it."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    assert refused(changed(workbook([["a"]]), SHEET, sheet)) == "too-many-rows"


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=100).map(str.encode), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe"])
)
def test_whatever_the_bytes_are_they_are_read_or_refused(content: bytes, head: bytes) -> None:
    try:
        rows = read(head + content)
    except Unreadable as unreadable:
        assert unreadable.rule and unreadable.reason
    else:
        assert all(row.cells for row in rows)


SMALL = workbook([["工号", "积分"], ["FIN01", 5]])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(content))
    except Unreadable as unreadable:
        assert unreadable.rule
