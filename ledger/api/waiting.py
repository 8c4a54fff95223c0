"""What waits for me, in numbers: a query of everybody."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.callers import Caller, reader
from ledger.api.reading import AtLeast, Connection, answer, queried
from ledger.domain.directory.sight import approver_of
from ledger.projections.waiting import waiting

router = APIRouter(tags=["session"])


class WaitingView(BaseModel):
    claims: int = Field(description="To decide.")
    redemptions: int = Field(description="To decide.")
    fulfilments: int = Field(description="Approved redemptions, for hr to fulfil.")
    proposals: int = Field(description="Proposed tags, for hr to decide.")
    reversals: int = Field(description="Forced reversals of another hr, to confirm.")


@router.get("/waiting", response_model=WaitingView, **queried("session"))
async def waiting_for_me(caller: Annotated[Caller, Depends(reader("session"))], at_least: AtLeast = None) -> Response:
    """How many of each kind wait for me: for the approver, and for hr what has no approver or takes an hr. What hr may
    decide in an approver's place is not counted, nor what is about oneself."""

    async def query(connection: Connection) -> Any:
        counts = Counter(dict.fromkeys(WaitingView.model_fields, 0))
        for row in await waiting(connection, caller.organisation):
            if _is_mine(caller, row):
                counts[row["kind"]] += row["count"]
        return counts

    return await answer(caller, ["claims", "redemptions", "tags", "reversals"], at_least, query)


def _is_mine(caller: Caller, row: dict[str, Any]) -> bool:
    me, is_hr = caller.employee_no, "hr" in caller.roles
    if me in {row["employee"], row["by"]}:
        return False
    if row["kind"] == "claims" or row["approval"] == "manager":
        person = caller.acting.directory.employees.get(row["employee"])
        approver = None if person is None else approver_of(caller.acting.directory, person, caller.acting.today)
        return is_hr if approver is None else approver == me
    return is_hr
