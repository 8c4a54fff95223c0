"""The number on a board is the sum of its entries, whoever, wherever and whenever, after any history."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import AsyncConnection

from ledger.infrastructure.journal.mapper import decode
from ledger.projections.leaderboards import entries, query
from tests.projections.journal import Happened, Journal
from tests.projections.stories import MONTH, Teller, corrected, deducted, grant, reversal

numbers = st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=1, max_size=60)
organisations = (f"sums-{count}" for count in itertools.count())
SCOPES = ("organisation", "department:TEC", "department:QA", "tag:BUG", "tag:LATE", "tag:SAVE", "tag:HELP")
PERIODS = ("2026-10", MONTH, "2026", "all")


def counted() -> list[Happened]:
    """One of each that counts, and an award, which does not."""
    older = grant("X1", "E1", 40, month="2026-10", departments=("QA", "TEC"))
    late, wrong = deducted("D1", "E1", 7), deducted("D2", "E2", 9, departments=("QA", "TEC"))
    return [
        older, grant("X2", "E1", 25, tag="HELP"), grant("X3", "E2", 60), grant("X4", "E1", 99, instant=True),
        late, wrong, corrected(wrong), reversal(older), grant("X5", "E1", 11, month="2026-10", departments=("QA",)),
    ]  # fmt: skip


async def sums_of_entries(reading: AsyncConnection[Any], organisation: str, upto: int, board: Any) -> dict[str, int]:
    """The same board, out of entries that are read three at a time."""
    found = {}
    for employee in (f"E{number}" for number in range(10)):
        points, before = 0, None
        while True:
            page = await entries.entries(reading, organisation, decode, employee, *board, upto, 3, before)
            points += sum(entry["points"] for entry in page["items"])
            before = page["next"]
            if before is None:
                break
        assert page["sum"] == points
        found[employee] = points
    return {employee: points for employee, points in found.items() if points > 0}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers)
def test_the_entries_of_a_place_add_up_to_the_number_on_the_board(
    shared_journal: Journal, story: list[tuple[int, int, int]]
) -> None:
    organisation = next(organisations)
    upto = shared_journal.append(organisation, [*Teller().tell(story), *counted()])
    shared_journal.project()

    async def check() -> None:
        async with await AsyncConnection.connect(shared_journal.url) as reading:
            for board in itertools.product(SCOPES, PERIODS):
                shown = (await query.board(reading, organisation, *board))["items"]
                expected = {item["employee"]: item["points"] for item in shown}
                assert await sums_of_entries(reading, organisation, upto, board) == expected, board

    asyncio.run(check())
