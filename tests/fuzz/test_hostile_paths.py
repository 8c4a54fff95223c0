"""Paths, queries and methods that no link would have."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.fuzz.documented import OPENAPI
from tests.fuzz.town import PROBLEM, Town, check_problem, raw, request

SEGMENTS = [
    "%00", "FIN01%00", "%2e%2e", "..", ".", "%2F", "a%2Fb", "..%2f..%2fetc%2fpasswd", "%252e%252e", "%252F", "%25", "%",
    "%zz", "%ff", "%c0%80", "%ed%a0%80", "%E2%80%AE", "%F0%9F%92%A9", ";a=b", "FIN01;x", "FIN01%20", "%20", "%09",
    "%0d%0aX:1", "*", "'", '"', "<script>", "{claim}", "%7Bclaim%7D", "null", "-1", "0", "1e400", "organisation",
    "budget:FIN00:2026-01", "a" * 201, "a" * 20_000, "%61" * 300, "FIN01/", "FIN01?", "FIN01%3Fx=1",
]  # fmt: skip
STRINGS = [
    "", "%00", "a%00b", "%ff", "%ed%a0%80", "%E2%80%AE", "%F0%9F%92%A9", "a" * 65, "a" * 5_000,
    "-1", "0", "1.5", "1e400", "9" * 30, "null", "[]", "{}", "'", "%27%20OR%201=1--", "%25", "%", "..%2f",
    "tag:", "department:", "tag:%00", "employee:%00", "2026-13", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "0000", "true", "0000-01", "9999-12",
]  # fmt: skip
ALWAYS = ["%00", "%ff", "%ed%a0%80", "a" * 5_000]
STRIDE = 4
"""Without --full each path and each query is tried with every fourth of them; the next one with the next ones."""


def some(odd: list[str], number: int, full: bool) -> list[str]:
    return odd if full else [*ALWAYS, *odd[number % STRIDE :: STRIDE]]


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in OPENAPI["paths"].items()
        for method, operation in methods.items()
    ]


WITH_ID = [(method, path) for method, path, _ in operations() if "{" in path]
QUERIES = [
    (path, parameter["name"])
    for method, path, operation in operations()
    for parameter in operation.get("parameters", [])
    if method == "GET" and parameter["in"] == "query" and parameter["name"] != "at_least"
]


@pytest.mark.parametrize(("method", "path"), WITH_ID)
def test_an_odd_id_in_a_path_is_refused_like_any_that_is_unknown(
    town: Town, method: str, path: str, full: bool
) -> None:
    before, _, rest = path.partition("{")
    after = rest.partition("}")[2].replace("{month}", town.month)
    for segment in some(SEGMENTS, WITH_ID.index((method, path)), full):
        body = b"{}" if method != "GET" else b""
        sent = request(method, before + segment + after, town.token("hr"), body, Content_Type="application/json")
        answered = raw(town.service, sent)
        if answered.status != 200:  # `FIN01?` is a query
            check_problem(answered.status, answered.headers.get("content-type"), answered.body)
            assert answered.status in {400, 403, 404, 405, 409, 422}, (segment, answered)


@pytest.mark.parametrize(("path", "name"), QUERIES)
def test_odd_queries_are_answered_or_refused(town: Town, path: str, name: str, full: bool) -> None:
    filled = path.replace("{employee_no}", "FIN01").replace("{owner}", "FIN00").replace("{month}", town.month)
    needed = f"month={town.month}&" if path == "/v1/budgets" and name != "month" else ""
    role = "admin" if path == "/v1/api-keys" else "hr"
    # hr grants single awards only: what says that it is none is refused to hr.
    may_be = {200, 403, 404, 422} if name == "instant" else {200, 404, 422}
    for value in some(STRINGS, QUERIES.index((path, name)), full):
        answered = raw(town.service, request("GET", f"{filled}?{needed}{name}={value}", town.token(role)))
        assert answered.status in may_be, (value, answered)
        if answered.status != 200:
            check_problem(answered.status, answered.headers.get("content-type"), answered.body)


def test_a_position_that_nobody_recorded_is_refused(town: Town) -> None:
    answered = town.hr.get(f"/accounts/FIN01?at_least={2**62}")
    assert (answered.status_code, answered.headers["content-type"]) == (422, PROBLEM)
    assert answered.json()["type"] == "/problems/unknown-position"
    assert town.hr.get(f"/accounts/FIN01?at_least={2**62 + 1}").status_code == 422


def test_queries_that_nobody_knows_change_nothing(town: Town) -> None:
    plain = town.hr.get("/accounts/FIN01")
    odd = town.hr.get("/accounts/FIN01?organisation=demo&role=admin&employee_no=FIN02&limit=1&limit=2&%00=%00&=&&;")
    assert (odd.status_code, odd.content) == (200, plain.content)


METHODS = ["HEAD", "OPTIONS", "TRACE", "DELETE", "GET", "POST", "PUT", "PATCH", "PROPFIND", "PURGE", "LINK"]


@pytest.mark.parametrize("path", OPENAPI["paths"])
def test_a_method_that_a_path_does_not_have_is_405_and_says_which_it_has(town: Town, path: str) -> None:
    has = {method.upper() for method in OPENAPI["paths"][path]}
    filled = path.replace("{month}", town.month).replace("{", "").replace("}", "")
    for method in set(METHODS) - has:
        answered = raw(town.service, request(method, filled, town.token("hr")))
        assert answered.status == 405, (method, answered)
        assert answered.headers["content-type"] == PROBLEM
        assert has == {one.strip() for one in answered.headers["allow"].split(",")}, method
        assert answered.body == b"" if method == "HEAD" else answered.body


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/", "/v1/nothing", "/v1/grants/", "/v2/grants", "//", "/V1/me", "/v1//me", "/.env"]
)
def test_a_path_that_nobody_has_is_404(town: Town, path: str) -> None:
    for method in ("GET", "POST", "HEAD", "OPTIONS"):
        answered = raw(town.service, request(method, path, town.token("hr")))
        assert answered.status == 404, (method, answered)
        assert answered.headers["content-type"] == PROBLEM


POST = b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\n"
NO_HTTP = {
    "a method that HTTP does not know": b"FOO /v1/me HTTP/1.1\r\nHost: x\r\n\r\n",
    "a path of raw bytes": b"GET /v1/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    "a raw NUL": b"GET /v1/\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "no version": b"GET /v1/me\r\n\r\n",
    "HTTP/9": b"GET /v1/me HTTP/9.9\r\nHost: x\r\n\r\n",
    "TLS": bytes.fromhex("16030100a5010000a10303") + b"\0" * 100,
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length and chunks": POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    "a chunk that is none": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}",
    "a header without a name": b"GET /v1/me HTTP/1.1\r\n: x\r\n\r\n",
    "a header with a space": b"GET /v1/me HTTP/1.1\r\nA b: x\r\n\r\n",
    "a folded header": b"GET /v1/me HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
    "CONNECT": b"CONNECT ledger:443 HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("what", NO_HTTP)
def test_what_is_no_http_is_refused_as_a_problem(town: Town, what: str) -> None:
    answered = raw(town.service, NO_HTTP[what], timeout=5)
    check_problem(answered.status, answered.headers.get("content-type"), answered.body)
    assert httpx.get(f"{town.service.url}/healthz").status_code == 200
