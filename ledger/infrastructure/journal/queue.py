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

from ledger.application.unit import Command, Taken, Unavailable

MOST_PER_COMMIT = 512
MOST_OF_ONE = 128
"""What one person gives to a commit; a command that weighs more is a large one."""
MOST_QUEUED, MOST_QUEUED_OF_ONE = 4_096, 1_024


@dataclass(slots=True)
class Waiting:
    """A queued command, and who waits for its outcome."""

    command: Command
    outcome: asyncio.Future[Taken]
    deadline: float

    @property
    def wanted(self) -> bool:
        """Whether nobody was told yet to try again. What its client went away from is done all the same."""
        return not self.outcome.done() or self.outcome.cancelled()


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
        ring = self._small if waiting.command.weight <= MOST_OF_ONE else self._large
        if len(self) >= MOST_QUEUED or ring.waiting_of(waiting.command.actor) >= MOST_QUEUED_OF_ONE:
            raise Unavailable("too many commands wait")
        ring.add(waiting)

    def put_back(self, batch: Iterable[Waiting]) -> None:
        """In front, since nobody knows what became of it."""
        self._again.extendleft(waiting for waiting in reversed(list(batch)) if not waiting.outcome.done())

    def take(self, most: int) -> list[Waiting]:
        """What is decided next, without those who were told to try again. Nothing if none is left."""
        while len(self):
            taken = [waiting for waiting in self._next(most) if waiting.wanted]
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
        self._lines: OrderedDict[str, deque[Waiting]] = OrderedDict()

    def __iter__(self) -> Iterator[Waiting]:
        return chain.from_iterable(self._lines.values())

    def waiting_of(self, actor: str) -> int:
        line = self._lines.get(actor)
        return len(line) if line else 0

    def add(self, waiting: Waiting) -> None:
        line = self._lines.get(waiting.command.actor)
        if line is None:
            line = self._lines[waiting.command.actor] = deque()
        line.append(waiting)
        self.size += 1

    def take(self, most: int) -> list[Waiting]:
        """One's share of each in turn, until there are so many, or as much as weighs that. Who has more comes again
        after all others."""
        taken: list[Waiting] = []
        for actor in list(self._lines):
            line = self._lines.pop(actor)
            most -= self._share(line, min(most, MOST_OF_ONE), taken)
            if line:
                self._lines[actor] = line
            if most <= 0:
                break
        self.size -= len(taken)
        return taken

    def _share(self, line: deque[Waiting], most: int, taken: list[Waiting]) -> int:
        """Take of one line; what it weighs. The first of all is taken whatever it weighs."""
        weight = 0
        while line and (weight + line[0].command.weight <= most or not taken):
            weight += line[0].command.weight
            taken.append(line.popleft())
        return weight
