"""What the demo left in a journal, read back: events with their texts opened, and states."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger import demo
from ledger.api.http.services import Services
from ledger.bootstrap import Installation, services
from ledger.domain.accounts.account import Account
from ledger.domain.accounts.events import PointsTransferred
from ledger.domain.claims.claim import Claim
from ledger.domain.directory.directory import Directory
from ledger.domain.events import Recorded
from ledger.domain.values import Sealed
from ledger.infrastructure.journal.mapper import decode

PASSWORD = "demo"


@asynccontextmanager
async def opened(
    where: Installation, clock: Callable[[], datetime] | None = None, *, passwords: bool = False
) -> AsyncIterator[Services]:
    """Services over an installation, as a process that starts has them, perhaps at another time; hashing only where
    `passwords` matter, since it takes longer than all the rest."""
    async with services(where) if clock is None else services(where, clock) as ready:
        if not passwords:
            ready.sessions.set_common_password = _unhashed  # type: ignore[method-assign]  # of this Services alone
        yield ready


async def _unhashed(*_: Any, **__: Any) -> None:
    pass


async def events_of(ready: Services, organisation: str = "demo") -> list[Recorded]:
    async with ready.reads.connection() as connection:
        cursor = await connection.execute(
            "SELECT state FROM journal.events WHERE organisation = %s ORDER BY position", (organisation,)
        )
        return [decode(row[0]) for row in await cursor.fetchall()]


async def picture_of(ready: Services) -> list[str]:
    """What was said and done, without when it was recorded and in which order, so that two loads compare equal."""
    recorded = await events_of(ready)
    await ready.keyring.fetch("demo", {person for one in recorded for person in _people(one.event.model_dump())})
    return sorted(
        json.dumps(
            [
                one.stream,
                one.actor,
                one.on_behalf_of,
                one.command,
                one.occurred_at.isoformat(),
                one.event.type_name,
                _open(ready, one.event.model_dump(mode="json")),
            ],
            ensure_ascii=False,
            sort_keys=True,
        )
        for one in recorded
    )


def _people(value: Any) -> set[str]:
    if isinstance(value, dict):
        found = {value["person"]} if set(value) == {"person", "box"} else set()
        return found.union(*map(_people, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(_people, value))
    return set()


def _open(ready: Services, value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"person", "box"}:
            return ready.keyring.open("demo", Sealed(**value))
        return {name: _open(ready, one) for name, one in value.items()}
    if isinstance(value, list):
        return [_open(ready, one) for one in value]
    return value


@dataclass(frozen=True)
class Told:
    """A loaded demo."""

    events: list[Recorded]
    picture: list[str]
    directory: Directory
    accounts: dict[str, Account]
    claims: dict[str, Claim]
    now: datetime

    def transfers(self) -> list[tuple[Recorded, PointsTransferred]]:
        return [(one, one.event) for one in self.events if isinstance(one.event, PointsTransferred)]

    def board(self, month: str, tag: str | None = None) -> dict[str, int]:
        """Points by employee in a month, as a leaderboard counts them."""
        points: dict[str, int] = defaultdict(int)
        for _, moved in self.transfers():
            if moved.counted and moved.credit and moved.credit.month == month and tag in {None, moved.credit.tag}:
                points[moved.target.removeprefix("employee:")] += moved.points
        return dict(points)


async def load(where: Installation, clock: Callable[[], datetime] | None = None) -> Told:
    """Load the demo in a process of its own, so to speak, and read it back."""
    async with opened(where, clock) as ready:
        await demo.load(ready, PASSWORD)
        return await told_of(ready)


async def told_of(ready: Services) -> Told:
    journal = ready.journal
    directory: Directory = await journal.state("demo", "directory")
    events = await events_of(ready)
    claims = {one.stream for one in events if one.stream.startswith("claim:")}
    return Told(
        events,
        await picture_of(ready),
        directory,
        {no: await journal.state("demo", f"employee:{no}") for no in directory.employees},
        {stream: await journal.state("demo", stream) for stream in sorted(claims)},
        journal.clock(),
    )


def load_now(where: Installation, clock: Callable[[], datetime] | None = None) -> Told:
    return asyncio.run(load(where, clock))
