"""Tables as texts: cells between commas, semicolons, tabs or bars (CSV as Excel and the old systems write it)."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from ledger.columns import restored
from ledger.infrastructure.files.encodings import encoding_of
from ledger.infrastructure.files.rows import LONGEST_FIELD, Row, Unreadable

DELIMITERS = ",;\t|，"
LONGEST_LINE = 1_000_000


def rows_of(file: BinaryIO, size: int) -> Iterator[Row]:
    encoding = encoding_of(file)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        delimiter = _delimiter(text)
        csv.field_size_limit(LONGEST_FIELD)
        table = csv.reader(_lines(text), delimiter=delimiter, strict=True)
        number = 0
        for cells in table:
            number += 1
            yield Row(number, [restored(cell) for cell in cells])
    except csv.Error as error:
        if "field limit" in str(error):
            reason = f"A cell has more than {LONGEST_FIELD} characters; is a quote never closed?"
            raise Unreadable("cell-too-large", reason, number + 1) from error
        raise Unreadable("quotes", f"The quotes of a cell don't match: {error}.", number + 1) from error
    finally:
        with suppress(ValueError):  # the file was closed before its rows were all asked for
            text.detach()


def _delimiter(text: io.TextIOWrapper) -> str:
    """What stands most often between the names of the first line that holds anything."""
    line = ""
    while not line.strip():
        line = text.readline(LONGEST_LINE)
        if not line:
            raise Unreadable("empty", "The file is empty.")
    text.seek(0)
    return max(DELIMITERS, key=line.count)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Line by line; one without an end is refused rather than held in memory."""
    while line := text.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise Unreadable("line-too-long", f"A line has more than {LONGEST_LINE} characters.")
        yield line.removeprefix(codecs.BOM_UTF8.decode())
