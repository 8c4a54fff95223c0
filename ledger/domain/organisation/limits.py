"""Above which amounts one hr does not act alone."""

from __future__ import annotations

from decimal import Decimal

from ledger.domain.events import Event
from ledger.domain.values import Money, Value


class Limits(Value):
    """What one hr may make alone: by one command, and for one person in a month. `money_per_point` is what a point may
    be worth, in a reward or by the leavers' policy."""

    points: int = 10_000
    points_a_month: int = 20_000
    money: Money = Decimal("50000.00")
    money_a_month: Money = Decimal("100000.00")
    money_per_point: Money = Decimal("100.00")

    def raised_by(self, other: Limits) -> bool:
        """Whether another's let one hr do more."""
        return any(getattr(other, name) > value for name, value in self)


class LimitsSet(Event, type="organisation.limits-set.1"):
    """From now on; to raise one takes a second hr itself."""

    limits: Limits
