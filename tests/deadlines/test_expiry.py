"""What the worker does once a day happens once, however many workers do it and however often one is killed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.contexts import all_projections
from ledger.infrastructure.embedded import Servers
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.engine.runner import Runner
from tests.deadlines.ending import LAST_DAY, POINTS, expire, fill
from tests.infrastructure.journal.books import verified
from tests.installation import migrated

KILLS = 2


@pytest.fixture(scope="module")
def where_nobody_works(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation without a worker, which would expire by today's clock."""
    with migrated(servers, servers.redis_url, tmp_path_factory.mktemp("expiry")) as made:
        yield made


def project(where: Installation) -> None:
    runner = Runner(where.databases.projector, decode, all_projections())
    while runner.run_once():
        pass
    runner.close()


def head(url: str, organisation: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT position FROM journal.heads WHERE organisation = %s", (organisation,))
        return int((row.fetchone() or (0,))[0])


def expired(url: str, organisation: str) -> Counter[str]:
    """How many expiries each account had."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT stream FROM journal.events WHERE organisation = %s AND convert_from(state, 'UTF8') LIKE %s",
            (organisation, '%"kind":"expiry"%'),
        ).fetchall()
    return Counter(stream for (stream,) in rows)


def test_each_lot_ends_once_however_often_the_worker_is_killed(where_nobody_works: Installation, full: bool) -> None:
    lots = 100_000 if full else 3_000
    url, organisation = where_nobody_works.databases.app, f"ending-{lots}"
    fill(url, organisation, lots)
    project(where_nobody_works)

    killed_after = []
    for _ in range(KILLS):
        before = head(url, organisation)
        worker = subprocess.Popen([sys.executable, "-m", "tests.deadlines.ending", url, organisation])
        deadline = time.monotonic() + 60
        while head(url, organisation) == before and time.monotonic() < deadline:
            time.sleep(0.01)
        worker.kill()
        worker.wait()
        killed_after.append(expired(url, organisation).total())
    assert 0 < killed_after[0] < lots, "killed in the middle of it"

    async def twice_at_once() -> list[int]:
        return await asyncio.gather(expire(url, organisation), expire(url, organisation))

    assert asyncio.run(twice_at_once()) == [lots, lots], "both saw all of them due"
    assert set(expired(url, organisation).values()) == {1}
    assert len(expired(url, organisation)) == lots
    project(where_nobody_works)
    assert asyncio.run(expire(url, organisation)) == 0
    with psycopg.connect(url) as connection:
        (balances,) = connection.execute(
            "SELECT jsonb_object_agg(account, balance) FROM balances.accounts "
            "WHERE organisation = %s AND account IN ('expired', 'issuance')",
            (organisation,),
        ).fetchone() or ({},)
        (left,) = connection.execute(
            "SELECT array_agg(DISTINCT balance) FROM balances.accounts "
            "WHERE organisation = %s AND account LIKE 'employee:%%'",
            (organisation,),
        ).fetchone() or ([],)
        (ended_at,) = connection.execute(
            "SELECT array_agg(DISTINCT occurred_at AT TIME ZONE 'UTC')::text[] FROM balances.entries "
            "WHERE organisation = %s AND kind = 'expiry'",
            (organisation,),
        ).fetchone() or ([],)
    assert balances == {"expired": lots * POINTS, "issuance": -2 * lots * POINTS}
    assert left == [POINTS], "the lot that ends later is untouched"
    assert ended_at == ["2025-06-15 00:00:00"], f"the first instant after {LAST_DAY}"
    assert verified(url, organisation).sound
