"""How far the projections are, and when the chain was last verified: a query of those who look after the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import queried, respond
from ledger.projections.engine.queries import last_verification, standing

router = APIRouter(tags=["audit"])


class ProjectionView(BaseModel):
    name: str
    position: int = Field(description="The last event that it has seen.")
    head: int = Field(description="Where the journal stands.")
    lag: int = Field(description="Events that it has not seen yet; under load there are always some.")
    state: Literal["running", "rebuilding", "stopped"]
    stopped_at: int | None = Field(description="The position of the event that it could not take.")
    error: str | None = Field(description="The kind of the fault.", examples=["KeyError"])
    reason: str | None = Field(description="Why it does not go on, and what to do.")
    since: datetime | None = Field(description="When it stopped.")
    version: int = Field(description="Of its rows; a new one has them worked out again.")


class LastVerification(BaseModel):
    at: datetime
    sound: bool
    verified: int = Field(description="The last position that was found right.")
    hash: str
    head: int = Field(description="Where the journal stood.")
    wrong_at: int | None
    wrong: str | None


class Projections(BaseModel):
    items: list[ProjectionView]
    verification: LastVerification | None = Field(description="None yet: GET /v1/audit/verification walks the chain.")


@router.get("/projections", response_model=Projections, **queried("projections.read"))
async def projections(caller: Annotated[Caller, Depends(reader("projections.read"))]) -> Response:
    """Every projection: how far it is with my organisation's events, whether it runs, and why not. And what the last
    walk over the chain found."""
    async with caller.services.reads.connection() as connection:
        found = await standing(connection, caller.organisation)
        verification = await last_verification(connection, caller.organisation)
    items = [shown(one) for one in found]
    position = min((one["position"] for one in items), default=0)
    return respond({"items": items, "verification": verification}, position)


def shown(one: dict[str, Any]) -> dict[str, Any]:
    """What the error says may be about people: only its kind is told, as by /readyz."""
    kind = one["error"].partition(":")[0] if one["error"] else None
    state, reason = "running", None
    if kind is not None:
        state = "stopped"
        reason = (
            f"It could not take event {one['stopped_at']} ({kind}). What it knows stays as it was; ask the operator."
        )
    elif one["state"] == "rebuilding":
        state = "rebuilding"
        reason = "Its rows are worked out again; the ones before are shown until then."
    return {**one, "lag": max(one["head"] - one["position"], 0), "state": state, "error": kind, "reason": reason}
