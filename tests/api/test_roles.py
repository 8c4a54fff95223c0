"""Every role × every path: generated from the OpenAPI file, judged by a table of its own."""

from __future__ import annotations

import http.client
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from ledger.domain.authorisation import PERMITTED
from tests.api.matrix import CALLERS, ROWS, Row, refusals
from tests.api.world import World
from tests.service import Service


@pytest.fixture(scope="module")
def operations(service: Service) -> dict[str, dict[str, Any]]:
    """What the service says it has: `METHOD path` → operation."""
    paths = httpx.get(f"{service.url}/openapi.json", timeout=60).json()["paths"]
    return {f"{method.upper()} {path}": found for path, methods in paths.items() for method, found in methods.items()}


def test_every_operation_has_a_row_and_every_row_an_operation(operations: dict[str, dict[str, Any]]) -> None:
    assert {row.operation for row in ROWS} == set(operations)


def test_every_operation_says_which_action_of_the_role_table_it_is(operations: dict[str, dict[str, Any]]) -> None:
    public = {row.operation for row in ROWS if row.public}
    assert {name for name, found in operations.items() if "x-action" not in found} == public
    assert {found["x-action"] for name, found in operations.items() if name not in public} == set(PERMITTED)


def asked(service: Service, row: Row, world: World, token: str | None, url: str, sent: Any) -> tuple[int, bytes]:
    """Status and body of a row's request; of a stream, only that it begins."""
    base = "" if row.public and "/v1/" not in row.operation else "/v1"
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    if row.operation == "GET /v1/stream":
        connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=30)
        connection.request("GET", "/v1/stream", headers=headers)
        response = connection.getresponse()
        begun = response.status, b"" if response.status == 200 else response.read()
        connection.close()
        return begun
    answered = world.company.client.request(
        row.method, base + url, headers=headers, **({} if sent is None else {"json": sent})
    )
    return answered.status_code, answered.content


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_may_what_the_table_says_and_nothing_else(service: Service, world: World, row: Row) -> None:
    found = {}
    callers = {role: number for role, number in CALLERS.items() if role != "integration" or not row.public}
    urls = refusals(row, world, [number for role, number in callers.items() if role not in row.may])
    for role, number in callers.items():
        url, sent = urls.get(number) or row.url(world, number), row.sent(world, number)
        found[role], body = asked(service, row, world, world.as_(number).token, url, sent)
        if role in row.may:
            assert 200 <= found[role] < 300, (role, found[role], body)
    expected = {role: 404 if role in row.hidden else 403 for role in callers if role not in row.may}
    assert {role: status for role, status in found.items() if role not in row.may} == expected


@pytest.mark.parametrize("row", [row for row in ROWS if not row.public], ids=str)
def test_nobody_gets_in_without_a_token_of_ours(service: Service, world: World, row: Row) -> None:
    token = world.as_("HR01").token
    head, payload, signature = token.split(".")
    unsigned = "eyJhbGciOiJub25lIn0." + payload + "."
    changed = f"{head}.{payload[:-4]}{'AAAA' if not payload.endswith('AAAA') else 'BBBB'}.{signature}"
    bodies, url, sent = set(), row.url(world, "FIN01"), row.sent(world, "FIN01")
    for wrong in (None, "nonsense", unsigned, changed, f"{head}.{payload}.", token + "x"):
        status, body = asked(service, row, world, wrong, url, sent)
        assert status == 401, (wrong, status, body)
        bodies.add(body)
    assert len(bodies) <= 2  # no token, and a wrong one


def test_a_401_says_how_to_sign_in(world: World) -> None:
    answered = world.company.client.get("/v1/me", headers={"Authorization": "Basic dXNlcjpwYXNz"})
    assert (answered.status_code, answered.headers["WWW-Authenticate"]) == (401, 'Bearer realm="ledger"')
    assert answered.headers["content-type"] == "application/problem+json"
