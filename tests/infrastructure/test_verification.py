"""Whatever a superuser does to the journal's rows, walking the chain finds it and names the position."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.infrastructure.embedded import Servers
from ledger.infrastructure.journal.verification import Verification, forget, remember
from tests.infrastructure.journal.books import Book, journal_on, verified
from tests.installation import migrated

HEAD = 19
TABLES = ("events", "links", "heads")
GRANT = 12
"""A position in the middle, at which a point was granted."""


class Tampered:
    """A journal of one organisation, in a database of its own, as a superuser sees it."""

    def __init__(self, connection: psycopg.Connection[Any], url: str, organisation: str) -> None:
        self.connection, self.url, self.organisation = connection, url, organisation

    def sql(self, statement: str, **parameters: object) -> list[tuple[Any, ...]]:
        """A statement that must find something to do."""
        given = {"organisation": self.organisation, "n": GRANT, "head": HEAD, **parameters}
        cursor = self.connection.execute(statement.encode(), given)
        assert cursor.rowcount > 0, "nothing was tampered with"
        return cursor.fetchall() if cursor.description else []

    def walk(self) -> Verification:
        return verified(self.url, self.organisation)

    def found(self) -> int | None:
        """The position that verification names."""
        outcome = self.walk()
        assert outcome.sound == (outcome.wrong_at is None) == (outcome.wrong is None)
        return outcome.wrong_at

    def remember(self) -> Verification:
        """Walk as the service and the command do, which remember what they found."""
        outcome = self.walk()
        remember(self.connection, outcome)
        return outcome

    def leave_out_a_version(self, stream: str, position: int) -> None:
        """Count a stream's events from a position on one too high, as who decides on a state that is gone does."""
        rows = self.sql(
            "SELECT position, version, state FROM journal.events "
            "WHERE organisation = %(organisation)s AND stream = %(stream)s AND position >= %(n)s ORDER BY version DESC",
            stream=stream,
            n=position,
        )
        for at, version, state in rows:
            changed = bytes(state).replace(b'"version":%d' % version, b'"version":%d' % (version + 1))
            self.sql(
                "UPDATE journal.events SET version = version + 1, state = %(state)s "
                "WHERE organisation = %(organisation)s AND position = %(at)s",
                state=changed,
                at=at,
            )
        self.rehash(position)

    def rehash(self, first: int, last: int = HEAD) -> None:
        """Hash some events again, as somebody would who knows how."""
        rows = self.sql("SELECT position, state, hash FROM journal.events WHERE organisation = %(organisation)s")
        known = {position: (bytes(state), bytes(hashed)) for position, state, hashed in rows}
        start = sha256(b"points-ledger.journal.1" + self.organisation.encode()).digest()
        previous = known[first - 1][1] if first > 1 else start
        for position in range(first, last + 1):
            previous = sha256(previous + known[position][0]).digest()
            self.sql(
                "UPDATE journal.events SET hash = %(hash)s WHERE organisation = %(organisation)s AND position = %(at)s",
                hash=previous,
                at=position,
            )
        if last == HEAD:
            self.sql("UPDATE journal.heads SET hash = %(hash)s WHERE organisation = %(organisation)s", hash=previous)


async def _write(where: Installation) -> str:
    """Nine events of an organisation that begins, and ten grants."""
    async with journal_on(where.databases.app) as journal:
        book = await Book(journal).begin()
        for _ in range(10):
            await book.granting()
    return book.organisation


@pytest.fixture(scope="module")
def original(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tampered]:
    with migrated(servers, servers.redis_url, tmp_path_factory.mktemp("original")) as where:
        organisation = asyncio.run(_write(where))
        with psycopg.connect(where.databases.owner, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")  # no trigger stops a superuser
            for table in TABLES:
                connection.execute(f"CREATE TABLE kept_{table} AS TABLE journal.{table}".encode())
            yield Tampered(connection, where.databases.owner, organisation)


@pytest.fixture
def journal(original: Tampered) -> Iterator[Tampered]:
    """The journal as it was written, for one test to tamper with."""
    yield original
    original.connection.execute("TRUNCATE journal.verifications")
    for table in TABLES:
        original.connection.execute(f"TRUNCATE journal.{table}".encode())
        original.connection.execute(f"INSERT INTO journal.{table} TABLE kept_{table}".encode())


def test_an_untouched_journal_is_sound_up_to_its_head(journal: Tampered) -> None:
    outcome = journal.walk()
    assert (outcome.sound, outcome.verified, outcome.head) == (True, HEAD, HEAD)
    stored = journal.sql("SELECT encode(hash, 'hex') FROM journal.heads WHERE organisation = %(organisation)s")
    assert stored == [(outcome.hash,)]


EVENT = "UPDATE journal.events SET {} WHERE organisation = %(organisation)s AND position = %(n)s"
FORGED = """state = convert_to(replace(convert_from(state, 'UTF8'), '"points":1', '"points":9'), 'UTF8')"""
HEADS = "UPDATE journal.heads SET {} WHERE organisation = %(organisation)s"
DELETE = "DELETE FROM journal.events WHERE organisation = %(organisation)s AND {}"
AHEAD = "UPDATE journal.events SET position = position {} WHERE organisation = %(organisation)s AND position {} %(n)s"


CHANGES = {
    "a byte of an event": (EVENT.format(FORGED), GRANT),
    "no JSON": (EVENT.format("state = ''"), GRANT),
    "its hash": (EVENT.format("hash = sha256(hash)"), GRANT),
    "its stream": (EVENT.format("stream = 'employee:FIN02'"), GRANT),
    "its version": (EVENT.format("version = version + 100"), GRANT),
    "its type": (EVENT.format("type = 'claims.withdrawn.1'"), GRANT),
    "its time": (EVENT.format("recorded_at = recorded_at + interval '1 microsecond'"), GRANT),
    "its organisation": (EVENT.format("organisation = 'another'"), GRANT),
    "the head's hash": (HEADS.format("hash = sha256(hash)"), HEAD),
    "the head moved back": (HEADS.format("position = position - 1"), HEAD),
    "the head moved on": (HEADS.format("position = position + 1"), HEAD + 1),
    "the head deleted": ("DELETE FROM journal.heads WHERE organisation = %(organisation)s", 1),
    "all events deleted": (DELETE.format("position > 0"), 1),
    "one event deleted": (DELETE.format("position = %(n)s"), GRANT),
    "the first event deleted": (DELETE.format("position = 1"), 1),
    "the last events deleted": (DELETE.format("position > %(n)s"), GRANT + 1),
}


@pytest.mark.parametrize(("change", "found"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_found_where_it_was_made(journal: Tampered, change: str, found: int) -> None:
    journal.sql(change)
    assert journal.found() == found


def test_an_event_appended_behind_the_head_is_found(journal: Tampered) -> None:
    journal.sql(
        "INSERT INTO journal.events SELECT organisation, position + 1, stream, version + 1, type, recorded_at, state, "
        "hash FROM journal.events WHERE organisation = %(organisation)s AND position = %(head)s"
    )
    assert journal.found() == HEAD + 1


def test_an_event_put_between_two_others_is_found(journal: Tampered) -> None:
    journal.sql(AHEAD.format("+ 1000", ">"))
    journal.sql(AHEAD.format("- 999", "> 1000 +"))
    journal.sql(
        "INSERT INTO journal.events SELECT organisation, position + 1, stream, version + 100, type, recorded_at, "
        "state, hash FROM journal.events WHERE organisation = %(organisation)s AND position = %(n)s"
    )
    assert journal.found() == GRANT + 1


def test_two_events_that_changed_places_are_found(journal: Tampered) -> None:
    for a, b in ((GRANT, 1000), (GRANT + 1, GRANT), (1000, GRANT + 1)):
        journal.sql(
            "UPDATE journal.events SET position = %(b)s WHERE organisation = %(organisation)s AND position = %(a)s",
            a=a,
            b=b,
        )
    assert journal.found() == GRANT


def test_an_event_that_was_changed_and_hashed_again_is_found_at_its_follower(journal: Tampered) -> None:
    journal.sql(EVENT.format(FORGED))
    journal.rehash(GRANT, GRANT)
    assert journal.found() == GRANT + 1


def test_the_last_event_changed_and_hashed_again_is_found_at_the_head(journal: Tampered) -> None:
    journal.sql(EVENT.format(FORGED), n=HEAD)
    known = journal.sql("SELECT hash FROM journal.heads WHERE organisation = %(organisation)s")
    journal.rehash(HEAD)
    journal.sql("UPDATE journal.heads SET hash = %(hash)s WHERE organisation = %(organisation)s", hash=known[0][0])
    assert journal.found() == HEAD


@pytest.mark.parametrize(
    "forged",
    [
        """replace(convert_from(state, 'UTF8'), '"position":12', '"position":13')""",
        """replace(convert_from(state, 'UTF8'), '"organisation":"', '"organisation":"x')""",
        """replace(convert_from(state, 'UTF8'), '"stream":', '"flow":')""",
        """'[' || convert_from(state, 'UTF8') || ']'""",
    ],
)
def test_bytes_that_do_not_say_what_the_row_says_are_found_under_a_chain_that_fits(
    journal: Tampered, forged: str
) -> None:
    journal.sql(EVENT.format(f"state = convert_to({forged}, 'UTF8')"))
    journal.rehash(GRANT)
    assert journal.found() == GRANT


def test_a_time_before_the_event_before_it_is_found_under_a_chain_that_fits(journal: Tampered) -> None:
    journal.sql(
        "UPDATE journal.events SET recorded_at = '2001-01-01Z', state = convert_to(regexp_replace(convert_from(state, "
        """'UTF8'), '"recorded_at":"[^"]*"', '"recorded_at":"2001-01-01T00:00:00.000000Z"'), 'UTF8') """
        "WHERE organisation = %(organisation)s AND position = %(n)s"
    )
    journal.rehash(GRANT)
    assert journal.found() == GRANT


def test_a_chain_forged_to_its_end_has_another_hash_than_the_one_that_was_kept_outside(journal: Tampered) -> None:
    kept = journal.walk().hash
    journal.sql(EVENT.format(FORGED))
    journal.rehash(GRANT)
    forged = journal.walk()
    assert forged.sound, "nothing inside the database can tell"
    assert forged.hash != kept


def test_a_hole_in_the_versions_of_a_stream_is_found_with_when_it_came(journal: Tampered) -> None:
    journal.leave_out_a_version("employee:FIN01", GRANT)
    outcome = journal.walk()
    assert (outcome.wrong_at, outcome.verified) == (GRANT, GRANT - 1)
    assert outcome.wrong == "version 4 of employee:FIN01 follows version 2"
    ((recorded_at,),) = journal.sql(
        "SELECT recorded_at FROM journal.events WHERE organisation = %(organisation)s AND position = %(n)s"
    )
    assert outcome.wrong_since == recorded_at


CUT = """WITH last AS (SELECT * FROM journal.events WHERE organisation = %(organisation)s AND position = %(n)s)
UPDATE journal.heads SET position = last.position, hash = last.hash, recorded_at = last.recorded_at FROM last
WHERE heads.organisation = last.organisation"""


def test_a_tail_that_was_cut_off_after_it_was_verified_is_found_until_somebody_says_it_was_meant(
    journal: Tampered,
) -> None:
    first = journal.remember()
    assert first.sound
    journal.sql(DELETE.format("position > %(n)s"))
    journal.sql("DELETE FROM journal.links WHERE organisation = %(organisation)s AND position > %(n)s")
    journal.sql(CUT)
    for _ in range(2):
        outcome = journal.remember()
        assert (outcome.sound, outcome.wrong_at, outcome.head) == (False, GRANT + 1, GRANT)
        assert outcome.wrong == f"events up to {HEAD} were verified before; they are gone"
        assert outcome.wrong_since is not None
    forget(journal.connection, journal.organisation)
    assert journal.remember().sound
    assert journal.remember().sound


def test_a_history_that_was_replaced_after_it_was_verified_is_found_where_the_other_ended(journal: Tampered) -> None:
    kept = journal.remember().hash
    journal.sql(EVENT.format(FORGED))
    journal.rehash(GRANT)
    outcome = journal.remember()
    assert outcome.wrong_at == HEAD
    assert outcome.wrong is not None and kept in outcome.wrong


def test_another_organisation_is_not_concerned(journal: Tampered) -> None:
    journal.sql(
        "INSERT INTO journal.heads SELECT 'another', 0, sha256('points-ledger.journal.1another'), 'epoch' "
        "FROM journal.heads"
    )
    journal.sql(EVENT.format(FORGED))
    assert verified(journal.url, "another").sound


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("DELETE FROM journal.links WHERE organisation = %(organisation)s AND position = %(n)s", GRANT),
        (
            "UPDATE journal.links SET stream = 'budget:FIN02:2025-01' "
            "WHERE position = %(n)s AND stream LIKE 'budget:%%'",
            GRANT,
        ),
        ("UPDATE journal.links SET position = position + 1 WHERE position = %(head)s", HEAD),
        ("INSERT INTO journal.links VALUES (%(organisation)s, 'budget:X:2025-01', 2)", 2),
    ],
)
def test_a_changed_link_of_a_transfer_to_its_other_account_is_found(journal: Tampered, change: str, found: int) -> None:
    journal.sql(change)
    assert journal.found() == found
