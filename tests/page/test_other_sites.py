"""What another site can have somebody's browser do while they are signed in: nothing. The worse of the two neighbours
shares our host, so that the browser sends the cookie along."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.page.browser import Visitors
from tests.service import Service

ATTACKS = """
async url => {
  const send = (path, init) =>
    fetch(url + path, {credentials: "include", mode: "no-cors", ...init}).then(({type}) => type, () => "refused");
  const heard = source => new Promise(done => {
    source.onopen = () => done("opened");
    source.onerror = () => { source.close(); done("refused"); };
  });
  const read = fetch(url + "/v1/me", {credentials: "include"}).then(answer => answer.text(), () => "refused");
  const forged = {"X-CSRF-Token": "0", "Content-Type": "application/json"};
  const told = await Promise.all([
    read,
    heard(new EventSource(url + "/v1/stream", {withCredentials: true})),
    send("/v1/grants", {method: "POST", mode: "cors", headers: forged, body: "{}"}),
    send("/v1/sessions/end", {method: "POST"}),
    send("/v1/sessions/end", {method: "POST", headers: {"Content-Type": "text/plain"}, body: "{}"}),
  ]);
  return told.slice(0, 3);
}
"""
FRAME = """
url => new Promise(done => {
  const frame = Object.assign(document.createElement("iframe"), {name: "taken", src: url, onload: done});
  document.body.append(frame);
})
"""
FORM = """
url => {
  const form = {method: "POST", action: url + "/v1/sessions/end", target: "taken"};
  document.body.appendChild(Object.assign(document.createElement("form"), form)).submit();
}
"""


class Empty(BaseHTTPRequestHandler):
    """An empty page, for scripts of its own."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Another site</title><body></body>")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def neighbour() -> Iterator[int]:
    """The port of another service on this host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Empty)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_another_site_neither_reads_nor_changes_nor_ends_anything(
    visitors: Visitors, demo: Service, neighbour: int, host: str
) -> None:
    page = visitors.signed_in("FIN01")
    expect(page.get_by_test_id("balance")).to_be_visible()
    attacker = page.context.new_page()
    attacker.goto(f"http://{host}:{neighbour}/")
    sent: list[str] = []
    attacker.on("response", lambda answer: sent.append(f"{answer.status} {answer.request.method}"))
    assert attacker.evaluate(ATTACKS, demo.url) == ["refused", "refused", "refused"]
    attacker.evaluate(FRAME, demo.url)
    assert not any(frame.url.startswith(demo.url) for frame in attacker.frames)
    with attacker.expect_response("**/v1/sessions/end"):
        attacker.evaluate(FORM, demo.url)
    assert {answer for answer in sent if "POST" in answer} <= {"401 POST", "403 POST"}
    page.reload()
    expect(page.get_by_test_id("balance")).to_be_visible()
    visitors.wrong.clear()  # the attacker's console says what was refused
