"""The load generator against a server that answers what it is told to."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.errors import BenchError
from bench.load.wrk import Request, load

pytestmark = pytest.mark.skipif(shutil.which("wrk") is None, reason="needs the load generator wrk")


@contextmanager
def server(seen: list[tuple[str, str, str, bytes]], status_of: dict[str, int]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append(
                (self.path, self.headers.get("Authorization", ""), self.headers.get("Idempotency-Key", ""), body)
            )
            self.send_response(status_of.get(self.path, 201))
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def test_every_request_carries_its_token_and_a_key_of_its_own() -> None:
    seen: list[tuple[str, str, str, bytes]] = []
    requests = [Request("POST", "/grants", f"token{n}", f'{{"employee":"E{n}"}}'.encode()) for n in range(10)]

    with server(seen, {}) as address:
        done = load(address, requests, connections=4, seconds=1)

    assert 0 < done.answers <= len(seen)
    assert done.rate > 0
    assert {(path, token, body) for path, token, _, body in seen} == {
        (one.path, f"Bearer {one.token}", one.body) for one in requests
    }
    keys = [key for _, _, key, _ in seen]
    assert len(set(keys)) == len(keys)


def test_requests_may_be_bare_and_another_status_makes_the_run_an_error() -> None:
    seen: list[tuple[str, str, str, bytes]] = []

    with server(seen, {"/full": 409}) as address:
        requests = [Request("POST", "/empty"), Request("POST", "/full")]
        with pytest.raises(BenchError, match="409"):
            load(address, requests, connections=2, seconds=1)

    assert set(seen) == {("/empty", "", "", b""), ("/full", "", "", b"")}
