"""Tables as texts: cells between commas, semicolons, tabs or bars (CSV as Excel and the old systems write it)."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from ledger.columns import restored
from ledger.infrastructure.files.encodings import Encoding, candidates, named
from ledger.infrastructure.files.reading import Choices, Fits, Guess, Notice, Source
from ledger.infrastructure.files.rows import LONGEST_FIELD, MOST_COLUMNS, Row, Unreadable, Wrong

DELIMITERS = ",;\t|，"
LONGEST_LINE = 1_000_000
LOOKED_AT = 1 << 16
"""So many characters from the start are looked at for the headers, the delimiter and samples."""
ROWS_LOOKED_AT = 20
SAMPLES = 3
LONGEST_SAMPLE = 100
SAID = re.compile(r'"?sep=([^\r\n])"?(\r\n|\r|\n|$)', re.IGNORECASE)
"""What Excel takes for the delimiter and shows to nobody, in the first line."""
LITERAL = re.compile(r'="([^"]*)"')
"""What older systems write so that a spreadsheet keeps leading zeros."""
MARKS = frozenset("='")
FORMULA = Wrong("formula", "is a formula; paste its value instead")
NOTHING_WRONG: Mapping[int, Wrong] = MappingProxyType({})
WHICH = "The file can be read in several encodings, and each gives other letters: say in which they are right."


class Layout(NamedTuple):
    """How a text parts into cells: the delimiter, whether its first line says so, how well its headers are known and
    divided then. `proven`: some known header is written in letters that are other ones in another encoding. `rows`:
    those from the headers on, as far as was looked."""

    delimiter: str
    said: bool
    fits: int
    cells: int
    proven: bool
    rows: list[list[str]]


Found = tuple[Encoding, Layout]


def source_of(file: BinaryIO, choices: Choices, fits: Fits) -> Source:
    """The text as it is read; where its bytes leave a doubt in which letters, that is asked."""
    found = [(encoding, _layout(_start(file, encoding), fits)) for encoding in candidates(file)]
    found.sort(key=lambda one: not one[1].proven)
    chosen = found[0] if choices.encoding is None else _chosen(found, choices.encoding)
    found.sort(key=lambda one: one is not chosen)
    return Source(
        "csv",
        _rows(file, *chosen),
        encodings=tuple(Guess(named(encoding), _samples(layout.rows)) for encoding, layout in found),
        notices=(Notice("encoding", WHICH, asks="encoding"),) if _doubtful(found) else (),
    )


def _doubtful(found: Sequence[Found]) -> bool:
    """Unless known headers show the encoding, or just one makes texts that people write."""
    proven = sum(layout.proven for _, layout in found)
    return proven != 1 and sum(encoding.likely for encoding, _ in found) != 1


def _chosen(found: Sequence[Found], name: str) -> Found:
    for one in found:
        if named(one[0]) == name:
            return one
    raise Unreadable("encoding", f"The file is not in {name}; it can be read in {_list(found)}.")


def _list(found: Sequence[Found]) -> str:
    return ", ".join(named(encoding) for encoding, _ in found)


def _start(file: BinaryIO, encoding: Encoding) -> str:
    text = io.TextIOWrapper(file, encoding.codec, newline="")
    try:
        return text.read(LOOKED_AT).removeprefix(codecs.BOM_UTF8.decode())
    finally:
        text.detach()
        file.seek(0)


def _layout(start: str, fits: Fits) -> Layout:
    """By what the first line says, or else by the row of headers: the delimiter that makes the most known ones."""
    csv.field_size_limit(LONGEST_FIELD)
    said = SAID.match(start)
    if said:
        return _parted(start[said.end() :], said[1], fits)._replace(said=True)
    if not start.strip():
        raise Unreadable("empty", "The file is empty.")
    return max((_parted(start, one, fits) for one in DELIMITERS), key=lambda layout: (layout.fits, layout.cells))


def _parted(start: str, delimiter: str, fits: Fits) -> Layout:
    rows: list[list[str]] = []
    with suppress(csv.Error):  # it is named with its row when the rows are read
        parted = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        rows = [row[:MOST_COLUMNS] for row in islice(filter(any, parted), ROWS_LOOKED_AT)]
    known = [fits(row) for row in rows]
    best = max(known, default=0)
    rows = rows[known.index(best) :] if rows else [[]]
    proven = best > fits([cell if cell.isascii() else "" for cell in rows[0]])
    return Layout(delimiter, False, best, len(rows[0]), proven, rows)


def _samples(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Texts below the headers that are not plain ASCII, of the column that has the most: mostly people's names."""
    columns = zip(*(row + [""] * (MOST_COLUMNS - len(row)) for row in map(list, rows[1:])), strict=True)
    most = max((_told(column) for column in columns), key=len, default={})
    return tuple(islice(most or _told(cell for row in rows[:1] for cell in row), SAMPLES))


def _told(cells: Iterable[str]) -> dict[str, None]:
    """The texts that are not plain ASCII, each once, in their order."""
    return dict.fromkeys(cell.strip()[:LONGEST_SAMPLE] for cell in cells if not cell.isascii())


def _rows(file: BinaryIO, encoding: Encoding, layout: Layout) -> Iterator[Row]:
    text = io.TextIOWrapper(file, encoding.codec, newline="")
    number = 0
    try:
        csv.field_size_limit(LONGEST_FIELD)
        lines = _lines(text)
        if layout.said:
            next(lines)
        for cells in csv.reader(lines, delimiter=layout.delimiter, strict=True):
            number += 1
            yield Row(number, [_shown(cell) if cell[:1] in MARKS else cell for cell in cells], _formulas(cells))
    except csv.Error as error:
        if "field limit" in str(error):
            reason = f"A cell has more than {LONGEST_FIELD} characters; is a quote never closed?"
            raise Unreadable("cell-too-large", reason, number + 1) from error
        raise Unreadable("quotes", f"The quotes of a cell don't match: {error}.", number + 1) from error
    finally:
        with suppress(ValueError):  # the file was closed before its rows were all asked for
            text.detach()


def _shown(cell: str) -> str:
    """A cell as a spreadsheet shows it: of a formula that is nothing but a text, the text."""
    literal = LITERAL.fullmatch(cell)
    return literal[1] if literal else restored(cell)


def _formulas(cells: Sequence[str]) -> Mapping[int, Wrong]:
    """The cells that a spreadsheet would work out; nothing is ever worked out here."""
    if not any("=" in cell for cell in cells):
        return NOTHING_WRONG
    return {
        place: FORMULA
        for place, cell in enumerate(cells)
        if cell.lstrip().startswith("=") and not LITERAL.fullmatch(cell)
    }


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Line by line; one without an end is refused rather than held in memory."""
    while line := text.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise Unreadable("line-too-long", f"A line has more than {LONGEST_LINE} characters.")
        yield line.removeprefix(codecs.BOM_UTF8.decode())
