"""A budget's forecast by its formula."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.budgets.forecast import forecast


def test_the_present_pace_goes_on_until_the_months_end() -> None:
    ahead = forecast(points=1000, spent=200, past=[("2026-10", 500), ("2026-09", 301)], today=date(2026, 11, 10))
    assert (ahead.days_gone, ahead.days, ahead.spent_by_end, ahead.left_at_end) == (10, 30, 600, 400)
    assert ahead.runs_out_on is None
    assert ahead.needed_next == 467, "(600 + 500 + 301) / 3, rounded up"


def test_no_more_than_three_past_months_count() -> None:
    past = [("2026-10", 30), ("2026-09", 30), ("2026-08", 30), ("2026-07", 1_000_000)]
    assert forecast(points=0, spent=0, past=past, today=date(2026, 11, 1)).needed_next == 23


@pytest.mark.parametrize(
    ("spent", "today", "runs_out"),
    [
        (500, date(2026, 11, 10), date(2026, 11, 20)),
        (1000, date(2026, 11, 10), date(2026, 11, 10)),
        (333, date(2026, 11, 10), None),
        (334, date(2026, 11, 10), date(2026, 11, 30)),
        (0, date(2026, 11, 30), None),
    ],
)
def test_the_day_on_which_nothing_is_left(spent: int, today: date, runs_out: date | None) -> None:
    assert forecast(points=1000, spent=spent, past=[], today=today).runs_out_on == runs_out


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_nothing_is_spent_twice_or_taken_back(points: int, spent: int, today: date) -> None:
    spent = min(points, spent)
    ahead = forecast(points=points, spent=spent, past=[], today=today)
    assert spent <= ahead.spent_by_end <= points
    assert ahead.spent_by_end + ahead.left_at_end == points
    assert (ahead.runs_out_on is not None) == (
        spent > 0 and ahead.left_at_end == 0 and spent * ahead.days >= points * today.day
    )
