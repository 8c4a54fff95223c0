"""Facts are sums of what entries say, however it was told: by month, tag, department, and who gave to whom."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.domain.accounts.events import PointsTransferred
from ledger.domain.conduct.events import DeductionCorrected, DeductionMade
from ledger.domain.events import Recorded
from tests.projections.journal import Journal
from tests.projections.stories import Teller, budget, grant, reversal

numbers = st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=1, max_size=60)
organisations = (f"facts-{count}" for count in itertools.count())
SUMS = ("granted", "grants", "claimed", "claims", "awarded", "awards", "deducted", "deductions")


def facts(journal: Journal, organisation: str) -> dict[tuple[str, ...], int]:
    """What is not zero in the facts: (month, tag, departments, sum) → how much."""
    found: Counter[tuple[str, ...]] = Counter()
    for row in journal.rows(organisation, schemas=["reports"])["reports.facts"]:
        for name in SUMS:
            found[row["month"], row["tag"], row["departments"], name] += int(row[name])
    return {key: much for key, much in found.items() if much}


def told(recorded: list[Recorded]) -> dict[tuple[str, ...], int]:
    """The same out of the events, one after another."""
    found: Counter[tuple[str, ...]] = Counter()
    for one in recorded:
        event = one.event
        if isinstance(event, PointsTransferred) and event.credit is not None:
            sign = 1 if event.target.startswith("employee:") else -1
            kind = ("claimed", "claims") if event.subject.startswith("claim:") else ("granted", "grants")
            points, count = kind if event.counted else ("awarded", "awards")
            where, much = event.credit, event.points
        elif isinstance(event, DeductionMade | DeductionCorrected):
            sign = 1 if isinstance(event, DeductionMade) else -1
            points, count, where, much = "deducted", "deductions", event.counts, event.points
        else:
            continue
        at = where.month, where.tag, "".join(f"/{code}" for code in where.departments) + "/"
        found[*at, points] += sign * much
        found[*at, count] += sign
    return {key: much for key, much in found.items() if much}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers, st.integers(1, 20))
def test_facts_sum_to_what_the_entries_say(
    shared_journal: Journal, story: list[tuple[int, int, int]], page_size: int
) -> None:
    organisation = next(organisations)
    shared_journal.append(organisation, Teller().tell(story) or Teller().tell([(0, 0, 0)]))
    shared_journal.project(page_size=page_size)
    assert facts(shared_journal, organisation) == told(shared_journal.recorded[organisation])
    rows = shared_journal.rows(organisation)
    credited = sum(int(row["points"]) for row in rows["balances.entries"] if row["tag"] is not None
                   and row["account"].startswith("employee:"))  # fmt: skip
    assert sum(int(row[name]) for row in rows["reports.facts"] for name in SUMS[:6:2]) == credited
    on_boards = sum(int(row["points"]) for row in rows["leaderboards.credits"])
    signs = {"granted": 1, "claimed": 1, "deducted": -1}
    assert sum(sign * int(row[name]) for row in rows["reports.facts"] for name, sign in signs.items()) == on_boards


def test_who_gave_to_whom_is_what_each_budget_spent(journal: Journal) -> None:
    taken, late = grant("G1", "E1", 30), grant("G2", "E2", 20)
    to_issuance = reversal(late)
    event = to_issuance.event
    assert isinstance(event, PointsTransferred)
    closed = to_issuance.__class__(to_issuance.stream, event.model_copy(update={"target": "issuance"}))
    story: list[Any] = [
        budget("M1", 500), taken, late, grant("G3", "E2", 7), grant("A1", "E2", 99, instant=True),
        reversal(taken), closed,
    ]  # fmt: skip
    journal.append("acme", story)
    journal.project()
    rows = journal.rows("acme")
    pairs = {(row["giver"], row["receiver"]): int(row["points"]) for row in rows["reports.pairs"]}
    assert pairs == {("M1", "E1"): 0, ("M1", "E2"): 27}, "what came back to the budget is not given any more"
    spent = {row["owner"]: int(row["spent"]) for row in rows["budgets.budgets"]}
    assert spent["M1"] == sum(pairs.values())
