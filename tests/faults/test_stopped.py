"""Two services on one database, one of them stopped while it writes and let go on later: no fork, nothing doubled."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.infrastructure.journal.writer import WRITING_SECONDS
from tests.faults.alone import eventually, projected
from tests.faults.load import Load, balances_agree, check, staffed
from tests.service import Company, Service, environment_of

SECOND = "second"
IN_THE_MIDDLE = """
SELECT a.state FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
WHERE a.datname = current_database() AND a.application_name = %s AND a.wait_event = 'ClientRead'
  AND l.relation = 'journal.heads'::regclass AND l.mode = 'RowShareLock' AND l.granted
"""


@pytest.fixture
def second(shared_where: Installation, tmp_path: Path) -> Iterator[Service]:
    """`ledger serve` beside `ledger run`."""
    started = Service({**environment_of(shared_where, tmp_path), "PGAPPNAME": SECOND}, command=("serve",))
    try:
        yield started.start()
    finally:
        started.stop()


@contextmanager
def stopped_while_it_writes(service: Service, url: str) -> Iterator[str]:
    """Stop a service at a moment at which the database waits for the rest of its transaction; how that looks."""
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(2_000):
            service.signal(signal.SIGSTOP)
            try:
                time.sleep(0.01)
                found = connection.execute(IN_THE_MIDDLE, (SECOND,)).fetchone()
                if found is not None:
                    yield found[0]
                    return
            finally:
                service.signal(signal.SIGCONT)
            time.sleep(random.uniform(0.001, 0.02))
    raise TimeoutError("it was never caught in the middle of a transaction")


def test_a_service_that_is_stopped_while_it_writes(
    service: Service, second: Service, company: Company, shared_where: Installation, full: bool
) -> None:
    load = Load(staffed(company), [service.url, second.url], clients=8)
    with load.running():
        load.grow(20)
        for _ in range(10 if full else 2):
            with stopped_while_it_writes(second, shared_where.databases.owner):
                waited = load.grow(10)
                assert waited < WRITING_SECONDS + 3, "the other goes on when the server has ended the transaction"
            load.grow(20)
    check(load, shared_where.databases.owner)
    eventually(lambda: projected(shared_where), "the projections have seen everything")
    balances_agree(load)
