"""Somebody's open stream, as a page would follow it."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.service import Person, Service

PATIENCE_SECONDS = 20.0
"""How long a loaded machine may take; how fast it is, is the benchmark's to say."""


@dataclass(frozen=True)
class Message:
    """One server-sent event."""

    event: str
    data: dict[str, Any]
    id: int | None


class Watch:
    """The messages that a stream has told so far, in order."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.messages: list[Message] = []
        self.ended = threading.Event()
        self._arrived = threading.Condition()
        self._reading = threading.Thread(target=self._read, args=(response,), daemon=True)
        self._reading.start()

    def told(self, event: str, matches: Callable[[dict[str, Any]], bool] = lambda data: True) -> Message:
        """The first message of a kind that matches; waits for it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self._arrived:
            while True:
                for message in self.messages:
                    if message.event == event and matches(message.data):
                        return message
                if not self._arrived.wait(deadline - time.monotonic()):
                    raise AssertionError(f"no such {event} among {self.messages}")

    def _read(self, response: http.client.HTTPResponse) -> None:
        fields: dict[str, str] = {}
        try:
            for raw in iter(response.readline, b""):
                line = raw.decode().rstrip("\n")
                if line:
                    name, _, value = line.partition(":")
                    fields[name] = value.removeprefix(" ")
                    continue
                if "event" in fields:
                    told = Message(
                        fields["event"], json.loads(fields["data"]), int(fields["id"]) if "id" in fields else None
                    )
                    with self._arrived:
                        self.messages.append(told)
                        self._arrived.notify_all()
                fields = {}
        except (OSError, http.client.HTTPException, ValueError):
            pass  # closed
        self.ended.set()


@contextmanager
def watching(
    service: Service | str, person: Person, scope: str = "organisation", last_event_id: int | None = None
) -> Iterator[Watch]:
    """Follow the stream as a person, who has read the state of the moment when the block begins."""
    address = urlsplit(service if isinstance(service, str) else service.url)
    connection = http.client.HTTPConnection(address.netloc, timeout=PATIENCE_SECONDS * 3)
    headers = {"Authorization": f"Bearer {person.token}", "Accept": "text/event-stream"}
    if last_event_id is not None:
        headers["Last-Event-ID"] = str(last_event_id)
    connection.request("GET", f"/v1/stream?{urlencode({'scope': scope})}", headers=headers)
    response = connection.getresponse()
    assert response.status == 200, response.read()
    opened = connection.sock
    watch = Watch(response)
    try:
        watch.told("leaderboard")
        yield watch
    finally:
        with suppress(OSError):  # the other side has closed it
            opened.shutdown(socket.SHUT_RDWR)
        opened.close()
