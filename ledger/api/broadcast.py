"""Who follows an organisation's stream, and what each of them has to be told: one reading for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import structlog
from psycopg import Error

from ledger.api.services import HubPort, Services

PAUSE_SECONDS = 0.03
"""Moves that come in quick succession are told together."""
MOST_READ = 2_000
log = structlog.get_logger()

TOUCHED = """
SELECT DISTINCT stream FROM (
    SELECT stream FROM audit.events WHERE organisation = %(organisation)s AND position BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT 'employee:' || employee FROM notifications.notifications
    WHERE organisation = %(organisation)s AND position BETWEEN %(first)s AND %(last)s
) AS touched WHERE stream LIKE 'employee:%%'
"""


class Changes(NamedTuple):
    """What moved up to a position. `mine`: the subscriber's account or notifications, those `after` a position."""

    position: int
    mine: bool
    boards: bool
    after: int | None


class Subscriber:
    """One open stream. Changes that it has not taken yet are merged, so a slow client never holds memory."""

    def __init__(self, employee_no: str) -> None:
        self.employee_no = employee_no
        self._pending: Changes | None = None
        self._told = asyncio.Event()

    async def changes(self) -> Changes:
        await self._told.wait()
        self._told.clear()
        changes, self._pending = self._pending, None
        assert changes is not None
        return changes

    def tell(self, changes: Changes) -> None:
        before = self._pending
        if before is not None:
            after = changes.after if before.after is None else before.after
            changes = Changes(changes.position, before.mine or changes.mine, before.boards or changes.boards, after)
        self._pending = changes
        self._told.set()


class Broadcast:
    """Follows one organisation while somebody listens."""

    def __init__(self, services: Services, organisation: str) -> None:
        self._services = services
        self._organisation = organisation
        self._subscribers: set[Subscriber] = set()
        self._following: asyncio.Task[None] | None = None
        self._boards: dict[tuple[str, str], tuple[int, asyncio.Task[dict[str, Any]]]] = {}
        self._round = 0

    @contextmanager
    def subscribe(self, employee_no: str) -> Iterator[Subscriber]:
        subscriber = Subscriber(employee_no)
        self._subscribers.add(subscriber)
        if self._following is None or self._following.done():
            self._following = asyncio.create_task(self._follow())
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)
            if not self._subscribers and self._following is not None:
                self._following.cancel()
                self._following = None

    async def board(self, scope: str, period: str, read: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        """A board, read once a round for all who follow it."""
        known = self._boards.get((scope, period))
        if known is None or known[0] != self._round:
            known = (self._round, asyncio.ensure_future(read()))
            self._boards[(scope, period)] = known
        return await asyncio.shield(known[1])

    async def _follow(self) -> None:
        hub: HubPort = self._services.hub
        position = hub.reached(self._organisation)
        while True:
            reached = await hub.wait_beyond(self._organisation, position, 5.0)
            if reached <= position:
                continue
            try:
                await self._tell(position, reached)
            except (Error, OSError) as error:
                log.warning("stream waits", error=type(error).__name__)
                await asyncio.sleep(0.5)
                continue
            position = reached
            await asyncio.sleep(PAUSE_SECONDS)

    async def _tell(self, before: int, reached: int) -> None:
        touched: set[str] | None = None
        if reached - before <= MOST_READ:
            async with self._services.reads.connection() as connection:
                parameters = {"organisation": self._organisation, "first": before + 1, "last": reached}
                cursor = await connection.execute(TOUCHED, parameters)
                touched = {row[0].partition(":")[2] for row in await cursor.fetchall()}
        self._round += 1
        if len(self._boards) > 100:
            self._boards.clear()
        for subscriber in self._subscribers:
            mine = touched is None or subscriber.employee_no in touched
            if mine or touched:
                subscriber.tell(Changes(reached, mine, bool(touched) or touched is None, before if mine else None))


_broadcasts: WeakKeyDictionary[HubPort, dict[str, Broadcast]] = WeakKeyDictionary()


def broadcast_of(services: Services, organisation: str) -> Broadcast:
    """The one broadcast of an organisation in this process."""
    of_hub = _broadcasts.setdefault(services.hub, {})
    if organisation not in of_hub:
        of_hub[organisation] = Broadcast(services, organisation)
    return of_hub[organisation]
