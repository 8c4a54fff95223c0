"""The database goes away: clients are told to try again within ten seconds or so, and it recovers by itself."""

from __future__ import annotations

import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx

from ledger.bootstrap import Installation
from ledger.infrastructure.journal.writer import PATIENCE_SECONDS
from tests.faults.alone import eventually
from tests.faults.load import readiness, staffed
from tests.faults.proxy import Proxy
from tests.service import PASSWORD, Company, Service

GRANT = {"employee": "FIN01", "tag": "help", "reason": "修好了报表"}


def timed(answers: dict[str, tuple[httpx.Response, float]], name: str, response: object) -> None:
    started = time.monotonic()
    answers[name] = (response(), time.monotonic() - started)  # type: ignore[operator]


def answered_on(connection: HTTPConnection) -> int:
    connection.request("GET", "/healthz")
    answered = connection.getresponse()
    answered.read()
    return answered.status


def test_everybody_is_told_to_try_again_and_it_recovers_by_itself(
    far: Service, shared_where: Installation, distant: Proxy
) -> None:
    company = staffed(Company(shared_where, far))
    giver = company.sign_in("FIN00")
    first = giver.done("POST", "/grants", GRANT)
    asked = {"organisation": company.id, "login": "FIN01", "password": PASSWORD}
    requests = {
        "a grant": lambda: giver.post("/grants", GRANT, Idempotency_Key="while it is away"),
        "an account": lambda: company.hr.get("/accounts/FIN01"),
        "a sign-in": lambda: company.client.post("/v1/sessions", json=asked),
        "readiness": lambda: readiness(company),
    }

    idle = HTTPConnection("127.0.0.1", far.port)
    assert answered_on(idle) == 200

    distant.take_away()
    answers: dict[str, tuple[httpx.Response, float]] = {}
    threads = [threading.Thread(target=timed, args=(answers, *request)) for request in requests.items()]
    for thread in threads:
        thread.start()
    assert company.client.get("/healthz").status_code == 200, "the process itself is well"
    for thread in threads:
        thread.join()
    distant.bring_back()
    assert {name: answered.status_code for name, (answered, _) in answers.items()} == dict.fromkeys(requests, 503)
    assert PATIENCE_SECONDS - 1 < max(seconds for _, seconds in answers.values()) < PATIENCE_SECONDS + 3
    assert answered_on(idle) == 200, "a connection that was idle for that long is still good for a request"
    idle.close()
    assert all(answers[name][0].headers["Retry-After"] == "1" for name in requests if name != "readiness")
    assert eventually(lambda: requests["readiness"]().status_code == 200, "it is ready again") < 10
    again = requests["a grant"]()
    assert again.status_code == 201
    assert requests["a grant"]().content == again.content
    assert again.json()["balance"] == first["balance"] + 1, "what was refused had no effect"
    assert requests["a sign-in"]().status_code == 201
    assert urlsplit(far.url).port == far.port and far.process is not None and far.process.poll() is None
