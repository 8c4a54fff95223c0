"""uvicorn's HTTP protocol with an end to every request's head, in bytes and in seconds, and problems as refusals.

The parser itself has no limits: a head that never ends would be kept in memory for as long as somebody sends it.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

MOST_HEAD_BYTES = 64 * 1024
HEAD_SECONDS = 30.0
IDLE_SECONDS = 130
"""An idle connection is kept longer than clients and proxies usually keep theirs: where the service closes it first, a
request may meet the close, and nobody sends a POST again by itself."""


class Protocol(HttpToolsProtocol):
    _head_bytes = 0
    _in_head = True
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES and not self.transport.is_closing():
                self._refuse(431, "head-too-large", f"Path and headers have at most {MOST_HEAD_BYTES} bytes.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._head_came()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        self._refuse(400, "malformed-request", "This is not a request in HTTP/1.1.")

    def _wait_for_head(self) -> None:
        self._in_head, self._head_bytes = True, 0
        if self._patience is None:
            self._patience = self.loop.call_later(HEAD_SECONDS, self._lose_patience)

    def _head_came(self) -> None:
        self._in_head = False
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _lose_patience(self) -> None:
        self._patience = None
        self.transport.close()

    def _refuse(self, status: int, code: str, detail: str) -> None:
        title = "Malformed request" if status == 400 else "Too large"
        problem: dict[str, Any] = {"type": f"/problems/{code}", "title": title, "status": status, "detail": detail}
        body = orjson.dumps(problem)
        self.transport.write(
            STATUS_LINE[status]
            + b"content-type: application/problem+json\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body)
            + body
        )
        self.transport.close()
