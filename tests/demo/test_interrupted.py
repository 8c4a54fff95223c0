"""A load that was killed anywhere goes on at the next start, to the same end."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger import demo
from ledger.api.http.services import Services
from ledger.application.sessions import Origin
from ledger.application.unit import Command, Taken
from ledger.bootstrap import Installation
from ledger.domain.directory.events import DelegationGiven
from ledger.infrastructure.embedded import Servers
from tests.demo.told import PASSWORD, Told, load_now, opened, picture_of, told_of
from tests.installation import migrated
from tests.service import environment_of

NOON = datetime(2026, 10, 14, 4, 0, tzinfo=UTC)
ONE_START = """
import asyncio
from ledger.bootstrap import installation, load_demo
from ledger.config import Settings
with installation(Settings.from_environment()) as where:
    asyncio.run(load_demo(where))
"""


class Killed(Exception):
    """The process ended here."""


class Mortal:
    """A journal in a process that ends after so many new commands; `done` outlives it."""

    def __init__(self, journal: Any, done: set[str], commands: int) -> None:
        self._journal, self._done, self._left = journal, done, commands

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    async def submit(self, command: Command) -> Taken:
        return await self._once(command, self._journal.submit)

    async def create(self, command: Command) -> Taken:
        return await self._once(command, self._journal.create)

    async def _once(self, command: Command, take: Callable[[Command], Awaitable[Taken]]) -> Taken:
        assert command.idempotency_key is not None
        if command.idempotency_key not in self._done:
            if self._left == 0:
                raise Killed
            self._left -= 1
            self._done.add(command.idempotency_key)
        return await take(command)


async def start(ready: Services, done: set[str], commands: int) -> bool:
    """Whether the load came to its end before the process came to its own."""
    mortal: Any = Mortal(ready.journal, done, commands)
    try:
        await demo.load(dataclasses.replace(ready, journal=mortal), PASSWORD)
    except Killed:
        return False
    return True


@pytest.fixture(scope="module")
def in_one_go(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """What an uninterrupted load makes of the same day."""
    with migrated(servers, servers.redis_url, tmp_path_factory.mktemp("demo")) as where:
        yield load_now(where, lambda: NOON)


@pytest.mark.parametrize("scaled", [29, 50, 121])
def test_killed_after_every_so_many_commands(where: Installation, in_one_go: Told, scaled: int, full: bool) -> None:
    """Killed again and again; with --full, the first of these after each single command."""
    commands = 1 if full and scaled == 29 else scaled

    async def loads() -> list[str]:
        done: set[str] = set()
        while True:
            async with opened(where, lambda: NOON) as ready:
                if await start(ready, done, commands):
                    return await picture_of(ready)

    assert asyncio.run(loads()) == in_one_go.picture


def test_killed_between_passwords_and_organisation(where: Installation, in_one_go: Told) -> None:
    """There is no organisation yet, so the next start begins anew, with its own password."""

    async def loads() -> list[str]:
        async with opened(where, lambda: NOON, passwords=True) as ready:
            set_common_password = ready.sessions.set_common_password

            async def dying(*arguments: Any, **named: Any) -> None:
                await set_common_password(*arguments, **named)
                raise Killed

            ready.sessions.set_common_password = dying  # type: ignore[method-assign]  # the process ends here
            with pytest.raises(Killed):
                await demo.load(ready, "the first password")
        async with opened(where, lambda: NOON, passwords=True) as ready:
            assert await ready.journal.organisations() == []
            await demo.load(ready, PASSWORD)
            await ready.sessions.check_password("demo", "ROOT", PASSWORD, Origin("127.0.0.1"))
            return await picture_of(ready)

    assert asyncio.run(loads()) == in_one_go.picture


@pytest.mark.parametrize(("commands", "days"), [(59, 29), (65, 29), (80, 400), (140, 1)])
def test_goes_on_much_later(where: Installation, in_one_go: Told, commands: int, days: int) -> None:
    """In another month there are other budgets, and times are counted from the new present."""

    async def loads() -> Told:
        done: set[str] = set()
        async with opened(where, lambda: NOON) as ready:
            assert not await start(ready, done, commands)
        async with opened(where, lambda: NOON + timedelta(days=days)) as ready:
            assert await start(ready, done, 1000)
            return await told_of(ready)

    assert what_happened(asyncio.run(loads())) == what_happened(in_one_go)


def what_happened(told: Told) -> Counter[str]:
    """How often each thing did, but for what has to be renewed: budgets of a month, and delegations."""
    return Counter(
        one.event.type_name
        for one in told.events
        if not one.stream.startswith("budget:") and not isinstance(one.event, DelegationGiven)
    )


def test_two_starts_at_once(where: Installation, in_one_go: Told) -> None:
    async def loads() -> list[str]:
        async with opened(where, lambda: NOON) as one, opened(where, lambda: NOON) as other:
            await asyncio.gather(demo.load(one, PASSWORD), demo.load(other, PASSWORD))
            return await picture_of(one)

    assert asyncio.run(loads()) == in_one_go.picture


def test_kill_9(where: Installation, in_one_go: Told, tmp_path: Path) -> None:
    """A real process, really killed in the middle of it; the next goes on."""
    environment = {**os.environ, **environment_of(where, tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", ONE_START], env=environment)
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        while process.poll() is None and _position(connection) < len(in_one_go.events) // 2:
            time.sleep(0.001)
        process.kill()
        process.wait()
        assert 0 < _position(connection) < len(in_one_go.events)
    told = load_now(where)
    assert len(told.events) == len(in_one_go.events)
    assert {no: one.balance for no, one in told.accounts.items()} == {
        no: one.balance for no, one in in_one_go.accounts.items()
    }


def _position(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("SELECT coalesce(max(position), 0) FROM journal.heads").fetchone()
    return int(row[0]) if row else 0
