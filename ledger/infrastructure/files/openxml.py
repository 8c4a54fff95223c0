"""Workbooks of Office Open XML (.xlsx, .xlsm), also Strict: read as streams, row by row.

Formulas are not worked out. The result that a file keeps of one is what its maker saw last, and is read; where the file
keeps none, or says that all are to be worked out anew when it is opened, the cell is named. Links, macros and pictures
are never opened.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from ledger.infrastructure.files.archives import Parts, Walk, local
from ledger.infrastructure.files.formats import BUILT_IN
from ledger.infrastructure.files.rows import LONGEST_FIELD, Unreadable
from ledger.infrastructure.files.sheets import Cells, Leaf, Line, Seen

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE = frozenset({"1", "true", "on"})
GENERAL = "General"


@dataclass(slots=True)
class _Book:
    """What the workbook says of itself, and where its parts are."""

    sheets: list[tuple[str, bool, str]] = field(default_factory=list)
    since_1904: bool = False
    anew: bool = False
    """Whether every formula is worked out anew when the workbook is opened."""
    folder: str = "xl"
    targets: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)


def leaves(parts: Parts, path: str) -> list[Leaf]:
    book = _book(parts, path)
    return [
        Leaf(name, visible, partial(_lines, parts, book, book.targets[id]))
        for name, visible, id in book.sheets
        if book.kinds.get(id, "").endswith("/worksheet")
    ]


def unescaped(text: str) -> str:
    """What stands for a character that XML can't hold, _x000D_, is that character."""
    if "_x" not in text:
        return text
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _book(parts: Parts, path: str) -> _Book:
    book = _Book(folder=posixpath.dirname(path))
    Walk(partial(_see_book, book)).through(parts, path)
    relations = f"{book.folder}/_rels/{posixpath.basename(path)}.rels"
    Walk(partial(_see_relation, book)).through(parts, relations)
    for id, kind in book.kinds.items():
        if kind.endswith("/styles") and book.targets[id] in parts:
            book.formats = _formats(parts, book.targets[id])
        if kind.endswith("/sharedStrings") and book.targets[id] in parts:
            book.texts = _texts(parts, book.targets[id])
    return book


def workbook_of(parts: Parts) -> str:
    """Where the workbook is, which a file may say."""
    if "_rels/.rels" not in parts:
        return "xl/workbook.xml"
    root = _Book(folder="")
    Walk(partial(_see_relation, root)).through(parts, "_rels/.rels")
    found = (root.targets[id] for id, kind in root.kinds.items() if kind.endswith("/officeDocument"))
    return next(found, "xl/workbook.xml")


def _see_book(book: _Book, name: str, attributes: dict[str, str]) -> None:
    match local(name):
        case "sheet":
            id = next((value for key, value in attributes.items() if local(key) == "id"), "")
            book.sheets.append((attributes.get("name", ""), attributes.get("state", "visible") == "visible", id))
        case "workbookPr":
            book.since_1904 = attributes.get("date1904", "0") in TRUE
        case "calcPr":
            book.anew = attributes.get("fullCalcOnLoad", "0") in TRUE


def _see_relation(book: _Book, name: str, attributes: dict[str, str]) -> None:
    if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
        target = attributes["Target"]
        book.targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/", book.folder, target)).lstrip("/")
        book.kinds[attributes["Id"]] = attributes["Type"]


def _formats(parts: Parts, path: str) -> list[str]:
    """The format of each style, by the style's number."""
    own: dict[str, str] = {}
    formats: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        name = local(name)
        if name == "cellXfs":
            inside = True
        elif name == "numFmt" and "numFmtId" in attributes:
            own[attributes["numFmtId"]] = unescaped(attributes.get("formatCode", GENERAL))
        elif name == "xf" and inside:
            id = attributes.get("numFmtId", "0")
            formats.append(own.get(id) or BUILT_IN.get(int(id), GENERAL))

    def end(name: str) -> None:
        nonlocal inside
        if local(name) == "cellXfs":
            inside = False

    Walk(start, end).through(parts, path)
    return formats


class _Text:
    """Collects the text between two tags, which no file makes longer than a cell may be."""

    __slots__ = ("_pieces", "_size", "_walk")

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self.clear()

    def clear(self) -> None:
        self._pieces, self._size = list[str](), 0

    def open(self) -> None:
        self._walk.parser.CharacterDataHandler = self._add

    def shut(self) -> None:
        self._walk.parser.CharacterDataHandler = None

    def taken(self) -> str:
        text = self._pieces[0] if len(self._pieces) == 1 else "".join(self._pieces)
        self.clear()
        return text

    def _add(self, piece: str) -> None:
        self._size += len(piece)
        if self._size > LONGEST_FIELD:
            raise Unreadable("cell-too-large", f"A cell has more than {LONGEST_FIELD} characters.")
        self._pieces.append(piece)


def _texts(parts: Parts, path: str) -> list[str]:
    """The table of texts. How a text is to be pronounced stands beside it and is no part of it."""
    texts: list[str] = []
    spoken = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal spoken
        name = local(name)
        if name == "t" and not spoken:
            text.open()
        elif name == "rPh":
            spoken = True

    def end(name: str) -> None:
        nonlocal spoken
        name = local(name)
        if name == "t":
            text.shut()
        elif name == "si":
            texts.append(unescaped(text.taken()))
        elif name == "rPh":
            spoken = False

    walk = Walk(start, end)
    text = _Text(walk)
    walk.through(parts, path)
    return texts


def _lines(parts: Parts, book: _Book, path: str, seen: Seen) -> Iterator[Line]:
    sheet = _Sheet(book, seen)
    for _ in sheet.walk.blocks(parts, path):
        yield from sheet.lines
        sheet.lines.clear()


class _Sheet:
    """The lines of a sheet, as its parts are read."""

    def __init__(self, book: _Book, seen: Seen) -> None:
        self.walk = Walk(self._start, self._end)
        self.lines: list[Line] = []
        self._book, self._seen = book, seen
        self._cells = Cells(seen, book.since_1904)
        self._text = _Text(self.walk)
        self._number = 0
        self._place = -1
        self._hidden = self._inside = self._spoken = False
        self._kind, self._style = "n", 0
        self._value: str | None = None
        self._formula: str | None = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if self._inside:
            self._within(name, attributes)
        elif name == "sheetData":
            self._inside = True
        elif name == "col" and (attributes.get("hidden") in TRUE or _none(attributes.get("width"))):
            self._seen.hide(int(attributes["min"]) - 1, int(attributes["max"]) - 1)
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            (top, left), (bottom, right) = _at(first), _at(last or first)
            self._seen.merged(top, left, bottom, right)

    def _within(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "c":
                at = attributes.get("r")
                self._place = _column(at) if at else self._place + 1
                self._kind = attributes.get("t", "n")
                self._style = int(attributes.get("s", 0))
                self._value = self._formula = None
                self._text.clear()
            case "v" | "f":
                self._text.open()
            case "t":
                if not self._spoken:
                    self._text.open()
            case "row":
                self._begin(attributes)
            case "rPh":
                self._spoken = True

    def _begin(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._number + 1))
        if number <= self._number:
            raise Unreadable("broken-workbook", "The rows are not in order; save it again as .xlsx.", number)
        self._number, self._place = number, -1
        self._hidden = attributes.get("hidden") in TRUE or _none(attributes.get("ht"))
        self._cells.begin(number)

    def _end(self, name: str) -> None:
        name = local(name)
        if not self._inside:
            return
        match name:
            case "v":
                self._text.shut()
                self._value = self._text.taken()
            case "f":
                self._text.shut()
                self._formula = self._text.taken()
            case "t":
                self._text.shut()
            case "c":
                self._cell()
            case "rPh":
                self._spoken = False
            case "row":
                line = self._cells.line(self._hidden)
                if line:
                    self.lines.append(line)
            case "sheetData":
                self._inside = False

    def _cell(self) -> None:
        cells, place, value = self._cells, self._place, self._value
        if self._formula is not None:
            if value is None or self._book.anew or (not value and self._kind != "str"):
                cells.formula(place, self._formula)
                return
            cells.from_formula()
        if self._kind == "inlineStr":
            cells.text(place, unescaped(self._text.taken()))
        elif value:
            self._valued(place, value)

    def _valued(self, place: int, value: str) -> None:
        cells = self._cells
        match self._kind:
            case "s":
                cells.text(place, self._book.texts[int(value)])
            case "str":
                cells.text(place, unescaped(value))
            case "b":
                cells.truth(place, value.strip() in TRUE)
            case "e":
                cells.error(place, value)
            case "d":
                cells.text(place, _day(value))
            case _:
                formats = self._book.formats
                code = formats[self._style] if self._style < len(formats) else GENERAL
                cells.number_of(place, float(value), code)


def _none(size: str | None) -> bool:
    """Whether a row or column is made so small that nothing of it shows."""
    return size is not None and float(size) == 0


def _day(text: str) -> str:
    """A moment as Strict files say it."""
    moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    return moment.date().isoformat() if moment.time() == moment.min.time() else moment.isoformat(" ", "seconds")


def _column(at: str) -> int:
    """0 for A1."""
    column = 0
    for one in at:
        if not "A" <= one <= "Z":
            break
        column = column * 26 + ord(one) - 64
    if not 0 < column <= 16_384:
        raise Unreadable("broken-workbook", f"There is no cell {at[:20]}.")
    return column - 1


def _at(cell: str) -> tuple[int, int]:
    cell = cell.replace("$", "")
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), _column(cell)
