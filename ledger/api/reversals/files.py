"""Forced reversals as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from ledger.api.directory.names import with_names
from ledger.api.http.callers import Caller, reader
from ledger.api.http.files import AT_ONCE
from ledger.api.http.reading import Connection, queried
from ledger.api.reports.files import AskedList, publish_list
from ledger.api.reversals.queries import Sort
from ledger.projections.engine.queries import Place, ordered_by
from ledger.projections.reversals import query as reversals

router = APIRouter(tags=["points"])


class ReversalLine(BaseModel):
    requested_at: datetime
    employee: str
    employee_name: str | None
    points: int
    reason: str | None
    requested_by: str
    state: str
    decided_at: datetime | None
    decided_by: str | None
    rejection: str | None


async def reversals_file(
    caller: Annotated[Caller, Depends(reader("reversals.read"))],
    state: Literal["waiting", "confirmed", "rejected"] | None = None,
    sort: Sort = None,
) -> AskedList:
    """Forced reversals, newest first if not sorted."""
    order = ordered_by(reversals.ORDERS, sort)

    async def query(connection: Connection, after: int | Place | None) -> dict[str, Any]:
        found = await reversals.reversals(
            connection, caller.organisation, state=state, order=order, limit=AT_ONCE, before=after
        )
        return with_names(caller, found)

    return AskedList(caller, ("forced-reversals", "强制撤销"), ["reversals"], query)


publish_list(router, "/reversals", reversals_file, ReversalLine, **queried("reversals.read"))
