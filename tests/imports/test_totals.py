"""Rows of sums in tables that people made are nobody and no points."""

from __future__ import annotations

import pytest

from ledger.domain.imports.kinds import KINDS
from ledger.domain.imports.totals import is_total

PEOPLE = {"employee_no": 0, "name": 1, "department": 2, "pay_standard": 3}
POINTS = {"employee_no": 1, "points": 2}
CHART = {"code": 0, "name": 1}


@pytest.mark.parametrize(
    ("kind", "places", "cells"),
    [
        ("employees", PEOPLE, ["合计", "", "", "25,000.50"]),
        ("employees", PEOPLE, ["合 计：", "共计", "2人", "¥25000"]),
        ("employees", PEOPLE, ["", "总计", "", "25000"]),
        ("employees", PEOPLE, ["小计（2人）"]),
        ("employees", PEOPLE, [" " * 200 + "合计", "", "", "5"]),
        ("employees", PEOPLE, ["GRAND TOTAL", "", "", "=SUM(D2:D3)"]),
        ("opening-balances", POINTS, ["總計", "", "３００"]),
        ("opening-balances", POINTS, ["", "Sum", "300"]),
        ("departments", CHART, ["Total", "3"]),
    ],
)
def test_a_row_that_says_it_is_a_sum_is_one(kind: str, places: dict[str, int], cells: list[str]) -> None:
    assert is_total(KINDS[kind], cells, places)


@pytest.mark.parametrize(
    ("kind", "places", "cells"),
    [
        ("employees", PEOPLE, ["FIN01", "合计", "FIN", ""]),
        ("employees", PEOPLE, ["Sum", "孙敏", "FIN"]),
        ("employees", PEOPLE, ["合计部", "1"]),
        ("opening-balances", POINTS, ["合计", "10001", "300"]),
        ("departments", CHART, ["Total", "Total Rewards"]),
        ("departments", CHART, []),
    ],
)
def test_somebody_or_something_is_no_sum_whatever_the_name(kind: str, places: dict[str, int], cells: list[str]) -> None:
    assert not is_total(KINDS[kind], cells, places)
