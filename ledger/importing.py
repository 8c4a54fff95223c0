"""Work on one import, as a process of its own does it, and as `ledger import` does.

    python -m ledger.importing ORGANISATION ID PARENT

It loads neither the API nor the command line: a process is begun for every step of an import.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial

import structlog

from ledger import logs
from ledger.application.unit import TooOld
from ledger.command_line.processes import end_with_parent
from ledger.config import Settings
from ledger.infrastructure.database import Databases, pool
from ledger.infrastructure.imports.job import Job, bound_memory
from ledger.infrastructure.imports.store import Seal, Store
from ledger.infrastructure.imports.watching import TOO_OLD
from ledger.infrastructure.journal.clock import ClockGuard
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.journal.signing import Signing
from ledger.infrastructure.keys import Keyring
from ledger.infrastructure.secrets import load_secrets

log = structlog.get_logger()


def command(organisation: str, id: str) -> Sequence[str]:
    """The command line of a process that works on an import, and ends with this one."""
    return (sys.executable, "-m", "ledger.importing", organisation, id, str(os.getpid()))


def environment(databases: Databases) -> Mapping[str, str]:
    """What it needs to know: where the database is, also when that is an embedded one."""
    return {**os.environ, "LEDGER_DATABASE_URL": databases.owner}


@asynccontextmanager
async def job(databases: Databases, guard: ClockGuard | None = None) -> AsyncIterator[tuple[Job, Store]]:
    """Everything that work on imports needs, open; without a guard the clock is believed."""
    secrets = databases.secrets
    async with AsyncExitStack() as stack:
        open_pool = partial(pool, prepares=databases.prepares)
        writes = await stack.enter_async_context(open_pool(databases.app, at_most=2, writing=True))
        reads = await stack.enter_async_context(open_pool(databases.app, at_most=3))
        keys = await stack.enter_async_context(open_pool(databases.keys, at_most=2))
        store = Store(reads, Seal(secrets.derive("imports")))
        keyring = Keyring(keys, secrets.derive("person-keys"))
        journal = Journal(writes, signing=Signing.of(secrets), guard=guard, begins=databases.begins)
        yield Job(store, keyring, journal, databases.app), store


async def work(databases: Databases, organisation: str, id: str, guard: ClockGuard | None = None) -> None:
    async with job(databases, guard) as (ready, _):
        await ready.run(organisation, id)


def main(organisation: str, id: str, parent: str) -> None:
    end_with_parent(int(parent))
    logs.configure()
    bound_memory()
    settings = Settings.from_environment()
    assert settings.database_url is not None
    try:
        secrets = load_secrets(settings.data, holds=lambda: "a service")
        databases = Databases(settings.database_url, secrets, prepares=settings.prepare, begins=settings.begin)
        guard = None if settings.trust_clock else ClockGuard(lambda: datetime.now(UTC))
        asyncio.run(work(databases, organisation, id, guard))
    except TooOld as error:
        log.error("too old for an import", organisation=organisation, type=error.type_name)
        sys.exit(TOO_OLD)


if __name__ == "__main__":
    main(*sys.argv[1:4])
