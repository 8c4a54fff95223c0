"""Tables as workbooks: what the person who made one sees in its first visible sheet that holds anything.

What is read otherwise than it looks is told in notices: hidden rows (passed over), hidden columns and sheets, further
sheets, merged cells, results of formulas. Some of it stands behind the rows, so they wait in a file.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from ledger.infrastructure.files import binarysheets, oldexcel, opendocument, openxml, webpages
from ledger.infrastructure.files.archives import Parts
from ledger.infrastructure.files.reading import Choices, Notice, Sheet, Source
from ledger.infrastructure.files.rows import LAST_ROW, MOST_ROWS, Budget, Row, Unreadable
from ledger.infrastructure.files.sheets import SHOWN_ROWS, Count, Leaf, Line, Merge, Seen, check_sheets

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
MOST_SHOWN = 10
HEAD = 4096
PAGE = 500
AS_FOUND = Choices()


def recognised(head: bytes) -> bool:
    """Whether a file that begins with this is a workbook, of whatever kind, rather than a text."""
    return head.startswith(ZIP) or oldexcel.recognised(head) or webpages.recognised(head)


def opened(file: BinaryIO, choices: Choices = AS_FOUND) -> Source:
    """Raises Unreadable, wherever in the sheet the fault is; its rows only where merged cells make them too long."""
    with _one_refusal():
        format, leaves = _leaves(file, choices)
        check_sheets([leaf.name for leaf in leaves])
        held = [leaf for leaf in leaves if leaf.holds_anything()]
        leaf = _chosen(held, choices.sheet)
        seen, hidden, waiting = Seen(), Count(), _Waiting()
        last, budget = 0, Budget()
        for line in leaf.lines(seen):
            _check(line)
            budget.spend(line.cells.values(), line.number)
            waiting.add(line)
            last = max(last, *line.cells)
            if line.hidden:
                hidden.add(line.number)
    sheets = tuple(Sheet(one.name, one.visible) for one in held)
    notices = (*_of_sheets(held, leaf), *_of_rows(hidden, choices), *_of_cells(seen, last))
    rows = _rows(waiting, seen, choices.hidden_rows is True)
    return Source(format, rows, sheets, leaf.name, hidden_rows=hidden.times, notices=notices)


@contextmanager
def _one_refusal() -> Iterator[None]:
    try:
        yield
    except (Unreadable, MemoryError, GeneratorExit):
        raise
    except Exception as error:  # a crafted file can make the parsers raise nearly anything
        raise Unreadable("broken-workbook", "The workbook can't be read; save it again as .xlsx.") from error


def _leaves(file: BinaryIO, choices: Choices) -> tuple[str, list[Leaf]]:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if oldexcel.recognised(head):
        return "xls", oldexcel.leaves(file.read())
    if webpages.recognised(head):
        return "html", webpages.leaves(file, choices.encoding)
    parts = Parts(file)
    if "content.xml" in parts:
        return "ods", opendocument.leaves(parts)
    if binarysheets.WORKBOOK in parts:
        return "xlsb", binarysheets.leaves(parts)
    path, called = openxml.workbook_of(parts), parts.called()
    if called or path not in parts:
        raise Unreadable("not-a-table", f"This is {called or 'an archive, but no workbook'}. Send XLSX or CSV.")
    return "xlsx", openxml.leaves(parts, path)


def _chosen(held: list[Leaf], name: str | None) -> Leaf:
    visible = [leaf for leaf in held if leaf.visible]
    if not visible:
        beside = "; a hidden sheet does, show it first" if held else ""
        raise Unreadable("empty", f"No sheet that can be seen holds anything{beside}.")
    found = next((leaf for leaf in visible if leaf.name == name), visible[0] if name is None else None)
    if found is None:
        raise Unreadable("sheet", f"There is no such sheet to be seen; there are {_named(visible)}.")
    return found


def _check(line: Line) -> None:
    if line.number > LAST_ROW:
        raise Unreadable("too-many-rows", f"No spreadsheet has more than {LAST_ROW} rows.", line.number)
    if line.number > MOST_ROWS + 1:
        raise Unreadable("too-many-rows", f"At most {MOST_ROWS} rows; split the file.", line.number)


class _Waiting:
    """Lines in a file without a name, until all is known of their sheet."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (as long as its rows are wanted)
        self._page: list[tuple[Any, ...]] = []

    def add(self, line: Line) -> None:
        self._page.append(tuple(line))
        if len(self._page) == PAGE:
            self._write()

    def lines(self) -> Iterator[Line]:
        if self._page:
            self._write()
        self._write()
        self._file.seek(0)
        while page := pickle.load(self._file):
            yield from (Line(*line) for line in page)

    def _write(self) -> None:
        """An empty page is the end."""
        pickle.dump(self._page, self._file, pickle.HIGHEST_PROTOCOL)
        self._page = []


def _rows(waiting: _Waiting, seen: Seen, hidden_too: bool) -> Iterator[Row]:
    merged, budget = _Merged(seen.merges), Budget()
    for line in waiting.lines():
        shown = merged.spread(line)
        if shown and (hidden_too or not line.hidden):
            budget.spend(shown.cells.values(), line.number)
            yield Row(line.number, [shown.cells.get(at, "") for at in range(max(shown.cells) + 1)], shown.wrong)


class _Merged:
    """Lines as they look where cells are merged: a value stands in each row that its cell reaches over, in the first of
    its columns. What a file keeps in the cells behind is not seen."""

    def __init__(self, merges: list[Merge]) -> None:
        self._waiting = sorted(merges, reverse=True)
        self._over: dict[int, tuple[Merge, Line | None]] = {}

    def spread(self, line: Line) -> Line | None:
        self._over = {place: over for place, over in self._over.items() if over[0].bottom >= line.number}
        while self._waiting and self._waiting[-1].top <= line.number:
            merge = self._waiting.pop()
            first = line if merge.top == line.number else None
            if merge.bottom >= line.number:
                self._over.update(dict.fromkeys(range(merge.left, merge.right + 1), (merge, first)))
        return self._seen(line) if self._over else line

    def _seen(self, line: Line) -> Line | None:
        cells, wrong = dict(line.cells), dict(line.wrong)
        own = False
        for place, (merge, first) in self._over.items():
            own = own or (merge.top == line.number and merge.left in cells)
            cells.pop(place, None)
            wrong.pop(place, None)
            if first and place == merge.left and place in first.cells:
                cells[place] = first.cells[place]
                if place in first.wrong:
                    wrong[place] = first.wrong[place]
        return Line(line.number, cells, wrong, line.hidden) if own or cells.keys() - self._over.keys() else None


def _of_sheets(held: list[Leaf], chosen: Leaf) -> Iterator[Notice]:
    further = [leaf for leaf in held if leaf.visible and leaf is not chosen]
    if further:
        reason = f"Only the sheet “{chosen.name}” is read; there are also {_named(further)}."
        yield Notice("further-sheets", reason, len(further), asks="sheet")
    hidden = [leaf for leaf in held if not leaf.visible]
    if hidden:
        yield Notice("hidden-sheets", f"Hidden sheets are not read: {_named(hidden)}.", len(hidden))


def _of_rows(hidden: Count, choices: Choices) -> Iterator[Notice]:
    if hidden.times:
        done = "read as well" if choices.hidden_rows else "passed over"
        reason = f"Rows that are hidden, by a filter or by hand, are {done}: {hidden.times}."
        yield Notice("hidden-rows", reason, hidden.times, tuple(hidden.rows), "hidden_rows")


def _of_cells(seen: Seen, last: int) -> Iterator[Notice]:
    columns = sorted(place for place in seen.hidden_columns if place <= last)
    if columns:
        reason = f"Hidden columns are read: {', '.join(map(_letters, columns[:MOST_SHOWN]))}."
        yield Notice("hidden-columns", reason, len(columns))
    if seen.merges:
        rows = sorted({merge.top for merge in seen.merges})[:SHOWN_ROWS]
        reason = "Of merged cells the value stands in each of their rows, in the first of their columns."
        yield Notice("merged-cells", reason, len(seen.merges), tuple(rows))
    if seen.formulas.times:
        reason = "Results of formulas are read as they were when the file was saved."
        yield Notice("formula-results", reason, seen.formulas.times, tuple(seen.formulas.rows))
    if seen.rounded.times:
        reason = "Numbers are read with all their digits; these are shown rounded."
        yield Notice("rounded", reason, seen.rounded.times, tuple(seen.rounded.rows))


def _named(leaves: list[Leaf]) -> str:
    names = ", ".join(f"“{leaf.name[:100]}”" for leaf in leaves[:MOST_SHOWN])
    return f"{names}, …" if len(leaves) > MOST_SHOWN else names


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, one = divmod(place - 1, 26)
        letters = chr(65 + one) + letters
    return letters
