"""A database that takes connections and says nothing: whoever asks is told to try again after ten seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import psycopg

from ledger.bootstrap import Installation
from ledger.infrastructure.database import PATIENCE_SECONDS
from tests.faults.alone import Alone, eventually
from tests.faults.load import readiness, staffed
from tests.faults.proxy import Proxy
from tests.service import PASSWORD, Company, Service

GRANT = {"employee": "FIN01", "tag": "help", "reason": "修好了报表"}
PROCESSOR_SECONDS = 4
Asked = dict[str, Callable[[], httpx.Response]]


def answers(asked: Asked) -> dict[str, tuple[httpx.Response, float]]:
    """What is answered to requests that are sent at once, and after how many seconds."""
    found: dict[str, tuple[httpx.Response, float]] = {}

    def ask(name: str) -> None:
        started = time.monotonic()
        found[name] = (asked[name](), time.monotonic() - started)

    threads = [threading.Thread(target=ask, args=(name,)) for name in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def statuses(found: dict[str, tuple[httpx.Response, float]]) -> dict[str, int]:
    return {name: answered.status_code for name, (answered, _) in found.items()}


def slowest(found: dict[str, tuple[httpx.Response, float]]) -> float:
    return max(seconds for _, seconds in found.values())


def requests(company: Company) -> Asked:
    giver = company.sign_in("FIN00")
    asked = {"organisation": company.id, "login": "FIN01", "password": PASSWORD}
    return {
        "a grant": lambda: giver.post("/grants", GRANT, Idempotency_Key="while it hangs"),
        "a grant without a key": lambda: giver.post("/grants", GRANT),
        "an account": lambda: company.hr.get("/accounts/FIN01"),
        "a list": lambda: company.hr.get("/employees"),
        "a proof": lambda: company.hr.get("/audit/verification"),
        "a sign-in": lambda: company.client.post("/v1/sessions", json=asked),
        "readiness": lambda: readiness(company),
    }


@contextmanager
def without_its_standby(alone: Alone) -> Iterator[None]:
    """The server waits for a standby that nobody is, and its commits don't end."""
    assert alone.where.servers is not None

    def say(*statements: str) -> None:
        assert alone.where.servers is not None
        with psycopg.connect(alone.where.servers.database_url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    say("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()")
    try:
        yield
    finally:
        say("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")


def test_a_server_that_says_nothing_is_a_503_for_every_command_and_read_after_ten_seconds(
    far: Service, shared_where: Installation, distant: Proxy
) -> None:
    company = staffed(Company(shared_where, far))
    asked = requests(company)
    before = asked["an account"]().json()["balance"]
    distant.freeze()
    try:
        found = answers(asked)
        assert company.client.get("/healthz").status_code == 200, "the process itself is well"
    finally:
        distant.thaw()
    assert statuses(found) == dict.fromkeys(asked, 503)
    assert slowest(found) < PATIENCE_SECONDS + PROCESSOR_SECONDS
    assert eventually(lambda: asked["readiness"]().status_code == 200, "it is ready again") < 10
    again = asked["a grant"]()
    assert again.status_code == 201
    assert asked["a grant"]().content == again.content
    assert again.json()["balance"] in {before + 1, before + 2}, "what was refused without a key may be on record"
    assert asked["a sign-in"]().status_code == 201


def test_a_command_whose_standby_is_gone_is_a_503_and_is_not_answered_before_it_is_back(alone: Alone) -> None:
    company = staffed(Company(alone.where, alone.service))
    asked = requests(company)
    grants = {name: asked[name] for name in ("a grant", "a grant without a key")}
    before = asked["an account"]().json()["balance"]
    with without_its_standby(alone):
        first = answers(grants)
        again = answers({"a grant": asked["a grant"], "an account": asked["an account"]})
        assert statuses(first) == dict.fromkeys(grants, 503)
        assert statuses(again) == {"a grant": 503, "an account": 200}, "on record here alone is not on record"
        assert slowest(first) < PATIENCE_SECONDS + PROCESSOR_SECONDS
        assert again["an account"][0].json()["balance"] == before
    taken = asked["a grant"]()
    assert taken.status_code == 201
    assert asked["a grant"]().content == taken.content
    assert taken.json()["balance"] in {before + 1, before + 2}, "what was refused without a key may be on record"
