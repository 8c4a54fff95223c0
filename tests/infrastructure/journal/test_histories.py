"""One history or another: whoever remembers one that is gone begins anew, and says so."""

from __future__ import annotations

import asyncio
import json

import psycopg
import pytest
from structlog.testing import capture_logs

from ledger.application.unit import Unavailable
from ledger.domain.errors import Conflict
from ledger.infrastructure.journal.journal import BEGUN_ANEW, Journal
from tests.infrastructure.journal.books import Book, journal_on, verified
from tests.infrastructure.journal.owner import Owner


def begun_anew() -> float:
    """How often somebody in this process did."""
    (metric,) = BEGUN_ANEW.collect()
    return next(one.value for one in metric.samples if one.name.endswith("_total"))


async def granted(book: Book, times: int) -> int:
    return max(one.position for one in [await book.granting() for _ in range(times)])


def versions(url: str, organisation: str, stream: str) -> list[int]:
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT version FROM journal.events WHERE organisation = %s AND stream = %s ORDER BY position",
            (organisation, stream),
        )
        return [version for (version,) in rows]


async def test_commands_are_decided_on_the_history_that_there_is_after_its_tail_was_lost(
    book: Book, url: str, owner: Owner
) -> None:
    kept = await granted(book, 2)
    await granted(book, 3)
    before = begun_anew()
    owner.cut(book.organisation, kept)
    with capture_logs() as logs:
        taken = await book.granting()
    assert taken.position == kept + 1
    assert json.loads(taken.body)["balance"] == 3
    assert versions(url, book.organisation, "employee:FIN01") == [1, 2, 3]
    told = [one for one in logs if one["event"].startswith("history begun anew")]
    assert [(one["log_level"], one["remembered"], one["head"]) for one in told] == [("error", kept + 3, kept)]
    assert begun_anew() == before + 1
    assert book.journal.begun_anew_at is not None
    assert verified(url, book.organisation).sound


@pytest.mark.parametrize("others", [2, 3, 5], ids=["behind", "as far", "beyond"])
async def test_another_history_is_known_by_its_hash_however_far_it_has_come(
    book: Book, url: str, owner: Owner, others: int
) -> None:
    """Other processes recorded over what was lost; this one remembers three grants to FIN01 that never were."""
    kept = await granted(book, 1)
    await granted(book, 3)
    owner.cut(book.organisation, kept)
    async with journal_on(url) as elsewhere:
        other = Book(elsewhere, book.organisation)
        for _ in range(others):
            await other.granting("FIN02")
    assert [await book.balance(person) for person in ("FIN01", "FIN02")] == [1, others]
    taken = await book.granting()
    assert (taken.position, json.loads(taken.body)["balance"]) == (kept + others + 1, 2)
    assert versions(url, book.organisation, "employee:FIN01") == [1, 2]
    assert verified(url, book.organisation).sound


async def test_what_was_spent_in_a_history_that_is_gone_can_be_spent(book: Book, owner: Owner) -> None:
    await book.do(book.budget(3))
    kept = await granted(book, 1)
    await granted(book, 2)
    with pytest.raises(Conflict, match="0 points left"):
        await book.granting()
    owner.cut(book.organisation, kept)
    await granted(book, 2)
    with pytest.raises(Conflict, match="0 points left"):
        await book.granting()


async def test_a_command_that_was_lost_is_taken_when_it_comes_again(book: Book, owner: Owner) -> None:
    kept = await granted(book, 1)
    lost = await book.granting(key="pay-day")
    owner.cut(book.organisation, kept)
    again = await book.granting(key="pay-day")
    assert not again.replayed and again.position == lost.position
    assert await book.balance() == 2


async def test_an_organisation_that_was_lost_is_forgotten_and_can_be_founded_again(
    book: Book, url: str, owner: Owner
) -> None:
    await granted(book, 2)
    owner.lose(book.organisation)
    with pytest.raises(Unavailable, match="no such organisation"):
        await book.granting()
    assert book.journal.remembered(book.organisation, "directory") is None
    await book.begin()
    taken = await book.granting()
    assert json.loads(taken.body)["balance"] == 1
    assert verified(url, book.organisation).sound


async def test_who_reads_while_others_write_begins_nothing_anew(book: Book, journal: Journal, url: str) -> None:
    before = begun_anew()
    async with journal_on(url) as elsewhere:
        other = Book(elsewhere, book.organisation)
        for _ in range(20):
            await asyncio.gather(
                *(one.granting() for one in (book, other, book)), *(one.balance() for one in (book, other) * 5)
            )
    assert await book.balance() == 60
    assert begun_anew() == before
