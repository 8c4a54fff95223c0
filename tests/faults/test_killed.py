"""kill -9 of the service and of PostgreSQL at random under load: what was acknowledged is there, once."""

from __future__ import annotations

import os
import random
import re
import signal
import time

import pytest

from ledger.bootstrap import Installation
from tests.faults.alone import Alone, eventually, projected
from tests.faults.load import Load, balances_agree, check, staffed
from tests.faults.whole import check_projections
from tests.service import Company

FULL_ROUNDS = 30
ENDINGS = (signal.SIGKILL, signal.SIGINT, signal.SIGQUIT)
"""Of PostgreSQL: nobody is told, an orderly shutdown, and one without waiting for anything."""


@pytest.fixture
def load(alone: Alone) -> Load:
    return Load(staffed(Company(alone.where, alone.service)), [alone.service.url])


def moments(count: int) -> list[float]:
    """After how many seconds of load to strike, drawn anew each run; a failed test shows the seed."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    drawn = random.Random(seed)
    return [drawn.uniform(0.05, 0.6) for _ in range(count)]


def check_everything(where: Installation, load: Load) -> None:
    check(load, where.databases.owner)
    check_projections(where, load)


def kill_and_start_again(alone: Alone) -> None:
    assert alone.service.process is not None
    killed = alone.service.process.pid
    alone.service.kill()
    gone = eventually(lambda: not alone.left_behind(killed), "no server and no worker outlives the service")
    assert gone < 30
    alone.start()


def test_kill_9_of_the_service_under_load(alone: Alone, load: Load, full: bool) -> None:
    with load.running():
        for moment in moments(FULL_ROUNDS if full else 1):
            load.grow(10)
            time.sleep(moment)
            kill_and_start_again(alone)
        load.grow(10)
    check_everything(alone.where, load)


def test_the_command_line_finds_everything_in_order_beside_the_service(alone: Alone, load: Load) -> None:
    load.clients = 2  # who write all the time that two programs take to start
    with load.running():
        load.grow(10)
        rebuilt, told = alone.ledger("rebuild"), alone.ledger("verify", load.company.id)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert told.returncode == 0
    verified = re.search(r"(\d+) events verified", told.stderr)
    assert verified is not None and int(verified[1]) > 10, told.stderr
    check(load, alone.where.databases.owner)
    eventually(lambda: projected(alone.where), "the rebuilt projections go on")
    balances_agree(load)


def test_postgres_ended_at_once_under_load(alone: Alone, load: Load, full: bool) -> None:
    assert alone.service.process is not None
    service = alone.service.process.pid
    with load.running():
        for number, moment in enumerate(moments(FULL_ROUNDS if full else len(ENDINGS))):
            load.grow(10)
            time.sleep(moment)
            before = alone.postmaster()
            os.kill(before, ENDINGS[number % len(ENDINGS)])
            load.grow(10)
            assert alone.postmaster() != before
    assert alone.service.process.pid == service and alone.service.process.poll() is None
    check_everything(alone.where, load)
