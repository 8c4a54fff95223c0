"""Rows come out the same however the events arrive: live, cut anywhere, or rebuilt."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.infrastructure.journal.mapper import decode
from ledger.projections.rebuild import Rebuild
from ledger.projections.registry import all_projections
from tests.projections.journal import Journal
from tests.projections.stories import Teller

numbers = st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=1, max_size=60)
organisations = (f"org-{count}" for count in itertools.count())


LIVE_AND_REBUILT = given(
    numbers, st.lists(st.integers(1, 20), min_size=1, max_size=5), st.integers(1, 30), st.integers(0, 20)
)
SHARED = [HealthCheck.function_scoped_fixture]


def compare(
    journal: Journal, story: list[tuple[int, int, int]], page_sizes: list[int], bulk_page: int, most_folded: int
) -> None:
    """Project a story live, in pages of changing sizes; rebuild everything; the rows are the same."""
    organisation = next(organisations)
    journal.append(organisation, Teller().tell(story) or Teller().tell([(0, 0, 0)]))
    for page_size in itertools.cycle(page_sizes):
        runner = journal.runner(page_size=page_size)
        seen = runner.run_once()
        runner.close()
        if not seen:
            break
    live = journal.rows(organisation)
    assert {len(rows) for rows in live.values()} != {0}
    assert set(journal.positions(organisation).values()) == {journal.heads[organisation][0]}
    rebuild = Rebuild(journal.connect, decode, all_projections(), page_size=bulk_page, most_folded=most_folded)
    rebuild.run()
    assert journal.rows(organisation) == live
    assert sum(int(row["balance"]) for row in live["balances.accounts"]) == 0


@settings(max_examples=10, deadline=None, suppress_health_check=SHARED)
@LIVE_AND_REBUILT
def test_live_equals_rebuilt(
    shared_journal: Journal,
    story: list[tuple[int, int, int]],
    page_sizes: list[int],
    bulk_page: int,
    most_folded: int,
) -> None:
    compare(shared_journal, story, page_sizes, bulk_page, most_folded)


@pytest.mark.full
@settings(max_examples=60, deadline=None, suppress_health_check=SHARED)
@LIVE_AND_REBUILT
def test_live_equals_rebuilt_in_many_stories(
    shared_journal: Journal,
    story: list[tuple[int, int, int]],
    page_sizes: list[int],
    bulk_page: int,
    most_folded: int,
) -> None:
    compare(shared_journal, story, page_sizes, bulk_page, most_folded)
