"""How much of a file is in memory at once while it is checked."""

from __future__ import annotations

from itertools import chain

from ledger.infrastructure.imports.paging import MOST_AT_ONCE, PAGE, light_pages

Row = tuple[int, str]


def weight(row: Row) -> int:
    return len(row[1])


def test_long_rows_are_checked_few_at_once_and_short_ones_many() -> None:
    """Else a file of 50 MB in five hundred rows was in memory several times over."""
    short: list[Row] = [(number, "攻关") for number in range(2 * PAGE + 1)]
    assert [len(page) for page in light_pages(short, weight)] == [PAGE, PAGE, 1]
    long: list[Row] = [(number, "攻" * 10_000) for number in range(250)]
    pages = list(light_pages(long, weight))
    assert [len(page) for page in pages] == [MOST_AT_ONCE // 10_000] * 2 + [50]
    assert list(chain.from_iterable(pages)) == long
    assert list(light_pages([], weight)) == []
