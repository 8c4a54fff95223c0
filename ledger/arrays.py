"""Columns of values as one text parameter each: psycopg escapes the elements of an array one by one in Python,
which cost more than everything else about a page of events.

The separators are control characters, which no code, number or id of the ledger holds (api/fields.py).
"""

from __future__ import annotations

from collections.abc import Iterable

SEPARATOR = "\x1f"
NULL = "\x1e"


def joined(values: Iterable[object]) -> str:
    """The parameter for `array(...)`. Raises ValueError for a text that holds a separator, and for an empty one that
    stands alone: it would be no element."""
    texts = [NULL if value is None else str(value) for value in values]
    whole = SEPARATOR.join(texts)
    if whole.count(SEPARATOR) != max(len(texts) - 1, 0):
        raise ValueError("a text holds the separator")
    if texts and not whole:
        raise ValueError("an empty text stands alone")
    return whole


def array(placeholder: str, kind: str) -> str:
    """SQL for what `joined` made: an array of a type; an empty text is an empty array."""
    return f"string_to_array({placeholder}, E'\\x1f', E'\\x1e')::{kind}[]"
