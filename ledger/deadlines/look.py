"""A look at one organisation for one kind of what comes due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, Protocol

from psycopg import AsyncConnection

from ledger.application.access import SYSTEM
from ledger.application.ids import new_id
from ledger.application.unit import Answer, Command, Taken
from ledger.domain.organisation.organisation import ORGANISATION, Organisation

AT_ONCE = 200
"""People in one command: few enough that nobody who grants meanwhile waits long for the lock."""


class JournalPort(Protocol):
    """Where commands go, and where states are read."""

    async def submit(self, command: Command) -> Taken: ...
    async def state(self, organisation: str, stream: str) -> Any: ...
    def clock(self) -> datetime: ...
    async def check_clock(self) -> None: ...


class Pool(Protocol):
    """Connections of the role that owns the projections."""

    def connection(self) -> AbstractAsyncContextManager[AsyncConnection[Any]]: ...


@dataclass(frozen=True, slots=True)
class Look:
    """`settings` and `today` are the organisation's; the rules ask for them again."""

    journal: JournalPort
    pool: Pool
    organisation: str
    settings: Organisation
    today: date

    async def submit_each(self, concerned: Sequence[str], handle: Callable[..., Answer], name: str) -> None:
        """A command for each few of them, which `handle` takes as `name`."""
        for start in range(0, len(concerned), AT_ONCE):
            some = tuple(concerned[start : start + AT_ONCE])
            await self.submit(partial(handle, **{name: some}))

    async def submit(self, handle: Callable[..., Answer]) -> None:
        await self.journal.submit(Command(self.organisation, SYSTEM, new_id(), handle))


class Kept(NamedTuple):
    """How many were concerned, and on which day it is to be looked again (None: when something new comes due)."""

    concerned: int
    again: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """`keep` may run twice, and half of it again after a crash: its commands change nothing a second time. `reads` are
    the projections that tell it who is concerned."""

    kind: str
    reads: Collection[str]
    keep: Callable[[Look], Awaitable[Kept]]


async def look_at(journal: JournalPort, pool: Pool, organisation: str) -> Look:
    """By this moment's clock."""
    settings: Organisation = await journal.state(organisation, ORGANISATION)
    return Look(journal, pool, organisation, settings, settings.today(journal.clock()))
