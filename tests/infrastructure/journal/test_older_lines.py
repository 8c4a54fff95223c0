"""What was recorded before lines had subjects still waits for payroll: redeemed bonuses and what leavers are owed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import orjson
import psycopg

from ledger.application import redemptions, rewards
from ledger.bootstrap import Installation
from ledger.domain.exports.lines import Waiting
from ledger.domain.rewards.events import Benefit, RewardTerms
from ledger.infrastructure.journal.chain import link
from ledger.infrastructure.journal.mapper import format_time
from tests.infrastructure.journal.books import Book, journal_on, verified

MIGRATION = Path("migrations/0010.post.lines-of-leavers.sql")
TERMS = RewardTerms(
    name="奖金", kind="bonus", cost=1, benefit=Benefit(amount="50", pay_item="x", tax_class="y"), approval="none"
)
LINE = {
    "employee": "FIN01", "reward": "bonus-5000", "name": "奖金", "fulfilled_on": "2026-01-31", "quantity": 1,
    "benefit": {"amount": "5000.00", "pay_item": "points-bonus", "tax_class": "wages"}, "reverses": False,
}  # fmt: skip
SETTLED = {"employee": "FIN02", "left_on": "2026-01-31", "points": 30, "amount": "15.00"}


def record(
    url: str, organisation: str, type_name: str, stream: str, version: int, data: dict[str, Any], *to: str
) -> int:
    """An event as an older release recorded it, with the links that it made; its position."""
    with psycopg.connect(url) as connection:
        asked = connection.execute(
            "SELECT position + 1, hash, recorded_at FROM journal.heads WHERE organisation = %s", (organisation,)
        ).fetchone()
        assert asked is not None
        position, previous, at = asked
        said = {
            "actor": "HR01", "command": f"old-{position}", "correlation": f"old-{position}", "data": data,
            "occurred_at": format_time(at), "organisation": organisation, "position": position,
            "recorded_at": format_time(at), "stream": stream, "type": type_name, "version": version,
        }  # fmt: skip
        state = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
        hashed = link(bytes(previous), state)
        row = (organisation, position, stream, version, type_name, at, state, hashed)
        connection.execute("INSERT INTO journal.events VALUES (%s, %s, %s, %s, %s, %s, %b, %b)", row)
        for linked in to:
            connection.execute("INSERT INTO journal.links VALUES (%s, %s, %s)", (organisation, linked, position))
        connection.execute(
            "UPDATE journal.heads SET position = %s, hash = %b WHERE organisation = %s",
            (position, hashed, organisation),
        )
    found: int = position
    return found


async def test_lines_of_an_older_release_wait_with_those_of_this_one(shared_where: Installation, book: Book) -> None:
    """Also those that its snapshot has, and those of leavers, of which the list did not know. The chain stays sound."""
    url, owner = shared_where.databases.app, shared_where.databases.owner
    lines = "lines:bonus"
    await book.do(partial(rewards.define, code="bonus-5000", terms=TERMS))
    await book.granting("FIN01")
    asked = await book.do(partial(redemptions.request, code="bonus-5000", quantity=1), "FIN01")
    redemption = orjson.loads(asked.body)["id"]
    line = {"redemption": redemption, **LINE}
    whose = {"redemption": redemption, "employee": "FIN01", "reward": "bonus-5000"}
    stream, fulfilled = f"redemption:{redemption}", {**whose, "kind": "bonus", "line": line}
    record(url, book.organisation, "redemptions.fulfilled.1", stream, 3, fulfilled, lines)
    for version in (1, 2):
        position = record(url, book.organisation, "accounts.leaver-settled.1", "leaving:FIN02", version, SETTLED)
    with psycopg.connect(owner) as connection:
        connection.execute(
            "INSERT INTO journal.snapshots VALUES (%s, %s, 'lines.1', 0, %s, %s)",
            (book.organisation, lines, position, orjson.dumps([line])),
        )
        assert verified(url, book.organisation).wrong == "its links are not the accounts that it names"
        connection.execute(MIGRATION.read_bytes())
    assert verified(url, book.organisation).sound
    async with journal_on(url) as journal:
        waiting: Waiting = await journal.state(book.organisation, lines)
    assert {subject: str(line.benefit.amount) for subject, line in waiting.lines.items()} == {
        stream: "5000.00", "leaving:FIN02:1": "15.00", "leaving:FIN02:2": "15.00",
    }  # fmt: skip
