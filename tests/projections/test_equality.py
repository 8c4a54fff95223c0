"""Rows come out the same however the events arrive: live, cut anywhere, or rebuilt."""

from __future__ import annotations

import itertools
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.contexts import all_projections
from ledger.domain.accounts.events import PointsTransferred
from ledger.domain.events import EVENT_TYPES, Event
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.accounts import fold
from ledger.projections.engine import claimants, entities
from ledger.projections.engine.rebuild import Rebuild
from tests.projections.journal import Happened, Journal
from tests.projections.stories import Teller, grant

numbers = st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=1, max_size=60)
organisations = (f"org-{count}" for count in itertools.count())

EVERYTHING = [(which, step + which, step * 13 + which) for step in range(17) for which in (*range(11), 8, 8, 10)]
"""A story in which everything happens that some projection knows; redemptions and keys take many steps."""


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """What folds remember is forgotten when it is more than a few, and then read again."""
    for module in (claimants, entities, fold):
        monkeypatch.setattr(module, "MOST_REMEMBERED", 3)


LIVE_AND_REBUILT = given(
    numbers, st.lists(st.integers(1, 20), min_size=1, max_size=5), st.integers(1, 30), st.integers(0, 20)
)
SHARED = [HealthCheck.function_scoped_fixture]


def compare(
    journal: Journal, story: list[tuple[int, int, int]], page_sizes: list[int], bulk_page: int, most_folded: int
) -> dict[str, list[dict[str, Any]]]:
    """Project a story live, in pages of changing sizes, by a worker for each size: what one remembers of its last page
    may be what others wrote over since. Rebuild everything; the rows are the same."""
    organisation = next(organisations)
    journal.append(organisation, Teller().tell(story) or Teller().tell([(0, 0, 0)]))
    workers = {size: journal.runner(page_size=size) for size in page_sizes}
    while all(workers[size].run_once() for size in page_sizes):
        pass
    for worker in workers.values():
        worker.close()
    live = journal.rows(organisation)
    assert {len(rows) for rows in live.values()} != {0}
    assert set(journal.positions(organisation).values()) == {journal.heads[organisation][0]}
    rebuild = Rebuild(journal.connect, decode, all_projections(), page_size=bulk_page, most_folded=most_folded)
    rebuild.run()
    assert journal.rows(organisation) == live
    assert sum(int(row["balance"]) for row in live["balances.accounts"]) == 0
    return live


def known_to_projections() -> set[type[Event]]:
    """The types of events that some module of the projections names."""
    modules = [module for name, module in sys.modules.items() if name.startswith("ledger.projections.")]
    return {event for event in EVENT_TYPES.values() for module in modules if vars(module).get(event.__name__) is event}


def test_live_equals_rebuilt_in_a_story_with_everything_in_it(journal: Journal) -> None:
    assert known_to_projections() <= {type(one.event) for one in Teller().tell(EVERYTHING)}
    live = compare(journal, EVERYTHING, [5, 31, 31], bulk_page=60, most_folded=20)
    assert [table for table, rows in live.items() if not rows] == []


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


def test_held_points_leave_their_owner_in_a_page_that_does_not_name_them(shared_journal: Journal) -> None:
    organisation = next(organisations)
    moves: list[tuple[str, str, Any]] = [
        ("employee:E1", "held:R1", "hold"),
        ("held:R1", "redeemed:bonus", "redemption"),
    ]
    events = [
        PointsTransferred(kind=kind, subject="redemption:R1", source=source, target=target, points=5)
        for source, target, kind in moves
    ]
    shared_journal.append(organisation, [grant("G1", "E1", 5), *(Happened(one.source, one) for one in events)])
    shared_journal.project(page_size=1)
    held = {row["account"]: row["held"] for row in shared_journal.rows(organisation)["balances.accounts"]}
    assert held["employee:E1"] == "0"
