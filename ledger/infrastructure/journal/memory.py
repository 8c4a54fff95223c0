"""What a process knows of one organisation: committed states of streams as of a position.

Everything in it stands at the same position, so a stream that is loaded later is loaded up to there.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg import AsyncConnection

from ledger.application.streams import kind_of, replayed
from ledger.application.unit import Loaded
from ledger.domain.events import Recorded
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.mapper import decode

CATCH_UP_PAGE = 5_000
LOAD_PAGE = 2_000
KEPT_STREAMS = 20_000
"""How many accounts, budgets, tags and claims stay in memory; the longest unused go first."""
ALWAYS_KEPT = frozenset({"organisation", "directory"})


class Memory:
    """Committed states of an organisation's streams at `position`. Used by one task at a time."""

    def __init__(self, organisation: str) -> None:
        self.organisation = organisation
        self.position = 0
        self._always: dict[str, Loaded] = {}
        self._recent: OrderedDict[str, Loaded] = OrderedDict()

    def get(self, stream: str) -> Loaded | None:
        loaded = self._recent.get(stream)
        if loaded is not None:
            self._recent.move_to_end(stream)
            return loaded
        return self._always.get(stream)

    def merge(self, changed: Mapping[str, Loaded], position: int) -> None:
        """Take over what a committed batch changed; it now stands at `position`."""
        for stream, loaded in changed.items():
            self._keep(stream, loaded)
        self.position = position
        self._forget(KEPT_STREAMS)

    def _forget(self, above: int) -> None:
        while len(self._recent) > above:
            self._recent.popitem(last=False)

    def _keep(self, stream: str, loaded: Loaded) -> None:
        if stream in ALWAYS_KEPT:
            self._always[stream] = loaded
        else:
            self._recent[stream] = loaded

    def apply(self, recorded: Recorded) -> None:
        """Evolve whatever is in memory by an event that somebody else recorded."""
        for stream in {recorded.stream, *recorded.event.linked_streams()}:
            loaded = self.get(stream)
            if loaded is not None:
                version = recorded.version if stream == recorded.stream else loaded.version
                self._keep(stream, Loaded(replayed(stream, loaded.state, recorded), version))
        self.position = recorded.position

    async def catch_up(self, connection: AsyncConnection[Any], position: int) -> None:
        """Read what others recorded up to a committed position."""
        if not self._always and not self._recent:
            self.position = max(self.position, position)
        while self.position < position:
            cursor = await connection.execute(
                sql.READ_PAGE, (self.organisation, self.position, position, CATCH_UP_PAGE), prepare=True
            )
            for _, state in await cursor.fetchall():
                self.apply(decode(state))

    async def load(self, connection: AsyncConnection[Any], streams: Iterable[str]) -> None:
        """Load streams as of this memory's position, from a snapshot where there is one.

        In pages: a directory of 100,000 people is as many events, and others wait for the processor meanwhile.
        """
        wanted = list(streams)
        started = await self._from_snapshots(connection, wanted)
        loaded = {stream: start for stream, (start, _) in started.items()}
        seen = {stream: position for stream, (_, position) in started.items()}
        while True:
            asked: dict[str, Any] = {
                "organisation": self.organisation,
                "streams": wanted,
                "versions": [loaded[stream].version for stream in wanted],
                "positions": [seen[stream] for stream in wanted],
                "upto": self.position,
                "limit": LOAD_PAGE,
            }
            rows = await (await connection.execute(sql.READ_STREAMS, asked)).fetchall()
            for stream, _, version, own, state in rows:
                before = loaded[stream]
                after = replayed(stream, before.state, decode(state))
                loaded[stream] = Loaded(after, version if own else before.version)
            if len(rows) < LOAD_PAGE:
                break
            seen = {stream: max(position, rows[-1][1]) for stream, position in seen.items()}
            await asyncio.sleep(0)
        for stream, entry in loaded.items():
            self._keep(stream, entry)
        self._forget(max(KEPT_STREAMS, len(loaded)))

    async def _from_snapshots(
        self, connection: AsyncConnection[Any], streams: Sequence[str]
    ) -> dict[str, tuple[Loaded, int]]:
        started = {stream: (Loaded(kind_of(stream).begin(stream), 0), 0) for stream in streams}
        cursor = await connection.execute(sql.READ_SNAPSHOTS, (self.organisation, streams, self.position))
        for stream, evolve_name, version, position, frozen in await cursor.fetchall():
            kind = kind_of(stream)
            if kind.thaw is not None and kind.evolve_name == evolve_name:
                started[stream] = (Loaded(kind.thaw(stream, frozen), version), position)
        return started
