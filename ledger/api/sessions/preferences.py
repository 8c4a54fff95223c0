"""What a person has chosen or seen, whichever device they are at."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from ledger.api.http.bodies import check_media_type, parse_json, read_body
from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import Body
from ledger.api.http.heads import Language
from ledger.api.http.reading import check_recorded
from ledger.projections.engine.queries import head

router = APIRouter(tags=["session"])
REFUSALS: dict[int | str, Any] = {
    status: {"content": {"application/problem+json": {}}} for status in (400, 401, 403, 413, 415, 422, 503)
}


class PreferencesView(BaseModel):
    language: Language | None = Field(description="Of the page; null: what the browser speaks.")
    guide_seen: bool = Field(description="Whether the introduction was seen.")
    read_up_to: int = Field(description="Notifications up to this position were read.")


class ChangePreferences(Body):
    """What is left out stays as it was."""

    language: Language | None = None
    guide_seen: Annotated[bool, Field(strict=True)] | None = None
    read_up_to: Annotated[int, Field(strict=True, ge=0, le=2**62)] | None = Field(
        default=None, description="It only goes forward: a lower one changes nothing."
    )


@router.get("/me/preferences", responses=REFUSALS, openapi_extra={"x-action": "session"})
async def my_preferences(caller: Annotated[Caller, Depends(reader("session"))]) -> PreferencesView:
    """What I have chosen or seen, on whichever device."""
    return await preferences_of(caller)


async def preferences_of(caller: Caller) -> PreferencesView:
    return PreferencesView(**await caller.services.preferences.of(caller.organisation, caller.employee_no))


@router.patch(
    "/me/preferences",
    responses=REFUSALS,
    openapi_extra={
        "x-action": "session",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": ChangePreferences.model_json_schema()}},
        },
    },
)
async def change_preferences(
    request: Request, caller: Annotated[Caller, Depends(reader("session"))]
) -> PreferencesView:
    """Keep what I have chosen or seen. None of it is an event of the ledger, and it has no position."""
    raw = await read_body(request, 10_000)
    check_media_type(request)
    asked = ChangePreferences.model_validate(parse_json(raw))
    if asked.read_up_to is not None:
        async with caller.services.reads.connection() as connection:
            check_recorded(asked.read_up_to, await head(connection, caller.organisation), "/read_up_to")
    kept = await caller.services.preferences.change(
        caller.organisation, caller.employee_no, **asked.model_dump(exclude_unset=True)
    )
    return PreferencesView(**kept)
