"""Binary workbooks of Excel (.xlsb): their records are walked for what may be believed, then read by a library.

The library holds a sheet as a full rectangle, with every text anew in each cell, and a process that runs out of memory
in it ends. So how much it would hold is counted first. It tells no formats, errors, formulas nor hidden rows: these are
seen on the same walk.
"""

from __future__ import annotations

import posixpath
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any

from ledger.infrastructure.files.archives import LOCAL, Parts, Walk
from ledger.infrastructure.files.formats import BUILT_IN
from ledger.infrastructure.files.rows import MOST_COLUMNS, MOST_ROWS, Unreadable
from ledger.infrastructure.files.sheets import Cells, Leaf, Line, Seen, check_sheets

MOST_BYTES = 100_000_000
MOST_CELLS = 6_000_000
MOST_TEXT = 100_000_000
WORKBOOK, RELATIONS, TEXTS, STYLES = (
    "xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/sharedStrings.bin", "xl/styles.bin",
)  # fmt: skip
ROW, ERRORS, TEXT, FORMULAS, LAST_CELL = 0, frozenset({3, 11}), 7, frozenset({8, 9, 10, 11}), 11
PACKED, REAL, REAL_FORMULA = 2, 5, 9
ITEM, COLUMN, SHEET, MERGE, PROPERTIES = 19, 60, 156, 176, 153
FORMAT, STYLE, STYLES_BEGIN, STYLES_END = 44, 47, 617, 618
GENERAL = "General"
ERROR_NAMES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Book:
    """Of the whole workbook: how long each of its texts is, the format of each style, from when days are counted."""

    sizes: list[int]
    formats: list[str]
    since_1904: bool

    def format(self, style: int) -> str:
        return self.formats[style] if style < len(self.formats) else GENERAL


@dataclass(slots=True)
class _Known:
    """What the records of a sheet say and the library doesn't: by row and place its errors, formulas, and the numbers
    that have a format."""

    numbers: dict[tuple[int, int], tuple[float, str]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    last_row: int = -1
    last_column: int = -1
    texts: int = 0


def leaves(parts: Parts) -> list[Leaf]:
    paths: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if LOCAL[name] == "Relationship" and attributes["Type"].endswith("/worksheet"):
            paths[attributes["Id"]] = posixpath.normpath(posixpath.join("xl", attributes["Target"]))

    Walk(relation).through(parts, RELATIONS)
    book = _Book(_sizes(parts), _formats(parts), _since_1904(parts))
    found = [one for one in _sheets(parts) if one[2] in paths]
    check_sheets([name for name, _, _ in found], [paths[id] for _, _, id in found])
    return [
        Leaf(name, visible, partial(_lines, parts, name, paths[id].removeprefix("/"), book))
        for name, visible, id in found
    ]


def _content(parts: Parts, path: str) -> bytes:
    if parts.size(path) > MOST_BYTES:
        raise Unreadable("too-large", "A sheet of the workbook is too large; save it as .xlsx or CSV.")
    with parts.open(path) as part:
        return part.read()


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Of each record its kind, and where its data are."""
    at, end = 0, len(content)
    while at < end:
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            one = content[at]
            at += 1
            size |= (one & 0x7F) << shift
            shift += 7
            if not one & 0x80 or shift > 21:
                break
        yield kind, at, size
        at += size


def _sheets(parts: Parts) -> Iterator[tuple[str, bool, str]]:
    content = _content(parts, WORKBOOK)
    for kind, at, _ in _records(content):
        if kind == SHEET:
            id, after = _string(content, at + 8)
            name, _end = _string(content, after)
            yield name, struct.unpack_from("<I", content, at)[0] == 0, id


def _string(content: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le"), end


def _sizes(parts: Parts) -> list[int]:
    """How long each of the workbook's texts is."""
    if TEXTS not in parts:
        return []
    content = _content(parts, TEXTS)
    return [struct.unpack_from("<I", content, at + 1)[0] for kind, at, _ in _records(content) if kind == ITEM]


def _formats(parts: Parts) -> list[str]:
    """The format of each style, by the style's number."""
    if STYLES not in parts:
        return []
    content = _content(parts, STYLES)
    own: dict[int, str] = {}
    formats: list[str] = []
    inside = False
    for kind, at, _ in _records(content):
        if kind in {STYLES_BEGIN, STYLES_END}:
            inside = kind == STYLES_BEGIN
        elif kind == FORMAT:
            own[struct.unpack_from("<H", content, at)[0]] = _string(content, at + 2)[0]
        elif kind == STYLE and inside:
            (number,) = struct.unpack_from("<H", content, at + 2)
            formats.append(own.get(number) or BUILT_IN.get(number, GENERAL))
    return formats


def _since_1904(parts: Parts) -> bool:
    content = _content(parts, WORKBOOK)
    return any(content[at] & 1 == 1 for kind, at, _ in _records(content) if kind == PROPERTIES)


def _packed(number: int) -> float:
    """A number in four bytes: a whole one or the first half of another, and perhaps a hundredth of it."""
    if number & 2:
        value = float((number >> 2) - (1 << 30 if number & 1 << 31 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, number & ~3))
    return value / 100 if number & 1 else value


def _known(content: bytes, book: _Book, seen: Seen) -> _Known:
    known = _Known()
    row = 0
    for kind, at, _ in _records(content):
        if kind == ROW:
            (row,) = struct.unpack_from("<I", content, at)
            if content[at + 11] & 0x10:
                known.hidden.add(row)
        elif kind <= LAST_CELL:
            (column,) = struct.unpack_from("<I", content, at)
            if kind == 1:
                continue
            known.last_row, known.last_column = max(known.last_row, row), max(known.last_column, column)
            _see_cell(known, content, at, kind, (row, column), book)
        elif kind == MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", content, at)
            seen.merged(top + 1, left, bottom + 1, right)
        elif kind == COLUMN:
            first, last = struct.unpack_from("<2I", content, at)
            if content[at + 16] & 1:
                seen.hide(first, last)
    return known


def _see_cell(known: _Known, content: bytes, at: int, kind: int, place: tuple[int, int], book: _Book) -> None:
    if place[1] >= MOST_COLUMNS:
        raise Unreadable("too-many-columns", f"At most {MOST_COLUMNS} columns.", place[0] + 1)
    if place[0] > MOST_ROWS:
        raise Unreadable("too-many-rows", f"At most {MOST_ROWS} rows; split the file.", place[0] + 1)
    if kind in ERRORS:
        known.errors[place] = ERROR_NAMES.get(content[at + 8], "#N/A")
    if kind in FORMULAS:
        known.formulas.add(place)
    if kind in {PACKED, REAL, REAL_FORMULA}:
        code = book.format(int.from_bytes(content[at + 4 : at + 7], "little"))
        if code != GENERAL:
            value = struct.unpack_from("<I" if kind == PACKED else "<d", content, at + 8)[0]
            known.numbers[place] = (_packed(value) if kind == PACKED else value, code)
    if kind == TEXT:
        known.texts += book.sizes[struct.unpack_from("<I", content, at + 8)[0]]
        if known.texts > MOST_TEXT:
            raise Unreadable("too-large", "The texts of the workbook are too long together; save it as .xlsx.")


def _lines(parts: Parts, name: str, path: str, book: _Book, seen: Seen) -> Iterator[Line]:
    known = _known(_content(parts, path), book, seen)
    if (known.last_row + 1) * (known.last_column + 1) > MOST_CELLS:
        raise Unreadable("too-large", "The sheet has too many cells; save it as .xlsx or CSV.")
    if known.last_row < 0:
        return
    with tempfile.NamedTemporaryFile(suffix=".xlsb") as copy:
        _copy(parts, path, copy)
        yield from _read(copy.name, name, known, Cells(seen, book.since_1904))


def _copy(parts: Parts, path: str, copy: IO[bytes]) -> None:
    """Only what was judged, so that the library finds nothing else in it."""
    with zipfile.ZipFile(copy, "w") as archive:
        for part in (WORKBOOK, RELATIONS, TEXTS, STYLES, path):
            if part in parts:
                archive.writestr(part, _content(parts, part))
    copy.flush()


def _read(path: str, name: str, known: _Known, cells: Cells) -> Iterator[Line]:
    from python_calamine import CalamineWorkbook  # here, so that only the process that reads a workbook loads it

    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_name(name)
    except BaseException as error:  # a fault in the library's own language is no Exception
        if type(error).__name__ == "PanicException":
            raise Unreadable("broken-workbook", "The workbook can't be read; save it as .xlsx.") from error
        raise
    left = sheet.start[1] if sheet.start else 0
    for row, values in enumerate(sheet.iter_rows()):
        cells.begin(row + 1)
        for place, value in enumerate(values, left):
            at = (row, place)
            if at in known.formulas:
                cells.from_formula()
            if at in known.errors:
                cells.error(place, known.errors[at])
            elif at in known.numbers:
                cells.number_of(place, *known.numbers[at])
            else:
                _cell(cells, place, value)
        line = cells.line(row in known.hidden)
        if line:
            yield line


def _cell(cells: Cells, place: int, value: Any) -> None:
    match value:
        case str():
            cells.text(place, value)
        case bool():
            cells.truth(place, value)
        case int() | float():
            cells.number_of(place, float(value), GENERAL)
        case _:
            raise Unreadable("broken-workbook", "A style of the workbook is not there; save it as .xlsx.", cells.number)
