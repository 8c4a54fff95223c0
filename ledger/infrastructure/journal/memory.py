"""What a process knows of one organisation: committed states of streams as of a place in its history.

Everything in it stands at the same position, so a stream that is loaded later is loaded up to there. When the journal's
head turns out not to follow that place (after a restore, or when a server took over that had not seen all), all of it
is forgotten, and loaded anew from the history that there is.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import structlog
from prometheus_client import Counter
from psycopg import AsyncConnection

import ledger.domain.catalogue  # noqa: F401  # what is stored is decoded by what is registered
from ledger.application.unit import Loaded, TooOld
from ledger.domain.events import Recorded, UnknownType, unknown_among
from ledger.domain.streams import beginning, id_of, replayed, stream_of
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.chain import Place, genesis
from ledger.infrastructure.journal.mapper import decode
from ledger.infrastructure.journal.signing import Signing

CATCH_UP_PAGE = 5_000
LOAD_PAGE = 2_000
STREAMS_AT_ONCE = 8
KEPT_STREAMS = 20_000
"""How many accounts, budgets, tags and claims stay in memory; the longest unused go first."""
ALWAYS_KEPT = frozenset({"organisation", "directory"})
REFUSED = Counter("ledger_snapshots_refused", "Snapshots that this ledger did not take, or not in this history.")
log = structlog.get_logger()


class AnotherHistory(Exception):
    """The journal does not go on from what is remembered of it."""


class Replaced(NamedTuple):
    """A history that was begun anew: what was remembered of it, and the head that there is instead."""

    organisation: str
    remembered: Place
    head: Place


def _ignore(replaced: Replaced) -> None:
    """Nobody wants to know."""


class Memory:
    """Committed states of an organisation's streams at `place`. Used by one task at a time.

    Snapshots are believed if `signing` made them, and not at all without it. `begun_anew` is told when all was
    forgotten since there is another history now.
    """

    def __init__(
        self,
        organisation: str,
        signing: Signing | None = None,
        begun_anew: Callable[[Replaced], None] = _ignore,
    ) -> None:
        self.organisation = organisation
        self.place = Place(0, genesis(organisation))
        self._signing = signing
        self._begun_anew = begun_anew
        self.types: frozenset[str] | None = None
        """The types of events that the organisation is known to have; None: nobody looked yet."""
        self._always: dict[str, Loaded] = {}
        self._recent: OrderedDict[str, Loaded] = OrderedDict()

    def get(self, stream: str) -> Loaded | None:
        loaded = self._recent.get(stream)
        if loaded is not None:
            self._recent.move_to_end(stream)
            return loaded
        return self._always.get(stream)

    @property
    def position(self) -> int:
        return self.place.position

    def merge(self, changed: Mapping[str, Loaded], place: Place, types: frozenset[str]) -> None:
        """Take over what a committed batch changed by events of some types; it now stands at `place`."""
        if self.types is not None and not types <= self.types:
            self.types |= types
        for stream, loaded in changed.items():
            self._keep(stream, loaded)
        self.place = place
        self._forget(KEPT_STREAMS)

    def _forget(self, above: int) -> None:
        while len(self._recent) > above:
            self._recent.popitem(last=False)

    def _keep(self, stream: str, loaded: Loaded) -> None:
        if stream in ALWAYS_KEPT:
            self._always[stream] = loaded
        else:
            self._recent[stream] = loaded

    def apply(self, recorded: Recorded, hash: bytes) -> None:
        """Evolve whatever is in memory by an event that somebody else recorded, with the chain's hash there."""
        for stream in {recorded.stream, *recorded.event.linked_streams()}:
            loaded = self.get(stream)
            if loaded is not None:
                version = recorded.version if stream == recorded.stream else loaded.version
                self._keep(stream, Loaded(replayed(stream, loaded.state, recorded), version))
        self.place = Place(recorded.position, hash)

    async def catch_up(self, connection: AsyncConnection[Any], head: Place) -> None:
        """Read what others recorded up to the head; begin anew there if it is of another history.

        Raises TooOld for what this version does not know.
        """
        if self.types is None:
            await self._read_types(connection)
        if not self._always and not self._recent:
            self.place = head
        try:
            while self.place != head:
                await self._read_page(connection, head.position)
        except AnotherHistory:
            remembered, self.place = self.place, head
            self._always.clear()
            self._recent.clear()
            self._begun_anew(Replaced(self.organisation, remembered, head))
            await self._read_types(connection)

    async def _read_page(self, connection: AsyncConnection[Any], upto: int) -> None:
        asked = {"organisation": self.organisation, "after": self.position, "upto": upto, "limit": CATCH_UP_PAGE}
        cursor = await connection.execute(sql.READ_PAGE, asked, prepare=True)
        rows = await cursor.fetchall()
        if self.position > 0 and (not rows or Place(rows[0][0], rows[0][1]) != self.place):
            raise AnotherHistory
        following = [(hash, state) for position, hash, state in rows if position > self.position]
        if not following:
            raise AnotherHistory
        for hash, state in following:
            self.apply(self._decoded(state), hash)

    async def _read_types(self, connection: AsyncConnection[Any]) -> None:
        """Streams that nobody asks for may have events that change what a decision is about."""
        cursor = await connection.execute(sql.READ_TYPES, (self.organisation,))
        types = frozenset([type_name for (type_name,) in await cursor.fetchall()])
        unknown = unknown_among(types)
        if unknown is not None:
            raise TooOld(self.organisation, unknown)
        self.types = types

    def _decoded(self, state: bytes) -> Recorded:
        try:
            return decode(state)
        except UnknownType as error:
            raise TooOld(self.organisation, error.type_name) from error

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
            after = replayed(stream, before.state, self._decoded(state))
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
        started = {stream: (Loaded(beginning(stream), 0), 0) for stream in streams}
        if self._signing is None:
            return started
        cursor = await connection.execute(sql.READ_SNAPSHOTS, (self.organisation, streams, self.position))
        refused = []
        for stream, evolve_name, version, position, hash, frozen, mac in await cursor.fetchall():
            codec = stream_of(stream).codec
            if codec is None or codec.version != evolve_name:
                continue
            signed = (self.organisation, stream, evolve_name, version, position, hash or b"", frozen)
            if mac is not None and self._signing.holds(mac, *signed):
                started[stream] = (Loaded(codec.thaw(id_of(stream), frozen), version), position)
            else:
                refused.append(stream)
        if refused:
            log.error("snapshots refused", organisation=self.organisation, streams=refused)
            REFUSED.inc(len(refused))
            await connection.execute(sql.DROP_SNAPSHOTS, (self.organisation, refused))
        return started
