"""The service's own command line with one more route: `POST /empty`, which answers 201 and does nothing.

Run as `python -m bench.emptied run`, in place of `ledger run`. What an empty POST costs on the same server, with
the same middleware and settings, is the ceiling of what a command over HTTP can reach.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.responses import Response

from ledger import bootstrap


async def _empty() -> Response:
    return Response(status_code=201)


def add_empty(app: FastAPI) -> FastAPI:
    """Put the route before all others, where it is found at once."""
    app.add_api_route("/empty", _empty, methods=["POST"], include_in_schema=False)
    app.router.routes.insert(0, app.router.routes.pop())
    return app


def main() -> None:
    """Run the command line over an application that has the route."""
    make = bootstrap.application

    def application(*given: Any, **named: Any) -> FastAPI:
        return add_empty(make(*given, **named))

    bootstrap.application = application
    # Imported only now: it takes `application` from there.
    from ledger import cli

    cli.main()


if __name__ == "__main__":
    main()
