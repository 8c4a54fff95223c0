"""What happens to a reward."""

from __future__ import annotations

from typing import Literal

from ledger.domain.events import Event
from ledger.domain.values import Money, Quantity, Value

RewardKind = Literal["bonus", "leave", "training", "custom"]
Approval = Literal["manager", "hr", "none"]

PAY_ITEM, TAX_CLASS = "points-bonus", "wages"
"""What a bonus is to payroll, unless hr says otherwise."""


CODES = "reward-codes"
"""The stream that has all codes, which are unique however they are spelt."""


class Benefit(Value):
    """What one piece of a reward is: an amount before tax with its pay item and tax class, days (by halves) or
    hours of the company's own leave, or a course."""

    amount: Money | None = None
    pay_item: str | None = None
    tax_class: str | None = None
    days: Quantity | None = None
    hours: Quantity | None = None
    course: str | None = None


class RewardTerms(Value):
    """Everything about a reward that a revision fixes. `stock` is how many pieces there are in all (None: unlimited),
    `yearly_limit` how many one employee may redeem in a calendar year."""

    name: str
    kind: RewardKind
    cost: int
    benefit: Benefit
    stock: int | None = None
    yearly_limit: int | None = None
    approval: Approval


class RewardDefined(Event, type="rewards.defined.1"):
    code: str
    terms: RewardTerms

    def linked_streams(self) -> tuple[str, ...]:
        return (CODES,)


class RewardRevised(Event, type="rewards.revised.1"):
    """From now on; what was requested before keeps its price and its benefit."""

    code: str
    number: int
    terms: RewardTerms


class RewardRetired(Event, type="rewards.retired.1"):
    """Nobody may request it any more; what was requested goes on."""

    code: str
