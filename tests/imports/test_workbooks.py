"""S58: workbooks are read as the person who made them sees them, or it is said where they are not."""

from __future__ import annotations

import io
import time

import pytest

from ledger.infrastructure.files import workbooks
from ledger.infrastructure.files.reading import Choices
from ledger.infrastructure.files.rows import Row, Unreadable
from tests.imports.corpus.workbooks import WORKBOOKS, content

REFUSED = [name for name, one in WORKBOOKS.items() if one.refused]
MOST_SECONDS = 2.0


def opened(made: bytes, choices: Choices = workbooks.AS_FOUND) -> tuple[workbooks.Book, list[Row]]:
    assert workbooks.recognised(made[:4096])
    book = workbooks.opened(io.BytesIO(made), choices)
    return book, list(book.rows)


@pytest.mark.parametrize("name", [name for name in WORKBOOKS if name not in REFUSED])
def test_a_workbook_reads_as_its_maker_sees_it_or_says_where_it_does_not(name: str) -> None:
    expected = WORKBOOKS[name]
    book, rows = opened(content(name), expected.choices)
    assert [row.cells for row in rows] == expected.rows
    assert [row.number for row in rows] == (expected.numbers or list(range(1, len(expected.rows) + 1)))
    wrong = {(row.number, place): one.rule for row in rows for place, one in row.wrong.items()}
    assert wrong == expected.wrong
    assert book.format == expected.format
    assert tuple(notice.rule for notice in book.notices) == expected.notices
    assert tuple(notice.asks for notice in book.notices if notice.asks) == expected.asks
    assert all(notice.reason and notice.times for notice in book.notices)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_workbook_is_one_clear_refusal_at_once(name: str) -> None:
    expected, made = WORKBOOKS[name], content(name)
    began = time.process_time()
    with pytest.raises(Unreadable) as caught:
        opened(made, expected.choices)
    assert (caught.value.rule, bool(caught.value.reason)) == (expected.refused, True)
    assert time.process_time() - began < MOST_SECONDS


def test_what_is_not_read_as_it_looks_is_told_with_numbers_and_rows() -> None:
    book, _ = opened(content("rows hidden by a filter"))
    (notice,) = book.notices
    assert (book.hidden_rows, notice.times, notice.rows) == (1, 1, (3,))
    assert notice.reason == "Rows that are hidden, by a filter or by hand, are passed over: 1."
    book, _ = opened(content("two sheets"))
    assert [sheet.name for sheet in book.sheets] == ["seen1", "seen2"] and book.sheet == "seen1"
    assert book.notices[0].reason == "Only the sheet “seen1” is read; there are also “seen2”."
    book, _ = opened(content("a hidden sheet before the one that is seen"))
    assert [tuple(sheet) for sheet in book.sheets] == [("hidden1", False), ("seen2", True)]
    book, _ = opened(content("a hidden column"))
    assert book.notices[0].reason == "Hidden columns are read: B."
