"""What happened to me: a query."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import AtLeast, Connection, Cursor, Limit, Listed, answer, page, position_cursor, queried
from ledger.projections.notifications import query as notifications

router = APIRouter(tags=["live"])


class NotificationView(BaseModel):
    position: int
    recorded_at: datetime
    kind: str
    data: dict[str, Any]


class Notifications(Listed):
    items: list[NotificationView]


@router.get("/notifications", response_model=Notifications, **queried("session"))
async def list_notifications(
    caller: Annotated[Caller, Depends(reader("session"))],
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """What happened to me, newest first. What asked me for something is listed until that is done, by whoever."""
    before = position_cursor(cursor)

    async def query(connection: Connection) -> Any:
        return page(
            await notifications.notifications(
                connection, caller.organisation, caller.employee_no, caller.acting.today, limit, before
            )
        )

    return await answer(caller, ["balances", "notifications"], at_least, query)
