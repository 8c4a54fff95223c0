"""What stands in a cell, as values: the first of the three checks, format (S58).

A cell is a text. Each reader takes one that is not empty and gives the value, or says which rule it breaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from ledger.domain import texts
from ledger.domain.values import MAX_POINTS, MONEY_PLACES, half_away

LONGEST_CELL = 10_000
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", re.ASCII)
NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,12})?", re.ASCII)
DATES = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII),
    re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
)
EXPONENT = re.compile(r"[+-]?[0-9]([.,][0-9]+)?E\+[0-9]{2,3}", re.ASCII | re.IGNORECASE)
"""How a spreadsheet writes a long number; no number or code of anybody's has a plus in it."""
DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?", re.ASCII)
WITH_OFFSET = re.compile(r".*\d(Z|z|[+-]\d{2}:?\d{2})", re.ASCII)


class Wrong(Exception):
    """A cell breaks a rule; the reason says what it should look like."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule, self.reason = rule, reason


Reader = Callable[[str, ZoneInfo], object]

_repeated = lru_cache(2_048)
"""For readers of cells that stand alike in many rows: departments, managers, days. What is wrong is read anew."""


def checked(text: str) -> str:
    """The text of a cell, trimmed; what no text may hold is refused."""
    text = text.strip(texts.BLANKS)
    if len(text) > LONGEST_CELL:
        raise Wrong("too-long", f"has more than {LONGEST_CELL} characters")
    return text if text.isprintable() else _fit(texts.lines, text)


def _fit(check: Callable[[str], str], text: str) -> str:
    try:
        return check(text)
    except texts.Unfit as unfit:
        raise Wrong(unfit.rule, unfit.reason) from unfit


def text_of(longest: int) -> Reader:
    """A free text, of more than one line if need be."""

    def read(text: str, zone: ZoneInfo) -> str:
        if len(text) > longest:
            raise Wrong("too-long", f"has more than {longest} characters")
        return text

    return read


def digits_kept(text: str) -> str:
    """The text, unless a spreadsheet wrote a number as 1.23457E+11: most of its digits are gone then."""
    if (not text.isascii() or "+" in text) and EXPONENT.fullmatch(unicodedata.normalize("NFKC", text)):
        raise Wrong("exponent", "is a long number whose digits are lost; set the column to Text and enter it again")
    return text


def name_of(longest: int) -> Reader:
    """What somebody or something is called."""
    read_text = text_of(longest)

    def read(text: str, zone: ZoneInfo) -> object:
        return read_text(_fit(texts.one_line, text), zone)

    return read


def employee_no(text: str, zone: ZoneInfo) -> str:
    return _fit(texts.employee_no, digits_kept(text))


def code(text: str, zone: ZoneInfo) -> str:
    return _fit(texts.code, digits_kept(text))


_NAME = name_of(200)


@_repeated
def reference(text: str, zone: ZoneInfo) -> object:
    """A code, a number or a name; what goes by it is looked up (see `references`)."""
    return _NAME(digits_kept(text), zone)


def source_id(text: str, zone: ZoneInfo) -> str:
    if len(text) > 100 or not text.isprintable():
        raise Wrong("not-a-source-id", "is at most 100 printable characters")
    return digits_kept(text)


def _number(text: str) -> Decimal:
    text = digits_kept(_narrow(text).replace(" ", ""))
    if THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if not NUMBER.fullmatch(text):
        raise Wrong("not-a-number", "is not a number, such as 1200 or 12.5")
    return Decimal(text)


def _narrow(text: str) -> str:
    """Digits and signs as ASCII has them, whatever width and dash they were typed with."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(DASHES)


def _whole(text: str) -> int:
    number = _number(text)
    if number != number.to_integral_value():
        raise Wrong("not-whole", "points are whole numbers")
    return int(number)


@_repeated
def points(text: str, zone: ZoneInfo) -> int:
    """Points that are credited: 1 to 10⁹."""
    number = _whole(text)
    if not 1 <= number <= MAX_POINTS:
        raise Wrong("out-of-range", f"is not from 1 to {MAX_POINTS:,}")
    return number


def signed_points(text: str, zone: ZoneInfo) -> int:
    """A balance or a movement of the old system, which may be below zero."""
    number = _whole(text)
    if abs(number) > MAX_POINTS:
        raise Wrong("out-of-range", f"is not from -{MAX_POINTS:,} to {MAX_POINTS:,}")
    return number


@_repeated
def money(text: str, zone: ZoneInfo) -> Decimal:
    amount = half_away(_number(text), MONEY_PLACES)
    if not 0 <= amount < 10**12:
        raise Wrong("out-of-range", "is below zero, or 10¹² or more")
    return amount


@_repeated
def share(text: str, zone: ZoneInfo) -> Decimal:
    """0 to 1, or in percent: 0.4 and 40% are the same."""
    text = _narrow(text)
    found = _number(text.removesuffix("%")) / 100 if text.endswith("%") else _number(text)
    if not 0 <= found <= 1:
        raise Wrong("out-of-range", "is not from 0 to 1, or from 0% to 100%")
    return half_away(found, Decimal("0.000001")).normalize()


@_repeated
def day(text: str, zone: ZoneInfo) -> date:
    """A date with the year first. 03/11/2026 is refused: nobody knows which of the two is the month."""
    text = _narrow(text)
    for separator in ("T", " "):
        head, _, rest = text.partition(separator)
        if rest and not rest.strip("0:. "):  # midnight, as spreadsheets write it behind a date
            text = head
    for pattern in DATES:
        found = pattern.fullmatch(text)
        if found:
            try:
                made = date(*(int(part) for part in found.groups()))
            except ValueError as error:
                raise Wrong("not-a-date", "is no such day") from error
            if not 1900 <= made.year <= 2200:
                raise Wrong("not-a-date", "is not of the years 1900 to 2200")
            return made
    raise Wrong("not-a-date", "is no date with the year first, such as 2026-11-03")


@_repeated
def moment(text: str, zone: ZoneInfo) -> datetime:
    """A date, or a date with a time of day in the organisation's zone, or RFC 3339 with its offset; in UTC.

    A day alone stands for its noon, which is in the same month wherever the organisation is.
    """
    text = _narrow(text).replace("T", " ", 1)
    head, _, rest = text.partition(" ")
    if not rest:
        return _at(day(head, zone), 12, 0, 0, zone)
    if WITH_OFFSET.fullmatch(rest):
        try:
            made = datetime.fromisoformat(f"{day(head, zone).isoformat()}T{rest.upper()}")
        except ValueError as error:
            raise Wrong("not-a-time", "is no such time") from error
        return made.astimezone(UTC)
    found = CLOCK.fullmatch(rest.strip())
    if not found:
        raise Wrong("not-a-time", "is no time, such as 2026-11-03 09:30")
    hour, minute, second = (int(part or 0) for part in found.groups())
    return _at(day(head, zone), hour, minute, second, zone)


def _at(on: date, hour: int, minute: int, second: int, zone: ZoneInfo) -> datetime:
    try:
        return datetime(on.year, on.month, on.day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Wrong("not-a-time", "is no such time") from error
