"""Files for Excel: right letters, no formulas, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ledger.tables import BOM, Column, as_csv, as_xlsx

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


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_begins_like_a_formula_is_a_text(start: str) -> None:
    """CSV injection: `=HYPERLINK(…)` in a name must not run on the machine of whoever opens the file."""
    evil = f'{start}HYPERLINK("http://evil","x")'
    rows = [(evil, "x", "1")]
    assert records(as_csv(COLUMNS, rows))[1][0] == "'" + evil
    sheet = load_workbook(io.BytesIO(as_xlsx(COLUMNS, rows))).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).startswith("'")


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
