"""The journal as the application sees it: submit a command, read a state."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import structlog
from prometheus_client import Counter
from psycopg import AsyncConnection, Error
from psycopg_pool import AsyncConnectionPool

from ledger.application.unit import Command, Taken, TooOld
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.chain import genesis
from ledger.infrastructure.journal.clock import ClockGuard
from ledger.infrastructure.journal.memory import Replaced
from ledger.infrastructure.journal.signing import Signing
from ledger.infrastructure.journal.writer import Writer
from ledger.infrastructure.tasks import end

SWEEP_SECONDS = 60.0
UNUSED = 3_600.0
"""Seconds after which what is remembered of an organisation is forgotten, when nobody asked for it."""
CLOSING_SECONDS = 1.0
FULL_SECONDS = 30.0
"""A full disk is told of for so long after a commit that failed by it: without commands nobody notices its end."""
NOTIFY_PAUSE_SECONDS = 0.02
"""Wake-ups for other processes come this far apart at least: NOTIFY takes a lock of the whole cluster."""
BEGUN_ANEW = Counter("ledger_history_begun_anew", "How often the journal turned out to be of another history.")
log = structlog.get_logger()


class Journal:
    """One object serves all organisations. `pool` connects as the role `ledger_app`, in autocommit.

    `signing` signs snapshots and checks them; without it none is believed. `begun_anew_at` is when it last turned out
    that an organisation's history had been replaced by another, such as by a restore. `elapsed` counts seconds.
    `guard` compares the clock with others; without one it is believed. `begins`: a transaction is begun and
    committed in words.
    """

    def __init__(
        self,
        pool: AsyncConnectionPool[AsyncConnection[Any]],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        signing: Signing | None = None,
        elapsed: Callable[[], float] = time.monotonic,
        guard: ClockGuard | None = None,
        begins: bool = False,
    ) -> None:
        self.clock = clock
        self.signing = signing
        self._guard = guard
        self._begins = begins
        self.begun_anew_at: datetime | None = None
        self.too_old: dict[str, str] = {}
        """The organisations that have events of a type which this version does not know, with one such type."""
        self._pool = pool
        self._writers: dict[str, Writer] = {}
        self._elapsed = elapsed
        self._swept = elapsed()
        self._to_notify: set[str] = set()
        self._notifying: asyncio.Task[None] | None = None

    async def close(self) -> None:
        """Tell other processes what is left to tell; before the pool is closed."""
        if self._notifying is not None:
            await asyncio.wait({self._notifying}, timeout=CLOSING_SECONDS)
            await end(self._notifying)

    @property
    def disk_full(self) -> bool:
        """Whether a commit came to nothing a moment ago since the database's disk was full."""
        since = time.monotonic() - FULL_SECONDS
        return any(writer.full_at is not None and writer.full_at > since for writer in self._writers.values())

    async def submit(self, command: Command) -> Taken:
        """Record a command and answer when it is durable. Raises Refusal or Unavailable."""
        with self._noting_what_is_newer():
            return await self._writer(command.organisation).submit(command)

    async def state(self, organisation: str, stream: str) -> Any:
        """The state of a stream, no older than the call."""
        return (await self.states(organisation, stream))[0]

    async def states(self, organisation: str, *streams: str) -> list[Any]:
        """The states of streams, all at one position that is no older than the call."""
        with self._noting_what_is_newer():
            return await self._writer(organisation).states(*streams)

    def remembered(self, organisation: str, stream: str) -> Any | None:
        """The state of a stream if it is in memory, perhaps a moment old; a command asks again under the lock."""
        loaded = self._writer(organisation).memory.get(stream)
        return loaded.state if loaded else None

    async def create(self, command: Command) -> Taken:
        """Record the first command of a new organisation, after making its head."""
        async with self._pool.connection() as connection:
            await connection.execute(sql.CREATE_HEAD, (command.organisation, genesis(command.organisation)))
        return await self.submit(command)

    async def check_clock(self) -> None:
        """Raises ClockInDoubt when nothing is to be done by this moment's clock."""
        if self._guard is not None:
            async with self._pool.connection() as connection:
                row = await (await connection.execute("SELECT clock_timestamp()")).fetchone()
                assert row is not None
                await self._guard.check(connection, row[0])

    @property
    def clock_doubt(self) -> str | None:
        """What is wrong with the clock, for operators, as far as anybody looked."""
        return self._guard.doubt if self._guard else None

    @property
    def ahead_of_clock(self) -> int:
        """In how many organisations what was recorded last lies ahead, as far as anybody asked."""
        return self._guard.ahead if self._guard else 0

    def tell(self, organisation: str) -> None:
        """Have the workers look at an organisation: a process may have recorded something and died before it told."""
        self._appended(organisation)

    async def organisations(self) -> list[str]:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "SELECT organisation FROM journal.heads WHERE position > 0 ORDER BY organisation"
            )
            return [row[0] for row in await cursor.fetchall()]

    @contextmanager
    def _noting_what_is_newer(self) -> Iterator[None]:
        try:
            yield
        except TooOld as error:
            if error.organisation not in self.too_old:
                log.error("too old for an organisation", organisation=error.organisation, type=error.type_name)
            self.too_old[error.organisation] = error.type_name
            raise

    def _writer(self, organisation: str) -> Writer:
        now = self._elapsed()
        if now - self._swept > SWEEP_SECONDS:
            self._forget(now)
        writer = self._writers.get(organisation)
        if writer is None:
            writer = self._writers[organisation] = Writer(
                organisation,
                self._pool,
                self._appended,
                self.clock,
                self.signing,
                self._begun_anew,
                self._guard,
                begins=self._begins,
            )
        writer.used_at = now
        return writer

    def _forget(self, now: float) -> None:
        """Give back the memory of organisations that nobody asks for."""
        self._swept = now
        kept = {one: writer for one, writer in self._writers.items() if writer.busy or now - writer.used_at < UNUSED}
        self._writers = kept

    def _begun_anew(self, replaced: Replaced) -> None:
        log.error(
            "history begun anew: the head is not of what was remembered",
            organisation=replaced.organisation,
            remembered=replaced.remembered.position,
            head=replaced.head.position,
        )
        BEGUN_ANEW.inc()
        self.begun_anew_at = self.clock()

    def _appended(self, organisation: str) -> None:
        self._to_notify.add(organisation)
        if self._notifying is None or self._notifying.done():
            self._notifying = asyncio.create_task(self._notify())

    async def _notify(self) -> None:
        while self._to_notify:
            organisations, self._to_notify = list(self._to_notify), set()
            try:
                async with self._pool.connection(timeout=2.0) as connection:
                    await connection.execute(
                        "SELECT pg_notify('ledger_appended', organisation) FROM unnest(%s::text[]) AS organisation",
                        (organisations,),
                    )
            except (Error, OSError):
                return  # whoever waits looks by itself once a second
            await asyncio.sleep(NOTIFY_PAUSE_SECONDS)
