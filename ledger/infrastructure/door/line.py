"""Standing in line: so many at once, the others by rank and then by arrival."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

LONGEST_WAIT_SECONDS = 8.0
Rank = Callable[[], tuple[int, ...]]
"""Asked whenever a place is given, since it changes while somebody waits."""


def best() -> tuple[int, ...]:
    return (0,)


class Full(Exception):
    """Too many stand in line already, and nobody of a worse rank; or it took too long."""


@dataclass(eq=False, slots=True)
class Waiting:
    rank: Rank
    arrival: int
    turn: asyncio.Future[None]

    def order(self) -> tuple[tuple[int, ...], int]:
        return self.rank(), self.arrival


class Line:
    """When too many wait, the worst of the latest is turned away, so that no crowd keeps out who is better known."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._inside = 0
        self._arrivals = count()
        self._waiting: list[Waiting] = []

    @property
    def idle(self) -> bool:
        return not self._inside and not self._waiting

    @property
    def full(self) -> bool:
        return len(self._waiting) >= self._most_waiting

    @asynccontextmanager
    async def place(self, rank: Rank = best) -> AsyncIterator[None]:
        """A place of one's own for the block. The lower rank goes first. Raises Full."""
        if self._inside < self._at_once:
            self._inside += 1
        else:
            await self._wait(rank)
        try:
            yield
        finally:
            self._leave()

    async def _wait(self, rank: Rank) -> None:
        mine = Waiting(rank, next(self._arrivals), asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if len(self._waiting) > self._most_waiting:
            worst = max(self._waiting, key=Waiting.order)
            self._waiting.remove(worst)
            worst.turn.set_exception(Full())
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await mine.turn
        except (TimeoutError, asyncio.CancelledError) as error:
            self._give_up(mine)
            if isinstance(error, TimeoutError):
                raise Full from error
            raise

    def _give_up(self, mine: Waiting) -> None:
        if mine in self._waiting:
            self._waiting.remove(mine)
        elif not mine.turn.cancelled() and mine.turn.exception() is None:
            self._leave()  # the place had just come

    def _leave(self) -> None:
        """The place goes to the best of those who still wait."""
        waiting = [one for one in self._waiting if not one.turn.done()]
        if not waiting:
            self._inside -= 1
            return
        first = min(waiting, key=Waiting.order)
        self._waiting.remove(first)
        first.turn.set_result(None)


class Lines:
    """A line for each of many: an account, a network."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._lines: dict[str, Line] = {}

    def full(self, which: str) -> bool:
        """Whether nobody more can wait there."""
        return which in self._lines and self._lines[which].full

    @asynccontextmanager
    async def place(self, which: str, rank: Rank) -> AsyncIterator[None]:
        line = self._lines.setdefault(which, Line(self._at_once, self._most_waiting))
        try:
            async with line.place(rank):
                yield
        finally:
            if line.idle:
                self._lines.pop(which, None)
