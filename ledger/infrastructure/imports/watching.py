"""The worker's part: sees imports that wait, and has each done by a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from psycopg import Error

from ledger.application.unit import Unavailable
from ledger.infrastructure.imports.store import Store

PAUSE_SECONDS = 0.3
MOST_AT_ONCE = 2
MOST_ATTEMPTS = 3
TOO_OLD = 75
"""How work ends on what a newer version wrote: the import is left to a worker of that."""
TOO_OLD_SECONDS = 30.0
FORGET_EVERY = 12_000
MOST_REMEMBERED = 10_000
log = structlog.get_logger()


class Turns:
    """Whose import is next: organisations take turns, and so do the imports of each. Who has one read again and
    again waits for all the others."""

    def __init__(self) -> None:
        self._turn = 0
        self._last: dict[str, int] = {}

    def next(self, waiting: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
        """The one whose turn is longest ago."""
        last = self._last
        found = min(
            waiting, key=lambda one: (last.get(one["organisation"], 0), last.get(one["id"], 0), one["id"]), default=None
        )
        if found is not None:
            self._turn += 1
            for name in (found["organisation"], found["id"]):
                last.pop(name, None)
                last[name] = self._turn
            if len(last) > MOST_REMEMBERED:
                del last[next(iter(last))]
        return found


class Watching:
    """Several workers may watch: a lock of the import lets one process work on it."""

    def __init__(
        self,
        store: Store,
        command: Callable[[str, str], Sequence[str]],
        environment: Mapping[str, str],
        clock: Callable[[], datetime],
        check_clock: Callable[[], Awaitable[None]],
    ) -> None:
        self._store, self._command, self._environment, self._clock = store, command, environment, clock
        self._check_clock = check_clock
        self._running: dict[str, asyncio.Task[None]] = {}
        self._turns = Turns()

    async def run_forever(self) -> None:
        looks = 0
        while True:
            try:
                if looks % FORGET_EVERY == 0:
                    await self._check_clock()
                    await self._store.forget(self._clock())
                await self._look()
                looks += 1
            except (Error, OSError, Unavailable) as error:
                log.warning("imports wait", error=type(error).__name__)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _look(self) -> None:
        self._running = {id: task for id, task in self._running.items() if not task.done()}
        waiting = [one for one in await self._store.waiting() if one["id"] not in self._running]
        while len(self._running) < MOST_AT_ONCE and (one := self._turns.next(waiting)):
            waiting.remove(one)
            self._running[one["id"]] = asyncio.create_task(self._do(one))

    async def _do(self, one: dict[str, Any]) -> None:
        process = await asyncio.create_subprocess_exec(
            *self._command(one["organisation"], one["id"]), env=self._environment
        )
        try:
            ended = await process.wait()
        except asyncio.CancelledError:
            process.terminate()
            raise
        if ended == 0:
            await asyncio.sleep(PAUSE_SECONDS)  # another process may hold it
            return
        if ended == TOO_OLD:
            await asyncio.sleep(TOO_OLD_SECONDS)
            return
        log.warning("work on an import ended", id=one["id"], status=ended)
        try:
            await self._count(one)
        except (Error, OSError) as error:
            log.warning("imports wait", error=type(error).__name__)
        await asyncio.sleep(1)

    async def _count(self, one: dict[str, Any]) -> None:
        """What fails again and again is not tried for ever; a confirmed one can be confirmed again, and goes on."""
        organisation, id, attempts = one["organisation"], one["id"], one["attempts"] + 1
        if attempts < MOST_ATTEMPTS:
            await self._store.change(organisation, id, attempts=attempts)
            return
        reason = "The work on this import ended several times before its end."
        problem = {"rule": "stopped", "reason": reason, "row": None}
        await self._store.change(organisation, id, state="failed", problem=problem, attempts=0)
