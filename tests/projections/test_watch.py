"""What should always hold of an organisation is looked over when it moved, and an alarm says so where it does not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ledger.projections.accounts.query import unbalanced
from ledger.projections.engine import alarms, watch
from ledger.projections.engine.watch import Watch, verified
from tests.faults.alone import eventually
from tests.projections.journal import Journal
from tests.projections.stories import budget, grant

KNOWN = """
CREATE TABLE IF NOT EXISTS journal.verifications (organisation text PRIMARY KEY, known bigint, known_hash text);
GRANT SELECT ON journal.verifications TO ledger_projector
"""
"""As much of the table as matters here: the journal of these tests is that of the first migration."""


@pytest.fixture
def watched(journal: Journal) -> Iterator[Watch]:
    """A watch that runs, over an organisation with ten grants."""
    journal.admin.execute(KNOWN)
    journal.append("acme", [budget("M1", 100), *(grant(f"G{number}", "E1", 5) for number in range(10))])
    journal.project()
    made = Watch(journal.connect, {alarms.TRIAL_BALANCE: unbalanced, alarms.VERIFIED: verified})
    stop = threading.Event()
    thread = threading.Thread(target=made.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        stop.set()
        thread.join(10)


def going_on(journal: Journal) -> list[tuple[Any, ...]]:
    return journal.admin.execute(
        "SELECT kind, organisation, told FROM projector.alarms WHERE ended_at IS NULL ORDER BY kind"
    ).fetchall()


def test_a_trial_balance_that_is_not_zero_raises_an_alarm_until_it_is(
    journal: Journal, watched: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "TURN_SECONDS", 0.1)
    journal.admin.execute("UPDATE balances.accounts SET balance = balance + 7 WHERE account = 'employee:E1'")
    watched.note("acme")
    told = "the balances of all accounts sum to 7, not to 0"
    eventually(lambda: going_on(journal) == [("trial-balance", "acme", told)], "the alarm")
    journal.admin.execute("UPDATE balances.accounts SET balance = balance - 7 WHERE account = 'employee:E1'")
    eventually(lambda: going_on(journal) == [], "its end")


def test_a_verified_history_that_was_cut_off_raises_an_alarm(
    journal: Journal, watched: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "TURN_SECONDS", 0.1)
    position, hash = journal.heads["acme"]
    journal.admin.execute("INSERT INTO journal.verifications VALUES ('acme', %s, %s)", (position, hash.hex()))
    journal.cut("acme", 5)
    watched.note("acme")
    told = f"the history that was verified up to position {position} is not recorded any more"
    eventually(lambda: going_on(journal) == [("verified", "acme", told)], "the alarm")


def test_what_nobody_moved_is_looked_over_when_the_worker_starts(journal: Journal) -> None:
    journal.admin.execute(KNOWN)
    journal.append("acme", [budget("M1", 100), grant("G1", "E1", 5)])
    journal.project()
    journal.admin.execute("UPDATE balances.accounts SET balance = 1 WHERE account = 'employee:E1'")
    made, stop = Watch(journal.connect, {alarms.TRIAL_BALANCE: unbalanced}), threading.Event()
    thread = threading.Thread(target=made.run, args=(stop,), daemon=True)
    thread.start()
    try:
        eventually(lambda: [kind for kind, *_ in going_on(journal)] == ["trial-balance"], "the alarm")
    finally:
        stop.set()
        thread.join(10)


def test_a_history_that_was_begun_anew_is_an_alarm_until_its_rows_are_there(journal: Journal, watched: Watch) -> None:
    journal.cut("acme", 5)
    journal.append("acme", [grant(f"H{number}", "E2", 5) for number in range(3)])
    journal.project()
    eventually(lambda: going_on(journal) == [], "it is over")
    ended = journal.admin.execute("SELECT kind, ended_at >= since FROM projector.alarms").fetchall()
    assert ended == [("history", True)]
