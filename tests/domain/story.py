"""Given events, when a decision is asked for, then these events, or that refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ledger.domain.errors import Refusal
from ledger.domain.events import Event

State = TypeVar("State")


@dataclass(frozen=True)
class Outcome:
    """What a decision made: events, or a refusal."""

    events: tuple[Event, ...] = ()
    refusal: Refusal | None = None

    def then(self, *expected: Event) -> None:
        assert self.refusal is None, f"refused: {self.refusal!r} {self.refusal.code}"
        assert self.events == expected

    def nothing(self) -> None:
        self.then()

    def refused(self, kind: type[Refusal], code: str, pointer: str | None = None) -> None:
        assert self.refusal is not None, f"not refused: {self.events}"
        assert (type(self.refusal), self.refusal.code) == (kind, code)
        if pointer is not None:
            assert self.refusal.pointer == pointer


@dataclass(frozen=True)
class Story(Generic[State]):
    """A state, and how it evolves."""

    state: State
    evolve: Callable[[State, Any], State]

    def given(self, *events: Event) -> Story[State]:
        state = self.state
        for event in events:
            state = self.evolve(state, event)
        return Story(state, self.evolve)

    def when(self, decide: Callable[..., Any], *arguments: Any, **named: Any) -> Outcome:
        """`decide(state, …)`."""
        return outcome(decide, self.state, *arguments, **named)


def outcome(decide: Callable[..., Any], *arguments: Any, **named: Any) -> Outcome:
    try:
        events = decide(*arguments, **named)
    except Refusal as refusal:
        return Outcome(refusal=refusal)
    return Outcome(tuple(events) if isinstance(events, list | tuple) else ())
