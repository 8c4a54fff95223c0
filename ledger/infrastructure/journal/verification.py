"""Proving that the journal was not touched (docs/rules/journal.md; S42's disputes rest on it).

Walks one organisation's events in order: positions without gaps, each hash from the one before and the stored
bytes, the columns beside the bytes equal to what the bytes say, links to exactly the other accounts that they name,
versions of each stream without holes, recorded times that never go back, and a head that stands at the last one. It
has to come by where an earlier walk has ended: a history that was cut off behind it, or replaced as a whole, is sound
in itself.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import orjson
import psycopg
import structlog

from ledger.application.unit import Unavailable
from ledger.domain.events import Event, UnknownType
from ledger.infrastructure.database import LIVELY, PATIENCE_SECONDS, cut
from ledger.infrastructure.journal.chain import FORMAT, genesis, link
from ledger.infrastructure.journal.mapper import upcast

PAGE = 5_000
LOOK_SECONDS = 0.5
log = structlog.get_logger()

READ = """
SELECT position, organisation, stream, version, type, recorded_at, state, hash FROM journal.events
WHERE organisation = %s ORDER BY position
"""
# Streams with a version missing: what was decided on a state that is gone left them behind. The index knows it alone.
READ_HOLES = """
SELECT stream FROM journal.events WHERE organisation = %s
GROUP BY stream HAVING count(*) <> max(version) OR min(version) <> 1
"""
READ_KNOWN = """
SELECT known, known_hash, known_at FROM journal.verifications WHERE organisation = %s AND known IS NOT NULL
"""
READ_LINKS = "SELECT position, stream FROM journal.links WHERE organisation = %s ORDER BY position"


@dataclass(frozen=True, slots=True)
class Verification:
    """`wrong_at` is the first position that is wrong, `wrong` says how, and `wrong_since` when that was recorded, or
    when what is gone was there for the last time; none of them: every event is as recorded.

    `verified` is the last position that was found right, `hash` the chain's hash there.
    """

    organisation: str
    verified: int
    hash: str
    head: int
    wrong_at: int | None = None
    wrong: str | None = None
    wrong_since: datetime | None = None
    format: str = FORMAT.decode()

    @property
    def sound(self) -> bool:
        return self.wrong_at is None


def heads(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """The last position of each organisation."""
    return dict(connection.execute("SELECT organisation, position FROM journal.heads ORDER BY 1").fetchall())


def walk(connection: psycopg.Connection[Any], organisation: str) -> Iterator[Verification]:
    """Verify page by page; the last item is the outcome. All in one snapshot, so that writers do not disturb it."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        row = connection.execute(
            "SELECT position, hash FROM journal.heads WHERE organisation = %s", (organisation,)
        ).fetchone()
        head, head_hash = (row[0], bytes(row[1])) if row else (0, genesis(organisation))
        known = connection.execute(READ_KNOWN, (organisation,)).fetchone()
        holed = {stream: 0 for (stream,) in connection.execute(READ_HOLES, (organisation,))}
        position, previous, recorded_at = 0, genesis(organisation), None
        with connection.cursor(name="events") as events, connection.cursor(name="links") as linking:
            events.itersize = linking.itersize = PAGE
            links = _Links(iter(linking.execute(READ_LINKS, (organisation,))))
            for found in events.execute(READ, (organisation,)):
                wrong = _wrong(organisation, position + 1, previous, recorded_at, found, links)
                wrong = wrong or _out_of_line(found, holed) or _unknown(found, known)
                if wrong is not None:
                    since = found[5].astimezone(UTC)
                    yield Verification(organisation, position, previous.hex(), head, position + 1, wrong, since)
                    return
                position, previous, recorded_at = found[0], bytes(found[7]), found[5]
                if position % PAGE == 0:
                    yield Verification(organisation, position, previous.hex(), head)
        if (position, previous) != (head, head_hash):
            at = min(position, head) + 1 if position != head else position
            wrong = f"the head stands at {head}, the last event at {position}" if position != head else "head hash"
            yield Verification(organisation, position, previous.hex(), head, at, wrong)
            return
        if known is not None and known[0] > head:
            wrong = f"events up to {known[0]} were verified before; they are gone"
            yield Verification(organisation, position, previous.hex(), head, head + 1, wrong, known[2].astimezone(UTC))
            return
        if links.next is not None:
            yield Verification(organisation, position, previous.hex(), head, links.next[0], "a link of no event")
            return
        yield Verification(organisation, position, previous.hex(), head)


def remember(connection: psycopg.Connection[Any], outcome: Verification) -> None:
    """Keep what the walk found, for those who ask when the last one was; and for later walks how far it was sound."""
    log.log(
        logging.INFO if outcome.sound else logging.ERROR,
        "history verified" if outcome.sound else "history is not as recorded",
        **{name: value for name, value in asdict(outcome).items() if value is not None and name != "format"},
    )
    connection.execute(
        """INSERT INTO journal.verifications AS v (organisation, at, verified, hash, head, wrong_at, wrong, wrong_since,
                                                   known, known_hash, known_at)
           VALUES (%(organisation)s, now(), %(verified)s, %(hash)s, %(head)s, %(wrong_at)s, %(wrong)s, %(wrong_since)s,
                   CASE WHEN %(sound)s THEN %(verified)s::int8 END, CASE WHEN %(sound)s THEN %(hash)s END,
                   CASE WHEN %(sound)s THEN now() END)
           ON CONFLICT (organisation) DO UPDATE
           SET at = excluded.at, verified = excluded.verified, hash = excluded.hash, head = excluded.head,
               wrong_at = excluded.wrong_at, wrong = excluded.wrong, wrong_since = excluded.wrong_since,
               known = coalesce(excluded.known, v.known), known_hash = coalesce(excluded.known_hash, v.known_hash),
               known_at = coalesce(excluded.known_at, v.known_at)""",
        {**asdict(outcome), "sound": outcome.sound},
    )


def forget(connection: psycopg.Connection[Any], organisation: str) -> None:
    """Compare the history with no earlier verification any more: it was restored to an earlier state on purpose."""
    connection.execute(
        """UPDATE journal.verifications SET known = NULL, known_hash = NULL, known_at = NULL
           WHERE organisation = %s""",
        (organisation,),
    )


class _Links:
    """The rows that tell which streams besides its own an event belongs to, taken event by event."""

    def __init__(self, rows: Iterator[tuple[int, str]]) -> None:
        self._rows = rows
        self.next = next(rows, None)

    def upto(self, position: int) -> set[tuple[int, str]]:
        """Those that stand at a position, and any that were passed over before it."""
        found = set()
        while self.next is not None and self.next[0] <= position:
            found.add(self.next)
            self.next = next(self._rows, None)
        return found


def _linked(envelope: dict[str, Any]) -> tuple[str, ...]:
    """The streams besides its own that an event names."""
    kind, data = upcast(envelope)
    if kind.linked_streams is Event.linked_streams:
        return ()
    fields: Any = SimpleNamespace(**data)  # making an event of them would take as long as all the rest of the walk
    return kind.linked_streams(fields)


def _wrong(
    organisation: str,
    expected: int,
    previous: bytes,
    recorded_at: datetime | None,
    found: tuple[Any, ...],
    links: _Links,
) -> str | None:
    """What is wrong with a row that should stand at `expected`; None: nothing."""
    position, _, stream, version, type_name, recorded, state, hashed = found
    if position != expected:
        return f"event {expected} is missing; the next is {position}"
    if link(previous, bytes(state)) != bytes(hashed):
        return "the stored bytes do not hash to the stored hash"
    try:
        envelope = orjson.loads(state)
        said = (
            envelope["organisation"], envelope["position"], envelope["stream"], envelope["version"], envelope["type"],
            datetime.fromisoformat(envelope["recorded_at"]),
        )  # fmt: skip
        linked = {(position, account) for account in _linked(envelope) if account != stream}
    except UnknownType as error:
        return f"{error}: verify with a newer one"
    except (orjson.JSONDecodeError, AttributeError, LookupError, TypeError, ValueError):
        return "the stored bytes are no event of this ledger"
    if said != (organisation, position, stream, version, type_name, recorded):
        return "a column differs from the stored bytes"
    if links.upto(position) != linked:
        return "its links are not the accounts that it names"
    if recorded_at is not None and recorded < recorded_at:
        return "recorded before the event before it"
    return None


def _out_of_line(found: tuple[Any, ...], holed: dict[str, int]) -> str | None:
    """What is wrong with the version of an event, in a stream with a version missing of which the last is known."""
    stream, version = found[2], found[3]
    last = holed.get(stream)
    if last is None:
        return None
    if version != last + 1:
        return f"version {version} of {stream} follows version {last}"
    holed[stream] = version
    return None


def _unknown(found: tuple[Any, ...], known: tuple[int, str, datetime] | None) -> str | None:
    """Whether another event was there when the history was verified up to it."""
    if known is None or found[0] != known[0] or bytes(found[7]).hex() == known[1]:
        return None
    return f"another history was verified up to here, with the hash {known[1]}"


class Verifier:
    """Verifies from the event loop, in a thread, one walk at a time: each request gets one that began after it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._turn = asyncio.Lock()
        self._heard = 0.0
        self._connection: psycopg.Connection[Any] | None = None

    async def verify(self, organisation: str) -> dict[str, Any]:
        """Walk for as long as it takes. Raises Unavailable when the database falls silent."""
        walking = asyncio.create_task(self._in_turn(organisation))
        while not (await asyncio.wait({walking}, timeout=LOOK_SECONDS))[0]:
            if time.monotonic() - self._heard > PATIENCE_SECONDS:
                if self._connection is not None:
                    cut(self._connection)
                walking.cancel()
                raise Unavailable("the database is away")
        outcome = walking.result()
        return {**asdict(outcome), "sound": outcome.sound}

    async def _in_turn(self, organisation: str) -> Verification:
        async with self._turn:
            self._heard = time.monotonic()
            return await asyncio.to_thread(self._walk, organisation)

    def _walk(self, organisation: str) -> Verification:
        with psycopg.connect(self._url, autocommit=True, **LIVELY) as self._connection:
            *_, outcome = self._hearing(walk(self._connection, organisation))
            remember(self._connection, outcome)
        return outcome

    def _hearing(self, walked: Iterator[Verification]) -> Iterator[Verification]:
        for outcome in walked:
            self._heard = time.monotonic()
            yield outcome
