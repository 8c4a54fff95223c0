"""HTTP for an installation, until a signal."""

from __future__ import annotations

import os
from collections.abc import Callable
from socket import socket
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp

from ledger.bootstrap import Installation, application
from ledger.command_line.processes import WorkerProcess
from ledger.command_line.terminal import console, fail
from ledger.infrastructure.places import make_room
from ledger.infrastructure.uvicorn_protocol import IDLE_SECONDS, Protocol


def server_config(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """How HTTP is spoken, wherever the application is served."""
    return uvicorn.Config(
        cast(Any, app),
        host=host,
        port=port,
        loop="uvloop",
        http=Protocol,
        ws="none",
        interface="asgi3",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=3,
        backlog=2048,
    )


class Server(uvicorn.Server):
    """Tells which port it has bound, which is after the application has started."""

    def __init__(self, config: uvicorn.Config, bound: Callable[[int], None]) -> None:
        super().__init__(config)
        self._bound = bound
        self.taken = False
        """Whether the application had started, and the port could not be bound."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:
            self.taken = not self.lifespan.should_exit
            raise
        if self.started:
            self._bound(self.servers[0].sockets[0].getsockname()[1])


def serve_http(where: Installation, minded: WorkerProcess | None) -> None:
    """Serve on this process's event loop; `minded` is the worker of `ledger run`, which lives beside it."""

    def started(port: int) -> None:
        address = f"http://{where.settings.host}:{port}"
        console.print(f"[bold green]Points Ledger[/bold green] answers at [bold]{address}[/bold]", soft_wrap=True)
        console.print(f"  API documentation: {address}/docs", soft_wrap=True)
        if where.settings.demo and minded is not None:
            console.print(
                "  Demo logins (organisation demo): manager FIN00, employee FIN01, HR01, auditor AUD01, "
                "payroll PAY01, admin ROOT; the password is in LEDGER_DEMO_PASSWORD (default: demo)",
                soft_wrap=True,
            )
        elif minded is not None:
            console.print("  No organisation yet? ledger organisation create --help", soft_wrap=True)

    make_room()
    app = application(where, minded.poll if minded else lambda: None)
    server = Server(server_config(app, where.settings.host, where.settings.port), started)
    try:
        server.run()
    except SystemExit:
        if server.taken:
            fail(f"nothing can listen on {where.settings.host}:{where.settings.port}; is the port taken?")
        raise
