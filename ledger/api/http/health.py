"""Whether the service lives, and whether it is ready; metrics."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from hmac import compare_digest
from ipaddress import ip_address
from typing import Any

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from psycopg import Error
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from ledger.api.http.callers import services_of
from ledger.api.http.lately import Lately
from ledger.api.http.problems import Problem
from ledger.api.http.services import Services
from ledger.application.unit import ClockInDoubt
from ledger.projections.deadlines.due import late
from ledger.projections.engine import alarms
from ledger.projections.engine.queries import health
from ledger.projections.engine.workers import standing

router = APIRouter(tags=["health"])
BEHIND = Gauge(
    "ledger_projection_behind", "Events that a projection has not seen, as of the last look.", ["projection"]
)
FAILED = Gauge("ledger_projection_failed", "1 where a projection stopped, as of the last look.", ["projection"])
LATE = Gauge(
    "ledger_deadline_late", "Organisations in which what came due can't be done, as of the last look.", ["kind"]
)
AHEAD = Gauge(
    "ledger_projection_ahead", "Organisations of which a projection has seen more than is recorded.", ["projection"]
)
ALARMS = Gauge("ledger_alarms", "Organisations in which an alarm goes on, as of the last look.", ["kind"])
ALARMED = Gauge("ledger_alarm_began_timestamp_seconds", "When the last alarm of a kind began.", ["kind"])
STILL = Gauge("ledger_workers_still", "Workers that have stood still for half a minute, as of the last look.")
CLOCK = Gauge("ledger_clock_in_doubt", "1 where the clock is off by more than an hour, as of the last look.")
FULL = {"disk": "full"}
HERE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]*)?", re.IGNORECASE)
"""How the machine calls itself; a proxy that forwards says what the world calls it."""
FORWARDED = frozenset({"forwarded", "x-forwarded-for", "x-real-ip", "via"})


class Health(BaseModel):
    status: str


@router.get("/healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
        403: {"content": {"application/problem+json": {}}},
    },
)
async def metrics(request: Request) -> Response:
    """For Prometheus, with `Authorization: Bearer` and the token that the operator set; without one only from the
    machine itself."""
    if not _may_read_metrics(request):
        raise Problem(403, "metrics-closed", "Send the operator's token for metrics, or ask on the machine itself.")
    return Response(await _looks(request).metrics(), media_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: Request) -> bool:
    token: str | None = getattr(request.app.state, "metrics_token", None)
    if token is not None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and compare_digest(given.encode(), token.encode())
    return _is_here(request)


def _is_here(request: Request) -> bool:
    """Whether it is this machine that asks, and no proxy on it for somebody else."""
    try:
        loopback = ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
    named = HERE.fullmatch(request.headers.get("host", "")) is not None
    return loopback and named and FORWARDED.isdisjoint(request.headers)


@router.get("/readyz", responses={503: {"model": dict[str, Any]}})
async def readyz(request: Request) -> JSONResponse:
    """Whether commands are taken and projections run; `too old`: a newer version has recorded events that this one does
    not know, and answers for their organisations. A failed projection is named, with the kind of its error and where it
    stands. Anybody may ask, so what the error says, and in whose organisation, is for `projector.status` to tell.
    `deadlines` are the kinds of what came due that can't be done in some organisation, `workers` those that have stood
    still for half a minute. `clock in doubt`: nothing is recorded until the clock is right, or confirmed. `alarms` are
    what somebody has to look at: rows of a `history` that is not recorded any more and are worked out again, a history
    that was `verified` and is gone, a `trial-balance` that is not zero; `history_begun_anew` says when this process
    last forgot what it knew, since another history had taken its place.

    `disk full`: nothing can be recorded, since the database's disk has no room.

    `ahead_of_the_clock`: so many organisations take no command, since what they recorded last lies ahead.

    `behind` are events that a projection has not seen yet; under load there are always some. It is looked at twice a
    second at most.
    """
    said, status = await _looks(request).readiness()
    return JSONResponse(said, status)


class Looks:
    """What strangers may have looked at as often as they like."""

    def __init__(self, services: Services) -> None:
        self.readiness = Lately(partial(_look, services))
        self.metrics = Lately(self._measure)

    async def _measure(self) -> bytes:
        await self.readiness()  # looks at the projections
        return generate_latest()


def _looks(request: Request) -> Looks:
    """This process's."""
    state = request.app.state
    if not hasattr(state, "looks"):
        state.looks = Looks(services_of(request))
    looks: Looks = state.looks
    return looks


async def _look(services: Services) -> tuple[dict[str, Any], int]:
    try:
        async with services.reads.connection() as connection:
            await connection.execute("SELECT 1 FROM journal.heads LIMIT 1")
            known = await health(connection)
            overdue = await late(connection)
            still = await standing(connection)
            alarming = await alarms.kinds(connection)
            await _look_at_the_clock(services)
    except (Error, OSError):
        return {"status": "unavailable", "database": "away", **({} if services.has_room() else FULL)}, 503
    if services.journal.disk_full or not services.has_room():
        return {"status": "disk full", **FULL}, 503
    doubt = services.journal.clock_doubt
    CLOCK.set(doubt is not None)
    if doubt is not None:
        return {"status": "clock in doubt", "clock": doubt}, 503
    projections = {one["projection"]: _shown(one) for one in known}
    for name, projection in projections.items():
        BEHIND.labels(name).set(projection["behind"])
        FAILED.labels(name).set(projection["state"] == "failed")
        AHEAD.labels(name).set(projection["ahead"])
    failed = [name for name, one in projections.items() if one["state"] == "failed" or one["ahead"]]
    watched = {**_watched(overdue, still), **_alarmed(alarming)}
    status = "degraded" if failed or watched else "ready" if projections else "not migrated"
    newer = sorted(set(services.journal.too_old.values()))
    if newer:
        return {"status": "too old", "unknown_events": newer, "projections": projections}, 503
    ahead = {"ahead_of_the_clock": services.journal.ahead_of_clock} if services.journal.ahead_of_clock else {}
    said = {"status": status, **watched, **_begun_anew(services), **ahead, "projections": projections}
    return said, 503 if status != "ready" else 200


def _alarmed(alarming: list[dict[str, Any]]) -> dict[str, Any]:
    """The alarms that go on; metrics know those that are over, too."""
    for one in alarming:
        ALARMS.labels(one["kind"]).set(one["organisations"])
        ALARMED.labels(one["kind"]).set(one["last"].timestamp())
    going_on = {
        one["kind"]: {"organisations": one["organisations"], "since": one["since"].isoformat()}
        for one in alarming
        if one["organisations"]
    }
    return {"alarms": going_on} if going_on else {}


def _begun_anew(services: Services) -> dict[str, Any]:
    """When this process last found that a history had been replaced, and forgot what it knew; it goes on since."""
    at = services.journal.begun_anew_at
    return {"history_begun_anew": at.isoformat()} if at is not None else {}


async def _look_at_the_clock(services: Services) -> None:
    with suppress(ClockInDoubt):
        await services.journal.check_clock()


def _watched(overdue: list[dict[str, Any]], still: list[dict[str, Any]]) -> dict[str, Any]:
    """What of the worker is not as it should be: what came due and can't be done, and who stands still."""
    STILL.set(len(still))
    LATE.clear()
    for one in overdue:
        LATE.labels(one["kind"]).set(one["organisations"])
    deadlines = {
        one["kind"]: {
            "organisations": one["organisations"],
            "since": one["since"].isoformat(),
            "error": _kind(one["error"]),
        }
        for one in overdue
    }
    workers = {one["worker"]: {"stands_still": one["part"], "seen_at": one["seen_at"].isoformat()} for one in still}
    return {name: found for name, found in (("deadlines", deadlines), ("workers", workers)) if found}


def _kind(error: str) -> str:
    return error.partition(":")[0]


def _shown(projection: dict[str, Any]) -> dict[str, Any]:
    kind = _kind(projection["error"]) if projection["error"] else None
    return {**{name: projection[name] for name in ("state", "failed_position", "behind", "ahead")}, "error": kind}
