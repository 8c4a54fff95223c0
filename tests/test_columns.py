"""Files for Excel: right letters, no formulas, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ledger.columns import BOM, Column, as_csv, as_xlsx, neutral, restored
from ledger.infrastructure.files.tables import rows_of

COLUMNS = (Column("employee_no"), Column("name"), Column("amount", "number"))
ROWS = [("FIN01", "现金奖金", "5000.00"), ("FIN02", None, Decimal("-12.5"))]


def cells(xlsx: bytes) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in load_workbook(io.BytesIO(xlsx)).worksheets[0].iter_rows()]


def records(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def test_excel_reads_chinese_since_there_is_a_byte_order_mark() -> None:
    made = as_csv(COLUMNS, ROWS)
    assert made.startswith(BOM.encode())
    assert records(made) == [
        ["employee_no", "name", "amount"],
        ["FIN01", "现金奖金", "5000.00"],
        ["FIN02", "", "-12.5"],
    ]


def test_numbers_are_numbers_in_a_spreadsheet() -> None:
    found = cells(as_xlsx(COLUMNS, ROWS))
    assert found == [("employee_no", "name", "amount"), ("FIN01", "现金奖金", 5000), ("FIN02", None, -12.5)]


SIGNS = ["=", "+", "-", "@", "\N{MINUS SIGN}", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁼", "⁺", "⁻", "₌"]
UNSEEN = {
    "nothing": "",
    "a blank": " ",
    "a wide blank": "\u3000",
    "a blank that breaks nothing": "\u00a0",
    "zero width": "\u200b\u200d",
    "a byte order mark": "\ufeff",
    "a soft hyphen": "\u00ad",
    "a turn of direction": "\u202e",
    "a variation selector": "\ufe0f",
    "fillers": "\u3164\uffa0\u115f\u2800",
    "a mark that joins": "\u034f",
    "a control character": "\x01",
    "tags": "\U000e0020",
    "lines": "\n\r",
}


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_a_spreadsheet_may_take_for_a_formula_is_a_text(sign: str, before: str) -> None:
    """CSV injection: `=HYPERLINK(…)` in a name must not run on the machine of whoever opens the file."""
    evil = f'{before}{sign}HYPERLINK("http://evil","x")'
    assert records(as_csv([Column(evil)], [(evil,)])) == [["'" + evil], ["'" + evil]]
    sheet = load_workbook(io.BytesIO(as_xlsx([Column(evil)], [(evil,)]))).worksheets[0]
    assert [sheet[at].data_type for at in ("A1", "A2")] == ["s", "s"]
    assert all(str(sheet[at].value).startswith("'") for at in ("A1", "A2"))


@pytest.mark.parametrize("text", ["\tHYPERLINK(1)", "\rHYPERLINK(1)", "\nHYPERLINK(1)", " \tx"])
def test_what_some_programs_take_for_the_next_cell_is_a_text(text: str) -> None:
    assert records(as_csv([Column("name")], [(text,)]))[1] == ["'" + text]


def test_what_is_no_number_in_a_column_of_numbers_is_a_text() -> None:
    command = "-5+cmd|' /C calc'!A0"
    made = records(as_csv([Column("amount", "number")], [("=1+1",), ("-5",), (command,)]))
    assert made[1:] == [["'=1+1"], ["-5"], ["'" + command]]


@pytest.mark.parametrize(
    "text", ["'", "''", "'quoted'", "It's", "a=b", "1-2", "多谢", "", " ", "\u200b", "é", "…", "(1)"]
)
def test_what_no_spreadsheet_takes_for_a_formula_is_left_as_it_is(text: str) -> None:
    assert records(as_csv([Column("name"), Column("more")], [(text, "x")]))[1][0] == text


@pytest.mark.parametrize("as_file", [as_csv, as_xlsx])
@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "''＝1", " =1", "\u3000-1", "@x", "'x", "x", "＋1", "'"])
def test_a_text_of_a_file_that_we_wrote_is_read_as_it_was(as_file: Callable[..., bytes], text: str) -> None:
    made = as_file([Column("name"), Column("more")], [(text, "x")])
    assert list(rows_of(io.BytesIO(made), len(made)))[1].cells[0] == text


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_each_text_has_a_written_form_of_its_own(text: str) -> None:
    assert restored(neutral(text)) == text


def test_the_same_rows_make_the_same_bytes_whenever_they_are_made() -> None:
    first = as_xlsx(COLUMNS, ROWS), as_csv(COLUMNS, ROWS)
    time.sleep(2.1)  # longer than the coarsest clock of a ZIP archive
    assert (as_xlsx(COLUMNS, ROWS), as_csv(COLUMNS, ROWS)) == first


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(), st.text(), st.decimals(allow_nan=False, allow_infinity=False)), max_size=5))
def test_any_text_makes_a_file_without_formulas(rows: list[tuple[str, str, Decimal]]) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(COLUMNS, rows))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    for record in records(as_csv(COLUMNS, rows))[1:]:
        assert not record[0].startswith(("=", "+", "-", "@", "\t", "\r"))
