"""What a proxy may read differently than the service is refused, never guessed."""

from __future__ import annotations

import orjson
import pytest

from tests.http.raw import Server, read_all, read_one, statuses

HOST = b"Host: here\r\n"
CLOSE = b"Connection: close\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: here\r\n\r\n"


def post(headers: bytes, body: bytes, version: bytes = b"1.1") -> bytes:
    return b"POST / HTTP/" + version + b"\r\n" + headers + b"\r\n" + body


REFUSED = {
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: here\r\nHost: there\r\n\r\n",
    "two hosts in HTTP/1.0": b"GET / HTTP/1.0\r\nHost: here\r\nHost: there\r\n\r\n",
    "the same host twice": b"GET / HTTP/1.1\r\nHost: here\r\nhost: here\r\n\r\n",
    "hosts in a list": b"GET / HTTP/1.1\r\nHost: here, there\r\n\r\n",
    "an empty host": b"GET / HTTP/1.1\r\nHost: \r\n\r\n",
    "an empty host in HTTP/1.0": b"GET / HTTP/1.0\r\nHost:\r\n\r\n",
    "a blank in the host": b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
    "an address that does not end": b"GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "a user before the host": b"GET / HTTP/1.1\r\nHost: a@b\r\n\r\n",
    "a path behind the host": b"GET / HTTP/1.1\r\nHost: here/there\r\n\r\n",
    "a port in words": b"GET / HTTP/1.1\r\nHost: here:port\r\n\r\n",
    "a port and no host": b"GET / HTTP/1.1\r\nHost: :80\r\n\r\n",
    "a host that is not ASCII": b"GET / HTTP/1.1\r\nHost: \xe9\r\n\r\n",
    "another host in the target": b"GET http://there/ HTTP/1.1\r\nHost: here\r\n\r\n",
    "another port in the target": b"GET http://here:81/ HTTP/1.1\r\nHost: here\r\n\r\n",
    "a user in the target": b"GET http://a@here/ HTTP/1.1\r\nHost: here\r\n\r\n",
    "length, then chunks": post(HOST + b"Content-Length: 6\r\n" + CHUNKED, b"0\r\n\r\nG"),
    "chunks, then length": post(HOST + CHUNKED + b"Content-Length: 6\r\n", b"0\r\n\r\nG"),
    "chunks in HTTP/1.0": post(HOST + CHUNKED, b"0\r\n\r\n", b"1.0"),
    "two lengths": post(HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n", b"12345" + HIDDEN),
    "the same length twice": post(HOST + b"Content-Length: 5\r\nContent-Length: 5\r\n", b"12345" + HIDDEN),
    "lengths in a list": post(HOST + b"Content-Length: 5, 5\r\n", b"12345" + HIDDEN),
    "a length with a sign": post(HOST + b"Content-Length: +5\r\n", b"12345" + HIDDEN),
    "a negative length": post(HOST + b"Content-Length: -5\r\n", HIDDEN),
    "a length in hex": post(HOST + b"Content-Length: 0x5\r\n", b"12345" + HIDDEN),
    "an empty length": post(HOST + b"Content-Length: \r\n", HIDDEN),
    "a length beyond all": post(HOST + b"Content-Length: 99999999999999999999999\r\n", HIDDEN),
    "chunks twice": post(HOST + CHUNKED + CHUNKED, b"0\r\n\r\n" + HIDDEN),
    "chunks, then another encoding": post(HOST + CHUNKED + b"Transfer-Encoding: identity\r\n", b"0\r\n\r\n" + HIDDEN),
    "chunks not last": post(HOST + b"Transfer-Encoding: chunked, identity\r\n", b"0\r\n\r\n" + HIDDEN),
    "an encoding of its own": post(HOST + b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n" + HIDDEN),
    "identity": post(HOST + b"Transfer-Encoding: identity\r\n", HIDDEN),
    "an encoding in quotes": post(HOST + b'Transfer-Encoding: "chunked"\r\n', b"0\r\n\r\n" + HIDDEN),
    "an encoding behind a vertical tab": post(HOST + b"Transfer-Encoding: \x0bchunked\r\n", b"0\r\n\r\n" + HIDDEN),
    "a blank before the colon": post(HOST + b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n" + HIDDEN),
    "a folded header": post(HOST + b"Transfer-Encoding:\r\n chunked\r\n", b"0\r\n\r\n" + HIDDEN),
    "a folded value": b"GET / HTTP/1.1\r\n" + HOST + b"X-One: a\r\n b\r\n\r\n",
    "a header before the first": b"GET / HTTP/1.1\r\n Host: here\r\n\r\n",
    "a bare LF after a header": b"GET / HTTP/1.1\r\nHost: here\nX-One: a\r\n\r\n",
    "a bare LF after the first line": b"GET / HTTP/1.1\nHost: here\r\n\r\n",
    "a bare CR in a value": b"GET / HTTP/1.1\r\nHost: here\r\nX-One: a\rX-Two: b\r\n\r\n",
    "a NUL in a value": b"GET / HTTP/1.1\r\nHost: here\r\nX-One: a\0b\r\n\r\n",
    "a NUL in a name": b"GET / HTTP/1.1\r\nHost: here\r\nX\0One: a\r\n\r\n",
    "no name": b"GET / HTTP/1.1\r\nHost: here\r\n: a\r\n\r\n",
    "a chunk's size in words": post(HOST + CHUNKED, b"five\r\n12345\r\n0\r\n\r\n"),
    "a chunk's size with a sign": post(HOST + CHUNKED, b"+5\r\n12345\r\n0\r\n\r\n"),
    "a chunk's size with 0x": post(HOST + CHUNKED, b"0x5\r\n12345\r\n0\r\n\r\n"),
    "a chunk's size beyond all": post(HOST + CHUNKED, b"fffffffffffffffff\r\n12345\r\n0\r\n\r\n"),
    "a chunk's size behind a blank": post(HOST + CHUNKED, b" 5\r\n12345\r\n0\r\n\r\n"),
    "a bare LF after a chunk's size": post(HOST + CHUNKED, b"5\n12345\r\n0\r\n\r\n"),
    "a bare LF after a chunk": post(HOST + CHUNKED, b"5\r\n12345\n0\r\n\r\n"),
    "a chunk that is longer than it says": post(HOST + CHUNKED, b"5\r\n1234567\r\n0\r\n\r\n"),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET /\r\n\r\n",
    "HTTP/3.0": b"GET / HTTP/3.0\r\nHost: here\r\n\r\n",
    "a tunnel": b"CONNECT there:443 HTTP/1.1\r\nHost: there\r\n\r\n",
    "a body behind an upgrade": post(HOST + b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 5\r\n", b"12345"),
    "chunks behind an upgrade": post(HOST + b"Connection: Upgrade\r\nUpgrade: h2c\r\n" + CHUNKED, b"0\r\n\r\n"),
    "a path that is none": b"GET here HTTP/1.1\r\nHost: here\r\n\r\n",
    "a path that is not ASCII": b"GET /\xff HTTP/1.1\r\nHost: here\r\n\r\n",
}


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED.keys())
def test_what_could_be_read_in_two_ways_is_refused(server: Server, sent: bytes) -> None:
    answered = server.answered(sent)
    assert statuses(answered) == [400]
    assert b"/problems/malformed-request" in answered
    assert b"x-content-type-options: nosniff" in answered


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED.keys())
def test_what_comes_after_a_whole_request_is_refused_after_its_answer(server: Server, sent: bytes) -> None:
    before = b"GET /before HTTP/1.1\r\nHost: here\r\n\r\n"
    assert statuses(server.answered(before + sent)) == [200, 400]
    assert statuses(server.answered(before, sent)) == [200, 400]


TAKEN = {
    "the usual": post(HOST + CLOSE + b"Content-Length: 5\r\n", b"12345"),
    "chunks": post(HOST + CLOSE + CHUNKED, b"2;name=value\r\n12\r\n3\r\n345\r\n0\r\n\r\n"),
    "the host in the target, too": b"POST http://Here/?a=://b HTTP/1.1\r\n"
    + HOST
    + CLOSE
    + b"Content-Length: 5\r\n\r\n12345",
    "an address and a port": post(b"Host: [::1]:8000\r\n" + CLOSE + b"Content-Length: 5\r\n", b"12345"),
    "HTTP/1.0 without a host": post(CLOSE + b"Content-Length: 5\r\n", b"12345", b"1.0"),
}


@pytest.mark.parametrize("sent", TAKEN.values(), ids=TAKEN.keys())
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "byte by byte"])
def test_what_has_one_reading_is_answered(server: Server, sent: bytes, at_once: bool) -> None:
    answered = server.answered(*([sent] if at_once else [bytes([one]) for one in sent]))
    assert statuses(answered) == [200]
    assert b'"size":5' in answered


def test_a_request_after_an_upgrade_that_is_not_done_is_answered(server: Server) -> None:
    asked = b"GET /first HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    last = b"GET /last HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    for pieces in ((asked + last,), (asked, last)):
        answered = server.answered(*pieces)
        assert statuses(answered) == [200, 200]
        assert b'"path":"/last"' in answered


TRAILERS = (
    b"Authorization: Bearer stolen",
    b"Cookie: a=b",
    b"X-CSRF-Token: c",
    b"Sec-Fetch-Site: none",
    b"Host: there",
)


@pytest.mark.parametrize("trailer", TRAILERS)
@pytest.mark.parametrize("apart", [False, True], ids=["at once", "apart"])
def test_nothing_that_comes_after_a_body_is_a_header(server: Server, trailer: bytes, apart: bool) -> None:
    head, body = post(HOST + CHUNKED + b"Trailer: " + trailer.partition(b":")[0] + b"\r\n", b"1\r\nx\r\n"), b"0\r\n"
    pieces = [head, body, trailer + b"\r\n\r\n"]
    with server.connected() as connection:
        for piece in pieces if apart else [b"".join(pieces)]:
            connection.sendall(piece)
        status, answered = read_one(connection)
        assert status == 200
        assert {name for name, _ in orjson.loads(answered)["headers"]} == {"host", "transfer-encoding", "trailer"}
        connection.sendall(b"GET /next HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        assert read_one(connection)[0] == 200


@pytest.mark.parametrize("apart", [False, True], ids=["at once", "apart"])
@pytest.mark.parametrize("kind", ["one header", "many headers", "path", "trailer", "chunk extension", "blank lines"])
def test_a_head_and_what_stands_beside_a_body_have_an_end(server: Server, kind: str, apart: bool) -> None:
    long, line = b"a" * 80_000, b"GET / HTTP/1.1\r\nHost: here\r\n"
    sent = {
        "one header": line + b"X-One: " + long + b"\r\n\r\n",
        "many headers": line + b"".join(b"X-%d: b\r\n" % number for number in range(250)) + b"\r\n",
        "path": b"GET /" + long + b" HTTP/1.1\r\nHost: here\r\n\r\n",
        "trailer": post(HOST + CHUNKED, b"0\r\nX-One: " + long + b"\r\n\r\n"),
        "chunk extension": post(HOST + CHUNKED, b"1;" + long + b"\r\nx\r\n0\r\n\r\n"),
        "blank lines": b"\r\n" * 80_000,
    }[kind]
    assert statuses(server.answered(*([sent[:30_000], sent[30_000:]] if apart else [sent]))) == [431]


@pytest.mark.parametrize("apart", [False, True], ids=["at once", "apart"])
def test_no_request_has_two_answers(server: Server, apart: bool) -> None:
    """What can't be read of a body that nobody waited for ends the connection, and says nothing more."""
    head, body = b"POST /at-once HTTP/1.1\r\n" + HOST + CHUNKED + b"\r\n", b"2\r\nxx\r\nfive\r\n" + HIDDEN
    with server.connected() as connection:
        connection.sendall(head if apart else head + b"2\r\nxx\r\n")
        answered = connection.recv(65_536)
        connection.sendall(body if apart else b"five\r\n" + HIDDEN)
        assert statuses(answered + read_all(connection)) == [200]


def test_a_request_whose_body_breaks_off_is_not_answered_by_the_application(server: Server) -> None:
    assert statuses(server.answered(post(HOST + CHUNKED, b"2\r\nxx\r\n"), b"five\r\n")) == [400]
