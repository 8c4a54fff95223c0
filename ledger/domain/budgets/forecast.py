"""What will be left of a budget at the month's end, and what the next month needs."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

PAST_MONTHS = 3
"""How many ended months tell what the next one needs."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """`spent_by_end` = spent × days of the month / days gone, today included; no more than the budget has.
    `needed_next` = the mean of that and of what was spent in the ended months before, rounded up."""

    points: int
    spent: int
    days_gone: int
    days: int
    spent_by_end: int
    left_at_end: int
    runs_out_on: date | None
    past: tuple[tuple[str, int], ...]
    needed_next: int


def forecast(*, points: int, spent: int, past: Sequence[tuple[str, int]], today: date) -> Forecast:
    """Look ahead from `today` at the present month's budget; `past` are (month, spent) of ended months that had a
    budget, the newest first, of which the first three count.

    A month in which nothing was left may have needed more: nobody knows what would have been granted.
    """
    days = _days_in(today)
    expected = min(-(-spent * days // today.day), max(points, spent))
    counted = tuple(past[:PAST_MONTHS])
    told = [expected, *(before for _, before in counted)]
    return Forecast(
        points=points,
        spent=spent,
        days_gone=today.day,
        days=days,
        spent_by_end=expected,
        left_at_end=points - expected,
        runs_out_on=_runs_out(points, spent, today),
        past=counted,
        needed_next=-(-sum(told) // len(told)),
    )


def _runs_out(points: int, spent: int, today: date) -> date | None:
    """The day on which nothing is left at the present pace; None: not in this month."""
    if spent <= 0:
        return None
    if spent >= points:
        return today
    day = -(-points * today.day // spent)
    return today.replace(day=day) if day <= _days_in(today) else None


def _days_in(day: date) -> int:
    return monthrange(day.year, day.month)[1]
