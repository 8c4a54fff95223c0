"""What one connection may take: time, memory, places; and what a client reads whose body is too large."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from ledger.infrastructure import uvicorn_protocol
from ledger.infrastructure.places import PLACES
from tests.http.raw import Server, read_all, read_one, statuses

GET = b"GET /%d HTTP/1.1\r\nHost: here\r\n\r\n"
LAST = b"GET /last HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"


def open_connections(server: Server) -> int:
    return len(server.server.server_state.connections)


def wait_until_none_is_open(server: Server) -> None:
    deadline = time.monotonic() + 20
    while open_connections(server) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert open_connections(server) == 0


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunks"])
@pytest.mark.parametrize("size", [200_000, 20_000_000])
def test_whoever_sends_too_much_reads_so_after_all_is_sent(server: Server, size: int, chunked: bool) -> None:
    framing = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % size
    with server.connected() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: here\r\n" + framing + b"\r\n\r\n")
        piece = b"x" * 100_000
        for _ in range(size // len(piece)):
            connection.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n" if chunked else piece)
        if chunked:
            connection.sendall(b"0\r\n\r\n")
        assert statuses(read_all(connection)) == [413]


def test_more_than_a_bound_is_not_thrown_away(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn_protocol, "UNREAD_BYTES", 1_000_000)
    with server.connected() as connection, pytest.raises(OSError):
        connection.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 99999999\r\n\r\n")
        while True:
            connection.sendall(b"x" * 100_000)
    wait_until_none_is_open(server)


@pytest.mark.parametrize("path", [b"/at-once", b"/"], ids=["answer before the body", "refusal within the body"])
def test_a_body_that_is_dripped_after_the_answer_is_not_read_for_ever(
    server: Server, monkeypatch: pytest.MonkeyPatch, path: bytes
) -> None:
    monkeypatch.setattr(uvicorn_protocol, "UNREAD_SECONDS", 0.3)
    with server.connected() as connection:
        connection.sendall(b"POST " + path + b" HTTP/1.1\r\nHost: here\r\nContent-Length: 9999999\r\n\r\n")
        if path == b"/":
            connection.sendall(b"x" * 200_000)
        read_one(connection)
        with pytest.raises(OSError):
            for _ in range(1_000):
                connection.sendall(b"x")
                time.sleep(0.01)
    wait_until_none_is_open(server)


def test_a_connection_is_used_again_after_a_body_that_nobody_read(server: Server) -> None:
    with server.connected() as connection:
        for _ in range(3):
            connection.sendall(
                b"POST /at-once HTTP/1.1\r\nHost: here\r\nContent-Length: 300000\r\n\r\n" + b"x" * 300_000
            )
            assert read_one(connection)[0] == 200


def test_a_connection_that_had_an_unread_body_is_closed_when_it_is_idle(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.config, "timeout_keep_alive", 0.3)
    with server.connected() as connection:
        connection.sendall(b"POST /at-once HTTP/1.1\r\nHost: here\r\nContent-Length: 1\r\n\r\n")
        assert read_one(connection)[0] == 200
        connection.sendall(b"x")
        assert connection.recv(1) == b""


def test_requests_that_come_at_once_are_answered_in_their_order(server: Server) -> None:
    answered = server.answered(b"".join(GET % number for number in range(1_000)) + LAST)
    assert statuses(answered) == [200] * 1_001
    at = [answered.index(b'"path":"/%d"' % number) for number in range(0, 1_000, 7)]
    assert at == sorted(at)


def test_requests_that_come_at_once_are_not_read_before_the_earlier_are_answered(server: Server) -> None:
    with server.connected() as connection:
        connection.sendall(b"GET /wait HTTP/1.1\r\nHost: here\r\n\r\n")
        connection.setblocking(False)
        sent, deadline = 0, time.monotonic() + 2
        many = b"".join(GET % number for number in range(10_000))
        while time.monotonic() < deadline and sent < 200_000_000:
            try:
                sent += connection.send(many)
            except BlockingIOError:
                time.sleep(0.01)
        (protocol,) = server.server.server_state.connections
        assert len(protocol.pipeline) < 200
        assert len(protocol._held) < 1_000_000
        server.call(protocol.transport.abort)
    wait_until_none_is_open(server)


def test_who_goes_with_requests_waiting_ends_the_one_that_is_answered(server: Server) -> None:
    server.left.clear()
    with server.connected() as connection:
        connection.sendall(b"GET /wait HTTP/1.1\r\nHost: here\r\n\r\n" + GET % 1 + GET % 2)
        time.sleep(0.1)
        (protocol,) = server.server.server_state.connections
        server.call(protocol.transport.abort)
        assert connection.recv(1) == b""
    deadline = time.monotonic() + 10
    while not server.left and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.left == ["/wait"]


def test_who_takes_nothing_of_an_answer_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn_protocol, "STALLED_SECONDS", 0.3)
    with server.connected() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.sendall(b"GET /long HTTP/1.1\r\nHost: here\r\n\r\n")
        wait_until_none_is_open(server)


def test_who_takes_an_answer_slowly_gets_all_of_it(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn_protocol, "STALLED_SECONDS", 0.5)
    with server.connected() as connection:
        connection.sendall(b"GET /long HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        size = 0
        while piece := connection.recv(200_000):
            size += len(piece)
            time.sleep(0.01)
    assert size > 10_000_000


@contextmanager
def most_connections(number: int) -> Iterator[None]:
    before, PLACES.most = PLACES.most, number
    try:
        yield
    finally:
        PLACES.most = before


def idle(server: Server, source: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20, source_address=(source, 0))
    connection.sendall(GET % 0)
    assert read_one(connection)[0] == 200
    return connection


@pytest.mark.parametrize("kind", ["idle", "silent", "dripping a head", "dripping a body"])
def test_nobody_is_kept_out_by_another_address_that_takes_all_places(server: Server, kind: str) -> None:
    wait_until_none_is_open(server)
    begun = {
        "silent": b"",
        "dripping a head": b"GET / HT",
        "dripping a body": b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n1",
    }
    with most_connections(40), ExitStack() as held:
        earlier = held.enter_context(idle(server, "127.0.0.3"))
        for _ in range(60):
            if kind == "idle":
                held.enter_context(idle(server, "127.0.0.2"))
            else:
                connection = held.enter_context(server.connected("127.0.0.2"))
                connection.sendall(begun[kind])
        for _ in range(5):
            held.enter_context(idle(server, "127.0.0.4"))
        earlier.sendall(GET % 1)
        assert read_one(earlier)[0] == 200
        assert open_connections(server) <= 40


def test_who_is_being_answered_gives_no_place_away(server: Server) -> None:
    wait_until_none_is_open(server)
    with most_connections(10), ExitStack() as held:
        waiting = [held.enter_context(server.connected("127.0.0.2")) for _ in range(8)]
        for connection in waiting:
            connection.sendall(b"GET /wait HTTP/1.1\r\nHost: here\r\n\r\n")
        held.enter_context(idle(server, "127.0.0.3"))
        for _ in range(5):
            held.enter_context(idle(server, "127.0.0.4"))
        for connection in waiting:
            connection.setblocking(False)
            with pytest.raises(BlockingIOError):
                connection.recv(1)  # neither closed nor answered


def test_a_process_opens_as_many_files_as_it_may_and_takes_no_more_connections_than_that() -> None:
    code = (
        "import resource; from ledger.infrastructure import places\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (300, 1_000)); places.make_room()\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], places.PLACES.most)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["1000", "744"]
