"""What is not as it was when something was asked for, told to whoever decides it."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

ChangedFact = Literal["department", "left", "revision", "cost", "retired"]
CHANGED_FACTS: tuple[ChangedFact, ...] = get_args(ChangedFact)


class Change(NamedTuple):
    """`department` by code, `left` by the last day, `revision` by number, `cost` in points for one piece, `retired` by
    neither. What there was not, or is not any more, is none."""

    what: ChangedFact
    before: str | None
    now: str | None
