"""Work on one import, as a process of its own does it, and as `ledger import` does."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from ledger.bootstrap import Installation
from ledger.infrastructure.database import pool
from ledger.infrastructure.imports.job import Job
from ledger.infrastructure.imports.store import Seal, Store
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.keys import Keyring


def command(organisation: str, id: str) -> Sequence[str]:
    """The command line of a process that works on an import, and ends with this one."""
    return (sys.executable, "-m", "ledger", "import-job", organisation, id, "--with-parent", str(os.getpid()))


@asynccontextmanager
async def job(where: Installation) -> AsyncIterator[tuple[Job, Store]]:
    """Everything that work on imports needs, open."""
    databases, secrets = where.databases, where.databases.secrets
    async with AsyncExitStack() as stack:
        writes = await stack.enter_async_context(pool(databases.app, at_most=2, writing=True))
        reads = await stack.enter_async_context(pool(databases.app, at_most=3))
        keys = await stack.enter_async_context(pool(databases.keys, at_most=2))
        store = Store(reads, Seal(secrets.derive("imports")))
        keyring = Keyring(keys, secrets.derive("person-keys"))
        yield Job(store, keyring, Journal(writes), databases.app), store


async def work(where: Installation, organisation: str, id: str) -> None:
    async with job(where) as (ready, _):
        await ready.run(organisation, id)
