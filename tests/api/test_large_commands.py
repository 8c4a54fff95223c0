"""Large commands of one person wait for each other: others wait for the one under way, and go in between."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from urllib.parse import urlsplit

import orjson
import pytest

from ledger.api.http.turns import MOST_LARGE_WAITING
from tests.api.crowd import at_once
from tests.service import Company, Person, Service

ITEMS = 1_000
CONNECTIONS = 4
ROUNDS = 5
ASKED = 30


def item(employee: str, tag: str = "谢谢") -> dict[str, str]:
    return {"employee": employee, "tag": tag, "reason": "多谢，月末结账提前两天完成"}


BATCHES = {
    "refused": {"mode": "atomic", "items": [item("FIN01", "没有这个")] * ITEMS},
    "malformed": {"mode": "each", "items": [{**item("FIN01"), "points": -1}] * ITEMS},
}
GRANT = orjson.dumps(item("TEC01"))
Ask = tuple[str, str, bytes | None]
ASKS: dict[str, Ask] = {"grants": ("POST", "/v1/grants", GRANT), "reads": ("GET", "/v1/accounts/TEC01", None)}


class Client:
    """Somebody on a connection of their own."""

    def __init__(self, service: Service, person: Person) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=60)
        self._headers = {"Authorization": f"Bearer {person.token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: bytes | None) -> tuple[int, float]:
        """The status, and how long it took."""
        began = time.perf_counter()
        self._connection.request(method, path, body, self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, time.perf_counter() - began


@pytest.fixture
def staffed(company: Company) -> Company:
    company.department("FIN", "FIN01")
    company.department("TEC", "TEC01")
    company.tag("谢谢", {"type": "fixed", "points": 1})
    company.budget("TEC00", 100_000)
    return company


def slowest(service: Service, person: Person, ask: Ask) -> float:
    client = Client(service, person)
    asked = [client.ask(*ask) for _ in range(ASKED)]
    assert {status for status, _ in asked} <= {200, 201}
    return max(seconds for _, seconds in asked)


@contextmanager
def sending(service: Service, person: Person, batch: bytes) -> Iterator[None]:
    """Somebody who sends a batch again and again, on several connections."""
    over, statuses = threading.Event(), set()

    def send() -> None:
        client = Client(service, person)
        while not over.is_set():
            statuses.add(client.ask("POST", "/v1/grants/batch", batch)[0])

    senders = [threading.Thread(target=send, daemon=True) for _ in range(CONNECTIONS)]
    for sender in senders:
        sender.start()
    try:
        time.sleep(0.3)
        yield
    finally:
        over.set()
        for sender in senders:
            sender.join()
    assert statuses <= {200, 409}


def alone(service: Service, person: Person, batch: bytes) -> float:
    """The seconds of one batch while nobody else is there."""
    client = Client(service, person)
    return median(client.ask("POST", "/v1/grants/batch", batch)[1] for _ in range(5))


@pytest.mark.parametrize("what", ASKS)
@pytest.mark.parametrize("kind", BATCHES)
def test_batches_of_one_person_cost_others_no_more_than_the_one_under_way(
    staffed: Company, service: Service, kind: str, what: str
) -> None:
    sender, other = staffed.sign_in("FIN00"), staffed.sign_in("TEC00" if what == "grants" else "TEC01")
    batch = orjson.dumps(BATCHES[kind])
    idle, meanwhile, one = [], [], []
    slowest(service, other, ASKS[what])
    for _ in range(ROUNDS):
        idle.append(slowest(service, other, ASKS[what]))
        one.append(alone(service, sender, batch))
        with sending(service, sender, batch):
            meanwhile.append(slowest(service, other, ASKS[what]))
    # Twice, since what somebody asks takes two turns of the event loop, and a batch may stand before each.
    assert median(meanwhile) <= 2 * (median(idle) + median(one)), (idle, one, meanwhile)


def test_more_large_commands_than_anybody_means_to_send_are_refused(staffed: Company, service: Service) -> None:
    sender, batch = staffed.sign_in("FIN00"), orjson.dumps(BATCHES["refused"])
    clients = [Client(service, sender) for _ in range(MOST_LARGE_WAITING + 8)]
    acts = [partial(client.ask, "POST", "/v1/grants/batch", batch) for client in clients]
    statuses = Counter(status for status, _ in at_once(acts))
    assert set(statuses) == {409, 429} and statuses[409] > MOST_LARGE_WAITING
