"""Release before use: a version that does not know an event leaves its organisation to one that does, and harms
neither that organisation nor any other; forwards, beside each other, and back."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import psycopg
import pytest

from ledger.bootstrap import Installation
from tests.faults.alone import eventually
from tests.service import Company, Service, environment_of

NEWER = "tests.versions.newer"


class Two:
    """An installation on which processes of both versions are started."""

    def __init__(self, where: Installation, folder: Path, stack: ExitStack) -> None:
        self.where, self._stack = where, stack
        self.environment = environment_of(where, folder)

    def start(self, command: str, module: str = "ledger") -> Service:
        """One process, which the test ends; a worker answers nobody."""
        service = Service(self.environment, command=(command,), module=module)
        self._stack.callback(service.stop)
        return service.start(wait=command != "work")

    def praise(self, organisation: str) -> None:
        """The newer version records what the older one does not know."""
        command = [sys.executable, "-m", NEWER, "praise", organisation]
        subprocess.run(command, env={**os.environ, **self.environment}, check=True, timeout=60)

    def marks(self) -> set[str]:
        """The states of all projections, and how many are marked as failed anywhere."""
        with psycopg.connect(self.where.databases.owner) as connection:
            states = connection.execute("SELECT DISTINCT state FROM projector.status").fetchall()
            failures = connection.execute("SELECT count(*) FROM projector.failures").fetchone()
        assert failures is not None
        return {state for (state,) in states} | ({"marked"} if failures[0] else set())


@pytest.fixture
def two(where: Installation, tmp_path: Path) -> Iterator[Two]:
    with ExitStack() as stack:
        yield Two(where, tmp_path, stack)


def answered(company: Company, service: Service) -> list[str]:
    """How a command and a read of somebody signed in are answered, and whether the read has seen the command."""
    headers = {"Authorization": f"Bearer {company.hr.token}"}
    with httpx.Client(base_url=f"{service.url}/v1", headers=headers, timeout=30) as client:
        done = client.patch("/organisation", json={"backdating_days": 30})
        at_least = done.json().get("position", 0)
        seen = client.get(f"/departments?at_least={at_least}")
    return [f"{one.status_code} {one.json()['type']}" if one.is_error else str(one.status_code) for one in (done, seen)]


def status(service: Service) -> str:
    found: str = httpx.get(f"{service.url}/readyz", timeout=5).json()["status"]
    return found


def test_a_version_that_does_not_know_an_event_leaves_its_organisation_to_a_newer_one(two: Two) -> None:
    older = two.start("run")
    newer_events, others = Company(two.where, older), Company(two.where, older)
    assert answered(newer_events, older) == answered(others, older) == ["200", "200"]

    two.praise(newer_events.id)
    assert answered(newer_events, older) == ["503 /problems/too-old"] * 2
    assert answered(others, older) == ["200", "200"], "everybody else's goes on, projections included"
    assert status(older) == "too old"
    assert two.marks() == {"running"}, "an old process writes nothing about what it does not know"

    newer = two.start("serve", NEWER)
    working = two.start("work", NEWER)
    eventually(lambda: answered(newer_events, newer) == ["200", "200"], "the newer worker has got past it")
    assert answered(others, older) == answered(others, newer) == ["200", "200"], "beside each other"
    assert status(newer) == "ready"

    for one in (newer, working):
        one.stop()
    back = two.start("serve")
    assert answered(newer_events, back) == ["503 /problems/too-old"] * 2, "also one that has never read the event"
    assert answered(others, back) == ["200", "200"]
    assert two.marks() == {"running"}

    again = two.start("serve", NEWER)
    two.start("work", NEWER)
    eventually(lambda: answered(newer_events, again) == ["200", "200"], "forwards again")
    assert two.marks() == {"running"}
