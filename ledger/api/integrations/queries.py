"""API keys of outside systems: a query."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import AtLeast, Connection, Cursor, Limit, Listed, answer, page, queried, text_cursor
from ledger.projections.integrations import query as api_keys

router = APIRouter(tags=["integrations"])


class ApiKeyView(BaseModel):
    id: str
    name: str
    tags: list[str]
    departments: list[str]
    employees: list[str]
    ends_on: date | None
    created_at: datetime
    created_by: str
    revoked_at: datetime | None
    last_used_at: datetime | None = Field(description="When the last action was recorded with it.")
    recorded: int = Field(description="How many actions.")


class ApiKeysAnswer(Listed):
    items: list[ApiKeyView]


@router.get("/api-keys", response_model=ApiKeysAnswer, **queried("api-keys.read"))
async def list_keys(
    caller: Annotated[Caller, Depends(reader("api-keys.read"))],
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """All keys, the oldest first, with when each was used last; secrets are shown nowhere."""
    after = text_cursor(cursor)

    async def query(connection: Connection) -> Any:
        return page(await api_keys.api_keys(connection, caller.organisation, limit=limit, after=after))

    return await answer(caller, ["api_keys"], at_least, query)
