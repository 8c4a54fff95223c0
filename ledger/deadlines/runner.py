"""Has what is due kept: each kind in each organisation by itself, so that the fault of one is nobody else's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import NoReturn

import structlog
from psycopg import Error

from ledger.application.unit import ClockInDoubt, TooOld, Unavailable
from ledger.deadlines.look import Deadline, JournalPort, Pool, look_at
from ledger.domain.values import first_instant
from ledger.projections.deadlines import due
from ledger.projections.deadlines.due import Due
from ledger.projections.deadlines.projection import Deadlines
from ledger.projections.engine.faults import described, passing

PAUSE_SECONDS = 1.0
BESIDE_EACH_OTHER = 4
"""So many looks at once: one that takes long holds up nobody else."""
LATER_SECONDS = 20.0
"""How long what passes by itself, and what is a newer worker's to do, is left alone."""
log = structlog.get_logger()


def _nobody() -> None:
    """Nobody wants to know."""


class Runner:
    """Several workers may each do it: whatever is done twice changes nothing a second time.

    `pool` connects as the role that owns the projections. `alive` is called from time to time while it works.
    """

    def __init__(
        self,
        journal: JournalPort,
        pool: Pool,
        deadlines: Mapping[str, Deadline],
        alive: Callable[[], None] = _nobody,
    ) -> None:
        self._journal = journal
        self._pool = pool
        self._deadlines = deadlines
        self._alive = alive
        self._beside = asyncio.Semaphore(BESIDE_EACH_OTHER)
        self._later: dict[tuple[str, str], float] = {}
        self._underway: dict[tuple[str, str], asyncio.Task[bool]] = {}

    async def run_forever(self) -> NoReturn:
        """Until cancelled. What takes long goes on while others are begun."""
        try:
            while True:
                self._alive()
                try:
                    await self._begin()
                except ClockInDoubt:
                    pass  # whoever doubts it says so
                except (Error, OSError, Unavailable) as error:
                    log.warning("deadlines wait", error=type(error).__name__)
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            for task in self._underway.values():
                task.cancel()

    async def run_once(self) -> int:
        """Keep what is due by this moment's clock; how many kinds of how many organisations were kept."""
        return sum(await asyncio.gather(*await self._begin()))

    async def _begin(self) -> list[asyncio.Task[bool]]:
        """Begin what is due and not underway."""
        await self._journal.check_clock()
        now = time.monotonic()
        self._later = {key: until for key, until in self._later.items() if until > now}
        self._underway = {key: task for key, task in self._underway.items() if not task.done()}
        async with self._pool.connection() as connection:
            left_alone = [*self._later, *self._underway]
            found = await due.due(connection, self._journal.clock(), self._deadlines, left_alone)
        begun = {(one.kind, one.organisation): asyncio.create_task(self._attempt(one)) for one in found}
        self._underway |= begun
        return list(begun.values())

    async def look(self, organisation: str, *kinds: str) -> dict[str, int]:
        """Keep some kinds (none named: all) in an organisation whatever is on the list; how many were concerned."""
        found = {}
        for kind in kinds or tuple(self._deadlines):
            look = await look_at(self._journal, self._pool, organisation)
            found[kind] = (await self._deadlines[kind].keep(look)).concerned
        return found

    async def _attempt(self, one: Due) -> bool:
        """Whether it was kept. What goes wrong is this kind's in this organisation, whatever it is."""
        async with self._beside:
            try:
                return await self._do(one)
            except TooOld:
                self._leave(one)  # a newer worker's
            except Exception as error:  # what the docstring says: noted, told by /readyz, tried again
                if isinstance(error, Unavailable | OSError) or passing(error):
                    log.warning("a deadline waits", kind=one.kind, organisation=one.organisation, error=str(error))
                    self._leave(one)
                else:
                    log.exception("a deadline can't be kept", kind=one.kind, organisation=one.organisation)
                    await self._note(one, error)
            return False

    async def _note(self, one: Due, error: Exception) -> None:
        try:
            async with self._pool.connection() as connection:
                await due.failed(connection, one.kind, one.organisation, described(error))
        except (Error, OSError):
            self._leave(one)

    def _leave(self, one: Due) -> None:
        self._later[one.kind, one.organisation] = time.monotonic() + LATER_SECONDS

    async def _do(self, one: Due) -> bool:
        """It is off the list only if nothing that was recorded before was still to be seen."""
        deadline = self._deadlines[one.kind]
        async with self._pool.connection() as connection:
            all_seen = await due.all_seen(connection, one.organisation, (Deadlines.name, *deadline.reads))
        look = await look_at(self._journal, self._pool, one.organisation)
        kept = await deadline.keep(look)
        async with self._pool.connection() as connection:
            if kept.again is not None:
                begins = first_instant(kept.again, look.settings.zone)
                await due.again(connection, one.kind, one.organisation, begins)
            if all_seen:
                await due.take_off(connection, one)
            await due.mended(connection, one.kind, one.organisation)
        if not all_seen:
            self._leave(one)
        return all_seen
