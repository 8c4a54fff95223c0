"""So many rows at once: enough to be quick, few enough to be in memory together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
PAGE = 500
MOST_AT_ONCE = 1_000_000
"""Characters of the rows that are in memory together."""


def pages(items: Iterable[T], size: int) -> Iterator[list[T]]:
    walking = iter(items)
    while page := list(islice(walking, size)):
        yield page


def light_pages(rows: Iterable[T], weight_of: Callable[[T], int]) -> Iterator[list[T]]:
    """`PAGE` rows at once, or fewer where they are long."""
    page: list[T] = []
    weight = 0
    for row in rows:
        page.append(row)
        weight += weight_of(row)
        if len(page) == PAGE or weight >= MOST_AT_ONCE:
            yield page
            page, weight = [], 0
    if page:
        yield page
