"""A workbook to fill in for an import: one sheet with the heads, and what there is to choose from on a hidden one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from ledger.api.http.heads import Language
from ledger.api.imports.words import CALLED, DAYS, head_of, holds, said
from ledger.columns import neutral, width
from ledger.domain.imports.kinds import KINDS, Kind

LISTS = "lists"
LAST_ROW = 200_000
"""How far down there is something to choose from."""
NARROWEST = 14
NOTE = {"author": "", "x_scale": 2.0}
FORMATS = {
    **dict.fromkeys(DAYS, "yyyy-mm-dd"),
    "occurred_at": "yyyy-mm-dd hh:mm",
    "points": "0",
    "pay_standard": "0.00",
    "performance_share": "0%",
}
"""How what somebody types is shown; all else is text, so that leading zeros stay."""
CHOSEN_FROM = {
    ("departments", "parent"): "departments",
    ("departments", "head"): "people",
    ("employees", "department"): "departments",
    ("employees", "manager"): "people",
    ("past-grants", "tag"): "tags",
    ("past-grants", "department"): "departments",
    **{(kind, "employee_no"): "people" for kind in KINDS if kind not in {"departments", "employees"}},
}


class Choice(NamedTuple):
    code: str
    name: str


class Choices(NamedTuple):
    departments: Sequence[Choice]
    people: Sequence[Choice]
    tags: Sequence[Choice]


def template(kind: str, language: Language, choices: Choices) -> bytes:
    """The workbook."""
    from ledger.workbook import Book  # here, so that only a process that writes workbooks loads the library

    out = io.BytesIO()
    book = Book(out)
    try:
        sheet = book.sheet(said(CALLED[kind], language))
        lists = _write_lists(book, {name: found for name, found in choices._asdict().items() if found})
        _write_heads(book, sheet, KINDS[kind], language, lists)
        book.close()
    finally:
        book.drop()
    return out.getvalue()


def _write_heads(book: Any, sheet: Any, kind: Kind, language: Language, lists: dict[str, str]) -> None:
    for place, column in enumerate(kind.columns):
        title = head_of(kind.name, column.name, language) + ("*" if column.required else "")
        shown = book.format(FORMATS.get(column.name, book.TEXT))
        sheet.set_column(place, place, max(width(title) + 4, NARROWEST), shown)
        book.text(sheet, 0, place, title, bold=True)
        sheet.write_comment(0, place, holds(kind.name, column.name, language, required=column.required), NOTE)
        if source := lists.get(CHOSEN_FROM.get((kind.name, column.name), "")):
            # What is not in the list may be typed, too: the check says what nobody knows.
            chosen = {"validate": "list", "source": source, "show_error": False}
            sheet.data_validation(1, place, LAST_ROW, place, chosen)
    sheet.freeze_panes(1, 0)


def _write_lists(book: Any, lists: dict[str, Sequence[Choice]]) -> dict[str, str]:
    """Beside each other on a sheet that nobody sees; where each stands."""
    from xlsxwriter.utility import xl_range_abs

    sheet = book.sheet(LISTS)
    sheet.very_hidden()
    for row in range(max(map(len, lists.values()), default=0)):
        for place, found in enumerate(lists.values()):
            if row < len(found):
                book.text(sheet, row, place, neutral(_shown(found[row])))
    return {
        name: f"={LISTS}!{xl_range_abs(0, place, len(found) - 1, place)}"
        for place, (name, found) in enumerate(lists.items())
    }


def _shown(choice: Choice) -> str:
    """As the import reads it back: the code, and its name for whoever chooses."""
    return f"{choice.code} {choice.name}".strip()
