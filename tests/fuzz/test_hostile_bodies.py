"""Bodies that are no JSON, not one JSON, too much of it, or not said to be JSON: refused before anything is decided."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fuzz.templates import COMMANDS, WITH_BODY, Command, path_of
from tests.fuzz.town import Answered, Town, check_problem, raw, request

MALFORMED = {
    "cut off": b'{"name": ',
    "two values": b"{} {}",
    "single quotes": b"{'name': 'x'}",
    "a comment": b"{} // all",
    "a trailing comma": b'{"name": "x",}',
    "not a number": b'{"points": NaN}',
    "infinity": b'{"points": -Infinity}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"name": "x"}'.encode("utf-16"),
    "Latin-1": '{"name": "é"}'.encode("latin-1"),
    "overlong UTF-8": b'{"name": "\xc0\x80"}',
    "a surrogate in UTF-8": b'{"name": "\xed\xa0\x80"}',
    "a lone surrogate": rb'{"name": "\ud800"}',
    "a raw NUL": b'{"name": "\x00"}',
    "a raw line break": b'{"name": "a\nb"}',
    "NUL after it": b"{}\x00",
    "lists without bottom": b"[" * 400_000,
    "objects without bottom": b'{"a":' * 150_000,
    "deep and closed": b"[" * 100_000 + b"]" * 100_000,
    "a key twice": b'{"points": 1, "points": 2}',
    "a key twice, written otherwise": rb'{"points": 1, "point\u0073": 2}',
    "a key twice, further down": b'{"rule": {"type": "fixed", "type": "fixed"}}',
    "a number beyond all": b'{"points": 1e400}',
    "an integer beyond all": b'{"points": ' + b"9" * 5_000 + b"}",
}
NOT_OBJECTS = [b"null", b"[]", b'"text"', b"1", b"1e4", b"true", b"-0.0", b"9" * 300]
MEDIA_TYPES = ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "*/*"]
JSON = {"Content-Type": "application/json"}
STRIDE = 4
"""Without --full each command is tried with every fourth of them; the next one with the next ones."""


def some(odd: list[Any], command: Command, full: bool, stride: int = STRIDE) -> list[Any]:
    return odd if full else odd[COMMANDS.index(command) % stride :: stride]


def send(town: Town, command: Command, body: bytes | Iterator[bytes], **headers: str) -> httpx.Response:
    sent = {"Authorization": f"Bearer {town.token(command.role)}", **JSON, **headers}
    return town.client.request(command.method, path_of(command, town), content=body, headers=sent)


def refused(answered: httpx.Response, status: int) -> None:
    assert answered.status_code == status, answered.text
    check_problem(status, answered.headers.get("content-type"), answered.content)
    assert len(answered.content) < 2_000


@pytest.mark.parametrize("command", WITH_BODY, ids=lambda command: command.operation)
def test_what_is_not_one_strict_json_is_400(town: Town, command: Command, full: bool) -> None:
    for what, body in some(list(MALFORMED.items()), command, full):
        if command.operation.endswith(("/sessions", "/password")) and len(body) > 10_000:
            continue
        answered = send(town, command, body)
        assert answered.status_code == 400, (what, answered.text)
        refused(answered, 400)


@pytest.mark.parametrize("command", WITH_BODY, ids=lambda command: command.operation)
def test_json_that_is_no_object_is_422(town: Town, command: Command, full: bool) -> None:
    for body in some(NOT_OBJECTS, command, full):
        refused(send(town, command, body), 422)


@pytest.mark.parametrize("command", WITH_BODY, ids=lambda command: command.operation)
def test_a_body_that_is_not_said_to_be_json_is_415(town: Town, command: Command, full: bool) -> None:
    for media_type in some(MEDIA_TYPES, command, full, len(MEDIA_TYPES)):
        refused(send(town, command, b"{}", **{"Content-Type": media_type}), 415)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.operation)
def test_ten_megabytes_are_413_with_a_length_and_without(town: Town, command: Command, full: bool) -> None:
    headers = {"Authorization": f"Bearer {town.token(command.role)}", **JSON}
    for with_a_length in some([True, False], command, full, 2):
        if with_a_length:
            content = b" " * 10_000_000
            answer = town.client.request(command.method, path_of(command, town), content=content, headers=headers)
            refused(answer, 413)
        else:
            answered = chunked(town, command, (b" " * 100_000 for _ in range(100)))
            check_problem(answered.status, answered.headers.get("content-type"), answered.body)
            assert answered.status == 413


def chunked(town: Town, command: Command, parts: Iterator[bytes]) -> Answered:
    """Send a body whose length nobody has said."""
    head = request(command.method, path_of(command, town), town.token(command.role), **JSON)
    head = head.replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")

    def sent() -> Iterator[bytes]:
        yield head
        for part in parts:
            yield b"%x\r\n%s\r\n" % (len(part), part)
        yield b"0\r\n\r\n"

    return raw(town.service, sent())


def test_a_chunked_body_without_a_length_counts_like_any_other(town: Town) -> None:
    command = next(command for command in COMMANDS if command.operation == "POST /v1/grants")
    parts = [b'{"employee": "FIN01", ', b'"tag": "thanks", ', '"reason": "谢谢"}'.encode()]
    assert chunked(town, command, iter(parts)).status == 201


@pytest.mark.parametrize("said", ["-1", "abc", "5, 6", "1e3", "99999999999999999999"])
def test_a_length_that_is_none_is_a_refusal(town: Town, said: str) -> None:
    sent = request("POST", "/v1/grants", town.token("manager"), b"{}", **JSON).replace(
        b"Content-Length: 2", b"Content-Length: " + said.encode()
    )
    answered = raw(town.service, sent)
    check_problem(answered.status, answered.headers.get("content-type"), answered.body)


def test_a_body_that_never_comes_leaves_the_service_well(town: Town) -> None:
    half = request("POST", "/v1/grants", town.token("manager"), b"", **JSON).replace(
        b"Content-Length: 0", b"Content-Length: 900"
    )
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", town.service.port)) as connection:
            connection.sendall(half + b'{"employee"')
    assert town.grant().status_code == 201
