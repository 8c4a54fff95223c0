"""Settings, how long credits last, and when things may have happened."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.errors import Conflict, Invalid
from ledger.domain.organisation.organisation import (
    LotTerm,
    Organisation,
    OrganisationCreated,
    SettingsChanged,
    check_not_created,
    check_occurrence,
    decide_settings,
    evolve,
)
from tests.domain.story import Story, outcome

CREATED = OrganisationCreated(name="样例", time_zone="Asia/Shanghai", currency="CNY", language="zh")
ORGANISATION = Story(Organisation(), evolve)
SHANGHAI = ORGANISATION.given(CREATED)
NOW = datetime(2030, 3, 15, 4, tzinfo=UTC)


def test_an_organisation_is_created_once() -> None:
    outcome(check_not_created, ORGANISATION.state).nothing()
    outcome(check_not_created, SHANGHAI.state).refused(Conflict, "organisation-exists")


def test_its_days_and_months_are_those_of_its_zone() -> None:
    late = datetime(2030, 2, 28, 16, 30, tzinfo=UTC)
    assert SHANGHAI.state.today(late) == date(2030, 3, 1)
    assert SHANGHAI.state.present_month(late) == SHANGHAI.state.month_of(late) == "2030-03"


def test_a_setting_that_changes_nothing_makes_no_event_and_the_zone_is_never_a_setting() -> None:
    change = SettingsChanged(name="新名")
    SHANGHAI.when(decide_settings, change).then(change)
    SHANGHAI.given(change).when(decide_settings, change).nothing()
    assert "time_zone" not in SettingsChanged.model_fields
    assert SHANGHAI.given(change).state.zone == SHANGHAI.state.zone


@pytest.mark.parametrize(
    ("limit", "ago", "code"),
    [
        (30, timedelta(days=30), None),
        (30, timedelta(days=30, microseconds=1), "occurred-too-long-ago"),
        (60, timedelta(days=60), None),
        (1, timedelta(days=1, seconds=1), "occurred-too-long-ago"),
        (30, timedelta(minutes=-5), None),
        (30, timedelta(minutes=-5, microseconds=-1), "occurred-in-future"),
    ],
)
def test_things_occurred_at_most_five_minutes_ahead_and_within_the_limit_back(
    limit: int, ago: timedelta, code: str | None
) -> None:
    story = SHANGHAI.given(SettingsChanged(backdating_days=limit))
    found = story.when(check_occurrence, NOW - ago, NOW)
    if code is None:
        found.nothing()
    else:
        found.refused(Invalid, code, "/occurred_at")


@pytest.mark.parametrize(
    ("term", "credited_on", "last_day"),
    [
        (LotTerm(), date(2030, 3, 15), date(2031, 3, 15)),
        (LotTerm(), date(2028, 2, 29), date(2029, 2, 28)),
        (LotTerm(months=1), date(2030, 1, 31), date(2030, 2, 28)),
        (LotTerm(kind="none"), date(2030, 3, 15), None),
        (LotTerm(kind="yearly"), date(2030, 3, 15), date(2030, 12, 31)),
        (LotTerm(kind="yearly"), date(2030, 12, 31), date(2030, 12, 31)),
        (LotTerm(kind="yearly", month=3, day=31), date(2030, 4, 1), date(2031, 3, 31)),
        (LotTerm(kind="yearly", month=2, day=31), date(2030, 2, 28), date(2030, 2, 28)),
        (LotTerm(kind="yearly", month=2, day=31), date(2027, 3, 1), date(2028, 2, 29)),
        (LotTerm(kind="yearly", month=2, day=29), date(2028, 3, 1), date(2029, 2, 28)),
    ],
)
def test_the_last_day_of_a_credit_is_clamped_to_the_months_end(
    term: LotTerm, credited_on: date, last_day: date | None
) -> None:
    assert term.last_day(credited_on) == last_day


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_a_yearly_term_ends_on_its_day_within_the_year_that_follows(credited_on: date, month: int, day: int) -> None:
    last = LotTerm(kind="yearly", month=month, day=day).last_day(credited_on)
    assert last is not None
    assert credited_on <= last <= credited_on + timedelta(days=366)
    assert last.month == month
    assert last.day == day or (last.day < day and (last + timedelta(days=1)).month != month)


@pytest.mark.parametrize(("month", "day", "known"), [(2, 29, True), (2, 30, False), (4, 30, True), (4, 31, False)])
def test_a_yearly_term_is_a_day_that_its_month_has(month: int, day: int, known: bool) -> None:
    change = SettingsChanged(lot_term=LotTerm(kind="yearly", month=month, day=day))
    found = SHANGHAI.when(decide_settings, change)
    if known:
        found.then(change)
    else:
        found.refused(Invalid, "no-such-day", "/lot_term/day")


def test_a_changed_term_counts_for_new_credits_only() -> None:
    changed = SHANGHAI.given(SettingsChanged(lot_term=LotTerm(kind="none")))
    assert SHANGHAI.state.lot_term.last_day(date(2030, 3, 15)) == date(2031, 3, 15)
    assert changed.state.lot_term.last_day(date(2030, 3, 15)) is None
