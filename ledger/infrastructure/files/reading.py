"""How a file is read: what was found in it, what its sender says instead, and what is read otherwise than it looks.

The principle: what is read is what the person who made the file sees, or it is said where it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.infrastructure.files.rows import Row

Fits = Callable[[Sequence[str]], int]
"""How many cells of a row are headers that the kind of file knows."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever sent a file says of it. None: as it is found.

    `sheet` by its name; `header_row` as a spreadsheet counts (the first is 1); `encoding` as one of the guesses names
    it; `hidden_rows`: read the rows, too, that a filter or a person has hidden. `columns`: what each column of the file
    holds, by its place (the first is 0): the name of a column of the kind, or None where it is passed over.
    """

    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    hidden_rows: bool | None = None
    columns: Mapping[int, str | None] = field(default_factory=dict)


class Sheet(NamedTuple):
    """A sheet of a workbook that holds anything."""

    name: str
    visible: bool


class Guess(NamedTuple):
    """An encoding that the whole file can be read in, and up to three texts of it as they would be read."""

    encoding: str
    samples: tuple[str, ...]


class Notice(NamedTuple):
    """What is read otherwise than it looks, or is left out: the rule, the reason in words, how many times, the first
    few rows. `asks`: the field of the choices that answers it; nothing is imported before it is answered. None: it need
    not be."""

    rule: str
    reason: str
    times: int = 1
    rows: tuple[int, ...] = ()
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read. `format`: csv, xlsx, xlsb, xls, ods or html. `encodings` of a text: the one that it is read
    in first. `head`: the header row and the first rows below it, as they are read; `above`: the last ones above it."""

    format: str
    header_row: int
    sheets: tuple[Sheet, ...] = ()
    sheet: str | None = None
    encodings: tuple[Guess, ...] = ()
    hidden_rows: int = 0
    notices: tuple[Notice, ...] = ()
    head: tuple[Row, ...] = ()
    above: tuple[Row, ...] = ()


class Source(NamedTuple):
    """What a file of any format gives: all its rows, from the first on, and what was found before they were read."""

    format: str
    rows: Iterator[Row]
    sheets: tuple[Sheet, ...] = ()
    sheet: str | None = None
    encodings: tuple[Guess, ...] = ()
    hidden_rows: int = 0
    notices: tuple[Notice, ...] = ()


class Table(NamedTuple):
    """A file as it is read: the rows from the header row on, each that holds anything. What is wrong with a cell is in
    its row."""

    reading: Reading
    rows: Iterator[Row]
