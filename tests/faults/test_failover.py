"""PostgreSQL goes back to a state that it had before, as after an asynchronous failover or a restore, while the
service, its worker and Redis go on: nothing of what was lost is left in any answer, and it is said."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
from psycopg import sql

from ledger.api.http.lately import KEPT_SECONDS
from ledger.bootstrap import Installation
from ledger.infrastructure.embedded import Servers
from tests.faults.alone import eventually
from tests.infrastructure.journal.books import verified
from tests.infrastructure.journal.owner import Owner
from tests.installation import migrated
from tests.service import Company, Service, environment_of


class Standby:
    """A server that saw what there was when `keep` was called, and takes over with `take_over`."""

    def __init__(self, servers: Servers, where: Installation) -> None:
        self._admin = servers.database_url
        self._name = urlsplit(where.databases.owner).path.lstrip("/")

    def keep(self) -> None:
        with self._nobody_connected() as admin:
            _run(admin, "CREATE DATABASE {kept} TEMPLATE {name} STRATEGY wal_log", self._name)
            _run(admin, "GRANT CREATE ON DATABASE {kept} TO ledger_projector", self._name)

    def take_over(self) -> None:
        with self._nobody_connected() as admin:
            _run(admin, "ALTER DATABASE {name} RENAME TO {lost}", self._name)
            _run(admin, "ALTER DATABASE {kept} RENAME TO {name}", self._name)
            _run(admin, "DROP DATABASE {lost}", self._name)

    @contextmanager
    def _nobody_connected(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self._admin, autocommit=True) as admin:
            _run(admin, "ALTER DATABASE {name} ALLOW_CONNECTIONS false", self._name)
            gone = "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = %s"
            admin.execute(gone, (self._name,))
            try:
                yield admin
            finally:
                _run(admin, "ALTER DATABASE {name} ALLOW_CONNECTIONS true", self._name)


def _run(admin: psycopg.Connection, statement: str, name: str) -> None:
    names = {key: sql.Identifier(f"{name}{ending}") for key, ending in (("name", ""), ("kept", "_k"), ("lost", "_l"))}
    admin.execute(sql.SQL(statement).format(**names))  # type: ignore[arg-type]  # written above


@pytest.fixture(scope="module")
def own_where(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation whose database may go back."""
    with migrated(servers, servers.redis_url.replace("db=0", "db=7"), tmp_path_factory.mktemp("failover")) as made:
        yield made


@pytest.fixture(scope="module")
def own_service(own_where: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("failover-service")
    service = Service(environment_of(own_where, folder), log=folder / "log")
    try:
        yield service.start()
    finally:
        service.stop()


class Told:
    """What FIN01's stream tells, read in a thread that opens it again whenever it ends."""

    def __init__(self, company: Company) -> None:
        self.balances: list[int] = []
        self._over = False
        self._person = company.sign_in("FIN01")
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        headers = {"Authorization": f"Bearer {self._person.token}"}
        url = f"{self._person.client.base_url}/v1/stream"
        while not self._over:
            try:
                with httpx.stream("GET", url, headers=headers, timeout=10, verify=False) as opened:
                    for line in opened.iter_lines():
                        if '"balance":' in line:
                            self.balances.append(int(line.partition('"balance":')[2].partition(",")[0]))
                        if self._over:
                            return
            except httpx.HTTPError:
                time.sleep(0.1)

    def end(self) -> None:
        self._over = True


@pytest.fixture
def told(own_where: Installation, own_service: Service) -> Iterator[tuple[Company, Told]]:
    """An organisation with two people, and what one of them is told."""
    company = Company(own_where, own_service)
    company.department("FIN", "FIN01", "FIN02")
    company.tag("help", {"type": "fixed", "points": 1})
    company.budget("FIN00", 100)
    made = Told(company)
    yield company, made
    made.end()


def grant(company: Company, employee: str) -> dict[str, int]:
    """One point, with patience: the database may be away for a moment."""
    asked = {"employee": employee, "tag": "help", "reason": "修复"}
    deadline = time.monotonic() + 60
    while True:
        answered = company.sign_in("FIN00").post("/grants", asked)
        if answered.status_code != 503 or time.monotonic() > deadline:
            break
        time.sleep(0.1)
    assert answered.status_code == 201, answered.text
    found: dict[str, int] = answered.json()
    return found


def board(company: Company, position: int) -> dict[str, int]:
    found = company.hr.get(f"/leaderboards?scope=organisation&period=all&at_least={position}")
    return {one["employee"]: one["points"] for one in found.json()["items"]} if found.is_success else {}


def begun_anew(service: Service) -> float:
    lines = httpx.get(f"{service.url}/metrics").text.splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("ledger_history_begun_anew_total "))


@pytest.mark.parametrize("how", ["a server took over", "the tail was cut"])
@pytest.mark.parametrize("others", [3, 4, 6], ids=["less", "as much", "more"])
def test_nothing_of_a_history_that_is_gone_is_left(
    servers: Servers,
    own_where: Installation,
    own_service: Service,
    told: tuple[Company, Told],
    how: str,
    others: int,
) -> None:
    company, stream = told
    kept = [grant(company, "FIN01") for _ in range(3)][-1]["position"]
    assert board(company, kept) == {"FIN01": 3}
    standby = Standby(servers, own_where)
    if how == "a server took over":
        standby.keep()
    lost = [grant(company, "FIN01") for _ in range(4)][-1]
    assert (lost["position"], lost["balance"]) == (kept + 4, 7)
    eventually(lambda: board(company, lost["position"]) == {"FIN01": 7}, "the boards show it")
    eventually(lambda: stream.balances[-1:] == [7], "the stream told it")
    time.sleep(1.2 * KEPT_SECONDS)  # what is told of an earlier look is older then
    before = begun_anew(own_service)

    if how == "a server took over":
        standby.take_over()
    else:
        Owner(own_where.databases.owner).cut(company.id, kept)

    eventually(lambda: company.hr.get("/me").is_success, "it answers again")
    beyond = company.hr.get(f"/accounts/FIN01?at_least={lost['position']}")
    assert (beyond.status_code, beyond.json()["type"]) == (422, "/problems/unknown-position")
    assert beyond.json()["values"] == {"head": kept}
    stale = company.sign_in("FIN01").get("/stream", Last_Event_ID=str(lost["position"]))
    assert (stale.status_code, stale.json()["type"]) == (422, "/problems/unknown-position")

    for number in range(1, others + 1):
        made = grant(company, "FIN02")
        assert (made["position"], made["balance"]) == (kept + number, number)
    made = grant(company, "FIN01")
    assert (made["position"], made["balance"]) == (kept + others + 1, 4)
    truth = {"FIN01": 4, "FIN02": others}
    eventually(
        lambda: board(company, made["position"]) == dict(sorted(truth.items(), key=lambda one: -one[1])), "board"
    )
    for number, points in truth.items():
        assert company.account(number, made["position"])["balance"] == points
        entries = company.hr.get(f"/accounts/{number}/entries?limit=100").json()["items"]
        assert sum(one["points"] for one in entries) == points
    budget = company.hr.get(f"/budgets/FIN00/{company.month}?at_least={made['position']}").json()
    assert budget["spent"] == others + 4
    eventually(lambda: stream.balances[-1:] == [4], "the stream tells it")
    assert verified(own_where.databases.owner, company.id).sound
    eventually(lambda: begun_anew(own_service) > before, "it is counted")
    assert "history_begun_anew" in httpx.get(f"{own_service.url}/readyz").json()
    eventually(lambda: httpx.get(f"{own_service.url}/readyz").status_code == 200, "it is ready again")
