"""Group commit: one organisation's commands, decided one after another, recorded in one transaction.

A writer takes what arrived while the last commit ran, locks the head row, catches up on what others recorded,
decides over an overlay of the states, appends everything with the stored answers, commits, and only then
answers. A refused command refuses itself only. Whenever the outcome of a commit is in doubt, the next attempt
looks the command ids up under the same lock before it decides again (docs/adr/0003).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from psycopg import AsyncConnection, InterfaceError, OperationalError
from psycopg.errors import (
    DiskFull,
    IdleInTransactionSessionTimeout,
    InternalError_,
    ReadOnlySqlTransaction,
    TransactionTimeout,
)
from psycopg_pool import AsyncConnectionPool

from ledger.application.unit import Command, Loaded, StateMissing, Taken, Unavailable
from ledger.arrays import joined
from ledger.domain.errors import Refusal
from ledger.infrastructure.database import PATIENCE_SECONDS, cut_after
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.batch import Batch, Stored
from ledger.infrastructure.journal.chain import Place, genesis
from ledger.infrastructure.journal.clock import ClockGuard
from ledger.infrastructure.journal.memory import Memory, Replaced
from ledger.infrastructure.journal.queue import MOST_PER_COMMIT, Queue, Waiting
from ledger.infrastructure.journal.signing import Signing

LOOK_SECONDS = 0.5
HUNG_SECONDS = 60.0
"""How long a transaction waits for a server that says nothing before its connection is given up. Its commands are
answered long before; but the server may keep the session until it is well, and they are not to pile up there."""
WRITING_SECONDS = 5
"""A writer that was stopped in the middle of a transaction gives way to the others after so long (PostgreSQL 17 and
later). The idle timeout does not see it: psycopg ends a pipeline with a flush, which the server takes for activity,
and in the middle of one the server is not idle but waits for more of it."""
WAITING_SECONDS = 3
"""How long it waits for the head's lock before it begins again: less, so that time is left for the work."""
HAS_TRANSACTION_TIMEOUT = 170_000

DOUBTS = (
    OperationalError, InterfaceError, OSError, InternalError_, ReadOnlySqlTransaction, IdleInTransactionSessionTimeout,
    TransactionTimeout,
)  # fmt: skip
"""After these nobody knows whether a transaction was committed: a lost connection, a server that shuts down, fails
inside or is the standby now, or a session that it ended, since this process was stopped for too long in the middle."""
EXPECTED = (Taken, Refusal)
log = structlog.get_logger()


class Writer:
    """Takes the commands of one organisation. All of its methods run on the event loop."""

    def __init__(
        self,
        organisation: str,
        pool: AsyncConnectionPool[AsyncConnection[Any]],
        appended: Callable[[str], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        signing: Signing | None = None,
        begun_anew: Callable[[Replaced], None] = lambda replaced: None,
        guard: ClockGuard | None = None,
        *,
        begins: bool = False,
    ) -> None:
        self.memory = Memory(organisation, signing, begun_anew)
        self._organisation = organisation
        self._pool = pool
        self._appended = appended
        self._clock = clock
        self._guard = guard
        self._begins = begins
        self.used_at = 0.0
        self._queue = Queue()
        self._taken: list[Waiting] = []
        self._lock = asyncio.Lock()
        self._running: asyncio.Task[None] | None = None
        self._looking: asyncio.TimerHandle
        self.full_at: float | None = None
        """When (`time.monotonic`) the last commit came to nothing since the database's disk was full."""

    @property
    def busy(self) -> bool:
        """Whether somebody waits for it."""
        return bool(len(self._queue)) or self._lock.locked() or (self._running is not None and not self._running.done())

    async def submit(self, command: Command) -> Taken:
        """Queue a command and wait until it is on record. Raises Refusal or Unavailable."""
        waiting = Waiting(command, asyncio.get_running_loop().create_future(), time.monotonic() + PATIENCE_SECONDS)
        self._queue.add(waiting)
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await waiting.outcome

    async def states(self, *streams: str) -> list[Any]:
        """The states of streams, all at one position that is no older than the call; for reads."""
        before = self.memory.place
        async with self._pool.connection() as connection:
            with cut_after(connection, PATIENCE_SECONDS):
                head = await self._head(connection)
        found = [self.memory.get(stream) for stream in streams]
        if self.memory.position < head.position or None in found or _strays(before, head):
            # Goes on when this caller is told to try again, for whoever asks next.
            loading = asyncio.create_task(self._load(head, streams))
            loading.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
            await asyncio.wait({loading}, timeout=PATIENCE_SECONDS)
            if not loading.done():
                raise Unavailable("the database is away")
            found = loading.result()
        return [loaded.state for loaded in found if loaded is not None]

    async def _load(self, head: Place, streams: Sequence[str]) -> list[Loaded | None]:
        async with self._lock, self._pool.connection() as connection:
            with cut_after(connection, HUNG_SECONDS):
                if _strays(self.memory.place, head):  # or it was moved on by a commit meanwhile
                    head = await self._head(connection)
                await self.memory.catch_up(connection, head)
                missing = [stream for stream in streams if self.memory.get(stream) is None]
                if missing:
                    await self.memory.load(connection, missing)
                return [self.memory.get(stream) for stream in streams]

    async def _head(self, connection: AsyncConnection[Any]) -> Place:
        cursor = await connection.execute(sql.READ_HEAD, (self._organisation,), prepare=True)
        row = await cursor.fetchone()
        return Place(row[0], row[1]) if row else Place(0, genesis(self._organisation))

    async def _run(self) -> None:
        self._looking = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)
        try:
            await self._record()
        finally:
            self._looking.cancel()

    async def _record(self) -> None:
        pause = 0.0
        in_doubt = False
        alone = 0
        while len(self._queue):
            most = 1 if alone else MOST_PER_COMMIT
            batch = self._taken = self._queue.take(most)
            alone = max(alone - 1, 0)
            if not batch:
                break
            try:
                async with self._lock:
                    await self._commit(batch, in_doubt or most == 1)
                pause, in_doubt, self.full_at = 0.0, False, None
            except DOUBTS as error:
                log.warning("commit in doubt", organisation=self._organisation, error=type(error).__name__)
                self.full_at = time.monotonic() if isinstance(error, DiskFull) else None
                in_doubt = True
                self._requeue(batch)
                pause = min(pause + 0.05, 0.5)
                await asyncio.sleep(pause)
            except Unavailable as error:
                _fail(batch, error)
            except Exception as error:  # of whatever kind: a statement that refuses one command's rows refuses all
                log.exception("batch failed", organisation=self._organisation)
                if len(batch) > 1:
                    self._requeue(batch)  # whose fault it is shows when each goes alone
                    alone = len(batch)
                else:
                    _fail(batch, error)

    def _look(self) -> None:
        """Look from time to time who has waited too long, also while a commit hangs."""
        _tell_the_late([*self._taken, *self._queue])
        self._looking = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)

    def _requeue(self, batch: list[Waiting]) -> None:
        """Put a batch of unknown outcome back in front; who waited too long is told to try again."""
        _tell_the_late(batch)
        self._queue.put_back(batch)

    async def _commit(self, waiting: list[Waiting], in_doubt: bool) -> None:
        async with self._pool.connection(timeout=2.0) as connection:
            try:
                with cut_after(connection, HUNG_SECONDS):
                    outcomes = await self._transact(connection, [one.command for one in waiting], in_doubt)
            except BaseException:
                await connection.close()  # its transaction is of unknown state: never hand it to anybody else
                raise
        for one, outcome in zip(waiting, outcomes, strict=True):
            if one.outcome.done():
                continue
            if isinstance(outcome, Taken):
                one.outcome.set_result(outcome)
            else:
                one.outcome.set_exception(outcome)
        # Not before: what a fault says takes time, which under the lock would be everybody's.
        for one, outcome in zip(waiting, outcomes, strict=True):
            if not isinstance(outcome, EXPECTED):
                command = one.command.command
                log.error("handler failed", organisation=self._organisation, command=command, exc_info=outcome)

    async def _transact(
        self, connection: AsyncConnection[Any], commands: list[Command], in_doubt: bool
    ) -> list[Taken | Exception]:
        # A pipeline is one transaction. A pooler or a distributed server between may not know that, and is told.
        bounded = connection.info.server_version >= HAS_TRANSACTION_TIMEOUT
        limits = {"waiting": f"{WAITING_SECONDS}s", "writing": f"{WRITING_SECONDS}s"}
        async with connection.pipeline():
            if self._begins:
                await connection.execute("BEGIN", prepare=True)
            locked = await connection.execute(
                sql.LOCK_HEAD_BOUNDED if bounded else sql.LOCK_HEAD_IMPATIENTLY,
                {"organisation": self._organisation, **limits},
                prepare=True,
            )
            known = [
                await connection.execute(query, {"organisation": self._organisation, **asked}, prepare=True)
                for query, asked in _asked_before(commands, in_doubt)
            ]
            head = await locked.fetchone()
            if head is None:
                await self.memory.catch_up(connection, Place(0, genesis(self._organisation)))
                raise Unavailable("there is no such organisation")
            if self._guard is not None:
                await self._guard.check_after(connection, head[3], self._organisation, head[2])
            await self.memory.catch_up(connection, Place(head[0], head[1]))
            batch = Batch(self.memory, max(self._clock(), head[2]), head[0], head[1])
            for cursor in known:
                batch.note(map(Stored._make, await cursor.fetchall()))
            outcomes = await self._decide(connection, batch, commands)
            types = batch.types()
            if new := types - (self.memory.types or frozenset()):
                await connection.execute(sql.NOTE_TYPES, (self._organisation, sorted(new)))
            if batch.answers:
                await connection.execute(sql.APPEND, self._appending(batch, head[0]), prepare=True)
            if self._begins:
                await connection.execute("COMMIT", prepare=True)
        if batch.answers:
            self.memory.merge(batch.changed, Place(batch.position, batch.head), types)
            if batch.rows:
                self._appended(self._organisation)
        return outcomes

    async def _decide(
        self, connection: AsyncConnection[Any], batch: Batch, commands: list[Command]
    ) -> list[Taken | Exception]:
        """Decide each command; those that miss a state are decided again when all missing ones are loaded."""
        outcomes: dict[int, Taken | Exception] = {}
        undecided: Iterable[int] = range(len(commands))
        while undecided:
            missing: dict[int, tuple[str, ...]] = {}
            for index in undecided:
                try:
                    outcome = batch.decide(commands[index])
                    outcomes[index] = outcome if isinstance(outcome, Taken) else await outcome
                except StateMissing as missed:
                    missing[index] = missed.streams
                except Refusal as refusal:
                    outcomes[index] = refusal
                except Exception as error:  # a fault in one handler is that command's alone
                    outcomes[index] = error
            if missing:
                await self.memory.load(connection, {stream for streams in missing.values() for stream in streams})
            undecided = list(missing)
        return [outcomes[index] for index in range(len(commands))]

    def _appending(self, batch: Batch, after: int) -> dict[str, Any]:
        return {
            "organisation": self._organisation,
            "after": after,
            "count": len(batch.rows),
            "recorded_at": batch.now,
            "head": batch.head,
            "streams": joined(row[0] for row in batch.rows),
            "versions": joined(row[1] for row in batch.rows),
            "types": joined(row[2] for row in batch.rows),
            "states": [row[3] for row in batch.rows],
            "hashes": [row[4] for row in batch.rows],
            "linked_streams": joined(linked for linked, _ in batch.links),
            "linked_ordinals": joined(ordinal for _, ordinal in batch.links),
            "commands": joined(answered[0].command for answered in batch.answers),
            "actors": joined(answered[0].actor for answered in batch.answers),
            "keys": joined(answered[0].idempotency_key for answered in batch.answers),
            "fingerprints": [answered[0].fingerprint for answered in batch.answers],
            "command_ordinals": joined(answered[1] for answered in batch.answers),
            "statuses": joined(answered[2] for answered in batch.answers),
            "answers": [answered[3] for answered in batch.answers],
        }


def _strays(remembered: Place, head: Place) -> bool:
    """Whether a head can't be where the history of a place has come to."""
    return head.position < remembered.position or (head.position == remembered.position and head != remembered)


def _fail(batch: list[Waiting], error: Exception) -> None:
    for waiting in batch:
        if not waiting.outcome.done():
            waiting.outcome.set_exception(error)


def _tell_the_late(waiting: Iterable[Waiting]) -> None:
    """Who has waited too long is told to try again; what became of the command is on record by then, if anything."""
    now = time.monotonic()
    for one in waiting:
        if now > one.deadline and not one.outcome.done():
            one.outcome.set_exception(Unavailable("the database is away"))


def _asked_before(commands: list[Command], in_doubt: bool) -> list[tuple[str, dict[str, str]]]:
    """The questions whether commands are on record, each with its parameters besides the organisation."""
    questions = []
    keyed = [command for command in commands if command.idempotency_key is not None]
    if keyed:
        actors = joined(command.actor for command in keyed)
        keys = joined(command.idempotency_key for command in keyed)
        questions.append((sql.FIND_BY_KEY, {"actors": actors, "keys": keys}))
    if in_doubt:
        questions.append((sql.FIND_BY_ID, {"commands": joined(command.command for command in commands)}))
    return questions
