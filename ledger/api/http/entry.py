"""The outermost ASGI application: counts every request, and lets commands with a fixed path in by the short way.

Matching a path against every route and passing a dozen layers of middleware cost more than deciding and recording a
grant (docs/performance.md has the figures). A command route needs none of it: it authenticates, parses and maps its
problems itself. Everything else goes through FastAPI, which also documents both.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import Any, NamedTuple

from fastapi import APIRouter, FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from ledger.api.http.commands import CommandRoute
from ledger.api.http.metrics import Metrics
from ledger.api.http.turns import Turns


class Matched(NamedTuple):
    """Stands in `scope["route"]` for the metrics."""

    path: str


class Shortcut(NamedTuple):
    handle: Callable[[Request], Awaitable[Response]]
    route: Matched


class Incoming(Request):
    """A request of which a handful of headers are asked for: decoded once, the first of each name."""

    @cached_property
    def headers(self) -> dict[str, str]:  # type: ignore[override]  # less than starlette's, and all that commands ask
        return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(self.scope["headers"])}


class Entry:
    """ASGI. `api` is the FastAPI application behind it."""

    def __init__(self, api: FastAPI, prefix: str, routers: list[APIRouter]) -> None:
        self.api = api
        self._prefix = prefix
        self._shortcuts = dict(_fixed_commands(prefix, routers))
        self._counted = Metrics(self._dispatch)
        self._in_turns = Turns(api)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._counted(scope, receive, send)

    async def _dispatch(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self.api
        shortcut = self._shortcuts.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if shortcut is None:
            try:
                await self._in_turns(scope, receive, self._guarded(scope, send))
            except Exception:  # starlette answered and logged it, and raises it so that the server logs it once more
                if scope["type"] != "http":
                    raise
            return
        scope["route"], scope["path_params"] = shortcut.route, {}
        response = await shortcut.handle(Incoming(scope, receive))
        await response(scope, receive, send)

    def _guarded(self, scope: Scope, send: Send) -> Send:
        """With a cookie, neither a cache on the way nor a guess at the media type nor a frame of somebody else's may
        make more of an answer than it is. Answers to commands, which come the short way, are kept by no cache, framed
        by nobody, and say themselves what they are."""
        if scope["type"] != "http":
            return send

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.setdefault("x-content-type-options", "nosniff")
                headers.setdefault("content-security-policy", "frame-ancestors 'none'")
                if scope["path"].startswith(self._prefix):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        return sending


def _fixed_commands(prefix: str, routers: list[APIRouter]) -> list[tuple[tuple[str, str], Shortcut]]:
    found: list[tuple[tuple[str, str], Shortcut]] = []
    for router in routers:
        for route in router.routes:
            if isinstance(route, CommandRoute) and not route.param_convertors:
                handle: Callable[[Request], Any] = route.get_route_handler()
                shortcut = Shortcut(handle, Matched(route.path))
                found += [((method, prefix + route.path), shortcut) for method in route.methods or ()]
    return found
