"""Rows of a history that is not recorded any more are worked out again from the one that is, and it is said."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest

from ledger.contexts import all_projections
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.engine.rebuild import HistoryReplaced, Rebuild
from tests.faults.alone import eventually
from tests.projections.journal import Journal
from tests.projections.stories import budget, grant


def grants(first: int, count: int, employee: str = "E1", points: int = 1) -> list[Any]:
    return [grant(f"G{first + number}", employee, points) for number in range(count)]


def alarms(journal: Journal) -> list[tuple[str, str]]:
    return journal.admin.execute("SELECT kind, organisation FROM projector.alarms WHERE ended_at IS NULL").fetchall()


def equals_a_rebuild(journal: Journal, organisation: str) -> bool:
    live = journal.rows(organisation)
    journal.runner().rebuild()
    return live == journal.rows(organisation)


def test_every_table_of_every_projection_says_whose_its_rows_are(journal: Journal) -> None:
    """Else an organisation could not begin anew alone."""
    without = journal.admin.execute(
        """SELECT tablename FROM pg_tables t WHERE schemaname = ANY(%s) AND NOT EXISTS (
               SELECT FROM pg_attribute WHERE attrelid = format('%%I.%%I', t.schemaname, t.tablename)::regclass
               AND attname = 'organisation')""",
        ([projection.name for projection in all_projections()],),
    ).fetchall()
    assert without == []


@pytest.mark.parametrize("others", [0, 3, 6, 10], ids=["nothing", "less", "as much", "more"])
@pytest.mark.parametrize("kept", [True, False], ids=["the same runner", "another runner"])
def test_what_was_projected_of_a_history_that_is_gone_is_worked_out_again(
    journal: Journal, others: int, kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    journal.append("acme", [budget("M1", 10_000), *grants(1, 10)])
    other = journal.append("other", [budget("M1", 10_000), *grants(1, 10)])
    runner = journal.runner()
    while runner.run_once():
        pass
    untouched = journal.rows("other")
    journal.cut("acme", 5)
    if others:
        journal.append("acme", grants(20, others, "E2", 5))
    with caplog.at_level(logging.ERROR):
        used = runner if kept else journal.runner()
        while used.run_once():
            pass
    assert set(journal.positions("acme").values()) == {5 + others}
    assert set(journal.positions("other").values()) == {other}
    assert journal.rows("other") == untouched
    assert alarms(journal) == [("history", "acme")]
    assert "acme begin anew" in caplog.text
    journal.append("acme", grants(40, 2, "E1", 7))
    while used.run_once():
        pass
    assert equals_a_rebuild(journal, "acme")
    runner.close()


def test_a_page_that_does_not_follow_what_was_projected_is_noticed_before_it_is_applied(journal: Journal) -> None:
    """The runner is told of new events, and looks at nobody's place for up to a second."""
    journal.append("acme", [budget("M1", 10_000), *grants(1, 10)])
    runner = journal.runner()
    while runner.run_once():
        pass
    journal.cut("acme", 5)
    journal.append("acme", grants(20, 10, "E2", 5))
    assert runner._handle(["acme"]) == 15
    assert equals_a_rebuild(journal, "acme")
    runner.close()


def test_whoever_listens_is_told_that_what_was_known_is_to_be_forgotten(journal: Journal) -> None:
    journal.append("acme", [budget("M1", 10_000), *grants(1, 10)])
    journal.project()
    journal.cut("acme", 5)
    with journal.connect() as listening:
        listening.execute("LISTEN ledger_projected")
        journal.project()
        told = [one.payload for one in listening.notifies(timeout=1, stop_after=1)]
    assert told[0] == "acme:anew"


def test_a_position_that_an_older_worker_moved_says_nothing_of_histories(journal: Journal) -> None:
    """It knows of no hash, and leaves the one that was there."""
    journal.append("acme", [budget("M1", 10_000), *grants(1, 3)])
    journal.project()
    journal.append("acme", grants(10, 2))
    journal.project()
    journal.admin.execute("UPDATE projector.positions SET hash = '\\x00', hash_at = 4")
    journal.append("acme", grants(20, 2))
    journal.project()
    assert set(journal.positions("acme").values()) == {8}
    assert alarms(journal) == []
    hashes = journal.admin.execute("SELECT DISTINCT hash, hash_at FROM projector.positions").fetchall()
    assert hashes == [(journal.heads["acme"][1], 8)]


def test_two_workers_that_find_another_history_begin_anew_once(journal: Journal) -> None:
    journal.append("acme", [budget("M1", 10_000), *grants(1, 30)])
    journal.project()
    journal.cut("acme", 5)
    journal.append("acme", grants(50, 60, "E2", 5))
    stop = threading.Event()
    runners = [journal.runner(page_size=8) for _ in range(2)]
    threads = [threading.Thread(target=runner.run_forever, args=(stop,), daemon=True) for runner in runners]
    for thread in threads:
        thread.start()
    eventually(lambda: set(journal.positions("acme").values()) == {65}, "all is projected")
    stop.set()
    for thread in threads:
        thread.join()
    assert equals_a_rebuild(journal, "acme")


def test_a_rebuild_under_which_the_history_changed_swaps_nothing_in(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.append("acme", [budget("M1", 10_000), *grants(1, 10)])
    journal.project()
    before = journal.rows("acme")
    rebuild = Rebuild(journal.connect, decode, all_projections())
    index = rebuild._index

    def lose() -> None:
        index()
        journal.cut("acme", 5)
        journal.append("acme", grants(20, 6, "E2", 5))

    monkeypatch.setattr(rebuild, "_index", lose)
    with pytest.raises(HistoryReplaced):
        rebuild.run()
    assert journal.rows("acme") == before
    journal.project()
    assert equals_a_rebuild(journal, "acme")


def test_the_hash_where_a_rebuild_ends_is_known(journal: Journal) -> None:
    journal.append("acme", [budget("M1", 10_000), *grants(1, 10)])
    journal.project()
    journal.runner().rebuild()
    assert journal.admin.execute("SELECT DISTINCT hash, hash_at FROM projector.positions").fetchall() == [
        (journal.heads["acme"][1], 11)
    ]
