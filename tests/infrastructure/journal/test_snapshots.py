"""Snapshots make a long stream load quickly, and nothing hangs on them."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from ledger.application.unit import Loaded
from ledger.domain.errors import Conflict
from ledger.domain.streams import stream_of
from ledger.infrastructure.database import pool
from ledger.infrastructure.journal import memory, snapshots
from ledger.infrastructure.journal.chain import Place
from ledger.infrastructure.journal.memory import Memory
from ledger.infrastructure.journal.signing import Signing
from tests.infrastructure.journal.books import SIGNING, Book, journal_on
from tests.infrastructure.journal.owner import Owner

ACCOUNT = "employee:FIN01"


class Cold:
    """Streams of an organisation, loaded by somebody who has nothing in memory."""

    def __init__(self, book: Book, url: str) -> None:
        self.book, self.url = book, url
        self.streams = (ACCOUNT, book.budget_account)

    async def load(self, upto: int) -> dict[str, Loaded]:
        cold = Memory(self.book.organisation, SIGNING)
        cold.place = Place(upto, b"")
        async with pool(self.url) as connections, connections.connection() as connection:
            await cold.load(connection, self.streams)
        return {stream: loaded for stream in self.streams if (loaded := cold.get(stream)) is not None}

    async def take(self, upto: int, after: int = 0) -> int:
        async with pool(self.url) as connections, connections.connection() as connection:
            return await snapshots.take(connection, SIGNING, self.book.organisation, after, upto)

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """A statement about this organisation's snapshots, as the role of the service."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), {"organisation": self.book.organisation})
            return cursor.fetchall() if cursor.description else []

    def forge(self, signing: Signing | None) -> None:
        """Give FIN01 seven points in the snapshot, signed by somebody or not at all."""
        ((version, position, hash, state),) = self.sql(
            "SELECT s.version, s.position, e.hash, s.state FROM journal.snapshots s JOIN journal.events e "
            "USING (organisation, position) WHERE s.organisation = %(organisation)s AND s.stream = 'employee:FIN01'"
        )
        assert isinstance(state, bytes) and b'"balance":200' in state
        forged = state.replace(b'"balance":200', b'"balance":7')
        about = (self.book.organisation, ACCOUNT, stream_of(ACCOUNT).codec.version, version, position)
        mac = None if signing is None else signing.sign(*about, hash, forged)  # type: ignore[arg-type]  # of a query
        with psycopg.connect(self.url, autocommit=True) as connection:
            done = connection.execute(
                "UPDATE journal.snapshots SET state = %s, mac = %s WHERE organisation = %s AND stream = %s",
                (forged, mac, self.book.organisation, ACCOUNT),
            )
            assert done.rowcount == 1

    def delete_all(self) -> None:
        self.sql("DELETE FROM journal.snapshots WHERE organisation = %(organisation)s")

    def taken(self) -> dict[object, object]:
        rows = self.sql("SELECT stream, position FROM journal.snapshots WHERE organisation = %(organisation)s")
        return dict(rows)


async def granted(book: Book, times: int) -> int:
    """Grant so many times; the last position."""
    return max(one.position for one in await asyncio.gather(*(book.granting() for _ in range(times))))


@pytest.fixture
async def cold(book: Book, url: str) -> Cold:
    return Cold(book, url)


async def test_a_cold_account_from_a_snapshot_equals_its_full_replay(cold: Cold) -> None:
    first = await granted(cold.book, 250)
    assert await cold.take(first) == 2, "the account, and the budget that all of it came from"
    assert cold.taken() == dict.fromkeys(cold.streams, first)
    for position in (first, await granted(cold.book, 7)):
        from_snapshot = await cold.load(position)
        cold.delete_all()
        replayed = await cold.load(position)
        assert from_snapshot == replayed
        assert replayed[ACCOUNT].state.balance == replayed[ACCOUNT].version == position - first + 250
        assert replayed[cold.book.budget_account].state.spent == position - first + 250
        await cold.take(first)


async def test_streams_that_take_many_pages_are_loaded_whole(cold: Cold, monkeypatch: pytest.MonkeyPatch) -> None:
    """One grant concerns the account and the budget, and a page may end between the two."""
    head = await granted(cold.book, 15)
    whole = await cold.load(head)
    assert whole[cold.book.budget_account].state.spent == 15
    for page in (1, 2, 3, 4, 7):
        monkeypatch.setattr(memory, "LOAD_PAGE", page)
        assert await cold.load(head) == whole, page


async def test_a_snapshot_is_read_instead_of_the_history_before_it(cold: Cold) -> None:
    head = await granted(cold.book, 200)
    await cold.take(head)
    cold.forge(SIGNING)
    assert (await cold.load(head))[ACCOUNT].state.balance == 7


async def test_a_state_that_the_databases_owner_made_up_is_not_believed(cold: Cold) -> None:
    head = await granted(cold.book, 200)
    await cold.take(head)
    for signing in (None, Signing(b"another key" * 3)):
        cold.forge(signing)
        assert (await cold.load(head))[ACCOUNT].state.balance == 200
        assert ACCOUNT not in cold.taken(), "and it is dropped"
        await cold.take(head)
        assert (await cold.load(head))[ACCOUNT].state.balance == 200


async def test_a_snapshot_of_another_stream_version_or_place_is_not_believed(cold: Cold) -> None:
    head = await granted(cold.book, 200)
    for change in ("stream = 'employee:FIN02'", "version = version - 1", "position = position - 1"):
        cold.streams = (ACCOUNT, "employee:FIN02")
        await cold.take(head)
        cold.sql(
            f"UPDATE journal.snapshots SET {change} WHERE organisation = %(organisation)s AND stream = 'employee:FIN01'"
        )
        loaded = await cold.load(head)
        balances = [loaded[stream].state.balance for stream in cold.streams]
        assert (balances, loaded[ACCOUNT].version) == ([200, 0], 200), change


async def test_a_snapshot_of_a_history_that_was_replaced_is_not_believed(cold: Cold, owner: Owner) -> None:
    first = await granted(cold.book, 150)
    last = await granted(cold.book, 60)
    await cold.take(last)
    owner.cut(cold.book.organisation, first)
    assert await granted(cold.book, 61) == last + 1
    assert (await cold.load(last + 1))[ACCOUNT].state.balance == 211


async def test_a_snapshot_from_beyond_the_head_makes_room(cold: Cold, owner: Owner) -> None:
    first = await granted(cold.book, 200)
    await cold.take(await granted(cold.book, 10))
    owner.cut(cold.book.organisation, first)
    await cold.take(first)
    assert cold.taken() == dict.fromkeys(cold.streams, first)


async def test_a_snapshot_that_another_evolve_made_is_ignored(cold: Cold) -> None:
    head = await granted(cold.book, 200)
    await cold.take(head)
    cold.sql("UPDATE journal.snapshots SET evolve = 'account.0', state = '\\x00' WHERE organisation = %(organisation)s")
    assert (await cold.load(head))[ACCOUNT].state.balance == 200
    await cold.take(head)
    kept = cold.sql("SELECT evolve FROM journal.snapshots WHERE organisation = %(organisation)s ORDER BY stream")
    versions = [stream_of(stream).codec.version for stream in sorted(cold.streams)]
    assert kept == [(version,) for version in versions], "and it is made anew"


async def test_a_snapshot_from_beyond_the_wanted_position_is_ignored(cold: Cold) -> None:
    earlier = await granted(cold.book, 150)
    await cold.take(await granted(cold.book, 100))
    assert (await cold.load(earlier))[ACCOUNT].state.balance == 150


async def test_an_older_snapshot_never_replaces_a_newer_one(cold: Cold) -> None:
    older = await granted(cold.book, 200)
    newer = await granted(cold.book, 200)
    await cold.take(newer)
    await cold.take(older)
    assert set(cold.taken().values()) == {newer}


async def test_without_any_snapshot_a_new_process_decides_as_before(cold: Cold, url: str) -> None:
    await cold.take(await granted(cold.book, 200))
    cold.delete_all()
    await cold.book.do(cold.book.budget(200))
    async with journal_on(url) as fresh:
        again = Book(fresh, cold.book.organisation)
        with pytest.raises(Conflict, match="0 points left"):
            await again.granting()
        assert await again.balance() == 200
