"""What a rule makes of a quantity: the seeds' own numbers, and what holds for every number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.errors import Conflict, Invalid
from ledger.domain.tags.rules import (
    FixedRule,
    PerUnitRule,
    Rule,
    points_by_rule,
    points_for,
    value_created,
)
from ledger.domain.values import MAX_POINTS
from tests.domain.builders import fixed, stepped
from tests.domain.story import outcome

ONE = Decimal(1)
DEVIATION = stepped(("<", "5", 50))
REDUCTION = stepped((">", "10", 100))
FAULTS = stepped((">=", "15", 150), (">=", "30", 300), (">=", "5", 20))
SAVED = PerUnitRule(unit="CNY", per=Decimal(1000), points=1, value_per_unit=ONE)
quantities = st.decimals(min_value=-(10**11), max_value=10**11, allow_nan=False, places=6)


@pytest.mark.parametrize(
    ("seed", "rule", "quantity", "points"),
    [
        ("S2", fixed(100), None, 100),
        ("S3", DEVIATION, "4.999999", 50),
        ("S3", DEVIATION, "-3", 50),
        ("S3", REDUCTION, "10.000001", 100),
        ("S9", FAULTS, "15", 150),
        ("S9", FAULTS, "30", 300),
        ("S9", FAULTS, "5", 20),
        ("S8", SAVED, "100000", 100),
        ("S8", SAVED, "1999.99", 1),
        ("S8", PerUnitRule(unit="CNY", per=Decimal(1000), points=1, max=60), "100000", 60),
        ("S8", PerUnitRule(unit="h", per=Decimal("0.1"), points=2), "0.3", 6),
    ],
)
def test_points_are_what_the_rule_says(seed: str, rule: Rule, quantity: str | None, points: int) -> None:
    assert points_for(rule, ONE, Decimal(quantity) if quantity else None) == points


@pytest.mark.parametrize(
    ("rule", "quantity"),
    [
        (DEVIATION, "5"),
        (DEVIATION, "5.000000"),
        (REDUCTION, "10"),
        (REDUCTION, "-12"),
        (SAVED, "999.99"),
        (SAVED, "-100000"),
        (PerUnitRule(unit="h", per=ONE, points=5), "0"),
    ],
)
def test_what_reaches_no_step_or_earns_nothing_does_not_qualify(rule: Rule, quantity: str) -> None:
    outcome(points_for, rule, ONE, Decimal(quantity)).refused(Conflict, "does-not-qualify", "/quantity")


@pytest.mark.parametrize("rule", [DEVIATION, SAVED])
def test_a_rule_over_a_quantity_needs_one(rule: Rule) -> None:
    outcome(points_for, rule, ONE, None).refused(Invalid, "quantity-missing", "/quantity")


@pytest.mark.parametrize(
    ("points", "coefficient", "credited"),
    [(100, "1.5", 150), (50, "0.01", 1), (3, "0.5", 2), (1, "0.5", 1), (5, "0.3", 2), (7, "0.35", 2)],
)
def test_the_coefficient_multiplies_and_is_rounded_once_half_away(points: int, coefficient: str, credited: int) -> None:
    assert points_for(fixed(points), Decimal(coefficient), None) == credited


def test_a_coefficient_that_leaves_nothing_does_not_qualify() -> None:
    outcome(points_for, fixed(1), Decimal("0.4"), None).refused(Conflict, "does-not-qualify")


@given(quantities, st.integers(1, MAX_POINTS), st.integers(1, MAX_POINTS))
def test_per_unit_counts_whole_units_and_stops_at_its_maximum(quantity: Decimal, points: int, most: int) -> None:
    rule = PerUnitRule(unit="h", per=Decimal("2.5"), points=points, max=most)
    earned = points_by_rule(rule, quantity)
    assert 0 <= earned <= most
    units = max(int(quantity // Decimal("2.5")), 0) if quantity >= 0 else 0
    assert earned == min(units * points, most)


@given(quantities, st.lists(st.tuples(quantities, st.integers(1, 1000)), min_size=1, max_size=6))
def test_of_the_steps_that_are_reached_the_one_with_the_most_points_counts(
    quantity: Decimal, steps: list[tuple[Decimal, int]]
) -> None:
    rule = stepped(*((">=", str(threshold), points) for threshold, points in steps))
    reached = [points for threshold, points in steps if quantity >= threshold]
    assert points_by_rule(rule, quantity) == max(reached, default=0)


@given(st.integers(1, MAX_POINTS), st.decimals(min_value=1, max_value=10**9, places=6))
def test_one_action_never_earns_more_than_a_command_may_name(points: int, coefficient: Decimal) -> None:
    assert points_for(fixed(points), coefficient, None) <= MAX_POINTS


@pytest.mark.parametrize(
    ("rule", "quantity", "value_quantity", "value"),
    [
        (fixed(120, value_per_unit=Decimal(50), value_unit="hour"), None, "1000", "50000.00"),  # S5
        (SAVED, "100000", None, "100000.00"),  # S8
        (stepped((">", "10", 100), value_per_unit=ONE), "12", "100000", "100000.00"),
        (fixed(1, value_per_unit=Decimal("0.333333")), None, "0.03", "0.01"),
        (fixed(1, value_per_unit=Decimal("0.005")), None, "1", "0.01"),
    ],
)
def test_value_is_the_value_quantity_or_else_the_quantity_times_the_value_per_unit(
    rule: Rule, quantity: str | None, value_quantity: str | None, value: str
) -> None:
    found = value_created(
        rule, Decimal(quantity) if quantity else None, Decimal(value_quantity) if value_quantity else None
    )
    assert str(found) == value


@pytest.mark.parametrize(
    ("rule", "quantity"),
    [
        (fixed(1), "5"),
        (FixedRule(points=1, value_per_unit=ONE), None),
        # S2: 12 % of cost earn the points; how many CNY that was is still to be said.
        (stepped((">=", "10", 100), value_per_unit=ONE, value_unit="CNY"), "12"),
    ],
)
def test_without_a_value_per_unit_or_a_quantity_there_is_no_value(rule: Rule, quantity: str | None) -> None:
    assert value_created(rule, Decimal(quantity) if quantity else None, None) is None
