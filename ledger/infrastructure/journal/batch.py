"""What one transaction is about to append: commands decided one after another over an overlay of the states, their
events encoded and linked as they follow each other, and the answers that are stored with them."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import orjson

from ledger.application.unit import Answer, Command, Loaded, Steps, Taken, Unit
from ledger.domain.errors import Invalid
from ledger.domain.events import Recorded
from ledger.infrastructure.journal.chain import link
from ledger.infrastructure.journal.mapper import encode
from ledger.infrastructure.journal.memory import Memory
from ledger.slices import in_slices, outcome_of

Row = tuple[str, int, str, bytes, bytes]
"""An event as it is appended: stream, version, type, stored bytes, hash."""


class Stored(NamedTuple):
    """A command that is on record."""

    command: str
    actor: str
    key: str | None
    fingerprint: bytes | None
    status: int
    answer: bytes


@dataclass(slots=True)
class Batch:
    """What one transaction is about to append, and the overlay of states that goes with it."""

    memory: Memory
    now: datetime
    position: int
    head: bytes
    changed: dict[str, Loaded] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    answers: list[tuple[Command, int, int, bytes]] = field(default_factory=list)
    by_key: dict[tuple[str, str], Stored] = field(default_factory=dict)
    by_id: dict[str, Stored] = field(default_factory=dict)

    def get(self, stream: str) -> Loaded | None:
        return self.changed.get(stream) or self.memory.get(stream)

    def types(self) -> frozenset[str]:
        return frozenset([row[2] for row in self.rows])

    def note(self, known: Iterable[Stored]) -> None:
        """Take note of commands that are on record."""
        for stored in known:
            self.by_id[stored.command] = stored
            if stored.key is not None:
                self.by_key[(stored.actor, stored.key)] = stored

    def decide(self, command: Command) -> Taken | Awaitable[Taken]:
        """Judge a command, and take its events into the batch; one about many things in slices, while nothing else is
        judged. Raises Refusal, or StateMissing."""
        stored = self._stored(command)
        if stored is not None:
            return Taken(stored.status, stored.answer, self.position, replayed=True)
        unit = Unit(command, self.now, self, after=self.position)
        answer = command.handle(unit)
        if isinstance(answer, Answer):
            # Whatever can't be written down fails here, before anything of the command is in the batch.
            return self._taken(unit, answer, list(self._encoded(unit)))
        return self._decided_in_slices(unit, answer)

    async def _decided_in_slices(self, unit: Unit, steps: Steps) -> Taken:
        answer = await outcome_of(steps)
        return self._taken(unit, answer, await in_slices(self._encoded(unit)))

    def _stored(self, command: Command) -> Stored | None:
        stored = self.by_id.get(command.command)
        if stored is None and command.idempotency_key is not None:
            stored = self.by_key.get((command.actor, command.idempotency_key))
            if stored is not None and stored.fingerprint != command.fingerprint:
                raise Invalid(
                    "idempotency-key-reused", "This Idempotency-Key was used for another request.", "/Idempotency-Key"
                )
        return stored

    def _taken(self, unit: Unit, answer: Answer, rows: list[Row]) -> Taken:
        command = unit.command
        unchanged = {} if rows else {"unchanged": True}
        body = orjson.dumps({**answer.said(), "position": self.position + len(rows), **unchanged})
        self._take(unit, rows)
        return self._answer(command, command.status if answer.done else command.status_when_waiting, body)

    def _encoded(self, unit: Unit) -> Iterator[Row]:
        """The rows of a unit's events, as they follow what is in the batch."""
        command, head = unit.command, self.head
        for position, decided in enumerate(unit.decided, self.position + 1):
            state = encode(
                Recorded(
                    command.organisation,
                    position,
                    decided.stream,
                    decided.version,
                    decided.occurred_at,
                    self.now,
                    command.actor,
                    command.on_behalf_of,
                    command.command,
                    command.correlation or command.command,
                    command.causation,
                    decided.event,
                )
            )
            head = link(head, state)
            yield decided.stream, decided.version, decided.event.type_name, state, head

    def _take(self, unit: Unit, rows: list[Row]) -> None:
        for ordinal, decided in enumerate(unit.decided, len(self.rows) + 1):
            self.links += [(linked, ordinal) for linked in decided.linked]
        self.rows += rows
        self.position += len(rows)
        if rows:
            self.head = rows[-1][-1]
        self.changed.update(unit.changed)

    def _answer(self, command: Command, status: int, body: bytes) -> Taken:
        self.answers.append((command, len(self.rows), status, body))
        if command.idempotency_key is not None:
            self.by_key[(command.actor, command.idempotency_key)] = Stored(
                command.command, command.actor, command.idempotency_key, command.fingerprint, status, body
            )
        return Taken(status, body, self.position)
