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
from datetime import datetime, time
from functools import partial

from ledger.infrastructure.files.archives import LOCAL, Parts, Walk
from ledger.infrastructure.files.formats import BUILT_IN
from ledger.infrastructure.files.rows import LONGEST_FIELD, Unreadable
from ledger.infrastructure.files.sheets import Cells, Leaf, Line, Seen, check_sheets

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
TRUE = frozenset({"1", "true", "on"})
GENERAL = "General"
TEXTS = frozenset({"v", "t", "f"})
FEW_DIGITS = 15
MOST_PIECES = 64
"""The parser gives a text in pieces of 8,192 bytes."""


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

    def format(self, style: str) -> str:
        number = int(style or 0)
        return self.formats[number] if number < len(self.formats) else GENERAL


def leaves(parts: Parts, path: str) -> list[Leaf]:
    book = _book(parts, path)
    found = [one for one in book.sheets if book.kinds.get(one[2], "").endswith("/worksheet")]
    check_sheets([name for name, _, _ in found], [book.targets[id] for _, _, id in found])
    return [Leaf(name, visible, partial(_lines, parts, book, book.targets[id])) for name, visible, id in found]


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
    match LOCAL[name]:
        case "sheet":
            id = next((value for key, value in attributes.items() if LOCAL[key] == "id"), "")
            book.sheets.append((attributes.get("name", ""), attributes.get("state", "visible") == "visible", id))
        case "workbookPr":
            book.since_1904 = attributes.get("date1904", "0") in TRUE
        case "calcPr":
            book.anew = attributes.get("fullCalcOnLoad", "0") in TRUE


def _see_relation(book: _Book, name: str, attributes: dict[str, str]) -> None:
    if LOCAL[name] == "Relationship" and attributes.get("TargetMode") != "External":
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
        name = LOCAL[name]
        if name == "cellXfs":
            inside = True
        elif name == "numFmt" and "numFmtId" in attributes:
            own[attributes["numFmtId"]] = unescaped(attributes.get("formatCode", GENERAL))
        elif name == "xf" and inside:
            id = attributes.get("numFmtId", "0")
            formats.append(own.get(id) or BUILT_IN.get(int(id), GENERAL))

    def end(name: str) -> None:
        nonlocal inside
        if LOCAL[name] == "cellXfs":
            inside = False

    Walk(start, end).through(parts, path)
    return formats


class _Pieces:
    """The text between tags, in the pieces that it comes in."""

    def __init__(self, walk: Walk) -> None:
        self._pieces: list[str] = []
        self.clear = self._pieces.clear
        walk.parser.CharacterDataHandler = self._pieces.append

    def taken(self) -> str:
        pieces = self._pieces
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        return text

    def check(self) -> None:
        """To be asked after each block: nothing that goes on from there to here is a cell."""
        if len(self._pieces) > MOST_PIECES and "".join(self._pieces).strip():
            raise Unreadable("cell-too-large", f"A cell has more than {LONGEST_FIELD} characters.")


def _texts(parts: Parts, path: str) -> list[str]:
    """The table of texts. How a text is to be pronounced stands beside it and is no part of it."""
    texts: list[str] = []
    said: list[str] = []
    spoken = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal spoken
        name = LOCAL[name]
        if name == "t":
            pieces.clear()
        elif name == "rPh":
            spoken = True

    def end(name: str) -> None:
        nonlocal spoken
        name = LOCAL[name]
        if name == "t" and not spoken:
            said.append(pieces.taken())
        elif name == "si":
            texts.append(unescaped(said[0] if len(said) == 1 else "".join(said)))
            said.clear()
        elif name == "rPh":
            spoken = False

    walk = Walk(start, end)
    pieces = _Pieces(walk)
    for _ in walk.blocks(parts, path):
        pieces.check()
    return texts


def _lines(parts: Parts, book: _Book, path: str, seen: Seen) -> Iterator[Line]:
    sheet = _Sheet(book, seen)
    for _ in sheet.walk.blocks(parts, path):
        yield from sheet.lines
        sheet.lines.clear()
        sheet.pieces.check()


class _Sheet:
    """The lines of a sheet, as its parts are read. What is called for every cell comes first."""

    def __init__(self, book: _Book, seen: Seen) -> None:
        self.walk = Walk(self._start, self._end)
        self.pieces = _Pieces(self.walk)
        self.lines: list[Line] = []
        self._book, self._seen = book, seen
        self._cells = Cells(seen, book.since_1904)
        self._said: list[str] = []
        self._number, self._place = 0, -1
        self._hidden = self._spoken = False
        self._kind, self._style = "n", ""
        self._value: str | None = None
        self._formula: str | None = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = LOCAL[name]
        if name == "c":
            at = attributes.get("r")
            self._place = COLUMNS[at.rstrip(DIGITS)] if at else self._place + 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._value = self._formula = None
        elif name in TEXTS:
            self.pieces.clear()
        elif name == "row":
            self._begin(attributes)
        elif name == "rPh":
            self._spoken = True
        elif name == "col" and (attributes.get("hidden") in TRUE or _none(attributes.get("width"))):
            self._seen.hide(int(attributes["min"]) - 1, int(attributes["max"]) - 1)
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            (top, left), (bottom, right) = _at(first), _at(last or first)
            self._seen.merged(top, left, bottom, right)

    def _end(self, name: str) -> None:
        name = LOCAL[name]
        if name == "v":
            self._value = self.pieces.taken()
        elif name == "c":
            self._cell()
        elif name == "row":
            line = self._cells.line(self._hidden)
            if line:
                self.lines.append(line)
        elif name == "t" and not self._spoken:
            self._said.append(self.pieces.taken())
        elif name == "is":
            self._value = unescaped("".join(self._said))
            self._said.clear()
        elif name == "f":
            self._formula = self.pieces.taken()
        elif name == "rPh":
            self._spoken = False

    def _begin(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._number + 1))
        if number <= self._number:
            raise Unreadable("broken-workbook", "The rows are not in order; save it again as .xlsx.", number)
        self._number, self._place = number, -1
        self._hidden = attributes.get("hidden") in TRUE or _none(attributes.get("ht"))
        self._cells.begin(number)

    def _cell(self) -> None:
        cells, place, value = self._cells, self._place, self._value
        if self._formula is not None:
            if value is None or self._book.anew or (not value and self._kind != "str"):
                cells.formula(place, self._formula)
                return
            cells.from_formula()
        if value:
            self._valued(place, value)

    def _valued(self, place: int, value: str) -> None:
        cells = self._cells
        match self._kind:
            case "s":
                cells.text(place, self._book.texts[int(value)])
            case "n":
                code = self._book.format(self._style)
                if code == GENERAL and value.isdecimal() and len(value) < FEW_DIGITS and value[0] != "0":
                    cells.digits(place, value)
                else:
                    cells.number_of(place, float(value), code)
            case "inlineStr":
                cells.text(place, value)
            case "str":
                cells.text(place, unescaped(value))
            case "b":
                cells.truth(place, value.strip() in TRUE)
            case "e":
                cells.error(place, value)
            case "d":
                cells.text(place, _day(value))
            case _:
                raise Unreadable("broken-workbook", "A cell is of no known kind; save it again as .xlsx.", self._number)


def _none(size: str | None) -> bool:
    """Whether a row or column is made so small that nothing of it shows."""
    return size is not None and float(size) == 0


def _day(text: str) -> str:
    """A moment as Strict files say it."""
    text = text.strip().removesuffix("Z")
    if "-" not in text:
        return time.fromisoformat(text).isoformat("seconds")
    moment = datetime.fromisoformat(text)
    return moment.date().isoformat() if moment.time() == moment.min.time() else moment.isoformat(" ", "seconds")


class _Columns(dict[str, int]):
    """The place of a column by its letters: 0 for A."""

    def __missing__(self, letters: str) -> int:
        place = 0
        for one in letters:
            place = place * 26 + ord(one) - 64 if "A" <= one <= "Z" else LAST_COLUMN
        if not 0 < place <= LAST_COLUMN:
            raise Unreadable("broken-workbook", f"There is no column {letters[:20]}.")
        self[letters] = place - 1
        return place - 1


DIGITS, LAST_COLUMN = "0123456789", 16_384
COLUMNS = _Columns()


def _at(cell: str) -> tuple[int, int]:
    letters = cell.replace("$", "").rstrip(DIGITS)
    return int(cell.replace("$", "")[len(letters) :]), COLUMNS[letters]
