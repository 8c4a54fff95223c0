"""What every kind of workbook is read into: sheets whose lines can be walked, and what is seen on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.columns import restored
from ledger.infrastructure.files.formats import Shown, shown
from ledger.infrastructure.files.rows import LONGEST_FIELD, MOST_COLUMNS, Unreadable, Wrong

MOST_MERGES = 200_000
MOST_SHEETS = 1_000
LONGEST_NAME = 200
"""Of a sheet; spreadsheets stop far below."""
SHOWN_ROWS = 5
ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
FORMULA = Wrong("formula", "is a formula whose result the file does not keep; paste its value instead")


class Line(NamedTuple):
    """A row of a sheet that holds anything: its cells as they look, by place."""

    number: int
    cells: dict[int, str]
    wrong: dict[int, Wrong]
    hidden: bool = False


class Merge(NamedTuple):
    """Cells that are shown as one. Rows as a spreadsheet counts, columns by place, each up to and with the last."""

    top: int
    left: int
    bottom: int
    right: int


def check_sheets(names: Collection[str], parts: Collection[str] = ()) -> None:
    """Each of them is walked, kept and shown: so many, and of such names, that somebody may choose one, and each in a
    part of its own."""
    if len(names) > MOST_SHEETS:
        raise Unreadable("too-large", f"A workbook of more than {MOST_SHEETS} sheets; save the one that is meant.")
    if any(len(name) > LONGEST_NAME for name in names):
        raise Unreadable("too-large", f"A sheet has a name of more than {LONGEST_NAME} characters; give it another.")
    if len(set(parts)) < len(parts):
        raise Unreadable("broken-workbook", "Two sheets are one part of the workbook; save it again as .xlsx.")


class Count:
    """How often something was seen, and in which rows first."""

    __slots__ = ("rows", "times")

    def __init__(self) -> None:
        self.times, self.rows = 0, list[int]()

    def add(self, row: int) -> None:
        self.times += 1
        if len(self.rows) < SHOWN_ROWS and row not in self.rows:
            self.rows.append(row)


@dataclass(slots=True)
class Seen:
    """What a sheet is beside its lines; complete when they were walked to their end."""

    merges: list[Merge] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: Count = field(default_factory=Count)
    rounded: Count = field(default_factory=Count)

    def merged(self, top: int, left: int, bottom: int, right: int) -> None:
        if (bottom, right) == (top, left) or left >= MOST_COLUMNS:
            return
        if len(self.merges) >= MOST_MERGES:
            raise Unreadable("too-many-merges", f"More than {MOST_MERGES} merged cells.")
        self.merges.append(Merge(top, left, bottom, min(right, MOST_COLUMNS - 1)))

    def hide(self, first: int, last: int) -> None:
        self.hidden_columns.update(range(first, min(last, MOST_COLUMNS - 1) + 1))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet. `lines` walks it from its first row on, as often as it is asked, and tells what it sees."""

    name: str
    visible: bool
    lines: Callable[[Seen], Iterator[Line]]
    holds: Callable[[], bool] | None = None

    def holds_anything(self) -> bool:
        return self.holds() if self.holds else next(self.lines(Seen()), None) is not None


class Cells:
    """The cells of one line while it is read."""

    __slots__ = ("_seen", "_since_1904", "cells", "number", "wrong")

    def __init__(self, seen: Seen, since_1904: bool = False) -> None:
        self._seen, self._since_1904 = seen, since_1904
        self.begin(0)

    def begin(self, number: int) -> None:
        self.number, self.cells, self.wrong = number, dict[int, str](), dict[int, Wrong]()

    def line(self, hidden: bool) -> Line | None:
        return Line(self.number, self.cells, self.wrong, hidden) if self.cells else None

    def text(self, place: int, text: str) -> None:
        if len(text) > LONGEST_FIELD:
            raise Unreadable("cell-too-large", f"A cell has more than {LONGEST_FIELD} characters.", self.number)
        if text.strip():
            self._put(place, restored(text))

    def number_of(self, place: int, value: float, code: str) -> None:
        self.shown(place, shown(value, code, self._since_1904))

    def shown(self, place: int, found: Shown) -> None:
        if found.text or found.wrong:
            self._put(place, found.text, found.wrong)
        if not found.whole:
            self._seen.rounded.add(self.number)

    def digits(self, place: int, text: str) -> None:
        """A whole number without a format, as it is written."""
        self._put(place, text)

    def truth(self, place: int, value: bool) -> None:
        self._put(place, str(value).upper())

    def error(self, place: int, text: str) -> None:
        text = text.strip()[:20] or "#N/A"
        self._put(place, text, Wrong("error-value", f"shows the error {text}; mend it in the spreadsheet"))

    def formula(self, place: int, formula: str) -> None:
        """One without a result. Nothing is ever worked out."""
        self._put(place, f"={formula.removeprefix('=')}", FORMULA)

    def from_formula(self) -> None:
        """The cell that comes next is the kept result of a formula."""
        self._seen.formulas.add(self.number)

    def _put(self, place: int, text: str, wrong: Wrong | None = None) -> None:
        if place >= MOST_COLUMNS:
            raise Unreadable("too-many-columns", f"At most {MOST_COLUMNS} columns.", self.number)
        self.cells[place] = text
        if wrong:
            self.wrong[place] = wrong
