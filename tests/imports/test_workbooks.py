"""S58: workbooks are read as the person who made them sees them, or it is said where they are not."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.infrastructure.files import sheets, workbooks
from ledger.infrastructure.files.formats import shown
from ledger.infrastructure.files.reading import Choices, Source
from ledger.infrastructure.files.rows import Row, Unreadable
from tests.imports.corpus import making
from tests.imports.corpus.workbooks import WORKBOOKS, content

REFUSED = [name for name, one in WORKBOOKS.items() if one.refused]
MOST_SECONDS = 2.0


def opened(made: bytes, choices: Choices = workbooks.AS_FOUND) -> tuple[Source, list[Row]]:
    assert workbooks.recognised(made[:4096])
    book = workbooks.opened(io.BytesIO(made), choices)
    return book, list(book.rows)


@pytest.mark.parametrize("name", [name for name in WORKBOOKS if name not in REFUSED])
def test_a_workbook_reads_as_its_maker_sees_it_or_says_where_it_does_not(name: str) -> None:
    expected = WORKBOOKS[name]
    book, rows = opened(content(name), expected.choices)
    assert [row.cells for row in rows] == expected.rows
    assert [row.number for row in rows] == (expected.numbers or list(range(1, len(expected.rows) + 1)))
    wrong = {(row.number, place): one.rule for row in rows for place, one in row.wrong.items()}
    assert wrong == expected.wrong
    assert book.format == expected.format
    assert tuple(notice.rule for notice in book.notices) == expected.notices
    assert tuple(notice.asks for notice in book.notices if notice.asks) == expected.asks
    assert all(notice.reason and notice.times for notice in book.notices)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_workbook_is_one_clear_refusal_at_once(name: str) -> None:
    expected, made = WORKBOOKS[name], content(name)
    began = time.process_time()
    with pytest.raises(Unreadable) as caught:
        opened(made, expected.choices)
    assert (caught.value.rule, bool(caught.value.reason)) == (expected.refused, True)
    assert time.process_time() - began < MOST_SECONDS


def test_what_is_not_read_as_it_looks_is_told_with_numbers_and_rows() -> None:
    book, _ = opened(content("rows hidden by a filter"))
    (notice,) = book.notices
    assert (book.hidden_rows, notice.times, notice.rows) == (1, 1, (3,))
    assert notice.reason == "Rows that are hidden, by a filter or by hand, are passed over: 1."
    book, _ = opened(content("two sheets"))
    assert [sheet.name for sheet in book.sheets] == ["seen1", "seen2"] and book.sheet == "seen1"
    assert book.notices[0].reason == "Only the sheet “seen1” is read; there are also “seen2”."
    book, _ = opened(content("a hidden sheet before the one that is seen"))
    assert [tuple(sheet) for sheet in book.sheets] == [("hidden1", False), ("seen2", True)]
    book, _ = opened(content("a hidden column"))
    assert book.notices[0].reason == "Hidden columns are read: B."


def test_more_merged_cells_than_a_table_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_MERGES", 0)
    with pytest.raises(Unreadable, match="merged"):
        opened(content("a value over several rows"))


WHOLE = [
    "texts and whole numbers", "an old workbook with merged and hidden cells", "OpenDocument of LibreOffice",
    "a binary workbook", "a web page with cells over several",
]  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(name: str, data: st.DataObject) -> None:
    changed = bytearray(content(name))
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        list(workbooks.opened(io.BytesIO(changed)).rows)
    except Unreadable as unreadable:
        assert unreadable.rule and unreadable.reason


PARTS = [
    ("nearly everything", making.SHEET), ("nearly everything", "xl/styles.xml"), ("nearly everything", making.TEXTS),
    ("OpenDocument of LibreOffice", "content.xml"), ("a binary workbook", "xl/worksheets/sheet1.bin"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "part"), PARTS)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_workbook_with_any_part_changed_is_read_or_refused(name: str, part: str, data: st.DataObject) -> None:
    parts = making.unpacked(content(name))
    at = data.draw(st.integers(0, len(parts[part]) - 1))
    cut = data.draw(st.integers(0, 20))
    parts[part] = parts[part][:at] + data.draw(st.binary(max_size=8)) + parts[part][at + cut :]
    try:
        list(workbooks.opened(io.BytesIO(making.packed(parts))).rows)
    except Unreadable as unreadable:
        assert unreadable.rule and unreadable.reason


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15, exclude_max=True))
def test_a_number_is_read_with_the_digits_that_a_spreadsheet_shows(number: float) -> None:
    text = shown(number, "General").text
    assert "e" not in text.lower()
    assert float(text) == float(format(number, ".15g"))


ROW = ("P000001", "员工", "D01", 8_000)


def _old(rows: int) -> bytes:
    def fill(book: Any) -> None:
        made = book.add_sheet("名单")
        day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        for number in range(min(rows, 65_536)):
            for place, cell in enumerate(ROW):
                made.write(number, place, f"{cell}{number}" if place < 2 else cell)
            made.write(number, 4, 43_831, day)

    return making.xls(fill)


MANY: dict[str, Callable[[int], bytes]] = {
    "xlsx": lambda rows: making.plain((f"P{n}", f"员工{n}", "D01", 8_000, 43_831) for n in range(rows)),
    "xls": _old,
    "xlsb": lambda rows: making.binary((f"P{n}", f"员工{n}", "D01", 8_000, 43_831) for n in range(rows)),
    "ods": lambda rows: making.ods(making.ods_table("".join(
        making.ods_row(making.ods_text(f"P{n}"), making.ods_text(f"员工{n}"), making.ods_value("float", "8000", "8000"))
        for n in range(rows)))),
    "html": lambda rows: ("<table>" + "".join(f"<tr><td>P{n}<td>员工{n}<td>8000" for n in range(rows))).encode(),
}  # fmt: skip
MOST_MEGABYTES = 100
READ = """
import sys
from ledger.infrastructure.files import workbooks
with open(sys.argv[1], "rb") as file:
    count = sum(1 for _ in workbooks.opened(file).rows)
lines = open("/proc/self/status").read().splitlines()
print(count, next(line.split()[1] for line in lines if line.startswith("VmHWM:")))
"""


@pytest.mark.parametrize("format", MANY)
def test_a_workbook_of_many_rows_is_read_in_little_memory(format: str, tmp_path: Path, full: bool) -> None:
    rows = 100_000 if full else 2_000
    path = tmp_path / "many"
    path.write_bytes(MANY[format](rows))
    ended = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    count, kilobytes = map(int, ended.stdout.split())
    assert count == min(rows, 65_536 if format == "xls" else rows)
    assert kilobytes < MOST_MEGABYTES * 1024
