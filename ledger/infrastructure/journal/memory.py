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
STREAMS_AT_ONCE = 8
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

        In pages: a directory of 100,000 people is as many events, and others wait for the processor meanwhile. What
        does not fit in one is loaded few streams at a time: a page of many would sort all that is left of them anew.
        """
        wanted = list(streams)
        started = await self._from_snapshots(connection, wanted)
        if not await self._load_page(connection, wanted, started):
            for start in range(0, len(wanted), STREAMS_AT_ONCE):
                few = wanted[start : start + STREAMS_AT_ONCE]
                done = False
                while not done:
                    await asyncio.sleep(0)
                    done = await self._load_page(connection, few, started)
        for stream, (loaded, _) in started.items():
            self._keep(stream, loaded)
        self._forget(max(KEPT_STREAMS, len(started)))

    async def _load_page(
        self, connection: AsyncConnection[Any], streams: Sequence[str], started: dict[str, tuple[Loaded, int]]
    ) -> bool:
        """Evolve some of the streams that were started by the next events that concern any of them; whether those were
        the last."""
        asked: dict[str, Any] = {
            "organisation": self.organisation,
            "streams": streams,
            "versions": [started[stream][0].version for stream in streams],
            "positions": [started[stream][1] for stream in streams],
            "upto": self.position,
            "limit": LOAD_PAGE,
        }
        rows = await (await connection.execute(sql.READ_STREAMS, asked)).fetchall()
        for stream, position, version, own, state in rows:
            before, _ = started[stream]
            after = replayed(stream, before.state, decode(state))
            started[stream] = Loaded(after, version if own else before.version), position
        if len(rows) < LOAD_PAGE:
            return True
        # These were the next of all of them; but the page may have ended before the last event's other streams.
        for stream in streams:
            loaded, position = started[stream]
            started[stream] = loaded, max(position, rows[-1][1] - 1)
        return False

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
