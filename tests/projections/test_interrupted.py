"""A worker may end at any moment: what it leaves is what was committed, and the next one goes on from there."""

from __future__ import annotations

from typing import Any, Self

import psycopg
import pytest
from psycopg import Connection, Cursor

from ledger.contexts import all_projections
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.engine.faults import passing
from ledger.projections.engine.rebuild import Rebuild
from ledger.projections.engine.runner import Connect
from tests.projections.journal import Journal
from tests.projections.stories import Teller

STORY = [(which, step, step * 7 + which) for step in range(3) for which in range(7)]
PAGE = 18
"""The story fits in two: in the first no row is there yet, in the second there are some."""


class Executioner:
    """Ends a connection's server process just before one of the statements that it counts."""

    def __init__(self, journal: Journal, before: int) -> None:
        self._journal = journal
        self._before = before
        self.statements = 0

    def connect(self) -> Connection[Any]:
        connection = self._journal.connect()
        connection.cursor_factory = self._cursor
        return connection

    def _cursor(self, *arguments: Any, **options: Any) -> Cursor[Any]:
        executioner = self

        class Counting(Cursor[Any]):
            def execute(self, *arguments: Any, **options: Any) -> Self:
                executioner.count(self.connection)
                return super().execute(*arguments, **options)

            def copy(self, *arguments: Any, **options: Any) -> Any:
                executioner.count(self.connection)
                return super().copy(*arguments, **options)

        return Counting(*arguments, **options)

    def count(self, connection: Connection[Any]) -> None:
        self.statements += 1
        if self.statements == self._before:
            self._journal.admin.execute("SELECT pg_terminate_backend(%s, 5000)", (connection.info.backend_pid,))


def run_through(journal: Journal, connect: Connect) -> int:
    """Project everything, with a new runner after each lost connection; how often that was."""
    lost = 0
    while True:
        runner = journal.runner(connect=connect, page_size=PAGE)
        try:
            while runner.run_once():
                pass
            return lost
        except psycopg.OperationalError as error:
            assert passing(error)
            lost += 1
        finally:
            runner.close()


def test_ended_before_any_statement_the_rows_equal_rebuilt_ones(shared_journal: Journal) -> None:
    journal = shared_journal
    journal.append("whole", Teller().tell(STORY))
    executioner = Executioner(journal, before=0)
    assert run_through(journal, executioner.connect) == 0
    expected = journal.rows("whole")
    assert executioner.statements > 25
    for before in range(1, executioner.statements + 1):
        organisation = f"ended-{before:03}"
        journal.append(organisation, Teller().tell(STORY))
        assert run_through(journal, Executioner(journal, before).connect) == 1, before
        assert journal.rows(organisation) == expected, before
    assert all(journal.status(name)["state"] == "running" for name in journal.positions("whole"))
    Rebuild(journal.connect, decode, all_projections()).run()
    assert journal.rows("whole") == expected
    assert journal.rows("ended-001") == expected


def test_a_rebuild_that_ends_leaves_the_old_rows_serving(journal: Journal) -> None:
    journal.append("acme", Teller().tell(STORY))
    journal.project()
    before = journal.rows("acme")
    whole = Executioner(journal, before=0)
    Rebuild(whole.connect, decode, all_projections()).run()
    for share in (0.05, 0.3, 0.6, 0.8, 0.95):
        ended = Executioner(journal, before=int(whole.statements * share))
        with pytest.raises(psycopg.OperationalError):
            Rebuild(ended.connect, decode, all_projections()).run()
        assert journal.rows("acme") == before, share
        count = journal.heads["acme"][0] + 100
        journal.append("acme", Teller(count=count).tell(STORY[:5]))
        journal.project()
        live = journal.rows("acme")
        assert live != before, share
        before = live
    Rebuild(journal.connect, decode, all_projections()).run()
    assert journal.rows("acme") == before
    left = journal.admin.execute("SELECT count(*) FROM pg_namespace WHERE nspname ~ '_(old|new)$'").fetchone()
    assert left == (0,)
