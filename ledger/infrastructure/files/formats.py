"""What a number looks like in its cell: the number formats of spreadsheets, as far as they change what is read.

A number is read in full, with 15 digits as spreadsheets keep them, never with an exponent. Of its format count: leading
zeros and letters before them (00123, FIN007), percent, days and times of day, units that make another number of it
(5万), and formats that show a text instead. Rounding, thousands, other units and currencies change nothing; that more
is read than is shown is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Literal, NamedTuple

from ledger.infrastructure.files.rows import Wrong

LONGEST_FORMAT = 1_000
MOST_DIGITS = 10**15
"""From here on a spreadsheet has put zeros where the last digits were."""
LAST_SERIAL = 2_958_466
SECONDS = 86_400
NO_LEAP_DAY = 60
"""Spreadsheets that count from 1900 count a 29th of February of that year, which never was."""

CHINESE_DAY, CHINESE_CLOCK = 'yyyy"年"m"月"d"日"', 'h"时"mm"分"ss"秒"'
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), CHINESE_DAY),
    **dict.fromkeys((*range(32, 36), 55, 56), CHINESE_CLOCK),
}  # fmt: skip
"""Formats that a file names by number only, with those of Chinese spreadsheets. How a day is written does not count."""

TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.?) | [_*].? | \[(?P<bracket>[^\]]*)\]?
    | (?P<general>General|Standard|G/通用格式) | (?P<half>AM/PM|A/P|上午/下午|午前/午後) | (?P<exponent>E[+-])
    | (?P<one>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?[0-9]+(?:\.[0-9]+)?)", re.ASCII)
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
SCALES = frozenset("百千万亿萬億兆‰")
DAYS, CLOCK = frozenset("ydegabr"), frozenset("hs")
Kind = Literal["general", "number", "code", "literal", "moment"]


class Shown(NamedTuple):
    """A number as it is read, and whether it shows as that."""

    text: str
    whole: bool = True
    wrong: Wrong | None = None


class Section(NamedTuple):
    """A part of a format: for numbers above zero, below it, zero, or by a condition.

    Of a code, `pieces` are its zeros ("0") and what stands between them (with a quote before it).
    """

    kind: Kind
    condition: tuple[str, Decimal] | None = None
    pieces: tuple[str, ...] = ()
    places: int | None = None
    percent: bool = False
    scaled: bool = False
    unit: str = ""
    day: bool = False
    clock: bool = False
    elapsed: bool = False


LOST = Wrong("digits-lost", "is a number of more than 15 digits, of which spreadsheets lose the last; make it a text")
NO_DAY = Wrong("no-such-day", "is shown as a day, and is none")
NO_NUMBER = Wrong("error-value", "is no number")


@lru_cache(20_000)
def shown(value: float, code: str, since_1904: bool = False) -> Shown:
    """A number of a cell as its format shows it, and read in full where the format only rounds."""
    if not isfinite(value):
        return Shown("", True, NO_NUMBER)
    section = _section(code, value)
    match section.kind:
        case "moment":
            return _moment(value, section, since_1904)
        case "code":
            return _code(value, section)
        case "literal":
            return _literal(value, section)
        case "number":
            return _number(value, section)
    return _plain(value)


def is_moment(code: str) -> bool:
    """Whether a format shows days or times."""
    return any(section.kind == "moment" for section in _sections(code))


def _decimal(value: float) -> Decimal:
    """With the 15 digits that a spreadsheet shows at most: 0.1 + 0.2 is 0.3."""
    return Decimal(format(value, ".15g"))


def _digits(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _plain(value: float) -> Shown:
    return Shown(_digits(_decimal(value)), True, LOST if abs(value) >= MOST_DIGITS else None)


def _number(value: float, section: Section) -> Shown:
    number = _decimal(value)
    if section.percent:
        number *= 100
    text = _digits(number) + section.unit
    whole = not section.scaled and (section.places is None or number == round(number, section.places))
    return Shown(text, whole, LOST if abs(value) >= MOST_DIGITS else None)


def _code(value: float, section: Section) -> Shown:
    number = _decimal(value)
    zeros = section.pieces.count("0")
    digits = str(abs(round(number))).rjust(zeros, "0")
    left, made = digits[: len(digits) - zeros], []
    rest = iter(digits[len(left) :])
    for piece in section.pieces:
        made.append(left + next(rest) if piece == "0" else piece[1:])
        if piece == "0":
            left = ""
    text = "".join(made).strip()
    wrong = LOST if abs(value) >= MOST_DIGITS else None
    return Shown(f"-{text}" if value < 0 and section.condition is None else text, number == round(number), wrong)


def _literal(value: float, section: Section) -> Shown:
    """A format without digits: 男 for 1. A sign such as – stands for the number, and nothing for nothing."""
    text = "".join(piece[1:] for piece in section.pieces).strip()
    return Shown(text) if not text or any(one.isalnum() for one in text) else _plain(value)


def _moment(value: float, section: Section, since_1904: bool) -> Shown:
    if not 0 <= value < LAST_SERIAL:
        return Shown(_plain(value).text, True, NO_DAY)
    days, seconds = divmod(round(value * SECONDS), SECONDS)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if section.elapsed:
        return Shown(f"{days * 24 + seconds // 3600:02}{clock[2:]}")
    if not section.day:
        return Shown(clock)
    if days == NO_LEAP_DAY and not since_1904:
        return Shown("1900-02-29", True, NO_DAY)
    # A spreadsheet's days are in no zone.
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if days < NO_LEAP_DAY else 30)  # noqa: DTZ001
    try:
        day = (first + timedelta(days)).date().isoformat()
    except OverflowError:
        return Shown(_plain(value).text, True, NO_DAY)
    return Shown(f"{day} {clock}" if section.clock and seconds else day)


def _section(code: str, value: float) -> Section:
    """The part of a format that a number is shown in."""
    sections = _sections(code)
    if any(section.condition for section in sections):
        return next((one for one in sections if _holds(one.condition, value)), Section("general"))
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _holds(condition: tuple[str, Decimal] | None, value: float) -> bool:
    if condition is None:
        return True
    sign, border = condition
    number = _decimal(value)
    return {
        "=": number == border,
        "<>": number != border,
        "<": number < border,
        ">": number > border,
        "<=": number <= border,
        ">=": number >= border,
    }[sign]


@lru_cache(1_000)
def _sections(code: str) -> tuple[Section, ...]:
    """The parts of a format; the fourth is for texts."""
    if not code or len(code) > LONGEST_FORMAT:
        return (Section("general"),)
    return tuple(_parsed(tokens) for tokens in _split(code))[:3]


def _split(code: str) -> Iterator[list[re.Match[str]]]:
    tokens: list[re.Match[str]] = []
    for token in TOKEN.finditer(code):
        if token["one"] == ";":
            yield tokens
            tokens = []
        else:
            tokens.append(token)
    yield tokens


def _parsed(tokens: list[re.Match[str]]) -> Section:
    ones = [token["one"].lower() for token in tokens if token["one"]]
    brackets = [token["bracket"] for token in tokens if token["bracket"] is not None]
    condition = next((CONDITION.fullmatch(text) for text in brackets if CONDITION.fullmatch(text)), None)
    when = (condition[1], Decimal(condition[2])) if condition else None
    elapsed = any(ELAPSED.fullmatch(text) for text in brackets)
    letters = {one for one in ones if one in DAYS | CLOCK | {"m"}}
    if letters or elapsed or any(token["half"] for token in tokens):
        clock = elapsed or bool(letters & CLOCK)
        day = bool(letters & DAYS) or ("m" in letters and not clock)
        return Section("moment", when, day=day, clock=clock, elapsed=elapsed)
    if any(token["general"] for token in tokens) or "@" in ones:
        return Section("general", when)
    return _of_digits(tokens, ones, when)


def _of_digits(tokens: list[re.Match[str]], ones: list[str], when: tuple[str, Decimal] | None) -> Section:
    pieces = tuple(piece for token in tokens if (piece := _piece(token)))
    digits = [one for one in ones if one in "0#?"]
    if not digits:
        return Section("literal", when, pieces)
    plain = not any(one in "#?.,%/" for one in ones) and not any(token["exponent"] for token in tokens)
    if plain and (len(digits) > 1 or any(map(str.isalnum, "".join(pieces[: pieces.index("0")])))):
        return Section("code", when, pieces)
    whole, _, fraction = "".join(one for one in ones if one in "0#?.,").partition(".")
    exact = "/" in ones or any(token["exponent"] for token in tokens)
    places = None if exact else sum(one in "0#?" for one in fraction)
    scaled = whole.endswith(",") or fraction.endswith(",")
    return Section("number", when, (), places, "%" in ones, scaled, "" if scaled else _unit(ones, pieces))


def _unit(ones: list[str], pieces: tuple[str, ...]) -> str:
    """What makes another number of the digits before it."""
    said = "".join(piece[1:] for piece in pieces if piece != "0").strip()
    if "%" in ones or "%" in said:
        return "%"
    return said if said[:1] in SCALES or said.lower() in {"k", "m"} else ""


def _piece(token: re.Match[str]) -> str:
    """A zero, or a text with a quote before it."""
    text = token["quoted"] or token["escaped"] or ""
    if token["one"] and token["one"] not in "#?.,%/":
        return "0" if token["one"] == "0" else f'"{token["one"]}'
    if token["bracket"] and token["bracket"].startswith("$"):
        text = token["bracket"][1:].partition("-")[0]
    return f'"{text}' if text else ""
