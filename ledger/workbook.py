"""Workbooks as they are written: on the disk until they end, the same bytes for the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

MADE = datetime(1980, 1, 31, tzinfo=UTC)
"""What a workbook says of when it was made, as the parts of its archive do."""
TEXT, DAY, MOMENT = 49, "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
"""How a cell shows what it holds; text has a number that every spreadsheet knows."""
OF_KIND: dict[str, str | int] = {"text": TEXT, "number": 0, "day": DAY}
"""How a column shows what somebody types into it."""
EVERYWHERE = "A1:XFD1048576"
MOST_DIGITS = 15
"""A spreadsheet keeps no more of a number than so many digits."""
FIRST_YEAR = 1901
"""A spreadsheet knows no days before 1900, and those of that year wrongly."""


class _Sheet(Worksheet):  # type: ignore[misc] # the library has no types
    """Each text is one text: the library takes what stands between `<r>` and `</r>` for markup of its own."""

    def _xml_rich_inline_string(self, string: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        self._xml_inline_string(string, string != string.strip(), attributes)


class Book:
    """A workbook that is written row by row, each sheet after the other. `drop` it at last, whatever happened: what is
    not written yet lies in a folder of its own, which goes with it."""

    TEXT = TEXT

    def __init__(self, out: BinaryIO) -> None:
        self._place = TemporaryDirectory(prefix="ledger-")
        self._book = Workbook(out, {"constant_memory": True, "tmpdir": self._place.name})
        self._book.set_properties({"created": MADE})
        self._formats: dict[tuple[str | int, bool], Any] = {}

    def sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name, _Sheet)
        sheet.ignore_errors({"number_stored_as_text": EVERYWHERE})  # as codes and the numbers of people are
        return sheet

    def format(self, shown: str | int, *, bold: bool = False) -> Any:
        """How a cell shows what it holds."""
        known = self._formats.get((shown, bold))
        if known is None:
            known = self._formats[shown, bold] = self._book.add_format({"num_format": shown, "bold": bold})
        return known

    def text(self, sheet: Any, row: int, place: int, text: str, *, bold: bool = False) -> None:
        _check(sheet.write_string(row, place, text, self.format(TEXT, bold=bold)))

    def number(self, sheet: Any, row: int, place: int, number: Decimal, *, bold: bool = False) -> None:
        """With as many decimal places as it has."""
        exponent = number.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        shown = f"0.{'0' * places}" if places > 0 else "0"
        _check(sheet.write_number(row, place, number, self.format(shown, bold=bold)))

    def day(self, sheet: Any, row: int, place: int, day: date, *, bold: bool = False) -> None:
        """A day, or a day with its time."""
        shown = MOMENT if isinstance(day, datetime) else DAY
        _check(sheet.write_datetime(row, place, day, self.format(shown, bold=bold)))

    def close(self) -> None:
        self._book.close()

    def drop(self) -> None:
        for sheet in self._book.worksheets():
            sheet._opt_close()
        self._place.cleanup()


def _check(written: int) -> None:
    """Nothing is left out in silence; a text that is longer than a cell can be is cut."""
    if written == -1:
        raise ValueError("no sheet has so many rows or columns")
