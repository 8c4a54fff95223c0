"""Files for Excel: right letters, no formulas, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile, gettempdir

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.columns import BOM, Column, XlsxFile, as_csv, as_xlsx, neutral, restored
from ledger.infrastructure.files.reading import Choices
from ledger.infrastructure.files.tables import read
from tests.sheets import cells, part

COLUMNS = (Column("employee_no"), Column("name"), Column("amount", "number"))
ROWS = [("FIN01", "现金奖金", "5000.00"), ("FIN02", None, Decimal("-12.5"))]


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
    assert found == [["employee_no", "name", "amount"], ["FIN01", "现金奖金", 5000], ["FIN02", None, -12.5]]


def test_a_number_shows_the_places_that_it_has() -> None:
    made = as_xlsx(COLUMNS, [("FIN01", "x", "5000.00"), ("FIN02", "x", "0.4167"), ("FIN03", "x", "7")])
    styles = part(made, "xl/styles.xml")
    assert all(f'formatCode="{code}"' in styles for code in ("0.00", "0.0000"))


@pytest.mark.parametrize("number", ["1234567890123456", "0.1234567890123456", "-9999999999999.999"])
def test_a_number_of_more_digits_than_a_spreadsheet_keeps_stays_what_it_is_as_a_text(number: str) -> None:
    assert cells(as_xlsx(COLUMNS, [("FIN01", "x", number)]))[1][2] in {number, f"'{number}"}


def test_days_are_days_and_shown_with_the_year_first() -> None:
    columns = (Column("hired_on", "day"), Column("prepared_at"), Column("born_on"))
    row = (date(2026, 10, 31), datetime(2026, 10, 31, 9, 30, 5, tzinfo=UTC).replace(tzinfo=None), date(1899, 12, 31))
    made = as_xlsx(columns, [row, ("2026-11-01", "2026-11-01", None), ("in November", None, None)])
    assert cells(made)[1] == [row[0], row[1], "1899-12-31"], "a day that no spreadsheet knows is a text"
    assert cells(made)[2][:2] == [date(2026, 11, 1), "2026-11-01"]
    assert cells(made)[3][0] == "in November"
    styles = part(made, "xl/styles.xml")
    assert all(f'formatCode="{code}"' in styles for code in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
    assert records(as_csv(columns, [row]))[1] == ["2026-10-31", "2026-10-31 09:30:05", "1899-12-31"]


def test_digits_of_a_text_keep_their_leading_zeros_also_those_that_somebody_types_below() -> None:
    made = as_xlsx(COLUMNS, [("00042", "x", "1")])
    assert cells(made)[1][0] == "00042"
    formats = re.findall(r'numFmtId="(\d+)"', part(made, "xl/styles.xml").partition("<cellXfs")[2])
    styles = [int(style) for style in re.findall(r'<col [^>]*style="(\d+)"', part(made))]
    assert [formats[style] for style in styles[:2]] == ["49", "49"], "that of texts"


def test_the_heads_are_bold_and_stay_and_columns_are_as_wide_as_what_stands_in_them() -> None:
    made = part(as_xlsx(COLUMNS, [("FIN01", "一个相当长的奖品名称", "1"), ("FIN02", "x" * 500, "2")]))
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in made
    widths = [float(column.partition('width="')[2].partition('"')[0]) for column in made.split("<col ")[1:]]
    assert 10 < widths[0] < 20
    assert 55 < widths[1] < 65


@pytest.mark.parametrize("text", ["<r>x</r>", "<r><t>x</t></r>", "</t>", "&amp;", "_x0041_", "  x  ", "a\nb"])
def test_markup_in_a_text_is_a_text(text: str) -> None:
    """The library that writes takes `<r>…</r>` for markup of its own: such a name made a file that nothing opens."""
    assert cells(as_xlsx([Column("name"), Column("more")], [(text, "x")]))[1] == [text, "x"]


def test_a_large_workbook_is_written_to_the_disk_row_by_row() -> None:
    rows = [(f"P{number:06}", "某某某", str(number)) for number in range(500)]
    with SpooledTemporaryFile(max_size=1000) as out:
        tracemalloc.start()
        with XlsxFile(out, COLUMNS) as file:
            for _ in range(8):
                file.add(rows)
            held = tracemalloc.get_traced_memory()[0]
            file.end()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert held < 700_000
        assert most < 2_500_000
        out.seek(0)
        assert len(cells(out.read())) == 4_001


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


@pytest.mark.parametrize("before", UNSEEN.values(), ids=UNSEEN.keys())
def test_nor_is_it_a_formula_in_a_workbook(before: str) -> None:
    evil = [f'{before}{sign}HYPERLINK("http://evil","x")' for sign in SIGNS]
    made = as_xlsx([Column(evil[0])], [(one,) for one in evil])
    assert part(made).count('t="inlineStr"') == 1 + len(SIGNS)
    assert "<f>" not in part(made)
    assert all(str(row[0]).startswith("'") for row in cells(made))


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
    assert list(read(io.BytesIO(made), Choices(), lambda cells: 0).rows)[1].cells[0] == text


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_each_text_has_a_written_form_of_its_own(text: str) -> None:
    assert restored(neutral(text)) == text


def test_the_same_rows_make_the_same_bytes_whenever_and_wherever_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    first = as_xlsx(COLUMNS, ROWS), as_csv(COLUMNS, ROWS)
    time.sleep(2.1)  # longer than the coarsest clock of a ZIP archive
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "America/New_York")
        time.tzset()
        assert (as_xlsx(COLUMNS, ROWS), as_csv(COLUMNS, ROWS)) == first
    time.tzset()
    with zipfile.ZipFile(io.BytesIO(first[0])) as archive:
        assert not any(gettempdir().encode() in archive.read(entry) for entry in archive.infolist())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(), st.text(), st.decimals(allow_nan=False, allow_infinity=False)), max_size=5))
def test_any_text_makes_a_file_without_formulas(rows: list[tuple[str, str, Decimal]]) -> None:
    made = as_xlsx(COLUMNS, rows)
    assert "<f>" not in part(made)
    assert len(cells(made)) <= len(rows) + 1
    for record in records(as_csv(COLUMNS, rows))[1:]:
        assert not record[0].startswith(("=", "+", "-", "@", "\t", "\r"))
