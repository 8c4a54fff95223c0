"""How much a command makes, and whether that is above a limit: one rule for every way in which points are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.domain.accounts.events import MAKING, LeaverSettled, PointsTransferred, employee_of
from ledger.domain.countersigning.events import Above
from ledger.domain.directory.directory import Directory
from ledger.domain.events import Event
from ledger.domain.exports.lines import Waiting, measure
from ledger.domain.organisation.limits import Limits, LimitsSet
from ledger.domain.organisation.organisation import SettingsChanged
from ledger.domain.redemptions.events import RedemptionFulfilled
from ledger.domain.rewards.events import RewardDefined, RewardKind, RewardRevised, RewardTerms
from ledger.domain.values import EXACT, MONEY_PLACES, half_away

NOTHING = Decimal()
KINDS: tuple[RewardKind, ...] = ("bonus", "leave", "training", "custom")


class Weight(NamedTuple):
    """What one event makes: points or money, and whose. `per_point` is the money that a point is worth by it; `limits`
    those that it sets."""

    employee: str | None = None
    points: int = 0
    money: Decimal = NOTHING
    per_point: Decimal = NOTHING
    limits: Limits | None = None


def weigh(event: Event, limits: Limits) -> Weight | None:
    """None: it makes nothing."""
    match event:
        case PointsTransferred(kind=kind, target=target, points=points) if kind in MAKING:
            return Weight(employee_of(target), points)
        case RedemptionFulfilled(employee=employee):
            return Weight(employee, money=_fulfilled(event, limits))
        case LeaverSettled(employee=employee, line=line):
            return Weight(employee, money=line.benefit.amount or NOTHING)
        case RewardDefined(terms=terms) | RewardRevised(terms=terms):
            piece = counts_as(terms.kind, measure(terms.benefit, 1), limits)
            return Weight(money=piece, per_point=_per_point(terms, piece))
        case SettingsChanged(leaver_policy=policy) if policy is not None and policy.amount_per_point is not None:
            return Weight(per_point=policy.amount_per_point)
        case LimitsSet(limits=set_to):
            return Weight(limits=set_to)
    return None


def counts_as(kind: RewardKind, much: Decimal, limits: Limits) -> Decimal:
    """The money that so much of a kind is, or counts as: a bonus its own, days and pieces what the limits say."""
    if kind == "bonus":
        return much
    one = limits.money_per_day if kind == "leave" else limits.money_per_piece
    return half_away(EXACT.multiply(much, one), MONEY_PLACES)


def _fulfilled(event: RedemptionFulfilled, limits: Limits) -> Decimal:
    if event.line is not None:
        return counts_as(event.kind, measure(event.line.benefit, event.line.quantity), limits)
    return counts_as(event.kind, Decimal(0 if event.handed is None else event.handed.pieces), limits)


def _per_point(terms: RewardTerms, piece: Decimal) -> Decimal:
    return EXACT.divide(piece, Decimal(terms.cost))


def money_of_month(given: Mapping[RewardKind, Waiting], employee: str, month: str, limits: Limits) -> Decimal:
    """What somebody was given in a month, of all kinds together."""
    return sum((counts_as(kind, one.owed_to(employee, month), limits) for kind, one in given.items()), NOTHING)


def points_by_hr(directory: Directory, made: Mapping[str, int], own: str) -> int:
    """What of somebody's month, by who credited it, is hr's: not what a manager approved. What a command does in one's
    own name is, whoever that is, and so is what a key did."""
    return sum(points for by, points in made.items() if by == own or _is_hr_or_key(directory, by))


def _is_hr_or_key(directory: Directory, by: str) -> bool:
    known = directory.employees.get(by)
    return known is None or "hr" in known.roles


def sums(weights: Sequence[Weight]) -> tuple[int, Decimal]:
    """Points and money, all together."""
    return sum(one.points for one in weights), sum((one.money for one in weights), NOTHING)


def above_a_claim(weights: Sequence[Weight], limits: Limits) -> Above | None:
    """Whether it credits more of a claim than one approver does, whoever they are."""
    most = limits.points_a_claim
    return "points-a-claim" if most is not None and sums(weights)[0] > most else None


def above(
    weights: Sequence[Weight],
    limits: Limits,
    points_of_month: Callable[[str], int],
    money_of_month: Callable[[str], Decimal],
) -> Above | None:
    """The first limit that a command passes, or none. What somebody has of the month counts with what it makes."""
    points, money = sums(weights)
    if any(one.limits is not None and limits.raised_by(one.limits) for one in weights):
        return "limits"
    if points > limits.points:
        return "points"
    if money > limits.money:
        return "money"
    if any(one.per_point > limits.money_per_point for one in weights):
        return "money-per-point"
    if any(one.points and one.employee and points_of_month(one.employee) > limits.points_a_month for one in weights):
        return "points-a-month"
    if any(one.money and one.employee and money_of_month(one.employee) > limits.money_a_month for one in weights):
        return "money-a-month"
    return None
