"""What points are worth in money, where a reward says so."""

from __future__ import annotations

from decimal import Decimal

from ledger.domain.values import MONEY_PLACES, half_away


def worth_of(points: int, cost: int, amount: Decimal) -> Decimal:
    """The share of a bonus, before tax, that so many points are."""
    return half_away(amount * points / cost, MONEY_PLACES)
