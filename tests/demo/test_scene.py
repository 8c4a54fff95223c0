"""When things happened, counted from the present."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from ledger.demo.data.claims import CLAIMS, NEWEST
from ledger.demo.data.grants import GRANTS
from ledger.demo.scene import ZONE, moment
from ledger.domain.values import local_date, month_of

SECONDS = st.integers(0, 7 * 366 * 86_400)
PRESENTS = SECONDS.map(lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
WHENS = st.floats(-1, 1, exclude_min=True)


@given(WHENS, PRESENTS)
@example(0.0, datetime(2026, 5, 31, 10, tzinfo=UTC))
def test_never_ahead_nor_too_far_back(when: float, now: datetime) -> None:
    assert now - timedelta(days=30) < moment(when, now) <= now


@given(WHENS, PRESENTS)
def test_in_the_month_it_says(when: float, now: datetime) -> None:
    """Below zero is last month, as long as one of its days may still be recorded."""
    today = local_date(now, ZONE)
    month = month_of(local_date(moment(when, now), ZONE))
    if when >= 0 or today.day > 30:
        assert month == month_of(today)
    elif today.day < 29:
        assert month < month_of(today)


@given(PRESENTS)
def test_in_the_order_it_says(now: datetime) -> None:
    whens = sorted({*(grant.when for grant in GRANTS), *(claim.when for claim in (*CLAIMS, NEWEST))})
    moments = [moment(when, now) for when in whens if when >= 0 or local_date(now, ZONE).day < 29]
    assert moments == sorted(moments)


@given(
    st.integers(-99, 99).map(lambda percent: percent / 100), PRESENTS.filter(lambda now: now.astimezone(ZONE).hour > 9)
)
def test_in_office_hours(when: float, now: datetime) -> None:
    at = moment(when, now).astimezone(ZONE)
    assert timedelta(hours=9) <= timedelta(hours=at.hour, minutes=at.minute) <= timedelta(hours=18)
