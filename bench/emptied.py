"""The service's own command line with two more routes that answer 201 and do nothing.

Run as `python -m bench.emptied run`, in place of `ledger run`. `POST /empty` is a route of FastAPI like any other;
`POST /empty-short` goes the short way that commands with a fixed path go (ledger/api/http/entry.py). What they cost on
the same server, with the same settings, is the ceiling of what a command over HTTP can reach.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import Response

from ledger import bootstrap
from ledger.api.http.entry import Entry, Matched, Shortcut

LONG_WAY, SHORT_WAY = "/empty", "/empty-short"


async def _empty() -> Response:
    return Response(status_code=201)


async def _empty_short(_: Request) -> Response:
    return Response(status_code=201)


def add_empty(entry: Entry) -> Entry:
    """Add both; the first before all other routes, where it is found at once."""
    api: FastAPI = entry.api
    api.add_api_route(LONG_WAY, _empty, methods=["POST"], include_in_schema=False)
    api.router.routes.insert(0, api.router.routes.pop())
    entry._shortcuts[("POST", SHORT_WAY)] = Shortcut(_empty_short, Matched(SHORT_WAY))
    return entry


def main() -> None:
    """Run the command line over an application that has the routes."""
    make = bootstrap.application

    def application(*given: Any, **named: Any) -> Entry:
        return add_empty(make(*given, **named))

    bootstrap.application = application
    # Imported only now: it takes `application` from there.
    from ledger import cli

    cli.main()


if __name__ == "__main__":
    main()
