"""The types of fields that requests and answers share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from ledger.domain import texts
from ledger.domain.directory.passwords import LONGEST as LONGEST_PASSWORD
from ledger.domain.directory.passwords import SHORTEST as SHORTEST_PASSWORD
from ledger.domain.directory.passwords import as_compared
from ledger.domain.errors import NotFound
from ledger.domain.values import MAX_POINTS, canonical

DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?", re.ASCII)
TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MOST_GIVEN = 200
"""Of a code or number as it is sent: what is composed and cut has less."""

MOST_TYPED = 1024
"""Of a password."""


class Body(BaseModel):
    """Base of request bodies: a field that is not known is an error, so that no typing mistake is lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _decimal(value: Any) -> Decimal:
    if not isinstance(value, str):
        raise ValueError('is a decimal written as a string, such as "12.5"')
    if not DECIMAL.fullmatch(value):
        raise ValueError("is a decimal with at most 18 digits, 6 of them after the point")
    number = Decimal(value)
    if len(number.as_tuple().digits) > 18:
        raise ValueError("has at most 18 digits")
    return number


def _time(value: Any) -> datetime:
    if not isinstance(value, str) or not TIME.fullmatch(value):
        raise ValueError("is a time in RFC 3339 with its offset, such as 2026-11-03T09:30:00+08:00")
    try:
        text = re.sub(r"(\.\d{6})\d+", r"\1", value.upper())
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("is no such time") from error


def _date(value: Any) -> date:
    if not isinstance(value, str) or not DATE.fullmatch(value):
        raise ValueError("is a date, such as 2026-11-03")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("is no such day") from error
    if not 1900 <= day.year <= 2200:
        raise ValueError("lies between 1900 and 2200")
    return day


def _time_or_day(value: Any) -> datetime | date:
    return _date(value) if isinstance(value, str) and DATE.fullmatch(value) else _time(value)


def _fit(check: Callable[[str], str]) -> AfterValidator:
    """The rule of the domain on a text, as the validator of a field: what is wrong is named with the character."""

    def checked(value: str) -> str:
        try:
            return check(value)
        except texts.Unfit as unfit:
            named = {"character": unfit.character} if unfit.character else None
            raise PydanticCustomError(unfit.rule, unfit.reason, named) from unfit

    return AfterValidator(checked)


DECIMAL_SCHEMA = {"type": "string", "pattern": r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$", "examples": ["12.5"]}
AMOUNT_SCHEMA = {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,6})?$", "examples": ["50"]}

DecimalText = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(canonical, return_type=str),
    WithJsonSchema(DECIMAL_SCHEMA),
]
"""A decimal as a string; a JSON number there is an error, since parsers turn 4.99999999999999999999 into 5."""


def _not_negative(number: Decimal) -> Decimal:
    if number < 0:
        raise ValueError("is not below zero")
    return number


def _positive(number: Decimal) -> Decimal:
    if number <= 0:
        raise ValueError("is above zero")
    return number


AmountText = Annotated[DecimalText, AfterValidator(_not_negative), WithJsonSchema(AMOUNT_SCHEMA)]
PositiveText = Annotated[DecimalText, AfterValidator(_positive), WithJsonSchema(AMOUNT_SCHEMA)]

Time = Annotated[datetime, BeforeValidator(_time), WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]

TimeOrDay = Annotated[
    date | datetime,
    BeforeValidator(_time_or_day),
    WithJsonSchema({"type": "string", "examples": ["2026-11-03", "2026-11-03T09:30:00+08:00"]}),
]
"""A day is the organisation's."""

Points = Annotated[int, Field(strict=True, ge=1, le=MAX_POINTS)]
PointsOrNone = Annotated[int, Field(strict=True, ge=0, le=MAX_POINTS)]
ExpectedPoints = Annotated[
    Points | None,
    Field(description="What was shown beforehand: if another number would be credited, nothing is done (409)."),
]
"""What a button said that the command would credit."""

EmployeeNo = Annotated[
    str,
    StringConstraints(max_length=MOST_GIVEN),
    _fit(texts.employee_no),
    WithJsonSchema({"type": "string", "pattern": f"^{texts.NUMBER_OF_SOMEBODY}$", "examples": ["FIN01"]}),
]
Code = Annotated[
    str,
    StringConstraints(max_length=MOST_GIVEN),
    _fit(texts.code),
    WithJsonSchema({"type": "string", "pattern": r"^\w[\w.\-]{0,63}$", "examples": ["process-improvement"]}),
]
Name = Annotated[str, StringConstraints(max_length=200, min_length=1), _fit(texts.one_line)]
Text = Annotated[str, StringConstraints(max_length=10_000, min_length=1), _fit(texts.lines)]
Label = Annotated[str, StringConstraints(max_length=100, min_length=1), _fit(texts.one_line)]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,39}$")]
"""One of a few words that the rules know, such as a role."""
Unit = Annotated[str, StringConstraints(max_length=40, min_length=1), _fit(texts.one_line)]

YEAR = "(19|20|21)[0-9]{2}"
"""As of a day: what is beyond has months before and after it that no calendar knows."""
MONTH = f"{YEAR}-(0[1-9]|1[0-2])"
MONTH_PATTERN = f"^{MONTH}$"
PERIOD_PATTERN = f"^({YEAR}|{MONTH}|all)$"


def is_month(text: str) -> bool:
    return re.fullmatch(MONTH, text) is not None


def month_in_path(month: str) -> str:
    """A month in a path; what is none is no path (404)."""
    if not is_month(month):
        raise NotFound
    return month


def _length_of_password(password: str) -> str:
    """As many characters as are left when it is prepared."""
    length = len(as_compared(password))
    if length < SHORTEST_PASSWORD:
        said = "String should have at least {min_length} characters"
        raise PydanticCustomError("string_too_short", said, {"min_length": SHORTEST_PASSWORD})
    if length > LONGEST_PASSWORD:
        said = "String should have at most {max_length} characters"
        raise PydanticCustomError("string_too_long", said, {"max_length": LONGEST_PASSWORD})
    return password


Password = Annotated[
    str,
    StringConstraints(max_length=MOST_TYPED),
    AfterValidator(_length_of_password),
    WithJsonSchema(
        {
            "type": "string",
            "minLength": SHORTEST_PASSWORD,
            "maxLength": LONGEST_PASSWORD,
            "examples": ["blue kettle 9"],
        }
    ),
]
"""A new one; the rest of the rule is the directory's (`check_new_password`)."""
