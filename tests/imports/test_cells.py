"""S58, the first check: types, dates, numbers, headers in Chinese and English; and who comes before whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.imports.kinds import KINDS, Fault, identity_of, read_row
from ledger.domain.imports.order import depths

SHANGHAI = ZoneInfo("Asia/Shanghai")
GRANT = {"source_id": "L-1", "employee_no": "FIN01", "tag": "saving", "points": "50", "occurred_at": "2025-03-31"}


def grant(**cells: str) -> tuple[dict[str, Any], list[tuple[str | None, str]]]:
    values, faults = read_row(KINDS["past-grants"], {**GRANT, **cells}, SHANGHAI)
    return values, [(fault.column, fault.rule) for fault in faults]


def employee(**cells: str) -> tuple[dict[str, Any], list[Fault]]:
    return read_row(KINDS["employees"], {"employee_no": "FIN01", **cells}, SHANGHAI)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03", "2026/11/3", "2026.11.3", "20261103", "2026年11月3日",
        " 2026-11-03 ", "2026-11-03 00:00:00", "２０２６-11-03",
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text: str) -> None:
    assert employee(hired_on=text) == ({"employee_no": "FIN01", "hired_on": date(2026, 11, 3)}, [])


@pytest.mark.parametrize("text", ["03/11/2026", "2026-02-30", "3.11.26", "46329", "today", "1066-10-14", "2026-11"])
def test_what_is_no_day_or_might_be_two_is_refused(text: str) -> None:
    assert [(fault.column, fault.rule) for fault in employee(hired_on=text)[1]] == [("hired_on", "not-a-date")]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-03-31", datetime(2025, 3, 31, 4, tzinfo=UTC)),
        ("2025-04-01 00:30", datetime(2025, 3, 31, 16, 30, tzinfo=UTC)),
        ("2025-04-01T00:30:15", datetime(2025, 3, 31, 16, 30, 15, tzinfo=UTC)),
        ("2025-04-01T00:30:00+09:00", datetime(2025, 3, 31, 15, 30, tzinfo=UTC)),
        ("2025-04-01T00:30:00Z", datetime(2025, 4, 1, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_without_an_offset_is_the_organisations(text: str, moment: datetime) -> None:
    assert grant(occurred_at=text) == ({**grant()[0], "occurred_at": moment}, [])


@pytest.mark.parametrize("text", ["2025-03-31 25:00", "2025-03-31 09:61", "2025-03-31 noon", "2025-03-31T09:00+99:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    assert grant(occurred_at=text)[1] == [("occurred_at", "not-a-time")]


@pytest.mark.parametrize(("text", "points"), [("50", 50), ("1,200", 1200), ("50.0", 50), ("５０", 50), ("+7", 7)])
def test_points_as_people_write_them(text: str, points: int) -> None:
    assert grant(points=text)[0]["points"] == points


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "missing"), ("0", "out-of-range"), ("-5", "out-of-range"), ("1000000001", "out-of-range"),
        ("1.5", "not-whole"), ("1e3", "not-a-number"), ("12,00", "not-a-number"), ("很多", "not-a-number"),
        ("NaN", "not-a-number"), ("=1+1", "not-a-number"), ("5\x00", "control-characters"), ("9" * 20_000, "too-long"),
    ],
)  # fmt: skip
def test_what_are_no_points_is_named_by_its_rule(text: str, rule: str) -> None:
    assert grant(points=text)[1] == [("points", rule)]


def test_a_cell_holds_the_same_texts_as_a_field() -> None:
    assert grant(reason="多谢\U0001f8fe\ue000")[1] == []
    assert grant(reason="多\x07谢")[1] == [("reason", "control-characters")]
    assert employee(name="王\u200b芳")[1][0].reason == "holds U+200B, which nobody sees"
    assert employee(name="王\u3000芳\u00a0")[0]["name"] == "王\u3000芳"


@pytest.mark.parametrize(("text", "share"), [("0.4", "0.4"), ("40%", "0.4"), ("100%", "1"), ("0", "0")])
def test_shares_are_fractions_or_percent(text: str, share: str) -> None:
    assert employee(performance_share=text)[0]["performance_share"] == Decimal(share)


def test_every_fault_of_a_row_is_named_not_only_the_first() -> None:
    assert grant(points="x", employee_no="张" * 201, occurred_at="soon")[1] == [
        ("employee_no", "too-long"),
        ("points", "not-a-number"),
        ("occurred_at", "not-a-date"),
    ]


@pytest.mark.parametrize(
    ("kind", "column", "text", "value"),
    [
        ("past-grants", "points", "１，２００", 1200),
        ("past-grants", "occurred_at", "２０２５－０３－３１　１２：００", datetime(2025, 3, 31, 4, tzinfo=UTC)),
        ("past-grants", "occurred_at", "２０２５年３月３１日", datetime(2025, 3, 31, 4, tzinfo=UTC)),
        ("old-movements", "points", "－５０", -50),
        ("old-movements", "points", "\u2212\uff15\uff10", -50),
        ("old-balances", "points", "＋７", 7),
        ("employees", "pay_standard", "１２，０００．５０", Decimal("12000.50")),
        ("employees", "performance_share", "４０％", Decimal("0.4")),
        ("employees", "hired_on", "２０２６／１１／３", date(2026, 11, 3)),
        ("employees", "employee_no", "ＦＩＮ０１", "FIN01"),
        ("opening-balances", "last_day", "２０３１．１２．３１", date(2031, 12, 31)),
        ("departments", "effective_from", "２０２６１１０３", date(2026, 11, 3)),
    ],
)
def test_full_width_digits_and_signs_are_read_in_every_column_of_numbers(
    kind: str, column: str, text: str, value: object
) -> None:
    assert read_row(KINDS[kind], {column: text}, SHANGHAI)[0][column] == value


def test_an_empty_cell_says_nothing() -> None:
    assert employee(name=" ", manager="") == ({"employee_no": "FIN01"}, [])


def test_two_openings_of_one_person_differ_by_their_last_day() -> None:
    kind = KINDS["opening-balances"]
    first = {"employee_no": "FIN01", "points": 5, "last_day": date(2027, 1, 1)}
    assert identity_of(kind, first) == identity_of(kind, {**first, "points": 6})
    assert identity_of(kind, first) != identity_of(kind, {**first, "last_day": date(2027, 1, 2)})
    assert identity_of(KINDS["old-movements"], {"employee_no": "FIN01", "points": 5}) is None


def test_managers_come_before_their_people_and_circles_are_named() -> None:
    order, circles = depths({"c": "b", "a": None, "b": "a", "x": "y", "y": "x", "z": "x", "s": "s", "o": "outside"})
    assert (order["a"], order["b"], order["c"], order["o"]) == (0, 1, 2, 0)
    assert {one: set(circle) for one, circle in circles.items()} == {"x": {"x", "y"}, "y": {"x", "y"}, "s": {"s"}}


@given(st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 15)))
def test_in_any_chart_everybody_is_deeper_than_who_is_above_or_stands_in_a_circle(chart: dict[int, int | None]) -> None:
    above = {str(one): None if manager is None else str(manager) for one, manager in chart.items()}
    order, circles = depths(above)
    assert set(order) == set(above)
    for one, manager in above.items():
        if one in circles:
            assert manager in circles[one]
        elif manager in above:
            assert order[one] > order[manager]
