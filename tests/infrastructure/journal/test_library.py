"""The `eventsourcing` library over the journal: its EventStore replays streams, its notification log is followed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from eventsourcing.persistence import ProgrammingError
from eventsourcing.system import NotificationLogReader
from psycopg_pool import ConnectionPool

from ledger.domain.events import Recorded
from ledger.domain.streams import beginning, replayed
from ledger.infrastructure.journal.mapper import LedgerMapper
from ledger.infrastructure.journal.recorder import JournalRecorder, event_store, notification_log
from tests.infrastructure.journal.books import Book

ACCOUNT = "employee:FIN01"
TAG = "tag:help"


@pytest.fixture
def reading(url: str) -> Iterator[ConnectionPool[Any]]:
    with ConnectionPool(url, min_size=1, max_size=3, kwargs={"autocommit": True}) as pool:
        yield pool


def state_of(stream: str, events: Iterator[Any]) -> Any:
    """What a stream's events come to, one after another."""
    state = beginning(stream)
    for recorded in events:
        state = replayed(stream, state, recorded)
    return state


async def test_a_stream_that_is_replayed_comes_to_the_state_that_commands_are_decided_on(
    book: Book, reading: ConnectionPool[Any]
) -> None:
    for _ in range(5):
        await book.granting()
    store = event_store(reading, book.organisation)
    for stream in (ACCOUNT, TAG, "directory", "organisation"):
        assert state_of(stream, store.get(stream)) == await book.journal.state(book.organisation, stream)


async def test_a_stream_is_replayed_up_to_any_of_its_versions(book: Book, reading: ConnectionPool[Any]) -> None:
    for _ in range(5):
        await book.granting()
    store = event_store(reading, book.organisation)
    assert [state_of(ACCOUNT, store.get(ACCOUNT, lte=version)).balance for version in range(6)] == [0, 1, 2, 3, 4, 5]
    assert [one.version for one in _recorded(store.get(ACCOUNT, gt=3))] == [4, 5]
    assert [one.version for one in _recorded(store.get(ACCOUNT, desc=True, limit=2))] == [5, 4]


def _recorded(events: Iterator[Any]) -> list[Recorded]:
    return [one for one in events if isinstance(one, Recorded)]


async def test_a_follower_sees_every_event_once_while_others_write_and_goes_on_where_it_was(
    book: Book, reading: ConnectionPool[Any]
) -> None:
    reader = NotificationLogReader(notification_log(reading, book.organisation, section_size=7), section_size=7)
    mapper = LedgerMapper()
    seen: list[Recorded] = []

    def follow() -> None:
        """From behind the last position that was seen, as a follower that keeps it beside its own rows does."""
        for page in reader.select(start=seen[-1].position if seen else 0, inclusive_of_start=False):
            seen.extend(mapper.to_domain_event(one) for one in page)

    for _ in range(4):
        granting = asyncio.gather(*(book.granting() for _ in range(10)))
        await asyncio.gather(granting, *(asyncio.to_thread(follow) for _ in range(1)))
    follow()
    head = max(one.position for one in await asyncio.gather(book.granting()))
    follow()
    assert [one.position for one in seen] == list(range(1, head + 1))
    assert sum(one.stream == ACCOUNT for one in seen) == 41


async def test_a_subscription_is_told_of_what_is_recorded_from_now_on(book: Book, reading: ConnectionPool[Any]) -> None:
    recorder = JournalRecorder(reading, book.organisation)
    before = recorder.max_notification_id()

    def wait_for_three() -> list[int]:
        with recorder.subscribe(gt=before) as subscription:
            return [next(subscription).id for _ in range(3)]

    told = asyncio.create_task(asyncio.to_thread(wait_for_three))
    for _ in range(3):
        await book.granting()
    assert before is not None
    assert await told == [before + 1, before + 2, before + 3]


async def test_nothing_is_recorded_past_the_writer(book: Book, reading: ConnectionPool[Any]) -> None:
    """An event without its links and its command would not be one of the ledger."""
    store = event_store(reading, book.organisation)
    (first, *_) = store.get(TAG)
    with pytest.raises(ProgrammingError, match="the writer records"):
        store.put([first])
