"""Clients that grant all the time, each grant under a key of its own, and remember what was acknowledged.

A grant whose answer did not come is sent again under its key until one comes, as a client should.
"""

from __future__ import annotations

import itertools
import math
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import orjson
import psycopg

from ledger.api.http.lately import KEPT_SECONDS
from tests.infrastructure.journal.books import verified
from tests.service import PASSWORD, Company, Person

PAUSE_SECONDS = 0.05
THINKING_SECONDS = 0.01
"""Between two grants of a client: several are under way all the same, and what was hurt has a processor to recover."""
LAST_SECONDS = 60.0
"""How long a client goes on asking after the load is over; what has no answer then has failed."""


class Load:
    """`clients` threads of FIN00, which grant FIN01 and FIN02 one point at a time."""

    def __init__(self, company: Company, urls: list[str], clients: int = 6) -> None:
        self.company = company
        self.urls = urls
        self.clients = clients
        self.giver: Person = company.sign_in("FIN00")
        self.acknowledged: dict[str, bytes] = {}
        self.asked: set[str] = set()
        self.refused: list[str] = []
        self.statuses: Counter[int] = Counter()
        self._over = threading.Event()
        self._give_up_at = math.inf

    @contextmanager
    def running(self) -> Iterator[Load]:
        """Grants for the length of the block; when it ends, every grant has an answer."""
        threads = [threading.Thread(target=self._client, args=(number,)) for number in range(self.clients)]
        for thread in threads:
            thread.start()
        try:
            yield self
        except BaseException:
            self._give_up_at = 0.0
            raise
        finally:
            self._give_up_at = min(self._give_up_at, time.monotonic() + LAST_SECONDS)
            self._over.set()
            for thread in threads:
                thread.join()

    def grow(self, by: int, seconds: float = 120.0) -> float:
        """Wait until so many more are acknowledged; how long it took."""
        started, before = time.monotonic(), len(self.acknowledged)
        while len(self.acknowledged) < before + by:
            assert time.monotonic() - started < seconds, f"{len(self.acknowledged) - before} of {by} in {seconds} s"
            time.sleep(0.01)
        return time.monotonic() - started

    def _client(self, number: int) -> None:
        for count in itertools.count():
            if self._over.is_set():
                return
            self._grant(f"{number}-{count}-{uuid.uuid4().hex}")
            time.sleep(THINKING_SECONDS)

    @staticmethod
    def receiver(key: str) -> str:
        return "FIN01" if int(key.split("-")[1]) % 2 else "FIN02"

    def _grant(self, key: str) -> None:
        body = orjson.dumps({"employee": self.receiver(key), "tag": "help", "reason": f"理由 {key}"})
        self.asked.add(key)
        for attempt in itertools.count(int(key.split("-")[0])):
            if time.monotonic() > self._give_up_at:
                return
            answered = self._send(self.urls[attempt % len(self.urls)], key, body)
            self.statuses[answered.status_code if answered is not None else 0] += 1
            if answered is not None and answered.status_code == 201:
                self.acknowledged[key] = answered.content
                return
            if answered is not None and answered.status_code != 503:
                self.refused.append(f"{answered.status_code} {answered.text}")
                return
            time.sleep(PAUSE_SECONDS)

    def _send(self, url: str, key: str, body: bytes) -> httpx.Response | None:
        headers = {
            "Authorization": f"Bearer {self.giver.token}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        try:
            return self._http().post(f"{url}/v1/grants", content=body, headers=headers, timeout=15)
        except httpx.HTTPError:
            return None

    _local = threading.local()

    def _http(self) -> httpx.Client:
        if not hasattr(self._local, "client"):
            self._local.client = httpx.Client(verify=False)
        client: httpx.Client = self._local.client
        return client


def staffed(company: Company) -> Company:
    """FIN00 may grant FIN01 and FIN02 one point at a time, as often as they like; FIN01 can sign in."""
    company.department("FIN", "FIN02")
    company.employee("FIN01", "FIN", password=PASSWORD)
    company.tag("help", {"type": "fixed", "points": 1})
    company.budget("FIN00", 1_000_000)
    return company


def check(load: Load, url: str) -> None:
    """No acknowledged grant is missing and none is doubled; the chain is whole."""
    assert load.refused == []
    assert load.acknowledged.keys() == load.asked, "each client went on until it had its answer"
    organisation = load.company.id
    with psycopg.connect(url) as connection:
        answers = _rows(connection, organisation, "commands", "idempotency_key, answer", "idempotency_key IS NOT NULL")
        states = _rows(connection, organisation, "events", "position, state", "type LIKE 'accounts.%%'")
    assert {key: bytes(answer) for key, answer in answers} == load.acknowledged, "answers stand as they were sent"
    transfers = [(position, orjson.loads(state)["data"]) for position, state in states]
    granted = {data["subject"]: position for position, data in transfers if data["kind"] == "grant"}
    assert sum(data["kind"] == "grant" for _, data in transfers) == len(granted), "no grant is doubled"
    given = [orjson.loads(answer) for answer in load.acknowledged.values()]
    assert {f"grant:{one['id']}": one["position"] for one in given} == granted
    assert verified(url, organisation).sound


def _rows(connection: psycopg.Connection[Any], organisation: str, table: str, columns: str, where: str) -> list[Any]:
    query = f"SELECT {columns} FROM journal.{table} WHERE organisation = %s AND {where}"
    return connection.execute(query.encode(), (organisation,)).fetchall()


def balance(company: Company, employee: str, at_least: int) -> int:
    """What hr reads; a read that hits a connection of before a fault is sent again, as its answer says."""
    for _ in range(100):
        answered = company.hr.get(f"/accounts/{employee}?at_least={at_least}")
        if answered.status_code != 503:
            found: int = answered.json()["balance"]
            return found
        assert answered.headers["Retry-After"] == "1"
        time.sleep(PAUSE_SECONDS)
    raise TimeoutError(answered.text)


def balances_agree(load: Load) -> None:
    """What everybody reads is what was granted."""
    position = max(orjson.loads(answer)["position"] for answer in load.acknowledged.values())
    total = sum(balance(load.company, number, position) for number in ("FIN01", "FIN02"))
    assert total == len(load.acknowledged)


def readiness(company: Company) -> httpx.Response:
    """Asked when the last look is older than what is told again."""
    time.sleep(1.2 * KEPT_SECONDS)
    return company.client.get("/readyz")
