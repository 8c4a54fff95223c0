"""A unit of work: one command's view of the states, and the events that it decides.

Handlers are pure over it: they may run again, after a state was loaded or a commit was in doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.events import Event
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.domain.streams import S, evolved
from ledger.domain.values import Sealed

if TYPE_CHECKING:
    from ledger.domain.streams import Of


class StateMissing(Exception):
    """States of streams are not in memory; the journal loads them and runs the handler again."""

    def __init__(self, *streams: str) -> None:
        super().__init__(*streams)
        self.streams = streams


class Loaded(NamedTuple):
    """A stream's state and its last version (0: no event yet)."""

    state: Any
    version: int


class States(Protocol):
    def get(self, stream: str) -> Loaded | None: ...


class Answer(BaseModel):
    """What a command answers: the resource as it is now, and the `position` of the command's last event, or of the
    last before it if it made none. Each command says its own fields; what is not given is not said."""

    model_config = ConfigDict(frozen=True, validate_by_name=True)

    done: ClassVar[bool] = True
    """Whether what was asked for has happened; otherwise it waits for somebody else."""

    position: int
    unchanged: bool = Field(default=False, description="All of it was so already: nothing is recorded.")

    def said(self) -> dict[str, Any]:
        """As it is sent and stored."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


OpenedLater = Annotated[
    Any,
    PlainSerializer(lambda text: {"$sealed": text.person, "box": text.box} if isinstance(text, Sealed) else text),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]}),
]
"""A text about a person in an answer: stored as it is sealed, and opened when it is sent."""


Steps = Generator[None, None, Answer]
"""A decision about many things in steps: between two of them others have the processor."""


class Command(NamedTuple):
    """Something asked of the ledger. `handle` decides over a Unit; `weight` counts the things that it decides about.

    `command` is its id, made once and looked up when a commit was in doubt. `idempotency_key` and `fingerprint`
    (a MAC of method, path, body) are the client's. `status` is what whoever asks calls a command that was taken, or
    `status_when_waiting` where it waits for somebody else; it is kept beside the answer.
    """

    organisation: str
    actor: str
    command: str
    handle: Callable[[Unit], Answer | Steps]
    on_behalf_of: str | None = None
    correlation: str | None = None
    causation: str | None = None
    idempotency_key: str | None = None
    fingerprint: bytes | None = None
    status: int = 200
    status_when_waiting: int = 202
    weight: int = 1


class Taken(NamedTuple):
    """The answer of a command that is on record: the status, the exact bytes, and where the journal stood."""

    status: int
    body: bytes
    position: int
    replayed: bool = False


class Unavailable(Exception):
    """The ledger can't take a command now: the queue is full, or the database is away. Try again later."""


class TooOld(Unavailable):
    """An organisation has events of a type that this version does not know: a newer process answers for it."""

    def __init__(self, organisation: str, type_name: str) -> None:
        super().__init__(f"{organisation} has events of the type {type_name}")
        self.organisation, self.type_name = organisation, type_name


class ClockInDoubt(Unavailable):
    """The clock is not where it should be: what is recorded by a wrong one stays there for ever."""


class Decided(NamedTuple):
    """An event that the command decided, before it has a position."""

    stream: str
    version: int
    occurred_at: datetime
    event: Event
    linked: tuple[str, ...]
    """The streams besides its own that it belongs to."""

    @classmethod
    def of(cls, stream: str, version: int, occurred_at: datetime, event: Event) -> Decided:
        linked = tuple([one for one in event.linked_streams() if one != stream])
        return cls(stream, version, occurred_at, event, linked)


@dataclass(slots=True)
class Unit:
    """`now` is the time of recording, the same for the whole batch that the command is in; `after` is the position
    that its first event follows."""

    command: Command
    now: datetime
    states: States
    decided: list[Decided] = field(default_factory=list)
    changed: dict[str, Loaded] = field(default_factory=dict)
    _read: dict[str, Loaded] = field(default_factory=dict)
    after: int = 0

    @property
    def position(self) -> int:
        """Where the journal stands after what was decided so far."""
        return self.after + len(self.decided)

    def state(self, stream: Of[S]) -> S:
        state: S = (self._read.get(stream) or self._loaded(stream)).state
        return state

    def need(self, *streams: str) -> None:
        """Have all these states loaded at once, rather than each when it is first asked for."""
        missing = []
        for stream in streams:
            if stream not in self._read:
                loaded = self.states.get(stream)
                if loaded is None:
                    missing.append(stream)
                else:
                    self._read[stream] = loaded
        if missing:
            raise StateMissing(*missing)

    def emit(self, stream: str, events: Iterable[Event], occurred_at: datetime | None = None) -> None:
        """Take events into a stream; later reads in this command see them."""
        by, now = self.command.on_behalf_of or self.command.actor, self.now
        for event in events:
            before = self._loaded(stream)
            decided = Decided.of(stream, before.version + 1, occurred_at or now, event)
            self.decided.append(decided)
            self._change(stream, Loaded(evolved(stream, before.state, event, by, now), decided.version))
            begun = event.begins()
            for linked in decided.linked:
                if linked != begun:
                    other = self._loaded(linked)
                    self._change(linked, Loaded(evolved(linked, other.state, event, by, now), other.version))

    def fork(self) -> Trial:
        """A unit of the same command that goes on from here, and leaves nothing behind unless it is adopted."""
        return Trial(self.command, self.now, _Over(self), after=self.after + len(self.decided), before=self)

    def adopt(self, trial: Trial) -> None:
        """Take over what a fork decided."""
        self.decided += trial.decided
        self.changed.update(trial.changed)
        self._read.update(trial._read)

    def _loaded(self, stream: str) -> Loaded:
        loaded = self._read.get(stream) or self.states.get(stream)
        if loaded is None:
            raise StateMissing(stream)
        self._read[stream] = loaded
        return loaded

    def _change(self, stream: str, loaded: Loaded) -> None:
        self.changed[stream] = self._read[stream] = loaded

    @property
    def organisation(self) -> Organisation:
        return self.state(ORGANISATION)

    @property
    def directory(self) -> Directory:
        return self.state(DIRECTORY)


@dataclass(slots=True)
class Trial(Unit):
    """A fork; `before` is the unit as it was when the fork began."""

    before: Unit = field(kw_only=True)


class _Over(NamedTuple):
    """The states that a unit sees, for its forks."""

    unit: Unit

    def get(self, stream: str) -> Loaded | None:
        return self.unit._read.get(stream) or self.unit.states.get(stream)
