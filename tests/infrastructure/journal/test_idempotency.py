"""The same key again: one effect and the same answer, byte for byte, whoever asks, wherever, however often at once."""

from __future__ import annotations

import asyncio

import pytest

from ledger.domain.errors import Conflict, Invalid
from tests.infrastructure.journal.books import Book, journal_on


async def test_a_hundred_times_at_once_through_two_journals_is_one_grant(book: Book, url: str) -> None:
    async with journal_on(url) as other:
        books = (book, Book(other, book.organisation))
        taken = await asyncio.gather(*(books[n % 2].granting(key="pay-day") for n in range(100)))
    assert len({(one.status, one.body) for one in taken}) == 1
    assert sum(not one.replayed for one in taken) == 1
    assert await book.balance() == 1


async def test_another_body_under_the_same_key_is_refused_in_the_same_batch_and_later(book: Book) -> None:
    def asked(fingerprint: bytes) -> asyncio.Task[object]:
        command = book.command(book.grant(), "FIN00", "pay-day", fingerprint)
        return asyncio.create_task(book.journal.submit(command))  # type: ignore[arg-type]

    outcomes = await asyncio.gather(asked(b"one"), asked(b"another"), return_exceptions=True)
    assert isinstance(outcomes[1], Invalid) and outcomes[1].code == "idempotency-key-reused"
    with pytest.raises(Invalid, match="used for another request"):
        await asked(b"another")
    assert await asked(b"one") == outcomes[0]._replace(replayed=True)  # type: ignore[union-attr]
    assert await book.balance() == 1


async def test_a_key_belongs_to_its_actor(book: Book) -> None:
    await book.do(book.budget(5, "organisation"))
    await book.granting(key="mine")
    again = await book.journal.submit(book.command(book.budget(6, "organisation"), "HR01", "mine"))
    assert not again.replayed


async def test_a_refusal_is_judged_anew(book: Book) -> None:
    await book.do(book.budget(0))
    with pytest.raises(Conflict):
        await book.granting(key="later")
    await book.do(book.budget(1))
    assert not (await book.granting(key="later")).replayed
    assert (await book.granting(key="later")).replayed
