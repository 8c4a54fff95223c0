"""Values that every context uses: points, decimals, months, sealed texts (docs/rules/points.md, "Numbers, times")."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, PlainSerializer

MAX_POINTS = 10**9
"""The most points that one command may name."""

MONEY_PLACES = Decimal("0.01")

DAYS_REMEMBERED = 1024
"""Of questions about the calendar: nearly every event asks them, and nearly all about the same few days."""


class Value(BaseModel):
    """Base of immutable values inside events."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def canonical(number: Decimal) -> str:
    """The one way a decimal is written in events and answers: plain digits, no exponent, no trailing zeros."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


Quantity = Annotated[Decimal, PlainSerializer(canonical, return_type=str)]
"""A decimal that is stored as a canonical string: quantities, coefficients, weights."""

Money = Annotated[Decimal, PlainSerializer(lambda amount: format(amount, "f"), return_type=str)]
"""An amount in the organisation's currency, already rounded to two places."""


EXACT = Context(prec=100)
"""Wide enough for the product of any two numbers that a command may name; the default context would round twice."""


def half_away(number: Decimal, places: Decimal = Decimal(1)) -> Decimal:
    """Round once, half away from zero (docs/rules/points.md, "Numbers, times"). What rounds to nothing has no sign."""
    rounded = number.quantize(places, rounding=ROUND_HALF_UP, context=EXACT)
    return rounded if rounded else abs(rounded)


PLAIN = "plain:"
UNREADABLE = "无法读取 (unreadable)"
"""Stands for a text whose key is there and is not one of ours any more: damaged, or put there by somebody else."""


class Sealed(Value):
    """A name or a free text about a person, encrypted under that person's key.

    The domain moves it about and never reads it. `box` is base64 of nonce and ciphertext; or, of a text that was
    recorded before texts of its kind were sealed, `plain:` and the text, which base64 can't be mistaken for. That one,
    too, is read with the person's key at hand only, so an erasure hides it like all others.
    """

    person: str
    box: str


def local_date(at: datetime, zone: ZoneInfo) -> date:
    """The organisation's calendar day of an instant."""
    return at.astimezone(zone).date()


def first_instant(day: date, zone: ZoneInfo) -> datetime:
    """When a calendar day of the organisation begins, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def last_instant(day: date, zone: ZoneInfo) -> datetime:
    """The last one of a calendar day of the organisation, in UTC."""
    return first_instant(day + timedelta(days=1), zone) - timedelta(microseconds=1)


@lru_cache(DAYS_REMEMBERED)
def month_of(day: date) -> str:
    """The period `YYYY-MM` that a day belongs to."""
    return f"{day.year:04d}-{day.month:02d}"


@lru_cache(DAYS_REMEMBERED)
def add_months(day: date, months: int) -> date:
    """The same day so many months later, clamped to the month's end (31 January + 1 month = 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
