"""A file of unknown contents as rows of texts. What a file is, its bytes say; its name is not asked.

Whatever is wrong with the file as a whole is one `Unreadable` with a rule and a reason; nothing in it is ever worked
out, and no step takes more memory or time than the limits here allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ledger.infrastructure.files import delimited, workbooks
from ledger.infrastructure.files.rows import LAST_ROW, MOST_COLUMNS, MOST_ROWS, Row, Unreadable

MOST_BYTES = 50_000_000

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


def rows_of(file: BinaryIO, size: int) -> Iterator[Row]:
    """The rows that hold anything, in order. Raises Unreadable, also in the middle."""
    head = file.read(4096)
    file.seek(0)
    if not head.strip(b"\x00\r\n\t ") or head in {b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"}:
        raise Unreadable("empty", "The file is empty.")
    if workbooks.recognised(head):
        rows = workbooks.opened(file).rows
    else:
        for magic, name in MAGIC:
            if head.startswith(magic) and not (magic in {b"BM", b"MZ"} and b"\x00" not in head):
                raise Unreadable("not-a-table", f"This is {name}, not a table. Send CSV or XLSX.")
        rows = delimited.rows_of(file, size)
    yield from _bounded(rows)


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows without the empty ones; too many, or too wide, is refused."""
    for row in rows:
        if row.number > LAST_ROW:
            raise Unreadable("too-many-rows", f"No spreadsheet has more than {LAST_ROW} rows.", row.number)
        cells = row.cells
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        if row.number > MOST_ROWS + 1:
            raise Unreadable("too-many-rows", f"At most {MOST_ROWS} rows; split the file.", row.number)
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("too-many-columns", f"At most {MOST_COLUMNS} columns.", row.number)
        yield Row(row.number, cells, row.wrong)
