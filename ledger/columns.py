"""Tables as files that people open in Excel: CSV and XLSX, the same bytes for the same rows.

Cells of text columns never become formulas: what a spreadsheet may take for one is written with an apostrophe before
it, and such a file reads back as what it was made of.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

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
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML may hold."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can say."""
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")

Cell = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """`text` may hold anything that somebody wrote; `number` holds numbers, also as canonical strings."""

    name: str
    kind: Literal["text", "number"] = "text"


def as_csv(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a BOM, commas, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(column.name) for column in columns])
    writer.writerows([_plain(column, cell) for column, cell in zip(columns, row, strict=True)] for row in rows)
    return (BOM + out.getvalue()).encode()


def as_xlsx(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    title: str = "lines",
    total: Sequence[Cell] | None = None,
) -> bytes:
    """One sheet with a bold first row that stays when one scrolls; `total` is a last row, and bold, too."""
    from openpyxl import Workbook  # here and below, so that only a process that writes workbooks loads it
    from openpyxl.cell import Cell as Made
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    heads = [_text(sheet, neutral(column.name)) for column in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_typed(sheet, column, cell) for column, cell in zip(columns, row, strict=True)])
    if total is not None:
        typed = [_typed(sheet, column, cell) for column, cell in zip(columns, total, strict=True)]
        sums = [cell if isinstance(cell, Made) else WriteOnlyCell(sheet, cell) for cell in typed]
        for cell in sums:
            cell.font = Font(bold=True)
        sheet.append(sums)
    out = io.BytesIO()
    book.save(out)
    return _timeless(out)


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
    text = cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
    return text if column.kind == "number" and NUMBER.fullmatch(text) else neutral(text)


def _typed(sheet: Any, column: Column, cell: Cell) -> Any:
    if column.kind == "number" and cell is not None:
        return int(cell) if isinstance(cell, bool) else Decimal(str(cell))
    return _text(sheet, _plain(column, cell))


def _text(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, ILLEGAL.sub("", text))
    cell.data_type = "s"
    return cell


def _timeless(made: io.BytesIO) -> bytes:
    """An archive without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            fixed = zipfile.ZipInfo(entry.filename, EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, content)
    return out.getvalue()
