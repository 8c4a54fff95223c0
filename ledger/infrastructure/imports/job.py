"""One piece of work on one import, in a process of its own: a bad file can hurt nobody else, and memory is bounded."""

from __future__ import annotations

import resource
from contextlib import suppress
from datetime import datetime
from typing import Any

import structlog
from psycopg import AsyncConnection

from ledger.domain.imports.kinds import KINDS
from ledger.infrastructure.files.rows import Unreadable
from ledger.infrastructure.imports.checking import Checking
from ledger.infrastructure.imports.store import Store
from ledger.infrastructure.imports.writing import Writing
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.keys import Keyring

MOST_MEMORY = 1_000_000_000
"""Beyond this a process that works on an import is refused memory, so that no file takes the machine's."""
log = structlog.get_logger()


def bound_memory() -> None:
    """For a process that does nothing else."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def _credits(one: dict[str, Any]) -> bool:
    """Whether points are about to be written: one import after the other, so that none credits what another has just
    credited in another shape."""
    return one["state"] == "importing" and KINDS[one["kind"]].summed is not None


async def _locked(connection: AsyncConnection[Any], name: str) -> bool:
    """Whether this process alone works on what has this name, until the transaction's end."""
    cursor = await connection.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (name,))
    row = await cursor.fetchone()
    return row is not None and bool(row[0])


class Job:
    """Checks an import, writes it or takes it back, whichever it waits for."""

    def __init__(self, store: Store, keyring: Keyring, journal: Journal, database: str) -> None:
        self._store, self._keyring, self._journal, self._database = store, keyring, journal, database

    async def run(self, organisation: str, id: str) -> bool:
        """Whether there was something to do; not while another process does it."""
        async with await AsyncConnection.connect(self._database) as connection:
            # The transaction is the lock: it does nothing else, and lasts as long as the work.
            await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            if not await _locked(connection, f"import:{id}"):
                return False
            one = await self._store.find(organisation, id)
            if one is None or (
                _credits(one) and not await _locked(connection, f"imports:{organisation}:{one['kind']}")
            ):
                return False
            return await self._work(one)

    async def _work(self, one: dict[str, Any]) -> bool:
        match one["state"]:
            case "uploaded" | "checking":
                await self._check(one, self._journal.clock())
            case "importing":
                await Writing(self._store, self._keyring, self._journal, one).write()
            case "undoing":
                await Writing(self._store, self._keyring, self._journal, one).undo()
            case _:
                return False
        return True

    async def _check(self, one: dict[str, Any], now: datetime) -> None:
        try:
            await Checking(self._store, self._keyring, one, now, self._journal.signing).run()
        except Unreadable as unreadable:
            problem = {"rule": unreadable.rule, "reason": unreadable.reason, "row": unreadable.row}
            await self._fail(one, problem)
        except MemoryError:
            await self._fail(one, {"rule": "too-large", "reason": "The file takes too much memory.", "row": None})

    async def _fail(self, one: dict[str, Any], problem: dict[str, Any]) -> None:
        log.info("import failed", organisation=one["organisation"], id=one["id"], rule=problem["rule"])
        await self._store.fail(one["organisation"], one["id"], problem)
