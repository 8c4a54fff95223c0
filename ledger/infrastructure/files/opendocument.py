"""Workbooks of OpenDocument (.ods): each cell keeps the text that it shows beside its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import partial

from ledger.infrastructure.files.archives import Parts, Walk
from ledger.infrastructure.files.formats import LOST, MOST_DIGITS, SCALES, Shown, shown
from ledger.infrastructure.files.rows import LONGEST_FIELD, MOST_COLUMNS, MOST_ROWS, Unreadable
from ledger.infrastructure.files.sheets import ERRORS, MOST_SHEETS, Cells, Leaf, Line, Seen, check_sheets

CONTENT, MANIFEST, TYPE = "content.xml", "META-INF/manifest.xml", "mimetype"
KINDS = {"text": "an OpenDocument text", "presentation": "an OpenDocument presentation"}
HIDDEN = frozenset({"collapse", "filter"})
BESIDE = frozenset({"office:annotation", "text:ruby-text", "table:shapes", "office:forms"})
DRAWN = ("draw:", "svg:", "dr3d:", "presentation:", "chart:")
UNITS = SCALES | {"%"}
BLANKS = re.compile(r"[ \t\r\n]+")
CODE = re.compile(r"[^\W\d_][^\d]*[0-9]+|0[0-9]+|[0-9]+(?:-[0-9]+)+")
"""A number that shows as a code: letters before it, zeros before it, dashes between its digits."""
DURATION = re.compile(r"PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:[.,][0-9]+)?S)?", re.ASCII)


def leaves(parts: Parts) -> list[Leaf]:
    _check_kind(parts)
    names = _Names()
    names.walk.through(parts, CONTENT)
    return [
        Leaf(name, style not in names.unseen, partial(_lines, parts, at), partial(bool, holds))
        for at, (name, style, holds) in enumerate(zip(names.tables, names.styles, names.holds, strict=True))
    ]


def _check_kind(parts: Parts) -> None:
    if MANIFEST in parts:
        with parts.open(MANIFEST) as manifest:
            if b"encryption-data" in manifest.read(1_000_000):
                reason = "The workbook is protected with a password; open it and save it without one."
                raise Unreadable("encrypted", reason)
    if TYPE in parts:
        with parts.open(TYPE) as kind:
            said = kind.read(200).decode("latin-1")
        if ".spreadsheet" not in said:
            called = next((name for word, name in KINDS.items() if word in said), "no workbook")
            raise Unreadable("not-a-table", f"This is {called}. Send XLSX or CSV.")


class _Names:
    """The tables of a document: their names, which are not shown, and which hold anything."""

    def __init__(self) -> None:
        self.walk = Walk(self._start, self._end)
        self.tables: list[str] = []
        self.styles: list[str] = []
        self.holds: list[bool] = []
        self.unseen: set[str] = set()
        self._style = ""
        self._depth = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:table-cell":
                if self.holds and "office:value-type" in attributes:
                    self.holds[-1] = True
            case "style:style":
                self._style = attributes.get("style:name", "")
            case "style:table-properties":
                if attributes.get("table:display") == "false":
                    self.unseen.add(self._style)
            case "table:table":
                self._depth += 1
                if self._depth == 1:
                    self.tables.append(attributes.get("table:name", ""))
                    if len(self.tables) > MOST_SHEETS:
                        check_sheets(self.tables)
                    self.styles.append(attributes.get("table:style-name", ""))
                    self.holds.append(False)

    def _end(self, name: str) -> None:
        if name == "table:table":
            self._depth -= 1


def _lines(parts: Parts, at: int, seen: Seen) -> Iterator[Line]:
    table = _Table(at, seen)
    for _ in table.walk.blocks(parts, CONTENT):
        for line, times in table.lines:
            for number in range(line.number, line.number + min(times, MOST_ROWS + 2)):
                yield line._replace(number=number)
        table.lines.clear()
        if table.done:
            return


class _Table:
    """The lines of one table, each with how many times it stands there."""

    def __init__(self, at: int, seen: Seen) -> None:
        self.walk = Walk(self._start, self._end)
        self.walk.parser.CharacterDataHandler = self._data
        self.lines: list[tuple[Line, int]] = []
        self.done = False
        self._at, self._seen = at, seen
        self._table = -1
        self._depth = self._beside = 0
        self._number, self._times = 1, 1
        self._column = self._place = 0
        self._width = 1
        self._hidden = self._in_text = False
        self._attributes: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._size = 0
        self._cells = Cells(seen)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._depth += 1
            self._table += self._depth == 1
        if self.done or self._table != self._at:
            return
        if self._beside or name in BESIDE or name.startswith(DRAWN):
            self._beside += 1
            return
        match name:
            case "table:table-cell" | "table:covered-table-cell":
                self._begin_cell(name, attributes)
            case "table:table-row":
                self._times = _repeated(attributes, "rows")
                self._hidden = attributes.get("table:visibility") in HIDDEN
                self._place = 0
                self._cells.begin(self._number)
            case "table:table-column":
                last = self._column + _repeated(attributes, "columns") - 1
                if attributes.get("table:visibility") in HIDDEN:
                    self._seen.hide(self._column, last)
                self._column = last + 1
            case "text:p":
                self._grow(1)
                self._paragraphs.append([])
                self._in_text = self._attributes is not None
            case "text:s" if self._in_text:
                self._data(" " * min(int(attributes.get("text:c", 1)), LONGEST_FIELD), as_it_is=True)
            case "text:tab":
                self._data("\t", as_it_is=True)
            case "text:line-break":
                self._data("\n", as_it_is=True)

    def _end(self, name: str) -> None:
        if name == "table:table":
            self.done = self.done or (self._depth == 1 and self._table == self._at)
            self._depth -= 1
        if self.done or self._table != self._at:
            return
        if self._beside:
            self._beside -= 1
            return
        match name:
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell()
            case "table:table-row":
                line = self._cells.line(self._hidden)
                if line:
                    self.lines.append((line, self._times))
                self._number += self._times
            case "text:p":
                self._in_text = False

    def _begin_cell(self, name: str, attributes: dict[str, str]) -> None:
        self._width = _repeated(attributes, "columns")
        self._paragraphs.clear()
        self._size = 0
        self._attributes = None if name == "table:covered-table-cell" else attributes
        right = self._place + int(attributes.get("table:number-columns-spanned", 1)) - 1
        bottom = self._number + int(attributes.get("table:number-rows-spanned", 1)) - 1
        if self._attributes is not None:
            self._seen.merged(self._number, self._place, bottom, right)

    def _data(self, text: str, *, as_it_is: bool = False) -> None:
        if not self._in_text or self._beside or self._table != self._at:
            return
        self._grow(len(text))
        self._paragraphs[-1].append(text if as_it_is else BLANKS.sub(" ", text))

    def _grow(self, much: int) -> None:
        self._size += much
        if self._size > LONGEST_FIELD:
            raise Unreadable("cell-too-large", f"A cell has more than {LONGEST_FIELD} characters.", self._number)

    def _end_cell(self) -> None:
        attributes, self._attributes = self._attributes, None
        if attributes and (self._paragraphs or "office:value-type" in attributes or "table:formula" in attributes):
            text = "\n".join("".join(pieces) for pieces in self._paragraphs)
            for place in range(self._place, self._place + min(self._width, MOST_COLUMNS + 1)):
                self._cell(place, attributes, text)
        self._place += self._width

    def _cell(self, place: int, attributes: dict[str, str], text: str) -> None:
        cells, kind = self._cells, attributes.get("office:value-type", "string")
        formula = attributes.get("table:formula")
        if formula is not None:
            if not text and "office:value-type" not in attributes:
                cells.formula(place, formula.partition(":=")[2])
                return
            cells.from_formula()
        if text in ERRORS and (formula is not None or attributes.get("calcext:value-type") == "error"):
            cells.error(place, text)
        elif attributes.get("calcext:value-type") == "error":
            cells.error(place, "")
        elif kind in {"float", "currency", "percentage"}:
            _number(cells, place, kind, float(attributes["office:value"]), text)
        elif kind == "boolean":
            cells.truth(place, attributes.get("office:boolean-value") == "true")
        elif kind == "date":
            cells.text(place, _day(attributes["office:date-value"]))
        elif kind == "time":
            cells.text(place, _clock(attributes["office:time-value"]))
        else:
            cells.text(place, text or attributes.get("office:string-value", ""))


def _repeated(attributes: dict[str, str], what: str) -> int:
    return max(1, int(attributes.get(f"table:number-{what}-repeated", 1)))


def _number(cells: Cells, place: int, kind: str, value: float, text: str) -> None:
    """As it shows where that is a code or a word, else in full."""
    text = text.strip()
    if kind == "float" and (text.isalpha() or (CODE.fullmatch(text) and _says(_only_digits(text), value))):
        cells.shown(place, Shown(text, True, LOST if abs(value) >= MOST_DIGITS else None))
        return
    if text[-1:] in UNITS and _says(text, value):
        cells.shown(place, Shown(shown(value, "").text + text[-1]))
        return
    percent = kind == "percentage"
    whole = _numeric(text) is None or _says(text, value * 100 if percent else value)
    cells.shown(place, shown(value, "0.00%" if percent else "")._replace(whole=whole))


def _only_digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _numeric(text: str) -> Decimal | None:
    """The number that is shown, without what stands between its thousands and around it."""
    plain = re.sub(r"[^0-9.\-]", "", text)
    try:
        return None if "E" in text.upper() else Decimal(plain)
    except InvalidOperation:
        return None


def _says(text: str, value: float) -> bool:
    """Whether a text shows the whole of a number."""
    number = _numeric(text)
    return number is not None and abs(number) == abs(Decimal(format(value, ".15g")))


def _day(text: str) -> str:
    day, _, clock = text.partition("T")
    clock = clock.partition(".")[0]
    return f"{day} {clock}" if clock and clock != "00:00:00" else day


def _clock(text: str) -> str:
    found = DURATION.fullmatch(text)
    if not found:
        return text
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return f"{hours:02}:{minutes:02}:{seconds:02}"
