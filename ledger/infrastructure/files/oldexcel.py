"""Old binary workbooks (.xls), and the containers that they share with other old documents and with encrypted ones."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ledger.infrastructure.files.containers import BEGINNING, Container
from ledger.infrastructure.files.formats import BUILT_IN
from ledger.infrastructure.files.rows import Unreadable
from ledger.infrastructure.files.sheets import Cells, Leaf, Line, Seen, check_sheets

BARE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
"""How a workbook begins that some programs write without a container."""
OTHERS = {
    "WordDocument": "a Word document (.doc)",
    "PowerPoint Document": "a PowerPoint presentation (.ppt)",
    "__properties_version1.0": "an Outlook message (.msg)",
}
LOCKED = "The workbook is protected with a password; open it, take the password off, and save it as .xlsx."
SHEET, FORMULA, BEGIN = 0x85, 0x06, 0x0809
NOTHING_KEPT = b"\x03\0\0\0\0\0\xff\xff"


def recognised(head: bytes) -> bool:
    return head.startswith((BEGINNING, *BARE))


def leaves(content: bytes) -> list[Leaf]:
    import xlrd  # here, so that only the process that reads a workbook loads it

    records = _contained(content) if content.startswith(BEGINNING) else content
    try:
        book = xlrd.open_workbook(
            file_contents=records, logfile=_Nowhere(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Unreadable("encrypted", LOCKED) from error
        raise
    formulas, begins = _formulas(records)
    check_sheets(book.sheet_names(), begins)
    return [
        Leaf(name, _visible(book, at), partial(_lines, book, at, formulas[at] if at < len(formulas) else {}))
        for at, name in enumerate(book.sheet_names())
    ]


class _Nowhere(io.TextIOBase):
    """Where remarks on a file go."""

    def write(self, text: str) -> int:
        return len(text)


def _contained(content: bytes) -> bytes:
    """The records of the workbook in a container."""
    container = Container(content)
    if "EncryptedPackage" in container:
        raise Unreadable("encrypted", LOCKED)
    name = next((name for name in ("Workbook", "Book") if name in container), None)
    if name is None:
        found = next((called for name, called in OTHERS.items() if name in container), "a document of an old program")
        raise Unreadable("not-a-table", f"This is {found}, not a workbook. Send XLSX or CSV.")
    return container.stream(name)


def _visible(book: Any, at: int) -> bool:
    return bool(book.sheet_by_index(at).visibility == 0)


def _formulas(stream: bytes) -> tuple[list[dict[int, bool]], list[str]]:
    """Of each sheet, where formulas stand (row * 256 + column), and whether a result is kept, which the reader of the
    cells doesn't tell; and where each begins."""
    places: list[str] = []
    begins: dict[int, dict[int, bool]] = {}
    found: dict[int, bool] = {}
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = at + 4
        if kind == SHEET and stream[data + 5] == 0:
            (place,) = struct.unpack_from("<I", stream, data)
            begins[place] = {}
            places.append(str(place))
        elif kind == BEGIN:
            found = begins.get(at, {})
        elif kind == FORMULA:
            row, column = struct.unpack_from("<HH", stream, data)
            found[row * 256 + column] = stream[data + 6 : data + 14] != NOTHING_KEPT
        at = data + size
    return list(begins.values()), places


@dataclass(frozen=True, slots=True)
class _Formats:
    """The formats of a book's styles."""

    book: Any

    def of(self, style: int) -> str:
        key = self.book.xf_list[style].format_key
        found = self.book.format_map.get(key)
        return (found and found.format_str) or BUILT_IN.get(key, "General")


def _lines(book: Any, at: int, formulas: dict[int, bool], seen: Seen) -> Iterator[Line]:
    sheet = book.sheet_by_index(at)
    for column, info in sheet.colinfo_map.items():
        if info.hidden or info.width == 0:
            seen.hide(column, column)
    for top, below, left, beside in sheet.merged_cells:
        seen.merged(top + 1, left, below, beside - 1)
    kept = any(formulas.values())
    formats = _Formats(book)
    cells = Cells(seen, book.datemode == 1)
    for row in range(sheet.nrows):
        cells.begin(row + 1)
        for place, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if formulas and row * 256 + place in formulas:
                if not kept:
                    cells.formula(place, "")
                    continue
                cells.from_formula()
            _cell(cells, place, kind, value, partial(formats.of, sheet.cell_xf_index(row, place)))
        info = sheet.rowinfo_map.get(row)
        line = cells.line(bool(info and (info.hidden or (info.height == 0 and not info.has_default_height))))
        if line:
            yield line


def _cell(cells: Cells, place: int, kind: int, value: Any, code: Any) -> None:
    import xlrd

    match kind:
        case xlrd.XL_CELL_TEXT:
            cells.text(place, value)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            cells.number_of(place, value, code())
        case xlrd.XL_CELL_BOOLEAN:
            cells.truth(place, bool(value))
        case xlrd.XL_CELL_ERROR:
            cells.error(place, xlrd.error_text_from_code.get(value, ""))
