"""Tables as files that people open in Excel: CSV and XLSX, the same bytes for the same rows.

Cells of text columns never become formulas: what a spreadsheet may take for one is written with an apostrophe before
it, and such a file reads back as what it was made of.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO, Literal, Self

BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own encoding."""
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SIGNS = frozenset("=+-@\N{MINUS SIGN}")
"""What a formula begins with, also as a full-width, small, raised or lowered one."""
PARTING = frozenset("\t\r\n")
"""Some programs take what follows for the next cell."""
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Fillers, which count as letters and marks, and show as nothing."""
UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Mn", "Me", "Zs", "Zl", "Zp"})
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML may hold."""
NARROWEST, WIDEST = 10, 60
MEASURED = 200
"""So many rows say how wide the columns are."""

Cell = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """`text` may hold anything that somebody wrote; `number` holds numbers, also as canonical strings; `day` holds
    days, also as ISO texts."""

    name: str
    kind: Literal["text", "number", "day"] = "text"


def as_csv(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a BOM, commas, CRLF."""
    out = io.BytesIO()
    with CsvFile(out, columns) as file:
        file.add(rows)
        file.end()
    return out.getvalue()


def as_xlsx(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    title: str = "lines",
    total: Sequence[Cell] | None = None,
) -> bytes:
    """One sheet with a bold first row that stays when one scrolls; `total` is a last row, and bold, too."""
    out = io.BytesIO()
    with XlsxFile(out, columns, title) as file:
        file.add(rows)
        file.end(total)
    return out.getvalue()


class CsvFile:
    """A table as a text, some rows after others: no more of it is in memory than what is added at once."""

    def __init__(self, out: BinaryIO, columns: Sequence[Column], title: str = "lines") -> None:
        self._out, self._columns = out, columns
        out.write(BOM.encode())
        self._write([[neutral(column.name) for column in columns]])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        columns = self._columns
        self._write([_plain(column, cell) for column, cell in zip(columns, row, strict=True)] for row in rows)

    def end(self, total: Sequence[Cell] | None = None) -> None:
        """A sum is left out: programs read such a file, and take every line for one of its rows."""

    def _write(self, records: Iterable[Sequence[str]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(records)
        self._out.write(text.getvalue().encode())


class XlsxFile:
    """A workbook of one sheet, some rows after others: they lie on the disk until it ends.

    Each cell is written as what it is, so that nothing in a text is ever taken for a formula, a link or a number.
    Columns of texts are formatted as texts: a number that somebody types there keeps its leading zeros.
    """

    def __init__(self, out: BinaryIO, columns: Sequence[Column], title: str = "lines") -> None:
        from ledger import workbook  # here, so that only a process that writes workbooks loads the library

        self._columns, self._library = columns, workbook
        self._book = workbook.Book(out)
        self._sheet = self._book.sheet(title)
        self._widths = [NARROWEST] * len(columns)
        self._row = 0
        self._set_widths()
        self._write([neutral(column.name) for column in columns], bold=True)
        self._sheet.freeze_panes(1, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.drop()

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            self._write(row)

    def end(self, total: Sequence[Cell] | None = None) -> None:
        if total is not None:
            self._write(total, bold=True)
        self._set_widths()
        self._book.close()

    def _set_widths(self) -> None:
        for place, (column, width) in enumerate(zip(self._columns, self._widths, strict=True)):
            self._sheet.set_column(
                place, place, min(width, WIDEST), self._book.format(self._library.OF_KIND[column.kind])
            )

    def _write(self, row: Sequence[Cell], *, bold: bool = False) -> None:
        for place, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            if cell is None or cell == "":
                continue
            self._put(place, column, cell, bold=bold)
            if self._row < MEASURED:
                shown = cell if isinstance(cell, str) else _plain(column, cell)
                self._widths[place] = max(self._widths[place], width(shown) + 2)
        self._row += 1

    def _put(self, place: int, column: Column, cell: Cell, *, bold: bool) -> None:
        day = _day(column, cell)
        if day is not None and day.year >= self._library.FIRST_YEAR:
            self._book.day(self._sheet, self._row, place, day, bold=bold)
            return
        text = _plain(column, cell)
        if column.kind == "number" and self._is_number(text):
            self._book.number(self._sheet, self._row, place, Decimal(text), bold=bold)
        else:
            self._book.text(self._sheet, self._row, place, ILLEGAL.sub("", text), bold=bold)

    def _is_number(self, text: str) -> bool:
        """What a spreadsheet can keep as a number, to its last digit."""
        digits = text.replace(".", "").lstrip("-0")
        return NUMBER.fullmatch(text) is not None and len(digits) <= self._library.MOST_DIGITS


def _day(column: Column, cell: Cell) -> date | None:
    if isinstance(cell, str) and column.kind == "day" and DAY.fullmatch(cell):
        return date.fromisoformat(cell)
    return cell if isinstance(cell, date) else None


def width(text: str) -> int:
    """How many places a text takes up in a spreadsheet: Chinese letters are twice as wide."""
    return len(text) + sum(unicodedata.east_asian_width(one) in "WF" for one in text)


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `restored` gives the text back."""
    return f"'{text}" if _may_be_formula(text.lstrip("'")) else text


def restored(text: str) -> str:
    """What was written as `neutral`. An apostrophe that was there before stays, since such a text gets one more."""
    return text[1:] if text.startswith("'") and _may_be_formula(text.lstrip("'")) else text


def _may_be_formula(text: str) -> bool:
    """By the first thing that shows: programs pass over blanks and what is not seen, and read any width of a sign."""
    for one in text:
        if one in PARTING or unicodedata.normalize("NFKC", one) in SIGNS:
            return True
        if one not in INVISIBLE and unicodedata.category(one) not in UNSEEN_CATEGORIES:
            return False
    return False


def _plain(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    return text if column.kind == "number" and NUMBER.fullmatch(text) else neutral(text)
