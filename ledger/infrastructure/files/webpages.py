"""Web pages that are called workbooks, as many programs write their .xls: each table of the page is a sheet."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from html.parser import HTMLParser
from typing import BinaryIO

from ledger.infrastructure.files.encodings import encoding_of
from ledger.infrastructure.files.rows import LAST_ROW, LONGEST_FIELD, MOST_COLUMNS, MOST_ROWS, Unreadable
from ledger.infrastructure.files.sheets import ERRORS, Cells, Leaf, Line, Seen

BLOCK = 1 << 15
LONGEST_TAG = 200_000
MOST_TABLES = 10_000
"""With those that hold nothing, which are for looks."""
BEGINNINGS = ("<!doctype html", "<html", "<head", "<meta", "<body", "<style", "<table", "<div", "<?xml", "<!--")
MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "us-ascii": "utf-8", "unicode": "utf-16"}
"""What is declared, and what is meant by it."""
BLANKS = re.compile(r"[ \t\r\n\f]+")
UNSEEN = frozenset({"script", "style", "title"})
ENDS_ROW = frozenset({"tr", "tbody", "thead", "tfoot"})


def recognised(head: bytes) -> bool:
    return _beginning(head).startswith(BEGINNINGS) or _archived(head)


def leaves(file: BinaryIO, encoding: str | None) -> list[Leaf]:
    file.seek(0)
    head = file.read(4096)
    _check_kind(head)
    encoding = encoding or _encoding(file, head)
    holding: dict[int, int] = {}
    tables = 0
    for table, _ in _walk(file, encoding, {}):
        holding[table] = holding.get(table, 0) + 1
        tables = max(tables, table)
    return [
        Leaf(f"Table {table}", True, partial(_lines, file, encoding, table), lambda: True) for table in sorted(holding)
    ]


def _beginning(head: bytes) -> str:
    encoding = "utf-16" if head.startswith(MARKS) else "latin-1"
    head = head.removeprefix(codecs.BOM_UTF8)
    return head[: len(head) // 2 * 2].decode(encoding, "replace").lstrip().lower()


def _archived(head: bytes) -> bool:
    return _beginning(head).startswith("mime-version:")


def _check_kind(head: bytes) -> None:
    beginning = _beginning(head)
    if _archived(head):
        raise Unreadable("not-a-table", "This is a web archive (.mht); save it as .xlsx or CSV.")
    if beginning.startswith("<?xml") and "<html" not in beginning and "<table" not in beginning:
        called = "an XML spreadsheet of Excel 2003" if "office:spreadsheet" in beginning else "an XML document"
        raise Unreadable("not-a-table", f"This is {called}; save it as .xlsx or CSV.")


def _encoding(file: BinaryIO, head: bytes) -> str:
    """By its first bytes, else as the page says, else by all its bytes."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith(MARKS):
        return "utf-16"
    said = CHARSET.search(head)
    if said:
        name = said[1].decode().lower()
        with suppress(LookupError):
            return codecs.lookup(WIDER.get(name, name)).name
    return encoding_of(file)


def _lines(file: BinaryIO, encoding: str, table: int, seen: Seen) -> Iterator[Line]:
    for found, line in _walk(file, encoding, {table: seen}):
        if found == table:
            yield line


def _walk(file: BinaryIO, encoding: str, seen: dict[int, Seen]) -> Iterator[tuple[int, Line]]:
    """The lines of all tables, each with the number of its table."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding)
    page = _Page(seen)
    try:
        while block := text.read(BLOCK):
            page.feed(block)
            if len(page.rawdata) > LONGEST_TAG:
                raise Unreadable("broken-workbook", "A tag of the page never ends; save it as .xlsx.")
            yield from page.lines
            page.lines.clear()
        page.finish()
        yield from page.lines
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", f"The page is not in {encoding}, as it says; save it as .xlsx.") from error
    finally:
        with suppress(ValueError):  # the file was closed before its rows were all asked for
            text.detach()


class _Page(HTMLParser):
    """The tables of a page. A table in a cell is text of that cell."""

    def __init__(self, seen: dict[int, Seen]) -> None:
        super().__init__()
        self.lines: list[tuple[int, Line]] = []
        self._seen = seen
        self._depth = self._table = self._row = 0
        self._place = -1
        self._spans: dict[int, int] = {}
        self._pieces: list[str] = []
        self._size = 0
        self._in_cell = self._in_row = self._hidden = False
        self._unseen: str | None = None
        self._cells = Cells(Seen())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._begin_table()
        elif tag in UNSEEN:
            self._unseen = tag
        elif self._depth == 1 and tag in ENDS_ROW:
            self._end_row()
            if tag == "tr":
                self._begin_row(dict(attrs))
        elif self._depth == 1 and tag in {"td", "th"}:
            self._begin_cell(dict(attrs))
        elif tag in {"br", "p", "div", "li"} and self._in_cell:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif tag == self._unseen:
            self._unseen = None
        elif self._depth == 1 and tag in ENDS_ROW:
            self._end_row()
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._in_cell and self._unseen is None:
            self._add(BLANKS.sub(" ", data))

    def _add(self, piece: str) -> None:
        self._size += len(piece)
        if self._size > LONGEST_FIELD:
            raise Unreadable("cell-too-large", f"A cell has more than {LONGEST_FIELD} characters.", self._row)
        self._pieces.append(piece)

    def finish(self) -> None:
        """What is open at the end of the page ends there."""
        if self._depth:
            self._end_row()

    def _begin_table(self) -> None:
        self._table += 1
        if self._table > MOST_TABLES:
            raise Unreadable("too-large", f"The page has more than {MOST_TABLES} tables; save the one that is meant.")
        self._row = 0
        self._spans.clear()
        self._cells = Cells(self._seen.get(self._table, Seen()))

    def _begin_row(self, attributes: dict[str, str | None]) -> None:
        self._row += 1
        if self._row > LAST_ROW:
            raise Unreadable("too-many-rows", f"No spreadsheet has more than {LAST_ROW} rows.", self._row)
        self._in_row = True
        self._place = -1
        style = (attributes.get("style") or "").replace(" ", "").lower()
        self._hidden = "display:none" in style or "hidden" in attributes
        self._spans = {place: last for place, last in self._spans.items() if last >= self._row}
        self._cells.begin(self._row)

    def _end_row(self) -> None:
        self._end_cell()
        if self._in_row:
            self._in_row = False
            line = self._cells.line(self._hidden)
            if line:
                self.lines.append((self._table, line))

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if not self._in_row:
            self._begin_row({})
        place = self._place + 1
        while place in self._spans:
            place += 1
        right = place + _span(attributes.get("colspan"), MOST_COLUMNS) - 1
        bottom = self._row + _span(attributes.get("rowspan"), MOST_ROWS) - 1
        if bottom > self._row and place < MOST_COLUMNS:
            self._spans.update(dict.fromkeys(range(place, right + 1), bottom))
        if self._table in self._seen:
            self._seen[self._table].merged(self._row, place, bottom, right)
        self._place, self._at = right, place
        self._in_cell = True

    def _end_cell(self) -> None:
        if not self._in_cell:
            return
        text = "\n".join(line.strip() for line in "".join(self._pieces).split("\n")).strip()
        self._pieces.clear()
        self._size, self._in_cell = 0, False
        if text in ERRORS:
            self._cells.error(self._at, text)
        else:
            self._cells.text(self._at, text)


def _span(said: str | None, most: int) -> int:
    """How many cells one reaches over."""
    return min(int(said), most) if said and said.strip().isascii() and said.strip().isdigit() and int(said) else 1
