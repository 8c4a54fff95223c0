"""Streams that are opened and left take nothing with them: no connection to the database, no place among the open."""

from __future__ import annotations

import logging
import random
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

from ledger.api.live import broadcast
from ledger.bootstrap import Installation
from tests.journeys.clockwork import TimedCompany, turning
from tests.journeys.seeing import refused
from tests.journeys.watching import watching
from tests.service import Person, Service

ROUNDS = 15
PEOPLE = ("FIN00", "FIN01", "FIN02", "FIN03")
GRANT = {"employee": "FIN01", "tag": "谢谢", "reason": "多谢"}


@pytest.fixture
def inside(shared_where: Installation, service: Service) -> Iterator[tuple[TimedCompany, str]]:
    """A company in this process, whose pools can be looked at, and its address."""
    with turning(shared_where) as company:
        company.department("FIN", *PEOPLE[1:])
        company.tag("谢谢", {"type": "fixed", "points": 5})
        company.budget("FIN00", 1000)
        yield company, company.inside.listen()


def opened(address: str, person: Person) -> socket.socket:
    """A stream of which nothing is ever read."""
    at = urlsplit(address)
    connection = socket.create_connection((at.hostname, at.port), timeout=20)
    head = f"GET /v1/stream HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {person.token}\r\n\r\n"
    connection.sendall(head.encode())
    return connection


def vanish(connection: socket.socket) -> None:
    """Go as one whose machine was switched off: what is sent meets nobody."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def test_streams_that_were_left_keep_no_connection_to_the_database(
    inside: tuple[TimedCompany, str], caplog: pytest.LogCaptureFixture
) -> None:
    company, address = inside
    chance = random.Random(1)
    giver = company.sign_in("FIN00")
    with caplog.at_level(logging.WARNING, "psycopg"):
        for number in range(ROUNDS):
            streams = [opened(address, company.sign_in(one)) for one in PEOPLE for _ in range(broadcast.MOST_STREAMS)]
            time.sleep(chance.random() * 0.2)
            if number % 2:
                giver.done("POST", "/grants", GRANT)
            for one in streams:
                vanish(one) if chance.random() < 0.5 else one.close()
    with httpx.Client(base_url=address, timeout=20) as client:
        other = Person(client, "HR01", company.hr.token)
        assert other.get("/accounts/FIN02").status_code == 200
    reads = company.inside.ready.reads
    deadline = time.monotonic() + 20
    while (stats := reads.get_stats())["pool_available"] < stats["pool_size"] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert stats["pool_available"] == stats["pool_size"], stats
    assert not [one.message for one in caplog.records if "closing connection" in one.message]  # no query was cut off


def test_all_people_together_have_so_many_streams_open_and_no_more(
    inside: tuple[TimedCompany, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "MOST_IN_ALL", 3)
    company, address = inside
    with httpx.Client(base_url=address) as client, ExitStack() as open_ones:
        for number in PEOPLE[:3]:
            open_ones.enter_context(watching(address, company.sign_in(number)))
        answered = Person(client, "FIN03", company.sign_in("FIN03").token).get("/stream")
        refused(answered, 503, "streams-full")
        assert int(answered.headers["Retry-After"]) > 0
