"""How much a command makes, and whether that is above a limit: one rule for every way in which points are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.domain.accounts.events import MAKING, LeaverSettled, PointsTransferred, employee_of
from ledger.domain.countersigning.events import Above
from ledger.domain.events import Event
from ledger.domain.exports.events import Line
from ledger.domain.organisation.limits import Limits, LimitsSet
from ledger.domain.organisation.organisation import SettingsChanged
from ledger.domain.redemptions.events import RedemptionFulfilled
from ledger.domain.rewards.events import RewardDefined, RewardRevised, RewardTerms
from ledger.domain.values import EXACT

NOTHING = Decimal()


class Weight(NamedTuple):
    """What one event makes: points or money, and whose. `per_point` is the money that a point is worth by it; `limits`
    those that it sets."""

    employee: str | None = None
    points: int = 0
    money: Decimal = NOTHING
    per_point: Decimal = NOTHING
    limits: Limits | None = None


def weigh(event: Event) -> Weight | None:
    """None: it makes nothing."""
    match event:
        case PointsTransferred(kind=kind, target=target, points=points) if kind in MAKING:
            return Weight(employee_of(target), points)
        case RedemptionFulfilled(employee=employee, line=Line(benefit=benefit)) if benefit.amount is not None:
            return Weight(employee, money=benefit.amount)
        case LeaverSettled(employee=employee, line=line):
            return Weight(employee, money=line.benefit.amount or NOTHING)
        case RewardDefined(terms=terms) | RewardRevised(terms=terms) if terms.benefit.amount is not None:
            return Weight(money=terms.benefit.amount, per_point=_per_point(terms))
        case SettingsChanged(leaver_policy=policy) if policy is not None and policy.amount_per_point is not None:
            return Weight(per_point=policy.amount_per_point)
        case LimitsSet(limits=limits):
            return Weight(limits=limits)
    return None


def _per_point(terms: RewardTerms) -> Decimal:
    return EXACT.divide(terms.benefit.amount or NOTHING, Decimal(terms.cost))


def above(
    weights: Sequence[Weight],
    limits: Limits,
    points_of_month: Callable[[Weight], int],
    money_of_month: Callable[[Weight], Decimal],
) -> Above | None:
    """The first limit that a command passes, or none. What somebody has of the month counts with what it makes."""
    if any(one.limits is not None and limits.raised_by(one.limits) for one in weights):
        return "limits"
    if sum(one.points for one in weights) > limits.points:
        return "points"
    if sum(one.money for one in weights) > limits.money:
        return "money"
    if any(one.per_point > limits.money_per_point for one in weights):
        return "money-per-point"
    if any(one.points and one.employee and points_of_month(one) > limits.points_a_month for one in weights):
        return "points-a-month"
    if any(one.money and one.employee and money_of_month(one) > limits.money_a_month for one in weights):
        return "money-a-month"
    return None
