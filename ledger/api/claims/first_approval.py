"""The first approval of a claim that takes two approvers or two hr, and who is the second one."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from ledger.api.http.callers import Caller
from ledger.application import countersigning
from ledger.application.access import Acting
from ledger.domain.countersigning.countersignature import check_confirms
from ledger.domain.directory.sight import second_approver_of

Row = dict[str, Any]


class FirstApproval(BaseModel):
    countersignature: str = Field(description="What the second approver confirms or rejects, by its own paths.")
    points: int = Field(description="What it would credit.")
    approved_by: str
    approved_on_behalf_of: str | None
    approved_at: str
    confirmed: bool = Field(description="The second approver agreed: `decided_by`.")
    second: str | None = Field(description="Who the second approver is now; null: an hr, or it is confirmed.")
    may_confirm: bool


def first_approval(caller: Caller, row: Row, may_confirm: bool) -> Row | None:
    first = row["first_approval"]
    if first is None:
        return None
    told = {name: value for name, value in first.items() if name != "took_part"}
    person, who = caller.acting.directory.employees.get(row["employee"]), caller.acting
    took_part, second = first["took_part"], None
    if person is not None and took_part and not first["confirmed"]:
        second = second_approver_of(who.directory, person, took_part[0], took_part, who.today)
    return {**told, "second": second, "may_confirm": may_confirm}


def check_seconds(who: Acting, row: Row, first: Row) -> None:
    """Whether somebody may confirm the first approval of a claim; where nobody took part in it, it takes two hr."""
    asked = {"took_part": first["took_part"]} if first["took_part"] else {}
    countersigning.check_decides(who, row["employee"], asked)
    for one in {who.actor, who.principal}:
        check_confirms(who.directory, first["approved_by"], row["employee"], asked, one, who.today)
