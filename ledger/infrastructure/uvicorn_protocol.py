"""uvicorn's HTTP protocol with an end to whatever a client may keep: heads, bodies, answers, connections.

The parser itself has no limits: a head that never ends would be kept in memory for as long as somebody sends it. And
what a proxy before us may read differently is refused, not guessed: a request with two readings is two requests.
"""

from __future__ import annotations

import asyncio
import re
import socket
from typing import Any, cast

import httptools
import orjson
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from ledger.infrastructure.places import PLACES

MOST_HEAD_BYTES = 64 * 1024
MOST_HEADERS = 200
HEAD_SECONDS = 30.0
IDLE_SECONDS = 130
"""An idle connection is kept longer than clients and proxies usually keep theirs: where the service closes it first, a
request may meet the close, and nobody sends a POST again by itself."""
PIECE_BYTES = 4 * 1024
"""What is parsed at once, so that many small requests that come together hold nobody else up."""
MOST_QUEUED = 16
"""Requests of one connection that wait for the answer to an earlier one; nothing more is parsed before."""
REST = 3
LONGEST_REST_SECONDS = 0.05
UNREAD_SECONDS = 10.0
UNREAD_BYTES = 64 * 1024 * 1024
"""For so long, and so much, what still comes of a request that is answered is thrown away: a client that sends all
before it reads would meet a reset instead of its answer."""
STALLED_SECONDS = 60.0
"""Who takes nothing of an answer for so long is gone."""
SILENT_SECONDS = 60
"""So is who acknowledges nothing for so long (where the system can tell)."""
DECIDING = frozenset({b"host", b"content-length", b"transfer-encoding", b"expect"})
HOST = re.compile(rb"(?:[0-9A-Za-z._~!$&'()*+;=%-]+|\[[0-9A-Za-z._~:%-]+\])(?::[0-9]*)?")
"""A name or an address, and perhaps a port."""
VERSIONS = frozenset({"1.0", "1.1"})
STILL_CALLED = ("SO_KEEPALIVE", socket.SOL_SOCKET, 1), ("TCP_KEEPIDLE", socket.IPPROTO_TCP, SILENT_SECONDS // 2)
GIVEN_UP = ("TCP_KEEPINTVL", socket.IPPROTO_TCP, 10), ("TCP_USER_TIMEOUT", socket.IPPROTO_TCP, 1000 * SILENT_SECONDS)
HEADERS = (
    b"content-type: application/problem+json\r\nx-content-type-options: nosniff\r\nconnection: close\r\n"
    b"content-length: %d\r\n\r\n"
)


class Refused(Exception):
    """Raised in the middle of parsing, to end it."""


class Protocol(HttpToolsProtocol):
    """One connection."""

    _in_head = False
    _hosts = _encodings = 0
    _host = b""
    _body_bytes: int | None = None
    """What is still to come of a body whose length is known."""
    _between = 0
    """Bytes since something came that counts: a request's beginning or end, or some of its body."""
    _moved = False
    _held = b""
    """What came and is not parsed yet."""
    _running: RequestResponseCycle | None = None
    _began = 0.0
    _follows = False
    _refusal: bytes | None = None
    _ended = False
    """Whether the last answer of this connection was given: whatever comes now is thrown away."""
    _unread_bytes = 0
    _patience: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self.flow = self._flow = Flow(self.transport)
        self._ending = Ending(self)
        _notice_who_is_gone(transport)
        self._wait_for_head()
        PLACES.take(self, self.client[0] if self.client else "")

    def connection_lost(self, exc: Exception | None) -> None:
        PLACES.leave(self)
        self._head_came()
        self._stop(self._unread)
        self._stop(self._stalled)
        for cycle in (self._running, *(waiting for waiting, _ in self.pipeline)):
            if cycle is not None and not cycle.response_complete:
                cycle.disconnected = True
                cycle.message_event.set()
        self.pipeline.clear()
        self._held = b""
        self._ending.close = self.transport.close  # and nothing keeps this alive
        super().connection_lost(exc)
        self._unset_keepalive_if_required()

    @property
    def waits_for_client(self) -> bool:
        """Whether nobody but the client has anything to do."""
        return self._ended or self._is_answered or self._running.more_body  # type: ignore[union-attr]  # answered if None

    def give_way(self) -> None:
        self.transport.abort()

    @property
    def _is_answered(self) -> bool:
        running = self._running
        return running is None or running.response_complete or running.disconnected

    # What comes in

    def data_received(self, data: bytes) -> None:
        if self._ended or self._unread is not None:
            self._unread_bytes += len(data)
            if self._unread_bytes > UNREAD_BYTES:
                self.transport.abort()
        if self._ended or self._refusal is not None:
            return
        if not self._held and len(data) <= PIECE_BYTES:
            self._parse(data)  # nearly always the whole request
            if not self._held:
                return
        else:
            self._held = self._held + data if self._held else data
        self._parse_held()

    def _parse_held(self) -> None:
        while self._held and len(self.pipeline) < MOST_QUEUED and not self.transport.is_closing():
            size = max(PIECE_BYTES, self._body_bytes or 0)
            piece, self._held = self._held[:size], self._held[size:]
            self._parse(piece)
        if self._held:
            self._flow.hold()
        else:
            self._flow.go_on()

    def _parse(self, piece: bytes) -> None:
        self._moved = False
        try:
            self.parser.feed_data(piece)
        except httptools.HttpParserUpgrade as asked:  # which is not done: the request is answered like any other
            self._held = piece[asked.args[0] :] + self._held
        except httptools.HttpParserError:
            if self._refusal is None:
                self._refuse("malformed-request", "This is not a request in HTTP/1.1.")
            return
        if self._moved:
            self._between = 0
        else:
            self._between += len(piece)
            if self._between > MOST_HEAD_BYTES:
                self._refuse_head()
        if self._in_head and self._patience is None:
            self._wait_for_head()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._unset_keepalive_if_required()
        self._hosts = self._encodings = self._between = 0
        self._host = b""
        self._body_bytes, self._in_head, self._moved = None, True, True

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._in_head:
            return  # a trailer: nothing that decides about the request may come after it
        name = name.lower()
        self.headers.append((name, value))
        if name not in DECIDING:
            return
        if name == b"host":
            self._host = value
            self._hosts += 1 + value.count(b",")
        elif name == b"content-length":
            self._body_bytes = int(value) if value.isdigit() and len(value) < 20 else 0
        elif name == b"transfer-encoding":
            self._encodings += 1
        elif value.lower() == b"100-continue":
            self.expect_100_continue = True

    def on_headers_complete(self) -> None:
        self._head_came()
        self._check_head()
        super().on_headers_complete()
        self.cycle.transport = cast(Any, self._ending)

    def _check_head(self) -> None:
        version = self.parser.get_http_version()
        if len(self.headers) > MOST_HEADERS or (self._between and self._head_bytes() > MOST_HEAD_BYTES):
            self._refuse_head()
        elif version not in VERSIONS or self.parser.get_method() == b"CONNECT":
            self._refuse("malformed-request", "This is not a request in HTTP/1.1.")
        elif self._hosts > 1 or (not self._hosts and version == "1.1"):
            self._refuse("malformed-request", "A request has one Host, and only one.")
        elif self._hosts and HOST.fullmatch(self._host) is None:
            self._refuse("malformed-request", "This Host is neither a name nor an address.")
        elif not self.url.startswith(b"/") and self._names_another_host():
            self._refuse("malformed-request", "The request's target names another host than Host does.")
        elif self._encodings and (version == "1.0" or self._body_bytes is not None or self._encodings > 1):
            self._refuse("malformed-request", "It is not clear where the body ends.")
        elif self.parser.should_upgrade() and (self._encodings or self._body_bytes):  # the parser would skip the body
            self._refuse("malformed-request", "Send a body without Upgrade: only HTTP/1.1 is spoken here.")
        else:
            return
        raise Refused

    def _names_another_host(self) -> bool:
        """Of a target that is a whole URL; `*` names none."""
        _, absolute, rest = self.url.partition(b"://")
        return bool(absolute) and re.split(rb"[/?#]", rest, maxsplit=1)[0].lower() != self._host.lower()

    def _head_bytes(self) -> int:
        """Asked only of a head that came in several pieces: in one there can't be as much."""
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def on_body(self, body: bytes) -> None:
        self._moved = True
        if self._body_bytes is not None:
            self._body_bytes -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._moved, self._body_bytes = True, None
        super().on_message_complete()
        self.cycle.more_body = False
        if self._unread is not None and not self._ended:
            self._unread, self._unread_bytes = self._stop(self._unread), 0

    def _wait_for_head(self) -> None:
        self._patience = self.loop.call_later(HEAD_SECONDS, self._lose_patience)

    def _head_came(self) -> None:
        self._in_head = False
        if self._patience is not None:
            self._patience = self._stop(self._patience)

    def _lose_patience(self) -> None:
        self._patience = None
        if self._held:  # it came, and waits for us
            self._wait_for_head()
        else:
            self.transport.close()

    # What goes out

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """A request that came before the answer to another one waits for longer than that one took: others, who wait
        for their answers, have their turn in between."""
        self._running = cycle
        if self._follows:
            rest = min(REST * (self.loop.time() - self._began), LONGEST_REST_SECONDS)
            self.loop.call_later(rest, self._begin, cycle, app)
        else:
            self._begin(cycle, app)

    def _begin(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._began = self.loop.time()
        if not cycle.disconnected:
            super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        answered = self._running
        if self._ended or answered is None:
            self.server_state.total_requests += 1
            return
        self._follows = True
        super().on_response_complete()
        self._follows = False
        if self.transport.is_closing():
            return
        if answered.more_body:
            self._unread = self.loop.call_later(UNREAD_SECONDS, self.transport.close)
        if self._refusal is not None and self._is_answered:
            self._give_refusal()
        else:
            self._parse_held()

    def end(self) -> None:
        """Close after the last answer: at once where the whole request has come."""
        if self._ended or self.transport.is_closing():
            return
        if self._running is None or self._running.more_body or self._refusal is not None:
            self._throw_the_rest_away()
        else:
            self.transport.close()

    def _throw_the_rest_away(self) -> None:
        self._ended, self._held = True, b""
        self.pipeline.clear()
        self._unset_keepalive_if_required()
        self._stop(self._unread)
        self._unread = self.loop.call_later(UNREAD_SECONDS, self.transport.abort)
        self.transport.write_eof()
        self._flow.go_on()
        self._flow.resume_reading()

    def send_400_response(self, msg: str) -> None:
        self._refuse("malformed-request", "This is not a request in HTTP/1.1.")

    def _refuse_head(self) -> None:
        rule = f"Path and headers have at most {MOST_HEAD_BYTES} bytes, and there are at most {MOST_HEADERS} headers."
        self._refuse("head-too-large", rule, 431, "Too large")

    def _refuse(self, code: str, detail: str, status: int = 400, title: str = "Malformed request") -> None:
        """Answer what can't be read, once what came before it is answered."""
        problem: dict[str, Any] = {"type": f"/problems/{code}", "title": title, "status": status, "detail": detail}
        body = orjson.dumps(problem)
        self._refusal = STATUS_LINE[status] + HEADERS % len(body) + body
        self._held = b""
        in_body = not self._in_head and self.cycle is not None and self.cycle.more_body
        self._head_came()
        if in_body and self.cycle.response_started:  # and no request has two answers
            self._throw_the_rest_away()
            return
        if in_body:
            self._give_up_on(self.cycle)
        if self._is_answered:
            self._give_refusal()
        else:
            self._flow.hold()

    def _give_up_on(self, cycle: RequestResponseCycle) -> None:
        """A request whose body can't be read is not answered by the application."""
        if self.pipeline and self.pipeline[0][0] is cycle:
            self.pipeline.popleft()
        else:
            cycle.disconnected = True
            cycle.message_event.set()

    def _give_refusal(self) -> None:
        assert self._refusal is not None
        self.transport.write(self._refusal)
        self._throw_the_rest_away()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_taking()

    def resume_writing(self) -> None:
        self._stalled = self._stop(self._stalled)
        super().resume_writing()

    def _watch_taking(self) -> None:
        self._stop(self._stalled)
        left = self.transport.get_write_buffer_size()
        self._stalled = self.loop.call_later(STALLED_SECONDS, self._look_whether_taken, left)

    def _look_whether_taken(self, before: int) -> None:
        if self.transport.get_write_buffer_size() < before:
            self._watch_taking()
        else:
            self.transport.abort()

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()


class Flow(FlowControl):
    """Reads nothing more while what came before waits for earlier answers."""

    _held = False

    def hold(self) -> None:
        self._held = True
        self.pause_reading()

    def go_on(self) -> None:
        if self._held:
            self._held = False
            self.resume_reading()

    def resume_reading(self) -> None:
        if not self._held:
            super().resume_reading()


class Ending:
    """The transport as an answer sees it, which closes it in the protocol's own way."""

    def __init__(self, protocol: Protocol) -> None:
        self.write = protocol.transport.write
        self.is_closing = protocol.transport.is_closing
        self.close = protocol.end


def _notice_who_is_gone(transport: asyncio.BaseTransport) -> None:
    """Have the system end a connection whose other side was switched off; otherwise nobody would ever hear of it."""
    connection = transport.get_extra_info("socket")
    if connection is None or connection.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    for option, level, value in (*STILL_CALLED, *GIVEN_UP):
        if hasattr(socket, option):
            connection.setsockopt(level, getattr(socket, option), value)
