"""Whether the service lives, and whether it is ready; metrics."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from psycopg import Error
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from ledger.api.callers import services_of

router = APIRouter(tags=["health"])


class Health(BaseModel):
    status: str


@router.get("/healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/metrics", response_class=Response)
async def metrics() -> Response:
    """For Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.get("/readyz", responses={503: {"model": dict[str, Any]}})
async def readyz(request: Request) -> JSONResponse:
    """Whether commands are taken and projections run; a failed projection is named, and what it stands at."""
    try:
        async with services_of(request).reads.connection() as connection:
            await connection.execute("SELECT 1 FROM journal.heads LIMIT 1")
            cursor = await connection.execute(
                "SELECT projection, state, error FROM projector.status ORDER BY projection"
            )
            projections = {name: {"state": state, "error": error} for name, state, error in await cursor.fetchall()}
    except (Error, OSError):
        return JSONResponse({"status": "unavailable", "database": "away"}, 503)
    failed = [name for name, status in projections.items() if status["state"] == "failed"]
    ready = {"status": "degraded" if failed else "ready", "projections": projections}
    return JSONResponse(ready, 503 if failed or not projections else 200)
