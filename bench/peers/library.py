"""Peer C, the program: the `eventsourcing` library's stock Application and ProjectionRunner on PostgreSQL.

Run by `bench.peers` in a Python of its own:

    python -m bench.peers library grants THREADS SECONDS [functions]
    python -m bench.peers library seed EVENTS
    python -m bench.peers library runner SECONDS

The database is in LEDGER_BENCH_DATABASE. Prints one line of JSON. With `functions` the library inserts through its
database functions: an option that is off by default, takes no table lock, and lets readers skip events.
"""

from __future__ import annotations

import os
import random
import time
import uuid
from functools import singledispatchmethod
from typing import Any

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier

from bench.ground import parts
from bench.peers.timing import Work, in_threads

EMPLOYEES = 1_000
SEED_CHUNK = 500
REASON = "Stayed late to help the team deliver"


class Grant(Aggregate):
    """One grant, as an aggregate: the cheapest thing that the library can save, since nothing is read before."""

    @event("Granted")
    def __init__(self, manager: str, employee: str, tag: str, points: int, reason: str) -> None:
        self.manager = manager
        self.employee = employee
        self.tag = tag
        self.points = points
        self.reason = reason


class Grants(Application[uuid.UUID]):
    """The stock application."""

    def grant(self, employee: str) -> None:
        self.save(Grant(manager="M01", employee=employee, tag="TEAM", points=5, reason=REASON))


class Sums(PostgresTrackingRecorder):
    """A view with the points of each employee, written in the same transaction as the position."""

    def __init__(self, datastore: PostgresDatastore, *, tracking_table_name: str, **kwargs: Any) -> None:
        super().__init__(datastore, tracking_table_name=tracking_table_name, **kwargs)
        self.check_identifier_length("sums")
        names = (Identifier(self.datastore.schema), Identifier("sums"))
        self.sql_create_statements.append(
            SQL("CREATE TABLE IF NOT EXISTS {}.{} (employee text PRIMARY KEY, points bigint)").format(*names)
        )
        self.add_statement = SQL(
            "INSERT INTO {0}.{1} AS s VALUES (%s, %s) ON CONFLICT (employee) DO UPDATE SET points = s.points + %s"
        ).format(*names)

    def add(self, employee: str, points: int, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(self.add_statement, (employee, points, points), prepare=True)


class SumsProjection(Projection[Sums]):
    """The sum of points per employee."""

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        raise TypeError(f"no such event is recorded here: {domain_event!r}")

    @process_event.register
    def granted(self, domain_event: Grant.Granted, tracking: Tracking) -> None:  # type: ignore[name-defined]
        self.view.add(domain_event.employee, domain_event.points, tracking)


def environment(database_url: str, connections: int) -> dict[str, str]:
    """The library's own variables for this database, with a connection for every thread."""
    known = parts(database_url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": known["dbname"],
        "POSTGRES_HOST": known["host"],
        "POSTGRES_PORT": known["port"],
        "POSTGRES_USER": known["user"],
        "POSTGRES_PASSWORD": known["password"],
        "POSTGRES_POOL_SIZE": str(max(connections, 1)),
    }


def grants(database_url: str, threads: int, seconds: float, functions: bool = False) -> float:
    """Grants per second, each an aggregate saved on its own."""
    option = {"POSTGRES_ENABLE_DB_FUNCTIONS": "y"} if functions else {}
    application = Grants({**environment(database_url, threads), **option})

    def make(number: int) -> Work:
        chance = random.Random(number)
        return lambda: application.grant(f"E{chance.randrange(EMPLOYEES):05d}")

    try:
        return in_threads(make, threads, seconds)
    finally:
        application.close()


def seed(database_url: str, events: int) -> float:
    """Save so many grants, many in one transaction, for the runner to read."""
    application = Grants(environment(database_url, 1))
    for start in range(0, events, SEED_CHUNK):
        numbers = range(start, min(start + SEED_CHUNK, events))
        application.save(
            *(
                Grant(manager="M01", employee=f"E{n % EMPLOYEES:05d}", tag="TEAM", points=5, reason=REASON)
                for n in numbers
            )
        )
    application.close()
    return float(events)


def runner(database_url: str, seconds: float) -> float:
    """Events per second of the stock runner from an empty view on, once it has processed the first event."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS sums, sumsprojection_tracking")
    with ProjectionRunner(
        application_class=Grants, projection_class=SumsProjection, view_class=Sums, env=environment(database_url, 5)
    ) as running:
        view, name = running.projection.view, running.app_name
        last = running.app.recorder.max_notification_id() or 0
        while (first := view.max_tracking_id(name) or 0) == 0:
            running.run_forever(timeout=0.005)
        started = time.perf_counter()
        running.run_forever(timeout=seconds)
        reached = view.max_tracking_id(name) or 0
        elapsed = time.perf_counter() - started
    if reached >= last:
        raise SystemExit(f"the runner was through with all {last} events before its time was over")
    return (reached - first) / elapsed


def main(arguments: list[str]) -> float:
    """Do what the first argument says; the rate that came out of it."""
    database_url = os.environ["LEDGER_BENCH_DATABASE"]
    match arguments:
        case ["grants", threads, seconds]:
            return grants(database_url, int(threads), float(seconds))
        case ["grants", threads, seconds, "functions"]:
            return grants(database_url, int(threads), float(seconds), functions=True)
        case ["seed", events]:
            return seed(database_url, int(events))
        case ["runner", seconds]:
            return runner(database_url, float(seconds))
        case _:
            raise SystemExit(__doc__)
