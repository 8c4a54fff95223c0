"""Bytes to a server that repeats what it understood, and bytes back."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import uvicorn

from ledger.infrastructure.uvicorn_protocol import IDLE_SECONDS, Protocol
from tests.service import free_port

PATIENCE_SECONDS = 20.0
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
MOST_BODY = 100_000


async def repeat(scope: Any, receive: Any, send: Any) -> None:
    """ASGI: answers with the headers and the length of the body; /long with a long answer, /at-once unread, /wait after
    the client has gone."""
    size = 0
    while scope["path"] != "/at-once":
        message = await receive()
        size += len(message.get("body", b""))
        if size > MOST_BODY:
            await _answered(send, 413, b"{}", (b"connection", b"close"))
            return
        if not message.get("more_body"):
            break
    if scope["path"] == "/wait":
        while (await receive())["type"] != "http.disconnect":
            pass
        scope["state"]["left"].append(scope["path"])
        return
    headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in scope["headers"]]
    said = {"path": scope["path"], "method": scope["method"], "headers": headers, "size": size}
    await _answered(send, 200, b"x" * 10_000_000 if scope["path"] == "/long" else orjson.dumps(said))


async def _answered(send: Any, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    sized = [(b"content-length", b"%d" % len(body)), *headers]
    await send({"type": "http.response.start", "status": status, "headers": sized})
    await send({"type": "http.response.body", "body": body})


class Server:
    """uvicorn with our protocol, on a loop of its own in a thread of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.left: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self.config = uvicorn.Config(
            self._app, port=self.port, loop="uvloop", http=Protocol, lifespan="off", log_config=None, interface="asgi3",
            timeout_keep_alive=IDLE_SECONDS, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self.server = uvicorn.Server(self.config)
        self._thread = threading.Thread(target=self.server.run, daemon=True)

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        self._loop = asyncio.get_running_loop()
        scope["state"] = {"left": self.left}
        await repeat(scope, receive, send)

    def start(self) -> None:
        self._thread.start()
        while not self.server.started:
            threading.Event().wait(0.01)

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join()

    def call(self, what: Callable[[], None]) -> None:
        """On the server's own loop."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(what)

    @contextmanager
    def connected(self, source: str = "127.0.0.1") -> Iterator[socket.socket]:
        with socket.create_connection(
            ("127.0.0.1", self.port), timeout=PATIENCE_SECONDS, source_address=(source, 0)
        ) as connection:
            yield connection

    def answered(self, *pieces: bytes) -> bytes:
        """Everything that is answered to these bytes until the other side closes."""
        with self.connected() as connection:
            for piece in pieces:
                connection.sendall(piece)
            return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    """Until the other side closes."""
    answered = b""
    while piece := connection.recv(65_536):
        answered += piece
    return answered


def read_one(connection: socket.socket) -> tuple[int, bytes]:
    """One answer: its status and body."""
    answered = b""
    while b"\r\n\r\n" not in answered:
        piece = connection.recv(65_536)
        assert piece, f"closed after {answered!r}"
        answered += piece
    head, _, body = answered.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: (\d+)", head)
    assert found is not None
    while len(body) < int(found[1]):
        body += connection.recv(65_536)
    return int(head[9:12]), body


def statuses(answered: bytes) -> list[int]:
    return [int(found) for found in STATUS.findall(answered)]
