"""Numbers round once, half away from zero; days and months are the organisation's own."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.values import MONEY_PLACES, add_months, canonical, half_away, local_date, month_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
decimals = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=6
)  # what requests may hold


@pytest.mark.parametrize(
    ("number", "rounded"),
    [("0.5", "1"), ("-0.5", "-1"), ("1.5", "2"), ("2.5", "3"), ("-2.5", "-3"), ("2.4999", "2"), ("-2.4999", "-2")],
)
def test_halves_round_away_from_zero(number: str, rounded: str) -> None:
    assert half_away(Decimal(number)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("amount", "rounded"), [("50000", "50000.00"), ("0.005", "0.01"), ("-0.005", "-0.01"), ("-0.004", "0.00")]
)
def test_money_has_two_places(amount: str, rounded: str) -> None:
    assert str(half_away(Decimal(amount), MONEY_PLACES)) == rounded


@given(decimals)
def test_rounding_is_symmetric_and_moves_by_half_at_most(number: Decimal) -> None:
    assert half_away(-number) == -half_away(number)
    assert abs(half_away(number) - number) <= Decimal("0.5")


@given(decimals)
def test_a_decimal_is_written_in_one_way_and_means_the_same(number: Decimal) -> None:
    text = canonical(number)
    assert Decimal(text) == number
    assert canonical(Decimal(text)) == text
    assert "E" not in text and not text.startswith("-0.0" + "0" * 5)


@pytest.mark.parametrize(("number", "text"), [("1.50", "1.5"), ("0.000", "0"), ("-0.0", "0"), ("1E+3", "1000")])
def test_equal_decimals_are_written_alike(number: str, text: str) -> None:
    assert canonical(Decimal(number)) == text


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2030, 1, 31), 1, date(2030, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2030, 12, 31), 2, date(2031, 2, 28)),
        (date(2030, 3, 15), 12, date(2031, 3, 15)),
    ],
)
def test_months_are_added_and_clamped_to_the_end_of_the_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 240))
def test_adding_months_lands_in_that_month_and_never_later_in_it(day: date, months: int) -> None:
    then = add_months(day, months)
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day <= day.day


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"])
def server_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    if before is None:
        monkeypatch.delenv("TZ")
    else:
        monkeypatch.setenv("TZ", before)
    time.tzset()


def test_half_past_midnight_on_the_first_belongs_to_the_new_month_wherever_the_server_stands(server_zone: str) -> None:
    award = datetime(2030, 3, 1, 0, 30, tzinfo=SHANGHAI).astimezone(UTC)
    assert award.month == 2
    assert month_of(local_date(award, SHANGHAI)) == "2030-03"
    assert month_of(local_date(award, ZoneInfo("America/New_York"))) == "2030-02"
