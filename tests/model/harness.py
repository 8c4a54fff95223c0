"""The real handlers over states that nothing but `evolve` made: what the journal does, without a database."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

import ledger.contexts  # noqa: F401  # registers every context's actions
from ledger.application.unit import Answer, Command, Loaded, Unit
from ledger.domain.events import Recorded
from ledger.domain.streams import beginning, replayed
from ledger.domain.values import Sealed
from ledger.infrastructure.journal.mapper import decode, encode

ORGANISATION = "model"


def seal(person: str, text: str) -> Sealed:
    return Sealed(person=person, box=base64.b64encode(text.encode()).decode())


@dataclass
class Ledger:
    """One organisation in memory; `now` is its clock."""

    now: datetime
    states: dict[str, Loaded] = field(default_factory=dict)
    stored: list[bytes] = field(default_factory=list)
    asked: int = 0

    def get(self, stream: str) -> Loaded:
        return self.states.get(stream) or Loaded(beginning(stream), 0)

    def ask(self, actor: str, handle: Callable[[Unit], Answer], on_behalf_of: str | None = None) -> Answer:
        """Decide a command and record its events. A refusal is raised, and leaves nothing behind."""
        self.asked += 1
        command = Command(ORGANISATION, actor, f"c{self.asked}", handle, on_behalf_of=on_behalf_of)
        unit = Unit(command, self.now, self)
        answer = handle(unit)
        for decided in unit.decided:
            recorded = Recorded(
                organisation=ORGANISATION,
                position=len(self.stored) + 1,
                stream=decided.stream,
                version=decided.version,
                occurred_at=decided.occurred_at,
                recorded_at=self.now,
                actor=actor,
                on_behalf_of=on_behalf_of,
                command=command.command,
                correlation=command.command,
                causation=None,
                event=decided.event,
            )
            self.stored.append(encode(recorded))
            if begun := decided.event.begins():  # the journal reads it when somebody asks
                self.states[begun] = Loaded(replayed(begun, beginning(begun), recorded), 0)
        self.states.update(unit.changed)
        return answer


def replay(stored: Iterable[bytes]) -> tuple[dict[str, Loaded], list[bytes]]:
    """The states that stored events make when they are read from the beginning, and the bytes they encode to."""
    states: dict[str, Loaded] = {}
    again: list[bytes] = []
    for state in stored:
        recorded = decode(state)
        again.append(encode(recorded))
        for stream in {recorded.stream, *recorded.event.linked_streams()}:
            before = states.get(stream) or Loaded(beginning(stream), 0)
            version = recorded.version if stream == recorded.stream else before.version
            if stream == recorded.stream:
                assert version == before.version + 1, f"{stream} jumps from version {before.version} to {version}"
            states[stream] = Loaded(replayed(stream, before.state, recorded), version)
    return states, again
