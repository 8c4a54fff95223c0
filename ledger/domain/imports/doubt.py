"""The same thing sent again in another shape: under another source id or none, with another last day, in another file.
It is asked about before it doubles anything (docs/rules/imports.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ledger.domain.imports.kinds import Fault
from ledger.domain.values import local_date

DOUBTFUL = "looks-the-same"


class Likeness(NamedTuple):
    """What two credits have alike that may be one: of an opening balance somebody and the points, of a past grant its
    tag and day, too."""

    employee_no: str
    points: int
    tag: str = ""
    day: date | None = None


class Place(NamedTuple):
    """Where it stood before: the import (None: this one) and the row, where that is known."""

    id: str | None
    row: int | None


def likeness_of(kind: str, values: Mapping[str, Any], zone: ZoneInfo) -> Likeness | None:
    """None where the ledger itself knows the same from another, such as people by their numbers."""
    match kind:
        case "opening-balances":
            return Likeness(values["employee_no"], values["points"])
        case "past-grants":
            day = local_date(values["occurred_at"], zone)
            return Likeness(values["employee_no"], values["points"], values["tag"], day)
    return None


def doubtful(likeness: Likeness, before: Place) -> Fault:
    """The row may be the one that was there before."""
    what = f"{likeness.points} points for {likeness.employee_no}"
    what += f" on {likeness.day} ({likeness.tag})" if likeness.day else " as an opening balance"
    row = f"row {before.row} of " if before.row is not None else ""
    where = f"stand in row {before.row} already" if before.id is None else f"came with {row}an earlier import already"
    values = {"import": before.id, "row": before.row}
    return Fault(None, DOUBTFUL, f"{what} {where}. Import it too if it is another.", values)
