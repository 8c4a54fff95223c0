"""Counting and timing requests, for Prometheus and for the log."""

from __future__ import annotations

import time
from functools import cache

import structlog
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SLOW_SECONDS = 1.0
REQUESTS = Counter("ledger_requests_total", "Requests by route and status.", ["method", "route", "status"])
SECONDS = Histogram(
    "ledger_request_seconds",
    "Seconds to the first byte of the answer.",
    ["method", "route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5),
)
log = structlog.get_logger()


class Metrics:
    """Plain ASGI, so that a stream passes through untouched. Routes are templates: no ids in labels or logs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _note(scope, message["status"], time.perf_counter() - started)
            await send(message)

        await self.app(scope, receive, sending)


@cache
def _series(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """The two series of a route and status: there are few, and looking their labels up costs more than counting."""
    return REQUESTS.labels(method, route, status), SECONDS.labels(method, route)


def _note(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "unmatched")
    method = scope["method"] if route != "unmatched" else "ANY"
    requests, histogram = _series(method, route, status)
    requests.inc()
    histogram.observe(seconds)
    if status >= 500 or seconds > SLOW_SECONDS:
        log.warning("request", method=method, route=route, status=status, seconds=round(seconds, 3))
