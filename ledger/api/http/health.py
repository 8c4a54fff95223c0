"""Whether the service lives, and whether it is ready; metrics."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from psycopg import Error
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from ledger.api.http.callers import services_of
from ledger.projections.engine.queries import health

router = APIRouter(tags=["health"])
BEHIND = Gauge(
    "ledger_projection_behind", "Events that a projection has not seen, as of the last look.", ["projection"]
)
FAILED = Gauge("ledger_projection_failed", "1 where a projection stopped, as of the last look.", ["projection"])


class Health(BaseModel):
    status: str


@router.get("/healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get(
    "/metrics", response_class=Response, responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
)
async def metrics(request: Request) -> Response:
    """For Prometheus."""
    await readyz(request)  # looks at the projections
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.get("/readyz", responses={503: {"model": dict[str, Any]}})
async def readyz(request: Request) -> JSONResponse:
    """Whether commands are taken and projections run; `too old`: a newer version has recorded events that this one does
    not know, and answers for their organisations. A failed projection is named, with the kind of its error and where it
    stands. Anybody may ask, so what the error says, and in whose organisation, is for `projector.status` to tell.

    `behind` are events that a projection has not seen yet; under load there are always some.
    """
    try:
        async with services_of(request).reads.connection() as connection:
            await connection.execute("SELECT 1 FROM journal.heads LIMIT 1")
            known = await health(connection)
    except (Error, OSError):
        return JSONResponse({"status": "unavailable", "database": "away"}, 503)
    projections = {one["projection"]: _shown(one) for one in known}
    for name, projection in projections.items():
        BEHIND.labels(name).set(projection["behind"])
        FAILED.labels(name).set(projection["state"] == "failed")
    failed = [name for name, projection in projections.items() if projection["state"] == "failed"]
    status = "degraded" if failed else "ready" if projections else "not migrated"
    newer = sorted(set(services_of(request).journal.too_old.values()))
    if newer:
        return JSONResponse({"status": "too old", "unknown_events": newer, "projections": projections}, 503)
    return JSONResponse({"status": status, "projections": projections}, 503 if status != "ready" else 200)


def _shown(projection: dict[str, Any]) -> dict[str, Any]:
    kind = projection["error"].partition(":")[0] if projection["error"] else None
    return {**{name: projection[name] for name in ("state", "failed_position", "behind")}, "error": kind}
