"""The kinds of rules, and what they make of a quantity (docs/rules/points.md, "Value tags"; S2 to S9).

A unit's second name is for who reads another language than the organisation's; no rule looks at it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal
from typing import Annotated, Literal

from pydantic import Field

from ledger.domain.errors import Conflict, Invalid
from ledger.domain.values import EXACT, MAX_POINTS, MONEY_PLACES, Quantity, Value, canonical, half_away

COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
IN_WORDS = {">=": "≥", "<=": "≤"}
"""As people write them."""


class Step(Value):
    op: Literal[">", ">=", "<", "<="]
    threshold: Quantity
    points: int


class FixedRule(Value):
    """The same points each time."""

    type: Literal["fixed"] = "fixed"
    points: int
    value_per_unit: Quantity | None = None
    value_unit: str | None = None
    second_value_unit: str | None = None


class SteppedRule(Value):
    """Of the steps that a quantity reaches, the one with the most points."""

    type: Literal["stepped"] = "stepped"
    unit: str
    second_unit: str | None = None
    steps: tuple[Step, ...]
    value_per_unit: Quantity | None = None
    value_unit: str | None = None
    second_value_unit: str | None = None


class PerUnitRule(Value):
    """Points for each whole `per` of the quantity, up to `max`."""

    type: Literal["per_unit"] = "per_unit"
    unit: str
    second_unit: str | None = None
    per: Quantity
    points: int
    max: int | None = None
    value_per_unit: Quantity | None = None
    value_unit: str | None = None
    second_value_unit: str | None = None


class DeductionRule(Value):
    """For conduct (扣分): what a deduction lowers the rank by. Whoever deducts may choose up to `max`."""

    type: Literal["deduction"] = "deduction"
    points: int
    max: int | None = None


Rule = Annotated[FixedRule | SteppedRule | PerUnitRule | DeductionRule, Field(discriminator="type")]


def check_earns(rule: Rule) -> None:
    if isinstance(rule, DeductionRule):
        raise Conflict("tag-for-deductions", "This tag is for deductions; it earns no points.", "/tag")


def points_by_rule(rule: Rule, quantity: Decimal | None) -> int:
    """Points before the coefficient; 0 where the quantity does not qualify."""
    if isinstance(rule, FixedRule):
        return rule.points
    check_earns(rule)
    if isinstance(rule, DeductionRule):
        return 0
    if quantity is None:
        raise Invalid("quantity-missing", f"This tag needs a quantity in {rule.unit}.", "/quantity", unit=rule.unit)
    if isinstance(rule, SteppedRule):
        step = reached_step(rule, quantity)
        return 0 if step is None else step.points
    units = int((quantity / rule.per).to_integral_value(ROUND_FLOOR))
    points = max(units, 0) * rule.points
    return points if rule.max is None else min(points, rule.max)


def reached_step(rule: Rule, quantity: Decimal | None) -> Step | None:
    """Of the steps that a quantity reaches, the one that counts: the one with the most points."""
    if not isinstance(rule, SteppedRule) or quantity is None:
        return None
    reached = (step for step in rule.steps if COMPARISONS[step.op](quantity, step.threshold))
    return max(reached, key=lambda step: step.points, default=None)


def points_for(rule: Rule, coefficient: Decimal, quantity: Decimal | None) -> int:
    """The points that an action earns: by the rule, times the coefficient, rounded once.

    No step, or nothing left: it does not qualify (409).
    """
    points = points_by_rule(rule, quantity)
    if coefficient != 1:
        points = int(half_away(EXACT.multiply(points, coefficient)))
    if points <= 0:
        needed = _needed(rule)
        detail = "By this tag's rule this earns no points" + (f": it needs {' or '.join(needed)}." if needed else ".")
        raise Conflict("does-not-qualify", detail, "/quantity", **({"needed": " / ".join(needed)} if needed else {}))
    return min(points, MAX_POINTS)


def _needed(rule: Rule) -> list[str]:
    """What would have earned some, in a refusal."""
    if isinstance(rule, SteppedRule):
        return [f"{IN_WORDS.get(step.op, step.op)} {canonical(step.threshold)} {rule.unit}" for step in rule.steps]
    if isinstance(rule, PerUnitRule):
        return [f"≥ {canonical(rule.per)} {rule.unit}"]
    return []


def value_created(rule: Rule, quantity: Decimal | None, value_quantity: Decimal | None) -> Decimal | None:
    """Money value of an action: the value quantity, or else the quantity, times the value per unit (S5).

    Where the quantity that earns the points is not what the money is in (12 % of cost), the value quantity is given
    apart (docs/rules/points.md, "Value tags"); until it is, nothing is known of the value: 12 % are not 12 CNY.
    """
    if isinstance(rule, DeductionRule) or rule.value_per_unit is None:
        return None
    of_quantity = isinstance(rule, FixedRule) or rule.value_unit in (None, rule.unit)
    counted = quantity if value_quantity is None and of_quantity else value_quantity
    if counted is None:
        return None
    return half_away(EXACT.multiply(counted, rule.value_per_unit), MONEY_PLACES)
