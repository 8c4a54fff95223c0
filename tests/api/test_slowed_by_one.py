"""What one client does costs no other more than twice their time: each thing that once did, measured beside idle."""

from __future__ import annotations

import http.client
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from statistics import median
from urllib.parse import urlsplit

import orjson
import pytest
from redis.asyncio import Redis

from ledger.bootstrap import Installation
from tests.journeys.clockwork import turning
from tests.service import Company, Person, Service

ROUNDS = 5
ASKED = 30
PAUSE_SECONDS = 0.1
"""Between two of the same: it is not how much somebody may ask that is measured, but what each thing costs others."""
SLACK_SECONDS = 0.4
"""What else runs on the machine; each of these attacks held everybody up for a second and more."""
Attack = Callable[["Target"], None]


class Target:
    """The service as an attacker sees it, who is an ordinary employee."""

    def __init__(self, address: str, attacker: Person) -> None:
        at = urlsplit(address)
        self.address = (at.hostname or "", at.port or 0)
        self.authorization = f"Authorization: Bearer {attacker.token}\r\n".encode()
        self.held = ExitStack()

    def connect(self) -> socket.socket:
        return self.held.enter_context(socket.create_connection(self.address, timeout=20))

    def head(self, line: str, *headers: bytes) -> bytes:
        return line.encode() + b" HTTP/1.1\r\nHost: here\r\n" + self.authorization + b"".join(headers) + b"\r\n"


def unknown_fields(target: Target) -> None:
    body = orjson.dumps({f"k{number}": 0 for number in range(90_000)})
    headers = b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body)
    with target.connect() as connection:
        connection.sendall(target.head("POST /v1/claims", headers) + body)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 400 ")


def pipelining_without_reading(target: Target) -> None:
    with target.connect() as connection, suppress(OSError):
        connection.settimeout(0.3)
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n" * 60_000)


def streams_that_are_left(target: Target) -> None:
    streams = [target.connect() for _ in range(8)]
    for stream in streams:
        stream.sendall(target.head("GET /v1/stream"))
    time.sleep(random.random() * 0.1)
    for stream in streams:
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        stream.close()


def metrics_and_readiness(target: Target) -> None:
    with target.connect() as connection:
        for path in ("/metrics", "/readyz"):
            connection.sendall(target.head(f"GET {path}", b"X-Forwarded-For: 192.0.2.1\r\n"))
            connection.recv(65_536)


def many_idle_connections(target: Target) -> None:
    for _ in range(100):
        connection = target.connect()
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
        connection.recv(65_536)
    time.sleep(0.2)


def bodies_that_are_too_large(target: Target) -> None:
    with target.connect() as connection, suppress(OSError):
        connection.sendall(target.head("POST /v1/grants", b"Content-Length: 5000000\r\n"))
        connection.sendall(b"x" * 5_000_000)
        connection.recv(65_536)


def bodies_dripped_after_the_answer(target: Target) -> None:
    dripping = [target.connect() for _ in range(20)]
    for connection in dripping:
        connection.sendall(b"POST /v1/me/password HTTP/1.1\r\nHost: here\r\nContent-Length: 9999999\r\n\r\n")
    for _ in range(10):
        time.sleep(0.02)
        for connection in dripping:
            connection.sendall(b"x")


ATTACKS = (
    unknown_fields, pipelining_without_reading, streams_that_are_left, metrics_and_readiness, many_idle_connections,
    bodies_that_are_too_large, bodies_dripped_after_the_answer,
)  # fmt: skip


def slowest(address: str, person: Person, path: str) -> float:
    """The seconds of the slowest of a round of reads, over a connection that is open."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    taken = []
    for _ in range(ASKED):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Authorization": f"Bearer {person.token}"})
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        assert answer.status == 200
    connection.close()
    return max(taken)


@contextmanager
def attacked(attack: Attack, target: Target) -> Iterator[None]:
    """While somebody does the same again and again."""
    over, failures = threading.Event(), []

    def go_on() -> None:
        try:
            while not over.is_set():
                attack(target)
                over.wait(PAUSE_SECONDS)
        except Exception as error:
            failures.append(error)

    attacking = threading.Thread(target=go_on, daemon=True)
    attacking.start()
    try:
        time.sleep(0.1)
        yield
    finally:
        over.set()
        attacking.join()
        target.held.close()
    assert not failures


def check_nobody_is_slowed(address: str, other: Person, attack: Attack, attacker: Person, path: str) -> None:
    idle, meanwhile = [], []
    slowest(address, other, path)
    for _ in range(ROUNDS):
        idle.append(slowest(address, other, path))
        with attacked(attack, Target(address, attacker)):
            meanwhile.append(slowest(address, other, path))
    assert median(meanwhile) <= 2 * median(idle) + SLACK_SECONDS, (idle, meanwhile)


@pytest.mark.parametrize("attack", ATTACKS, ids=[one.__name__.replace("_", " ") for one in ATTACKS])
def test_one_client_slows_no_other(company: Company, service: Service, attack: Attack) -> None:
    company.department("FIN", "FIN01", "FIN02")
    attacker, other = company.sign_in("FIN01"), company.sign_in("FIN02")
    check_nobody_is_slowed(service.url, other, attack, attacker, "/v1/accounts/FIN02")


@pytest.fixture
def silent_redis() -> Iterator[str]:
    """Takes every connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=500) as listening:
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}"


def test_a_redis_that_hangs_takes_no_connection_for_reading(
    shared_where: Installation, service: Service, silent_redis: str
) -> None:
    with turning(shared_where) as company:
        company.department("FIN", "FIN01", "FIN02")
        inside, ready = company.inside, company.inside.ready
        inside.app.api.state.services = replace(ready, redis=Redis.from_url(silent_redis, socket_connect_timeout=1.0))
        address = inside.listen()

        def boards(target: Target) -> None:
            asking = [target.connect() for _ in range(12)]
            for connection in asking:
                connection.sendall(target.head("GET /v1/leaderboards"))
            for connection in asking:
                connection.recv(65_536)

        attacker, other = company.sign_in("FIN01"), company.sign_in("FIN02")
        check_nobody_is_slowed(address, other, boards, attacker, "/v1/accounts/FIN02")
