"""Who follows an organisation's stream, and what each of them has to be told: one reading for all of them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import structlog
from psycopg import AsyncConnection, Error

from ledger.api.http.services import HubPort, Services
from ledger.api.live.event_stream import to_its_end
from ledger.api.waiting.queries import Waiting
from ledger.contexts import WAITING
from ledger.domain.directory.directory import DIRECTORY
from ledger.domain.organisation.organisation import ORGANISATION
from ledger.projections.engine.following import Moved, moved
from ledger.projections.engine.queries import hash_at, positions

PAUSE_SECONDS = 0.005
PAUSE_SECONDS_PER_STREAM = 0.0001
"""Moves that come in quick succession are told together: the more listen, the longer telling all of them takes."""
LONGEST_SLEEP_SECONDS = 5.0
MOST_READ = 2_000
MOST_STREAMS = 8
"""Of one person in one process."""
MOST_IN_ALL = 5_000
"""Of all people in one process."""
READS_AT_ONCE = 4
"""Of the connections for reading, so that some are always left to who asks for something else."""
READ = ("audit", "balances", "leaderboards", "notifications", *WAITING.reads)
log = structlog.get_logger()


class Changes(NamedTuple):
    """What moved up to a position. `mine`: the subscriber's account or notifications, those `after` a position.
    `waiting`: what waits for somebody."""

    position: int
    mine: bool
    boards: bool
    waiting: bool
    after: int | None

    def with_later(self, later: Changes) -> Changes:
        """Both as one, where the first have not been told yet."""
        after = later.after if self.after is None else self.after
        mine, boards = self.mine or later.mine, self.boards or later.boards
        return Changes(later.position, mine, boards, self.waiting or later.waiting, after)


class Subscriber:
    """One open stream. Changes that it has not taken yet are merged, so a slow client never holds memory. `waiting` is
    the mark of what it was told last that waits."""

    def __init__(self, employee_no: str) -> None:
        self.employee_no = employee_no
        self.waiting: int | None = None
        self._pending: Changes | None = None
        self._told = asyncio.Event()

    async def changes(self) -> Changes:
        await self._told.wait()
        self._told.clear()
        changes, self._pending = self._pending, None
        assert changes is not None
        return changes

    def tell(self, changes: Changes) -> None:
        self._pending = changes if self._pending is None else self._pending.with_later(changes)
        self._told.set()


class Broadcast:
    """Follows one organisation while somebody listens."""

    def __init__(self, services: Services, organisation: str, here: Here) -> None:
        self._services = services
        self._organisation = organisation
        self._here = here
        self._subscribers: set[Subscriber] = set()
        self._streams: Counter[str] = Counter()
        self._following: asyncio.Task[None] | None = None
        self._boards: dict[tuple[str, str], tuple[int, asyncio.Task[dict[str, Any]]]] = {}
        self._waiting: tuple[int, asyncio.Task[Waiting]] | None = None
        self._round = 0
        self._moved = 0

    @asynccontextmanager
    async def subscribe(self, employee_no: str) -> AsyncIterator[Subscriber]:
        """Whatever is projected from now on is told, also what this process has not heard of yet."""
        self._streams[employee_no] += 1  # before anything is waited for: others would be let in meanwhile
        self._here.streams += 1
        subscriber = Subscriber(employee_no)
        try:
            if self._idle():
                position = await to_its_end(self.position())
                if self._idle():
                    self._boards.clear()  # nobody kept them
                    self._waiting = None
                    self._following = asyncio.create_task(self._follow(position))
            self._subscribers.add(subscriber)
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)
            self._here.streams -= 1
            self._streams -= Counter([employee_no])  # forgets those who have none left
            if not self._streams and self._following is not None:
                self._following.cancel()
                self._following = None

    def is_full(self, employee_no: str) -> bool:
        """Whether somebody has as many streams open as one may."""
        return self._streams[employee_no] >= MOST_STREAMS

    def all_full(self) -> bool:
        """Whether this process has as many streams open as it may."""
        return self._here.streams >= MOST_IN_ALL

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection[Any]]:
        """A connection for what a stream tells."""
        async with self.turn(), self._services.reads.connection() as connection:
            yield connection

    def turn(self) -> asyncio.Semaphore:
        """To be held by what takes a connection by itself."""
        return self._here.reads

    def _idle(self) -> bool:
        return self._following is None or self._following.done()

    async def position(self) -> int:
        """How far the rows are that a stream is read from, all of them. The hub may know less, when this process
        has just been started, and more, when one of the projections is behind the others."""
        async with self.reading() as connection:
            return await positions(connection, self._organisation, READ)

    async def board(self, scope: str, period: str, read: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        """A board, read once a round for all who follow it."""
        known = self._boards.get((scope, period))
        if known is None or known[0] != self._round or _failed(known[1]):
            known = (self._round, asyncio.ensure_future(read()))
            self._boards[(scope, period)] = known
        return await asyncio.shield(known[1])

    async def waiting(self) -> Waiting:
        """What waits for whom, read once for all who are told of it after the same change."""
        if self._waiting is None or self._waiting[0] != self._moved or _failed(self._waiting[1]):
            self._waiting = (self._moved, asyncio.ensure_future(self._read_waiting()))
        return await asyncio.shield(self._waiting[1])

    async def _read_waiting(self) -> Waiting:
        journal = self._services.journal
        directory, organisation = await journal.states(self._organisation, DIRECTORY, ORGANISATION)
        async with self.reading() as connection:
            rows = await WAITING.of(connection, self._organisation)
        return Waiting(directory, organisation.today(journal.clock()), rows)

    async def _follow(self, position: int) -> None:
        hub: HubPort = self._services.hub
        heard = position
        hash: str | None = None
        while True:
            try:
                if hash is None:
                    hash = await to_its_end(self._hash_at(position))
                heard = max(heard, await hub.wait_beyond(self._organisation, heard, LONGEST_SLEEP_SECONDS))
                now = await to_its_end(self._moved_since(position, hash))
                if now.strayed:
                    log.error("stream begins anew: another history", organisation=self._organisation, was=position)
                    self._begin_anew(now)
                    heard = now.position
                elif now.position <= position:
                    continue
                else:
                    self._tell(position, now)
            except (Error, OSError) as error:
                log.warning("stream waits", error=type(error).__name__)
                await asyncio.sleep(0.5)
                continue
            position, hash = now.position, now.hash
            await asyncio.sleep(PAUSE_SECONDS + PAUSE_SECONDS_PER_STREAM * len(self._subscribers))

    async def _moved_since(self, position: int, hash: str | None) -> Moved:
        async with self.reading() as connection:
            return await moved(connection, self._organisation, READ, position, hash, MOST_READ, WAITING.moved_by)

    async def _hash_at(self, position: int) -> str | None:
        async with self.reading() as connection:
            return await hash_at(connection, self._organisation, position)

    def _begin_anew(self, now: Moved) -> None:
        """Tell everybody everything, but no news: those of before may have been told already."""
        self._round += 1
        self._moved += 1
        self._boards.clear()
        for subscriber in self._subscribers:
            subscriber.waiting = None
            subscriber.tell(Changes(now.position, True, True, True, None))

    def _tell(self, before: int, now: Moved) -> None:
        self._round += 1
        self._moved += now.among
        if len(self._boards) > 100:
            self._boards.clear()
        for subscriber in self._subscribers:
            mine = now.people is None or subscriber.employee_no in now.people
            boards = now.people is None or bool(now.people)
            if boards or now.among:
                subscriber.tell(Changes(now.position, mine, boards, now.among, before if mine else None))


def _failed(reading: asyncio.Task[Any]) -> bool:
    return reading.done() and (reading.cancelled() or reading.exception() is not None)


class Here:
    """What the broadcasts of all organisations in this process share."""

    def __init__(self) -> None:
        self.broadcasts: dict[str, Broadcast] = {}
        self.reads = asyncio.Semaphore(READS_AT_ONCE)
        self.streams = 0


_here: WeakKeyDictionary[HubPort, Here] = WeakKeyDictionary()


def broadcast_of(services: Services, organisation: str) -> Broadcast:
    """The one broadcast of an organisation in this process."""
    here = _here.setdefault(services.hub, Here())
    if organisation not in here.broadcasts:
        here.broadcasts[organisation] = Broadcast(services, organisation, here)
    return here.broadcasts[organisation]
