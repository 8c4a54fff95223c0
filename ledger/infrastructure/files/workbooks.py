"""Tables as workbooks (XLSX): the first sheet, read as a stream, after the archive was judged by its directory.

Formulas are not worked out and their kept results are not believed: such a cell reads as its formula, which the
check of format refuses. Links, macros and pictures are never opened.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from ledger.columns import restored
from ledger.infrastructure.files.rows import MOST_COLUMNS, Row, Unreadable

MOST_ENTRIES = 2_000
MOST_UNPACKED = 400_000_000
MOST_TEXTS = 60_000_000
"""The table of texts is the one part that is held in memory as a whole."""
MOST_RATIO = 200
SMALL = 5_000_000
"""So much unpacked is never a bomb, however well it was packed."""


def rows_of(file: BinaryIO) -> Iterator[Row]:
    check_archive(file)
    file.seek(0)
    import openpyxl  # here, so that only the process that reads a workbook loads it

    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
        if not sheets:
            raise Unreadable("empty", "The workbook has no sheet with a table.")
        sheet = sheets[0]
        sheet.reset_dimensions()  # what it says of its size need not be true
        sheet._get_row = _values  # its own fills every row up to its last cell, also where that is empty
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield Row(number, [_text(cell) for cell in cells])
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a crafted file can make the parsers raise nearly anything
        raise Unreadable("broken-workbook", "The workbook can't be read; save it again as .xlsx.") from error


def _values(row: list[dict[str, Any]], *_: Any, **__: Any) -> list[Any]:
    """The values of a row of openpyxl's parser up to the last one that is there."""
    found = {cell["column"]: cell["value"] for cell in row if cell["value"] is not None}
    last = max(found, default=0)
    if last > MOST_COLUMNS:
        raise Unreadable("too-many-columns", f"At most {MOST_COLUMNS} columns.", row[0]["row"])
    return [found.get(column) for column in range(1, last + 1)]


def check_archive(file: BinaryIO) -> None:
    """Refuse what is no workbook, and what would unpack to more than a table needs (a zip bomb), unopened.

    Python's zipfile never unpacks more of an entry than the directory says, so what is judged here holds.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable("broken-workbook", "The file is a damaged archive, not a workbook.") from error
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) != len(entries):
        raise Unreadable("zip-bomb", f"The archive holds {len(entries)} parts; a workbook holds a few, each once.")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable("not-a-table", "This is an archive, but no workbook. Send CSV or XLSX.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("encrypted", "The workbook is encrypted; save it without a password.")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    texts = sum(entry.file_size for entry in entries if entry.filename.lower().endswith("sharedstrings.xml"))
    if unpacked > MOST_UNPACKED or texts > MOST_TEXTS or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise Unreadable("zip-bomb", f"The workbook would unpack to {unpacked // 1_000_000} MB. Send CSV instead.")


def _text(cell: Any) -> str:
    """A cell as somebody would type it."""
    match cell:
        case None:
            return ""
        case str():
            return restored(cell)
        case bool():
            return str(cell).upper()
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            midnight = cell.time() == time()
            return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
        case date():
            return cell.isoformat()
    text = getattr(cell, "text", None)  # an array formula is an object of its own
    return f"={text}" if text is not None and type(cell).__name__.endswith("Formula") else str(cell)
