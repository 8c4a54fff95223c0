"""What every answer carries against those who would make more of it, and who reads metrics."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from ledger.bootstrap import Installation
from tests.journeys.clockwork import TimedCompany, turning
from tests.journeys.seeing import refused
from tests.service import Service

TOKEN = "a token of the operator"


@pytest.fixture(scope="module")
def inside(shared_where: Installation, service: Service) -> Iterator[tuple[TimedCompany, str]]:
    with turning(shared_where) as company:
        company.department("FIN", "FIN01")
        yield company, company.inside.listen()


ASKED = [
    ("GET", "/"), ("GET", "/docs"), ("GET", "/openapi.json"), ("GET", "/healthz"), ("GET", "/readyz"),
    ("GET", "/metrics"), ("GET", "/nowhere"), ("DELETE", "/healthz"), ("GET", "/v1/me"), ("GET", "/v1/nowhere"),
    ("POST", "/v1/sessions"), ("POST", "/v1/grants"), ("POST", "/v1/departments"), ("GET", "/v1/accounts/FIN01"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ASKED)
@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "hr"])
def test_no_answer_is_taken_for_another_kind_or_framed(
    inside: tuple[TimedCompany, str], method: str, path: str, signed_in: bool
) -> None:
    company, address = inside
    headers = {"Authorization": f"Bearer {company.hr.token}"} if signed_in else {}
    body = {"code": f"N{time.monotonic_ns()}", "name": "新"} if path == "/v1/departments" else {}
    answered = httpx.request(
        method, address + path, headers=headers, json=body if method == "POST" else None, timeout=60
    )
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    if not path.startswith("/v1"):
        assert "frame-ancestors 'none'" in answered.headers["Content-Security-Policy"]


@pytest.fixture
def with_token(inside: tuple[TimedCompany, str]) -> Iterator[str]:
    state = inside[0].inside.app.api.state
    state.metrics_token = TOKEN
    yield inside[1]
    state.metrics_token = None


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN} "[:-2]])
def test_without_the_operators_token_nobody_reads_metrics(with_token: str, sent: str) -> None:
    refused(httpx.get(with_token + "/metrics", headers={"Authorization": sent} if sent else {}), 403, "metrics-closed")


def test_with_the_operators_token_metrics_are_read_from_anywhere(with_token: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "192.0.2.1"}
    assert "ledger_requests_total" in httpx.get(with_token + "/metrics", headers=headers).text


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"])
def test_without_a_token_nobody_reads_metrics_through_a_proxy_on_the_machine(
    inside: tuple[TimedCompany, str], header: str
) -> None:
    assert httpx.get(inside[1] + "/metrics").status_code == 200
    refused(httpx.get(inside[1] + "/metrics", headers={header: "for=192.0.2.1"}), 403, "metrics-closed")


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("127.0.0.1", True), ("127.0.0.1:9090", True), ("localhost", True), ("LOCALHOST:8000", True),
        ("[::1]:8000", True),
        ("ledger.example.com", False), ("ledger.example.com:443", False), ("127.0.0.1.example.com", False),
        ("localhost.example.com", False), ("192.0.2.1", False), ("[2001:db8::1]", False), ("ledger", False),
    ],
)  # fmt: skip
def test_without_a_token_metrics_are_read_by_the_machines_own_name_only(
    inside: tuple[TimedCompany, str], host: str, answered: bool
) -> None:
    """A proxy on the machine that forwards for strangers, and says nothing of that, says their name for it."""
    found = httpx.get(inside[1] + "/metrics", headers={"Host": host})
    if answered:
        assert found.status_code == 200
    else:
        refused(found, 403, "metrics-closed")


def test_readiness_is_found_out_twice_a_second_at_most(inside: tuple[TimedCompany, str]) -> None:
    company, address = inside
    reads = company.inside.ready.reads
    with httpx.Client(base_url=address) as client:
        before, began = reads.get_stats()["requests_num"], time.monotonic()
        for number in range(100):
            assert client.get("/metrics" if number % 2 else "/readyz").status_code == 200
        looks = reads.get_stats()["requests_num"] - before
    assert looks <= 2 + 2 * (time.monotonic() - began)
