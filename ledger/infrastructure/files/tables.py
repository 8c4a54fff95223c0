"""A file of unknown contents as rows of texts. What a file is, its bytes say; its name is not asked.

Whatever is wrong with the file as a whole is one `Unreadable` with a rule and a reason; nothing in it is ever worked
out, and no step takes more memory or time than the limits here allow.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from ledger.infrastructure.files import delimited, workbooks
from ledger.infrastructure.files.reading import Choices, Fits, Notice, Reading, Source, Table
from ledger.infrastructure.files.rows import LAST_ROW, MOST_COLUMNS, MOST_ROWS, Row, Unreadable

MOST_BYTES = 50_000_000
ROWS_ABOVE = 20
"""So many rows that hold anything are looked at for the headers; what stands lower is no title."""
HEAD_ROWS = 10
"""The header row and so many below it, less one, are shown as they will be read; above it, so many at most."""
NAMED_ROWS = 5

MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"RIFF", "an image or a sound"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def read(file: BinaryIO, choices: Choices, fits: Fits) -> Table:
    """The file as it is read: how, and its rows from the header row on. Raises Unreadable; its rows may, too."""
    source = _source(file, choices, fits)
    rows = _bounded(source.rows)
    above, rows = _titles(rows, choices, fits)
    head = list(islice(rows, HEAD_ROWS))
    if not head:
        raise Unreadable("empty", "The file is empty.")
    notices = (*source.notices, *_passed_over(above))
    reading = Reading(
        source.format, head[0].number, source.sheets, source.sheet, source.encodings, source.hidden_rows, notices,
        tuple(head), tuple(above.last),
    )  # fmt: skip
    return Table(reading, chain(head, rows))


def _source(file: BinaryIO, choices: Choices, fits: Fits) -> Source:
    head = file.read(4096)
    file.seek(0)
    if not head.strip(b"\x00\r\n\t ") or head in {b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"}:
        raise Unreadable("empty", "The file is empty.")
    if workbooks.recognised(head):
        return workbooks.opened(file, choices)
    for magic, name in MAGIC:
        if head.startswith(magic) and not (magic in {b"BM", b"MZ"} and b"\x00" not in head):
            raise Unreadable("not-a-table", f"This is {name}, not a table. Send CSV or XLSX.")
    return delimited.source_of(file, choices, fits)


class Above(NamedTuple):
    """What stands above the headers: how many rows, the first numbers, the last rows."""

    times: int
    numbers: tuple[int, ...]
    last: Sequence[Row]


def _titles(rows: Iterator[Row], choices: Choices, fits: Fits) -> tuple[Above, Iterator[Row]]:
    """The rows above the headers, and those from there on."""
    if choices.header_row is not None:
        return _above(rows, choices.header_row)
    first = list(islice(rows, ROWS_ABOVE))
    known = [fits(row.cells) for row in first]
    place = known.index(max(known)) if known else 0
    return _standing_above(first[:place]), chain(first[place:], rows)


def _standing_above(rows: Iterable[Row]) -> Above:
    last: deque[Row] = deque(maxlen=HEAD_ROWS)
    numbers: list[int] = []
    times = 0
    for times, row in enumerate(rows, 1):
        last.append(row)
        if times <= NAMED_ROWS:
            numbers.append(row.number)
    return Above(times, tuple(numbers), last)


def _above(rows: Iterator[Row], number: int) -> tuple[Above, Iterator[Row]]:
    rest: list[Row] = []

    def before() -> Iterator[Row]:
        for row in rows:
            if row.number >= number:
                rest.append(row)
                return
            yield row

    above = _standing_above(before())
    if rest and rest[0].number == number:
        return above, chain(rest, rows)
    raise Unreadable("headers", f"Row {number} holds nothing, so it has no headers.", number)


def _passed_over(above: Above) -> list[Notice]:
    reason = "These rows stand above the headers, and are passed over."
    return [Notice("title-rows", reason, above.times, above.numbers)] if above.times else []


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows without the empty ones; too many, or too wide, is refused."""
    for row in rows:
        if row.number > LAST_ROW:
            raise Unreadable("too-many-rows", f"No spreadsheet has more than {LAST_ROW} rows.", row.number)
        cells = row.cells
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells and not row.wrong:
            continue
        if row.number > MOST_ROWS + 1:
            raise Unreadable("too-many-rows", f"At most {MOST_ROWS} rows; split the file.", row.number)
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("too-many-columns", f"At most {MOST_COLUMNS} columns.", row.number)
        yield row
