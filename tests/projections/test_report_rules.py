"""Who is low, and who looks like trading favours: by the numbers that the reports show (S13)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.projections.reports.grants import Given, favours, share
from ledger.projections.reports.low import compared

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
PATHS = {code: (code,) for code in "ABC"}
BUDGETS = {"M1": 1000, "M2": 500}


def low(points: dict[str, int], **people: int) -> set[str]:
    return {row["department"] for row in compared(points, PATHS, people, ()) if row["low"]}


def test_low_is_below_half_of_the_median_of_points_per_head() -> None:
    assert low({"A": 49, "B": 100, "C": 300}, A=1, B=1, C=1) == {"A"}
    assert low({"A": 50, "B": 100, "C": 300}, A=1, B=1, C=1) == set(), "half is not below half"
    assert low({"A": 100, "B": 100, "C": 300}, A=10, B=1, C=1) == {"A"}, "by head, not in all"
    assert low({"C": 300}, A=1, B=1, C=1) == set(), "where most have none, nobody is low"


@given(st.dictionaries(st.sampled_from("ABC"), st.integers(0, 10**6)), st.tuples(*[st.integers(1, 500)] * 3))
def test_never_more_than_half_of_the_departments_are_low(points: dict[str, int], people: tuple[int, int, int]) -> None:
    assert len(low(points, **dict(zip("ABC", people, strict=True)))) <= 1


def test_people_count_in_their_department_and_in_those_above_it() -> None:
    rows = compared({"TOP": 60, "SUB": 60}, {"TOP": ("TOP",), "SUB": ("SUB", "TOP")}, {"TOP": 1, "SUB": 2}, ["TOP"])
    assert {row["department"]: (row["people"], row["per_head"]) for row in rows} == {
        "TOP": (3, "20.00"), "SUB": (2, "30.00"),
    }  # fmt: skip


def flagged(there: int, back: int, days_between: float, *, days: int = 30, threshold: str = "0.1") -> list[object]:
    grants = [
        Given("M1", "M2", NOON, there),
        Given("M2", "M1", NOON + timedelta(days=days_between), back),
        Given("M1", "E1", NOON, 500),
    ]
    return list(favours(grants, BUDGETS, days=days, threshold=Decimal(threshold)))


@pytest.mark.parametrize(
    ("there", "back", "between", "is_flagged"),
    [(100, 50, 30, True), (99, 50, 30, False), (100, 49, 30, False), (100, 50, 30.001, False), (100, 50, -30, True)],
)
def test_both_ways_close_in_time_and_much_of_both_budgets(
    there: int, back: int, between: float, is_flagged: bool
) -> None:
    assert bool(flagged(there, back, between)) is is_flagged


def test_one_way_is_no_favour() -> None:
    assert favours([Given("M1", "M2", NOON, 900)], BUDGETS, days=30, threshold=Decimal(0)) == []


def test_a_share_of_nothing_is_nothing() -> None:
    assert (share(5, 0), share(1, 3), share(2, 3)) == ("0.0000", "0.3333", "0.6667")
