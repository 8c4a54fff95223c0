"""Columns of values as one text parameter each."""

from __future__ import annotations

import psycopg
import pytest

from ledger.arrays import array, joined


@pytest.mark.parametrize("values", [[], ["a"], ["a", "b"], ["", "a"], ["", ""], [None], [None, ""]])
def test_what_is_joined_comes_out_as_the_same_array(database: str, values: list[str | None]) -> None:
    with psycopg.connect(database) as connection:
        row = connection.execute(f"SELECT {array('%s', 'text')}", (joined(values),)).fetchone()
    assert row == (values,)


@pytest.mark.parametrize("values", [[""], ["a\x1fb"]])
def test_what_would_come_out_as_another_array_is_refused(values: list[str]) -> None:
    with pytest.raises(ValueError):
        joined(values)
