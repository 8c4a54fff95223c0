"""Above which amounts one hr does not act alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ledger.domain.events import Event, upcaster
from ledger.domain.values import Money, Value


class Limits(Value):
    """What one hr may make alone: by one command, and for one person in a month. `money_per_point` is what a point may
    be worth, in a reward or by the leavers' policy. What has no price counts as money, too: a day of leave as
    `money_per_day`, eight hours of it alike, and a piece of anything else as `money_per_piece`. `points_a_claim` is
    what one approver, whoever they are, credits of a claim; none: as much as it is worth."""

    points: int = 10_000
    points_a_month: int = 20_000
    money: Money = Decimal("50000.00")
    money_a_month: Money = Decimal("100000.00")
    money_per_point: Money = Decimal("100.00")
    money_per_day: Money = Decimal("1000.00")
    money_per_piece: Money = Decimal("500.00")
    points_a_claim: int | None = None

    def raised_by(self, other: Limits) -> bool:
        """Whether another's let one do more; what counts as less lets one give more of it, and so does no limit."""
        return any(_more(name, value, getattr(other, name)) for name, value in self)


COUNTS_AS = frozenset({"money_per_day", "money_per_piece"})
"""What a thing without a price counts as."""


def _more(name: str, before: Decimal | int | None, after: Decimal | int | None) -> bool:
    if before is None or after is None:
        return after is None and before is not None
    return after < before if name in COUNTS_AS else after > before


class LimitsSet(Event, type="organisation.limits-set.2"):
    """From now on; to raise one takes a second hr itself."""

    limits: Limits


@upcaster("organisation.limits-set.1", "organisation.limits-set.2")
def _without_a_price(data: dict[str, Any]) -> dict[str, Any]:
    """What had no price counted as nothing once."""
    counts_as = {"money_per_day": "1000.00", "money_per_piece": "500.00"}
    return {**data, "limits": {**data["limits"], **counts_as}}
