"""What an event is, and the register of event types.

An event's type name is explicit and carries a version (`claims.approved.1`); it is never a module path, so a
moved file can't break history. A changed shape gets a new version, and an upcaster beside the event turns the
old data into the new when it is read; stored bytes never change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

Convert = Callable[..., dict[str, Any]]
"""Data of an older type to data of the next one."""

EVENT_TYPES: dict[str, type[Event]] = {}
UPCASTERS: dict[str, tuple[str, Convert, bool]] = {}
_NAMED = re.compile(r"[a-z][a-z-]*\.[a-z][a-z-]*\.[1-9]\d*")


class UnknownType(LookupError):
    """An event of a type that this version does not know: a newer version recorded it."""

    def __init__(self, type_name: str) -> None:
        super().__init__(f"this version does not know events of the type {type_name}")
        self.type_name = type_name


class Event(BaseModel):
    """Base of all events: frozen, with few fields, named by a past participle."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type_name: ClassVar[str]

    def __init_subclass__(cls, type: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if type is not None:
            if type in EVENT_TYPES:
                raise TypeError(f"two classes claim the event type {type}")
            cls.type_name = type
            EVENT_TYPES[type] = cls

    def linked_streams(self) -> tuple[str, ...]:
        """Streams besides its own that this event also belongs to (the other account of a transfer)."""
        return ()

    def begins(self) -> str | None:
        """A linked stream that this event is the first of, under an id that nobody knows before it is recorded: it
        is only linked, and read from the journal when somebody asks."""
        return None


def upcaster(old: str, new: str, *, envelope: bool = False) -> Callable[[Convert], Convert]:
    """Register how the data of a stored event of type `old` becomes data of type `new`; with `envelope`, `convert` is
    given the stored envelope, too, for what the old data does not say."""

    def register(convert: Convert) -> Convert:
        UPCASTERS[old] = (new, convert, envelope)
        return convert

    return register


def type_named(type_name: str) -> type[Event]:
    """Raises UnknownType for what may be a type of a newer version, and LookupError for what is no type's name."""
    known = EVENT_TYPES.get(type_name)
    if known is None:
        raise UnknownType(type_name) if _NAMED.fullmatch(type_name) else LookupError(type_name)
    return known


def versions_of(name: str) -> tuple[str, ...]:
    """Every version of a type that is named without one (`claims.approved`); else just what is named."""
    return tuple(sorted(one for one in (*EVENT_TYPES, *UPCASTERS) if one.rpartition(".")[0] == name)) or (name,)


def unknown_among(type_names: Iterable[str]) -> str | None:
    """The first of these types that this version does not know."""
    return min((name for name in type_names if name not in EVENT_TYPES and name not in UPCASTERS), default=None)


class Recorded(NamedTuple):
    """An event with its envelope: where it stands in the journal, when, who, why.

    `position` has no gaps within the organisation; `version` counts within the stream. `occurred_at` is when it
    happened, `recorded_at` when the ledger took it; both in UTC. `actor` is an employee_no,
    the stream of an API key, or `system`.
    """

    organisation: str
    position: int
    stream: str
    version: int
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    on_behalf_of: str | None
    command: str
    correlation: str
    causation: str | None
    event: Event
