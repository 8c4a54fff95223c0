"""Floors: what PostgreSQL and Python do when nothing of a ledger is in the way."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from pathlib import Path

import orjson
import psycopg

from bench import shapes
from bench.errors import BenchError
from bench.processes import run, run_module

INSERT = """\\set employee random(1, 1000)
\\set version random(1, 1000000)
INSERT INTO bare_events (stream, version, type, state) VALUES ('employee:' || :employee, :version, :type, :state);
"""

SEED = """
INSERT INTO bare_events (stream, version, type, state)
SELECT 'employee:E' || lpad((n %% 1000)::text, 5, '0'), n, %(type)s,
       convert_to(replace(%(state)s, 'E00042', 'E' || lpad((n %% 1000)::text, 5, '0')), 'UTF8')
FROM generate_series(1, %(events)s) AS n
"""

PAGE = 2_000


def prepare(database_url: str, events: int = 0) -> None:
    """Make the bare table, with so many events in it."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bare_events")
        connection.execute(shapes.TABLE)
        if events:
            state = shapes.state().decode()
            connection.execute(SEED, {"type": shapes.TYPE, "state": state, "events": events})
            connection.execute("VACUUM (ANALYZE) bare_events")


def insert(database_url: str, pgbench: Path, clients: int, seconds: float) -> float:
    """Floor A: transactions per second of pgbench, each of them one durable insert of one bare event.

    The table is emptied first, so that every round starts alike.
    """
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute("SELECT current_setting('synchronous_commit'), current_setting('fsync')").fetchone()
        if row != ("on", "on"):
            raise BenchError(f"commits are not durable on this server: synchronous_commit, fsync = {row}")
        connection.execute("TRUNCATE bare_events")
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(INSERT)
        script.flush()
        output = run(
            [
                str(pgbench), "--no-vacuum", "--protocol=prepared", f"--client={clients}", f"--jobs={min(clients, 2)}",
                f"--time={max(1, round(seconds))}", f"--define=type={shapes.TYPE}",
                f"--define=state={shapes.state().decode()}", f"--file={script.name}", database_url,
            ],
            seconds=seconds,
        )  # fmt: skip
    found = re.search(r"^tps = ([0-9.]+)", output, re.MULTILINE)
    failed = re.search(r"^number of failed transactions: ([0-9]+)", output, re.MULTILINE)
    if found is None or (failed is not None and failed[1] != "0"):
        raise BenchError(f"pgbench reports no clean run: {output[-1000:]}")
    return float(found[1])


def replay(database_url: str) -> float:
    """Floor B: events per second of a Python that selects all events in order, decodes them and sums the points."""
    measured = run_module("bench.floors", environment={"LEDGER_BENCH_DATABASE": database_url})
    return float(measured["rate"])


def _replay(database_url: str) -> float:
    sums: dict[str, int] = {}
    count = 0
    with psycopg.connect(database_url) as connection, connection.cursor("events", binary=True) as cursor:
        started = time.perf_counter()
        cursor.execute("SELECT state FROM bare_events ORDER BY id")
        while rows := cursor.fetchmany(PAGE):
            for (state,) in rows:
                data = orjson.loads(state)["data"]
                target = data["target"]
                sums[target] = sums.get(target, 0) + data["points"]
            count += len(rows)
        elapsed = time.perf_counter() - started
    if not sums or sum(sums.values()) != 5 * count:
        raise BenchError(f"the bare events do not add up: {sum(sums.values())} of {5 * count}")
    return count / elapsed


if __name__ == "__main__":
    sys.stdout.write(orjson.dumps({"rate": _replay(os.environ["LEDGER_BENCH_DATABASE"])}).decode() + "\n")
