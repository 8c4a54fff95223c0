"""Who is next at a writer: the commands of one person wait for each other, and nobody else's wait for them.

A person gives so much to a commit, and then the next does. A command about many things is decided by itself, and only
after those of others that came meanwhile: whoever sends many of them waits for oneself.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from ledger.application.unit import Command, Taken, Unavailable

MOST_PER_COMMIT = 512
MOST_OF_ONE = 128
"""What one person gives to a commit."""
LARGE = 8
"""A command about more things than so many is a large one."""
MOST_QUEUED, MOST_QUEUED_OF_ONE = 4_096, 1_024


@dataclass(slots=True)
class Waiting:
    """A queued command, and who waits for its outcome; `arrived` counts those that came before it."""

    command: Command
    outcome: asyncio.Future[Taken]
    deadline: float
    arrived: int = 0


class Queue:
    """The commands that wait, by whose they are."""

    def __init__(self) -> None:
        self._again: deque[Waiting] = deque()
        self._small = Ring()
        self._large = Ring()
        self._small_is_next = True

    def __len__(self) -> int:
        return len(self._again) + self._small.size + self._large.size

    def __iter__(self) -> Iterator[Waiting]:
        return chain(self._again, self._small, self._large)

    def add(self, waiting: Waiting) -> None:
        """Raises Unavailable where too many wait, of this person or in all."""
        small, large = self._small, self._large
        if small.size + large.size >= MOST_QUEUED:
            raise Unavailable("too many commands wait")
        (small if waiting.command.weight <= LARGE else large).add(waiting)

    def put_back(self, batch: Iterable[Waiting]) -> None:
        """In front, since nobody knows what became of it."""
        self._again.extendleft(waiting for waiting in reversed(list(batch)) if not waiting.outcome.done())

    def take(self, most: int) -> list[Waiting]:
        """What is decided next, without those who were told to try again: what only its client went away from is done
        all the same. Nothing if none is left."""
        while len(self):
            taken = [one for one in self._next(most) if not one.outcome.done() or one.outcome.cancelled()]
            if taken:
                return taken
        return []

    def _next(self, most: int) -> list[Waiting]:
        if self._again:
            return [self._again.popleft() for _ in range(min(most, len(self._again)))]
        if self._large.size and not (self._small_is_next and self._small.size):
            self._small_is_next = True
            return self._large.take(1)
        self._small_is_next = False
        return self._small.take(most)


class Ring:
    """Lines of people, who take turns."""

    def __init__(self) -> None:
        self.size = 0
        self._arrived = 0
        self._lines: OrderedDict[str, deque[Waiting]] = OrderedDict()

    def __iter__(self) -> Iterator[Waiting]:
        return chain.from_iterable(self._lines.values())

    def add(self, waiting: Waiting) -> None:
        actor = waiting.command.actor
        line = self._lines.get(actor)
        if line is None:
            line = self._lines[actor] = deque()
        elif len(line) >= MOST_QUEUED_OF_ONE:
            raise Unavailable("too many commands of one wait")
        self._arrived += 1
        waiting.arrived = self._arrived
        line.append(waiting)
        self.size += 1

    def take(self, most: int) -> list[Waiting]:
        """One's share of each in turn, until there are so many, in the order in which they came. Who has more comes
        again after all others."""
        taken: list[Waiting] = []
        for actor, line in list(self._lines.items()):
            share = min(most - len(taken), MOST_OF_ONE)
            if len(line) <= share:
                taken += line
                del self._lines[actor]
            else:
                taken += [line.popleft() for _ in range(share)]
                self._lines.move_to_end(actor)
            if len(taken) >= most:
                break
        self.size -= len(taken)
        return sorted(taken, key=attrgetter("arrived"))
