"""Binary workbooks of Excel (.xlsb): their records are walked for what may be believed, then read by a library.

The library holds a sheet as a full rectangle, with every text anew in each cell, and a process that runs out of memory
in it ends. So how much it would hold is counted first. It tells no formats of numbers.
"""

from __future__ import annotations

import posixpath
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import IO, Any

from ledger.infrastructure.files.archives import LOCAL, Parts, Walk
from ledger.infrastructure.files.rows import MOST_COLUMNS, MOST_ROWS, Unreadable
from ledger.infrastructure.files.sheets import Cells, Leaf, Line, Seen

MOST_BYTES = 100_000_000
MOST_CELLS = 6_000_000
MOST_TEXT = 100_000_000
WORKBOOK, RELATIONS, TEXTS, STYLES = (
    "xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/sharedStrings.bin", "xl/styles.bin",
)  # fmt: skip
ROW, ERRORS, TEXT, FORMULAS, LAST_CELL = 0, frozenset({3, 11}), 7, frozenset({8, 9, 10, 11}), 11
ITEM, COLUMN, SHEET, MERGE = 19, 60, 156, 176
ERROR_NAMES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


@dataclass(slots=True)
class _Known:
    """What the records of a sheet say and the library doesn't: by row the places of its errors and formulas."""

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
    sizes = _sizes(parts)
    return [
        Leaf(name, visible, partial(_lines, parts, name, paths[id].removeprefix("/"), sizes))
        for name, visible, id in _sheets(parts)
        if id in paths
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


def _known(content: bytes, sizes: list[int], seen: Seen) -> _Known:
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
            _see_cell(known, content, at, kind, (row, column), sizes)
        elif kind == MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", content, at)
            seen.merged(top + 1, left, bottom + 1, right)
        elif kind == COLUMN:
            first, last = struct.unpack_from("<2I", content, at)
            if content[at + 16] & 1:
                seen.hide(first, last)
    return known


def _see_cell(known: _Known, content: bytes, at: int, kind: int, place: tuple[int, int], sizes: list[int]) -> None:
    if place[1] >= MOST_COLUMNS:
        raise Unreadable("too-many-columns", f"At most {MOST_COLUMNS} columns.", place[0] + 1)
    if place[0] > MOST_ROWS:
        raise Unreadable("too-many-rows", f"At most {MOST_ROWS} rows; split the file.", place[0] + 1)
    if kind in ERRORS:
        known.errors[place] = ERROR_NAMES.get(content[at + 8], "#N/A")
    if kind in FORMULAS:
        known.formulas.add(place)
    if kind == TEXT:
        known.texts += sizes[struct.unpack_from("<I", content, at + 8)[0]]
        if known.texts > MOST_TEXT:
            raise Unreadable("too-large", "The texts of the workbook are too long together; save it as .xlsx.")


def _lines(parts: Parts, name: str, path: str, sizes: list[int], seen: Seen) -> Iterator[Line]:
    known = _known(_content(parts, path), sizes, seen)
    if (known.last_row + 1) * (known.last_column + 1) > MOST_CELLS:
        raise Unreadable("too-large", "The sheet has too many cells; save it as .xlsx or CSV.")
    if known.last_row < 0:
        return
    seen.unseen = True
    with tempfile.NamedTemporaryFile(suffix=".xlsb") as copy:
        _copy(parts, path, copy)
        yield from _read(copy.name, name, known, Cells(seen))


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
            cells.number_of(place, float(value), "")
        case datetime():
            midnight = value.time() == time()
            cells.text(place, value.date().isoformat() if midnight else value.isoformat(" ", "seconds"))
        case date() | time():
            cells.text(place, value.isoformat())
        case timedelta():
            cells.text(place, str(value))
