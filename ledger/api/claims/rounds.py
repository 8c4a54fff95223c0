"""A claim's returns: the question, the answer, and what the answer changed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

from pydantic import BaseModel, Field

from ledger.domain.claims.rounds import changed

Row = dict[str, Any]


class ClaimChange(BaseModel):
    what: Literal["description", "quantity", "points", "value_quantity", "value", "evidence"]
    before: str | int | list[str | None] | None = Field(description="A list of evidence.")
    now: str | int | list[str | None] | None


class ClaimRound(BaseModel):
    asked: str | None
    asked_at: str
    asked_by: str
    asked_on_behalf_of: str | None
    answer: str | None = Field(description="Null where it was answered by changes only, or not yet.")
    answered_at: str | None
    changes: list[ClaimChange] = Field(description="What the answer changed, field by field.")


def rounds_of(row: Row) -> list[Row]:
    """The returns of a claim whose texts are opened."""
    return [_shown(one, later["before"] or row) for one, later in pairwise([*row["rounds"], {"before": None}])]


def _shown(one: Row, now: Row) -> Row:
    """`now` is what it said after the answer, until the next answer."""
    changes = [change._asdict() for change in changed(one["before"], now)] if one["before"] else []
    told = {name: value for name, value in one.items() if name != "before"}
    return {**told, "changes": changes}
