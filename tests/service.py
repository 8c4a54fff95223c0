"""The real service in processes of its own, and a company on it to tell stories with."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from ledger.api.http.services import Services
from ledger.application.sessions import FIRST
from ledger.bootstrap import Installation, found_organisation
from tests.installation import SECRETS_HEX
from tests.opened import opened

READY_SECONDS = 60.0
PASSWORD = "a long enough password"
TILL = (datetime.now(UTC).date() + timedelta(days=360)).isoformat()
"""The last day of a delegation that no test outlives."""


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


@dataclass
class Service:
    """`ledger run` (service and worker), or one of its parts, as a child of the tests."""

    environment: Mapping[str, str]
    command: tuple[str, ...] = ("run",)
    module: str = "ledger"
    demo: bool = False
    port: int = field(default_factory=free_port)
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, wait: bool = True) -> Service:
        environment = {
            **os.environ,
            **self.environment,
            "LEDGER_PORT": str(self.port),
            "LEDGER_DEMO": str(int(self.demo)),
        }
        command = [sys.executable, "-m", self.module, *self.command]
        if self.log is None:
            self.process = subprocess.Popen(command, env=environment)
        else:
            with self.log.open("ab") as written:
                self.process = subprocess.Popen(command, env=environment, stdout=written, stderr=subprocess.STDOUT)
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + READY_SECONDS
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"ledger {' '.join(self.command)} ended with {self.process.returncode}")
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2, verify=False).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            if time.monotonic() > deadline:
                raise TimeoutError("the service is not ready")
            time.sleep(0.05)

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """kill -9, as the out-of-memory killer would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()


def environment_of(where: Installation, data: Path) -> dict[str, str]:
    """What a process needs to be part of an installation on the run's servers."""
    return {
        "LEDGER_DATABASE_URL": where.databases.owner,
        "LEDGER_REDIS_URL": where.redis_url,
        "LEDGER_MASTER_KEY": SECRETS_HEX,
        "LEDGER_DATA": str(data),
        "LEDGER_LOG": "warning",
    }


@dataclass
class Person:
    """Somebody signed in: `get`, `post`, `put`, `patch` relative to /v1."""

    client: httpx.Client
    number: str
    token: str

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        sent = {"Authorization": f"Bearer {self.token}", **{name.replace("_", "-"): v for name, v in headers.items()}}
        content = {} if body is None else {"json": body}
        return self.client.request(method, f"/v1{path}", headers=sent, **content)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return self.request("POST", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> httpx.Response:
        return self.request("PUT", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> httpx.Response:
        return self.request("PATCH", path, body, **headers)

    def done(self, method: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """The answer of a command that must succeed."""
        answered = self.request(method, path, body, **headers)
        assert answered.is_success, f"{method} {path}: {answered.status_code} {answered.text}"
        answer: dict[str, Any] = answered.json()
        return answer


class Company:
    """A fresh organisation on a service: HR01 and ROOT are there; everybody else is made through the API."""

    def __init__(self, where: Installation, service: Service, zone: str = "Asia/Shanghai") -> None:
        self.id = f"t-{uuid.uuid4().hex[:12]}"
        self.zone = ZoneInfo(zone)
        self._where = where
        founders = {"ROOT": "admin", "HR01": "hr"}
        with opened(where) as own:
            own.run(found_organisation(own.ready, self.id, "试验公司", founders, zone, "CNY", "zh", PASSWORD))
            self._sessions = own.ready.sessions
        # To load the certificates of the world takes longer than many a test, and nothing here is sent over TLS.
        self.client = httpx.Client(base_url=service.url, timeout=30, verify=False)
        self._people: dict[str, Person] = {}

    @property
    def month(self) -> str:
        return datetime.now(UTC).astimezone(self.zone).strftime("%Y-%m")

    def sign_in(self, number: str) -> Person:
        """With a token such as POST /v1/sessions gives, made here: to check a password takes longer than most tests."""
        if number not in self._people:
            self.hold(number, self._sessions.token(self.id, number, FIRST))
        return self._people[number]

    def chosen(self, *numbers: str) -> None:
        """These people have chosen PASSWORD themselves. One that hr sets serves for choosing another only."""
        self._run(lambda ready: ready.sessions.set_common_password(self.id, numbers, PASSWORD, replace=True, kept=True))

    def taken_over(self, number: str, by: Person) -> Person:
        """Somebody signed in by whoever set their password, with one chosen in their name since."""
        given = f"given by {by.number} today"
        by.done("PATCH", f"/employees/{number}", {"password": given})
        asked = {"organisation": self.id, "login": number, "password": given}
        token = self.client.post("/v1/sessions", json=asked).json()["access_token"]
        chosen = self.hold(number, token).done("PUT", "/me/password", {"current": given, "password": PASSWORD})
        return self.hold(number, chosen["access_token"])

    def _run(self, work: Callable[[Services], Coroutine[Any, Any, None]]) -> None:
        with opened(self._where) as own:
            own.run(work(own.ready))

    def hold(self, number: str, token: str) -> Person:
        """Somebody who comes with a token of another kind, such as an outside system with its key."""
        self._people[number] = Person(self.client, number, token)
        return self._people[number]

    @property
    def hr(self) -> Person:
        return self.sign_in("HR01")

    @property
    def admin(self) -> Person:
        return self.sign_in("ROOT")

    def department(self, code: str, *employees: str, parent: str | None = None, **fields: Any) -> None:
        """A department with its head `{code}00` and employees; each is registered with these fields."""
        self.hr.done("POST", "/departments", {"code": code, "name": code, "parent": parent})
        for number in (f"{code}00", *employees):
            self.employee(number, code, **fields)
        self.hr.done("PATCH", f"/departments/{code}", {"head": f"{code}00"})

    def employee(self, number: str, department: str, **fields: Any) -> dict[str, Any]:
        """Without a password: hashing one takes longer than all the rest."""
        body = {"employee_no": number, "name": f"员工{number}", "department": department}
        return self.hr.done("POST", "/employees", {**body, **fields})

    def role(self, number: str, *roles: str) -> None:
        self.admin.done("PATCH", f"/employees/{number}", {"roles": list(roles)})

    def tag(self, code: str, rule: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return self.hr.done("POST", "/tags", {"code": code, "name": code, "rule": rule, **fields})

    def budget(self, owner: str, points: int) -> dict[str, Any]:
        return self.hr.done("PUT", f"/budgets/{owner}/{self.month}", {"points": points})

    def account(self, number: str, at_least: int) -> dict[str, Any]:
        """The account as hr sees it at a position."""
        found: dict[str, Any] = self.hr.get(f"/accounts/{number}?at_least={at_least}").json()
        return found
