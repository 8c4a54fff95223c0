"""A claim that was returned and answered: what the answer changed, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

FIELDS = ("description", "quantity", "points", "value_quantity", "value", "evidence")
"""What an answer may change, in the order in which it is read."""


class Changed(NamedTuple):
    what: str
    before: Any
    now: Any


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Changed]:
    """What is not as it was, of contents whose texts are opened."""
    return [Changed(what, before[what], now[what]) for what in FIELDS if before[what] != now[what]]
