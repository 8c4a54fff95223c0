"""A row of a file, and why a file can't be taken: what every kind of file is read into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

MOST_COLUMNS = 100
MOST_ROWS = 200_000
LAST_ROW = 1_048_576
"""Sheets may be formatted down to here; empty rows are counted that far and no farther."""
MOST_TEXT = 100_000_000
"""All cells of a table together: twice what the largest file can hold of itself, and little beside what one says whose
text stands once and is shown in every row."""
LONGEST_FIELD = 100_000
"""Beyond this a cell is no cell but a fault of the file, such as a quote that was never closed."""


class Unreadable(Exception):
    """The file as a whole can't be taken. `row` is where it shows, when it shows somewhere."""

    def __init__(self, rule: str, reason: str, row: int | None = None) -> None:
        super().__init__(reason)
        self.rule, self.reason, self.row = rule, reason, row


class Budget:
    """How much text a table may still hold."""

    def __init__(self) -> None:
        self._left = MOST_TEXT

    def spend(self, cells: Iterable[str], row: int) -> None:
        self._left -= sum(map(len, cells))
        if self._left < 0:
            raise Unreadable("too-large", f"The cells hold more than {MOST_TEXT} characters; split the file.", row)


class Wrong(NamedTuple):
    """Why a cell can't be read as it looks: the rule, and the reason with what to do."""

    rule: str
    reason: str


class Row(NamedTuple):
    """A row of a table: its number as a spreadsheet counts (the first is 1), its cells as texts, and what is wrong with
    some of them, by place."""

    number: int
    cells: list[str]
    wrong: Mapping[int, Wrong] = MappingProxyType({})
