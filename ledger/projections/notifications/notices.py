"""What the contexts have to tell people of: how they say it, and what they may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar

from ledger.domain.events import Event, Recorded
from ledger.projections.engine.claimants import Claimant
from ledger.projections.engine.store import Store
from ledger.projections.notifications.staff import Staff
from ledger.projections.notifications.stand_ins import StandIns

Told = tuple[str, str, dict[str, Any]]
"""Who is told, the kind of notification, and its data."""


class Remembered(Protocol):
    """What a context notes of earlier events, in a table of its own beside the notifications, since a later one does
    not say it again. Of one organisation; read and written event by event, so for what is seldom."""

    DDL: ClassVar[str]
    HEARS: ClassVar[tuple[type[Event], ...]]

    def __init__(self, organisation: str) -> None: ...

    def take(self, event: Any, store: Store) -> None:
        """Note an event of a type that it hears."""


M = TypeVar("M", bound=Remembered)


@dataclass(frozen=True, slots=True)
class Known:
    """What a notice may ask besides its event, as of that event."""

    store: Store
    claimants: Mapping[str, Claimant]
    memories: Mapping[type[Remembered], Any]

    def hr(self) -> set[str]:
        """Who is hr."""
        return self._holding("hr")

    def payroll(self) -> set[str]:
        """Who is payroll."""
        return self._holding("payroll")

    def admins(self) -> set[str]:
        """Who is an admin."""
        return self._holding("admin")

    def stand_ins(self, principal: str, matter: str, day: date) -> list[str]:
        """Who acts for somebody in a matter on a day."""
        return self.remembered(StandIns).of(principal, matter, day, self.store)

    def _holding(self, role: str) -> set[str]:
        staff: Staff = self.memories[Staff]
        return staff.holding(role, self.store)

    def remembered(self, kind: type[M]) -> M:
        """What a context noted."""
        memory: M = self.memories[kind]
        return memory


Notice = Callable[[Recorded, Any, Known], Iterable[Told]]
"""Given the envelope, its event, and what is known: who is told what."""


class Ask(NamedTuple):
    """What a notification asks somebody for: `about` are the fields of its data that say what it is about, and
    `done_by` the types of later events, with the same fields, after which it asks for nothing any more."""

    about: tuple[str, ...]
    done_by: tuple[type[Event], ...]


class Notices(NamedTuple):
    """`told`: by type of event; a person is told once of an event. `remembers`: what these notices ask for. `asks`: by
    kind of notification; those of other kinds are news, and stay."""

    told: Mapping[type[Event], Notice]
    remembers: tuple[type[Remembered], ...] = ()
    asks: Mapping[str, Ask] = {}
