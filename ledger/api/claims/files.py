"""Claims as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ledger.api.claims.queries import ClaimReader, Sort, Under, whose_in_sight
from ledger.api.directory.names import with_names
from ledger.api.http.fields import EmployeeNo
from ledger.api.http.files import AT_ONCE
from ledger.api.http.reading import Connection, queried
from ledger.api.reports.files import AskedList, publish_list
from ledger.api.reports.models import Figure
from ledger.projections.claims import query as claims
from ledger.projections.engine.queries import Place, ordered_by

router = APIRouter(tags=["claims"])


class ClaimLine(BaseModel):
    occurred_at: datetime
    submitted_at: datetime
    employee: str
    employee_name: str | None
    tag: str
    description: str | None
    quantity: Figure | None
    points: int
    credited: int | None
    value: Figure | None
    verified_value: Figure | None
    state: str
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None
    reversed: bool


async def claims_file(
    caller: ClaimReader,
    state: Literal["submitted", "returned", "approved", "rejected", "withdrawn"] | None = None,
    employee: Annotated[EmployeeNo | None, Query()] = None,
    tag: Under = None,
    sort: Sort = None,
) -> AskedList:
    """Claims, newest first if not sorted: mine, those of people in my sight, or (hr, auditors) all."""
    whose, order = whose_in_sight(caller, employee), ordered_by(claims.ORDERS, sort)

    async def query(connection: Connection, after: int | Place | None) -> dict[str, Any]:
        found = await claims.claims(
            connection, caller.organisation, state=state, tag=tag, employees=whose, order=order, limit=AT_ONCE,
            before=after,
        )  # fmt: skip
        return with_names(caller, found)

    return AskedList(caller, ("claims", "申报"), ["claims"], query)


publish_list(router, "/claims", claims_file, ClaimLine, **queried("claims.read", matter="claims"))
