"""The real service in its real shape: `ledger run`, the API in one process and the worker in another."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg

from bench.cpu import descendants
from bench.errors import BenchError
from bench.installing import Installed
from bench.processes import ROOT
from bench.tenant import HR, PASSWORD, Tenant

LEDGER = (sys.executable, "-m", "ledger")
RUN = (*LEDGER, "run")
RUN_WITH_EMPTY = (sys.executable, "-m", "bench.emptied", "run")

READY_SECONDS = 120.0
STOP_SECONDS = 20.0
CATCH_UP_SECONDS = 900.0


@dataclass(frozen=True)
class Memory:
    """Megabytes that processes hold together: resident, and with shared pages counted in parts."""

    resident: float
    proportional: float

    @classmethod
    def of(cls, pids: Sequence[int]) -> Memory:
        """Raises BenchError where the kernel does not tell."""
        rss = pss = 0
        for pid in pids:
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
            except OSError as problem:
                raise BenchError(f"the memory of process {pid} cannot be read: {problem}") from problem
            fields = dict(line.split(":", 1) for line in lines)
            rss += int(fields["Rss"].split()[0])
            pss += int(fields["Pss"].split()[0])
        return cls(rss / 1024, pss / 1024)


@dataclass(frozen=True)
class Service:
    """A running service over an installation with one organisation."""

    installed: Installed
    tenant: Tenant
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def token(self, login: str) -> str:
        """A fresh token of somebody."""
        said = {"organisation": self.tenant.organisation, "login": login, "password": PASSWORD}
        answer = httpx.post(f"{self.address}/v1/sessions", json=said, timeout=30)
        if answer.status_code != 201:
            raise BenchError(f"{login} cannot sign in: {answer.status_code} {answer.text[:300]}")
        return str(answer.json()["access_token"])

    def tokens(self) -> dict[str, str]:
        """Fresh tokens of all managers who grant."""
        return {manager: self.token(manager) for manager in self.tenant.granting}

    @property
    def hr_token(self) -> str:
        """Of somebody who sees everybody."""
        return self.token(HR)

    def warm(self) -> float:
        """Ask once, so that the service has the directory in memory; the seconds that it took."""
        started = time.perf_counter()
        headers = {"Authorization": f"Bearer {self.hr_token}"}
        answer = httpx.get(f"{self.address}/v1/me", headers=headers, timeout=READY_SECONDS)
        if answer.status_code != 200:
            raise BenchError(f"the first question was answered with {answer.status_code}: {answer.text[:300]}")
        return time.perf_counter() - started

    def position(self) -> int:
        """How many events the journal holds."""
        return self._number("SELECT position FROM journal.heads WHERE organisation = %s")

    def projected(self) -> int:
        """How far the slowest projection is; 0 before the first page."""
        return self._number("SELECT coalesce(min(position), 0) FROM projector.positions WHERE organisation = %s")

    def caught_up(self, seconds: float = CATCH_UP_SECONDS) -> float:
        """Wait until every projection has seen every event; the seconds that it took.

        Raises BenchError where they do not come so far, or a process has ended meanwhile.
        """
        started = time.perf_counter()
        head = self.position()
        while self.projected() < head:
            self.check_alive()
            if time.perf_counter() - started > seconds:
                raise BenchError(f"projections stand at {self.projected()} of {head} after {seconds:.0f} s")
            time.sleep(0.02)
        return time.perf_counter() - started

    def check_alive(self) -> None:
        """Raises BenchError where the service has ended."""
        if self.process.poll() is not None:
            said = self.log.read_text(errors="replace")[-1000:]
            raise BenchError(f"the service ended with {self.process.returncode}: {said}")

    def memory(self) -> Memory:
        """What the service's own processes hold."""
        return Memory.of(descendants(self.process.pid))

    def _number(self, query: str) -> int:
        with psycopg.connect(self.installed.where.databases.owner) as connection:
            row = connection.execute(query.encode(), (self.tenant.organisation,)).fetchone()
        return int(row[0]) if row else 0


@contextmanager
def running(installed: Installed, tenant: Tenant, command: Sequence[str] = RUN_WITH_EMPTY) -> Iterator[Service]:
    """Start the service with its worker, wait until it is ready, and end both afterwards."""
    port = _free_port()
    environment = {**os.environ, **installed.environment, "LEDGER_PORT": str(port)}
    with (installed.logs / f"service-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd=ROOT,
            start_new_session=True,
        )  # fmt: skip
        try:
            service = Service(installed, tenant, f"http://127.0.0.1:{port}", process, Path(log.name))
            _wait_until_ready(service)
            yield service
        finally:
            _end(process)


def _wait_until_ready(service: Service) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        service.check_alive()
        try:
            answer = httpx.get(f"{service.address}/readyz", timeout=5)
        except httpx.TransportError as problem:
            said = str(problem)
        else:
            if answer.status_code == 200:
                return
            said = answer.text[:300]
        if time.monotonic() > deadline:
            raise BenchError(f"the service is not ready after {READY_SECONDS:.0f} s: {said}")
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the service; its worker ends with it, also where it has to be killed."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
