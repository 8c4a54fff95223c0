"""What one caller may take of the service: time for a body, streams, old news; and what a fault leaves in the log."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from structlog.testing import capture_logs

from ledger.api.accounts import queries as accounts
from ledger.api.http import bodies
from ledger.api.live import broadcast, stream
from ledger.bootstrap import Installation
from tests.journeys.clockwork import TimedCompany, turning
from tests.journeys.seeing import read, refused
from tests.journeys.watching import watching
from tests.service import Company, Person, Service


@pytest.fixture
def inside(shared_where: Installation, service: Service) -> Iterator[tuple[TimedCompany, str]]:
    """A company in this process, where its limits can be set, and its address."""
    with turning(shared_where) as company:
        company.department("FIN", "FIN01")
        yield company, company.inside.listen()


@contextmanager
def begun(address: str) -> Iterator[socket.socket]:
    """A request of which the head and the body's first bytes have come."""
    at = urlsplit(address)
    head = "POST /v1/sessions HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    with socket.create_connection((at.hostname, at.port), timeout=20) as connection:
        connection.sendall(head.encode() + b'{"login": ')
        yield connection


def test_a_body_that_does_not_come_is_not_waited_for(
    inside: tuple[TimedCompany, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(bodies, "SLOWEST_BYTES", 10_000_000)
    with begun(inside[1]) as connection:
        answered = b""
        while piece := connection.recv(4096):
            answered += piece
    assert answered.startswith(b"HTTP/1.1 408 ")
    assert b'"type":"/problems/too-slow"' in answered


def test_who_goes_away_before_the_body_has_come_is_no_fault_of_the_service(inside: tuple[TimedCompany, str]) -> None:
    with capture_logs() as logged, begun(inside[1]) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b""
        assert httpx.get(f"{inside[1]}/healthz").status_code == 200  # the server has done with the one before
    assert [one for one in logged if "exc_info" in one or one.get("status") == 500] == []


def test_a_fault_is_logged_once(
    inside: tuple[TimedCompany, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(accounts, "answer", broken)
    company, address = inside
    employee = company.sign_in("FIN01")
    with capture_logs() as logged, caplog.at_level(logging.WARNING), httpx.Client(base_url=address) as client:
        here = Person(client, "FIN01", employee.token)
        refused(here.get("/accounts/FIN01"), 500, "internal")
        assert here.get("/me").status_code == 200  # the server has done with the one before
    assert [one["event"] for one in logged if "exc_info" in one] == ["unhandled error"]
    assert [record for record in caplog.records if record.exc_info] == []


def test_one_person_has_so_many_streams_open_and_no_more(
    inside: tuple[TimedCompany, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "MOST_STREAMS", 2)
    company, address = inside
    employee = company.sign_in("FIN01")
    with httpx.Client(base_url=address) as client:
        here = Person(client, "FIN01", employee.token)
        with watching(address, employee):
            with ExitStack() as second:
                second.enter_context(watching(address, employee))
                answered = here.get("/stream")
                refused(answered, 429, "too-many-streams")
                assert int(answered.headers["Retry-After"]) > 0
                with watching(address, company.sign_in("FIN00")):
                    pass
            while _full(here):
                pass
            with watching(address, employee):
                pass


def _full(person: Person) -> bool:
    """Whether the service has not noticed yet that a stream was closed."""
    headers = {"Authorization": f"Bearer {person.token}"}
    with person.client.stream("GET", "/v1/stream", headers=headers) as response:
        return response.status_code == 429


def test_a_stream_tells_the_last_news_of_a_long_absence_and_the_list_has_all(
    inside: tuple[TimedCompany, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MOST_NEWS", 3)
    company, address = inside
    company.tag("谢谢", {"type": "fixed", "points": 5})
    company.budget("FIN00", 1000)
    employee, manager = company.sign_in("FIN01"), company.sign_in("FIN00")
    grant = {"employee": "FIN01", "tag": "谢谢", "reason": "多谢"}
    granted = [manager.done("POST", "/grants", grant)["position"] for _ in range(5)]
    assert len(read(employee, "/notifications", granted[-1])["items"]) == 5
    with watching(address, employee, last_event_id=0) as watch:
        watch.told("notification", lambda data: data["position"] == granted[-1])
        told = [message.data["position"] for message in watch.messages if message.event == "notification"]
    assert told == granted[-3:]


@pytest.mark.parametrize("path", ["/v1/sessions", "/v1/grants", "/v1/grants/batch"])
@pytest.mark.parametrize("declared", [True, False], ids=["length", "chunks"])
def test_who_sends_too_much_reads_the_refusal_after_all_is_sent(company: Company, path: str, declared: bool) -> None:
    headers = {"Authorization": f"Bearer {company.hr.token}", "Content-Type": "application/json"}
    pieces = [b"x" * 1_000_000] * 8
    sent = {"content": b"".join(pieces) if declared else iter(pieces)}
    answered = httpx.post(str(company.client.base_url) + path, headers=headers, timeout=30, **sent)  # type: ignore[arg-type]
    assert (answered.status_code, answered.json()["type"]) == (413, "/problems/too-large")


def test_nobody_is_signed_in_by_what_comes_after_a_body(company: Company) -> None:
    at = urlsplit(str(company.client.base_url))
    head = b"PUT /v1/me/password HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
    media_type, trailer = b"Content-Type: application/json\r\n\r\n", f"Authorization: Bearer {company.hr.token}\r\n\r\n"
    with socket.create_connection((at.hostname, at.port), timeout=20) as connection:
        connection.sendall(head + media_type + b"2\r\n{}\r\n0\r\n" + trailer.encode())
        answered = b""
        while piece := connection.recv(4096):
            answered += piece
    assert answered.startswith(b"HTTP/1.1 401 ")
