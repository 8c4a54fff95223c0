"""Commands that arrive together share a transaction, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial

import orjson
import psycopg
import pytest

from ledger.api.http.problems import response_of
from ledger.application import grants
from ledger.application.grants import GrantPoints
from ledger.application.unit import Answer, Taken, Unavailable, Unit
from ledger.domain.errors import Conflict, Forbidden, Invalid, Refusal
from ledger.domain.tags.events import TagRetired
from ledger.infrastructure.journal.queue import MOST_QUEUED_OF_ONE
from tests.infrastructure.journal.books import Book, sealed, verified


class Fault(Exception):
    """A handler's own."""


def fail(unit: Unit) -> Answer:
    raise Fault


def emit_and_refuse(book: Book, unit: Unit) -> Answer:
    book.grant()(unit)
    raise Conflict("second-thoughts", "What was decided before is not recorded either.")


def emit_and_fail(book: Book, unit: Unit) -> Answer:
    book.grant()(unit)
    raise Fault


def emit_what_has_no_bytes(book: Book, unit: Unit) -> Answer:
    """Half of a surrogate pair is text in Python, and no UTF-8."""
    answer = book.grant()(unit)
    unit.emit("tag:help", [TagRetired(code="help", retired_from=date(2125, 1, 1))])
    unit.decided[-1] = unit.decided[-1]._replace(stream="tag:\ud800")
    return answer


def answer_without_bytes(book: Book, unit: Unit) -> Answer:
    return book.grant()(unit).model_copy(update={"id": object()})


def emit_what_no_row_holds(book: Book, unit: Unit) -> Answer:
    """PostgreSQL refuses the statement, which has everybody's rows."""
    answer = book.grant()(unit)
    unit.decided[-1] = unit.decided[-1]._replace(linked=("budget:\0:2020-01",))
    return answer


def rows(url: str, organisation: str, table: str, columns: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        query = f"SELECT {columns} FROM journal.{table} WHERE organisation = %s ORDER BY position"
        return connection.execute(query.encode(), (organisation,)).fetchall()


async def test_a_refused_command_refuses_only_itself(book: Book, url: str) -> None:
    await book.granting()
    before = len(rows(url, book.organisation, "events", "position"))
    unknown = partial(grants.grant_points, request=GrantPoints("FIN01", "no-such-tag", sealed("FIN01")))
    commands = [
        book.command(book.grant(), "FIN00"),
        book.command(unknown, "FIN00"),
        book.command(book.grant("FIN00"), "FIN00"),
        book.command(fail, "FIN00"),
        book.command(partial(emit_and_refuse, book), "FIN00"),
        book.command(book.grant(), "FIN01"),
        book.command(book.grant("FIN02"), "FIN00"),
    ]
    outcomes = await asyncio.gather(*map(book.journal.submit, commands), return_exceptions=True)
    expected = [Taken, Invalid, Forbidden, Fault, Conflict, Forbidden, Taken]
    assert [type(one) for one in outcomes] == expected

    events = rows(url, book.organisation, "events", "position, recorded_at")
    assert [position for position, _ in events[before:]] == [before + 1, before + 2]
    assert len({recorded_at for _, recorded_at in events[before:]}) == 1, "both were recorded in one transaction"
    kept = {name for (name,) in rows(url, book.organisation, "commands", "command")}
    assert kept & {one.command for one in commands} == {commands[0].command, commands[6].command}
    assert (await book.balance("FIN01"), await book.balance("FIN02")) == (2, 1)


@pytest.mark.parametrize("fault", [emit_and_fail, emit_what_has_no_bytes, answer_without_bytes, emit_what_no_row_holds])
async def test_a_command_that_fails_after_it_emitted_leaves_nothing_and_is_taken_once_when_it_comes_again(
    book: Book, url: str, fault: Callable[[Book, Unit], Answer]
) -> None:
    await book.granting()
    before = len(rows(url, book.organisation, "events", "position"))
    commands = [
        book.command(book.grant("FIN02"), "FIN00"),
        book.command(partial(fault, book), "FIN00", "pay-day"),
        book.command(book.grant("FIN02"), "FIN00"),
    ]
    first, failed, last = await asyncio.gather(*map(book.journal.submit, commands), return_exceptions=True)
    assert isinstance(first, Taken) and isinstance(last, Taken) and not isinstance(failed, Taken)
    assert [first.position, last.position] == [before + 1, before + 2]
    again = [await book.granting(key="pay-day") for _ in range(2)]
    assert [one.replayed for one in again] == [False, True]
    assert again[0].body == again[1].body
    assert len(rows(url, book.organisation, "events", "position")) == before + 3
    assert (await book.balance("FIN01"), await book.balance("FIN02")) == (2, 2)
    kept = {name for (name,) in rows(url, book.organisation, "commands", "command")}
    assert commands[1].command not in kept
    assert verified(url, book.organisation).sound


async def test_commands_of_one_batch_see_each_other(book: Book) -> None:
    await book.do(book.budget(10))
    outcomes = await asyncio.gather(*(book.granting() for _ in range(25)), return_exceptions=True)
    assert sum(isinstance(one, Taken) for one in outcomes) == 10
    assert all(isinstance(one, Taken) or one.code == "budget-exhausted" for one in outcomes if isinstance(one, Refusal))
    balances = [orjson.loads(one.body)["balance"] for one in outcomes if isinstance(one, Taken)]
    assert balances == list(range(1, 11)), "each answer shows the balance as it was after this command"


async def test_a_full_queue_refuses_at_once_and_takes_the_rest(book: Book, url: str) -> None:
    await book.granting()
    patient = "-c idle_in_transaction_session_timeout=0"
    with psycopg.connect(url, options=patient) as holding:
        holding.execute("SELECT FROM journal.heads WHERE organisation = %s FOR UPDATE", (book.organisation,))
        waiting = [asyncio.create_task(book.granting()) for _ in range(MOST_QUEUED_OF_ONE + 100)]
        done, pending = await asyncio.wait(waiting, timeout=0.5)
        assert len(pending) == MOST_QUEUED_OF_ONE
        for one in done:
            error = one.exception()
            assert isinstance(error, Unavailable)
            answered = response_of(error)
            assert (answered.status_code, answered.headers["Retry-After"]) == (503, "1")
    assert all(isinstance(one, Taken) for one in await asyncio.gather(*pending))
    assert await book.balance() == 1 + MOST_QUEUED_OF_ONE
    assert verified(url, book.organisation).sound


async def test_who_stops_waiting_stops_nobody_else(book: Book) -> None:
    await book.granting()
    first, second, third = (asyncio.create_task(book.granting()) for _ in range(3))
    await asyncio.sleep(0)
    second.cancel()
    assert isinstance(await first, Taken) and isinstance(await third, Taken)
    assert await book.balance() in (3, 4)
