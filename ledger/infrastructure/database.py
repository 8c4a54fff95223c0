"""Databases, roles and pools: who connects as whom.

`ledger migrate` connects as the owner that LEDGER_DATABASE_URL names and makes two roles with passwords derived
from the master secret: `ledger_app` reads and appends, and can't update or delete an event; `ledger_projector`
owns the projections and reads the journal. People's keys are in a database of their own, `<name>_keys`.
"""

from __future__ import annotations

import asyncio
import os
import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from psycopg import AsyncConnection, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import AsyncConnectionPool

from ledger.infrastructure import canary
from ledger.infrastructure.keys import INSTALL as INSTALL_KEYS
from ledger.infrastructure.keys import ONE_COLLATION
from ledger.infrastructure.secrets import Secrets

ROLES: dict[str, dict[str, str]] = {
    "ledger_app": {"TimeZone": "UTC", "idle_in_transaction_session_timeout": "3s", "lock_timeout": "8s"},
    "ledger_projector": {
        # Rows and position are in one transaction: what a crash takes is applied again.
        "synchronous_commit": "off",
        # A page looks rows up by their keys. Plans are kept, and one made while a table was empty reads all of it.
        "enable_seqscan": "off",
        "maintenance_work_mem": "256MB",
        # Parallel index builds need shared memory that containers often lack.
        "max_parallel_maintenance_workers": "0",
    },
}
"""The roles, and what holds for all their sessions: kept by the server, since a pooler between gives each transaction
any session."""
ATTEMPTS = 10
PATIENCE_SECONDS = 10.0
"""How long somebody who asks waits for a database that is away, or says nothing, before the answer is 503."""
CHECK_SECONDS = 2.0
RECONNECTING_SECONDS = 4.0
"""A pool tries for so long to replace a lost connection, and then when somebody asks: its pauses double, and after a
long time away it would let a server wait that is back."""
LIVELY: dict[str, Any] = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "connect_timeout": 5,
}


@dataclass(frozen=True, slots=True)
class Databases:
    """The addresses of one installation, by who connects, and what whatever stands between lets through.

    `listened` is where a session of one's own can be had, to be told of what happens; without one, whoever waits looks
    by itself. `prepares`: whether statements may be kept in a session for the next transaction. `begins`: whether a
    writer says where its transaction begins and ends, although a pipeline is one.
    """

    owner: str
    secrets: Secrets
    listened: str | None = None
    listens: bool = True
    prepares: bool = True
    begins: bool = False

    def as_role(self, role: str, *, keys: bool = False, address: str | None = None) -> str:
        """Where a role connects to: the owner's server, or another, with every host and option that it names."""
        password = self.secrets.database_password(role)
        name = self.keys_name if keys else self.name
        return make_conninfo(address or self.owner, user=role, password=password, dbname=name)

    @property
    def app(self) -> str:
        return self.as_role("ledger_app")

    @property
    def projector(self) -> str:
        return self.as_role("ledger_projector")

    @property
    def keys(self) -> str:
        return self.as_role("ledger_app", keys=True)

    @property
    def app_listening(self) -> str | None:
        return self._listening("ledger_app")

    @property
    def projector_listening(self) -> str | None:
        return self._listening("ledger_projector")

    @property
    def name(self) -> str:
        """The database's name; libpq takes the user's where none is given."""
        return _name(self.owner)

    @property
    def keys_name(self) -> str:
        return _keys_name(self.owner)

    def _listening(self, role: str) -> str | None:
        return self.as_role(role, address=self.listened) if self.listens else None


def _name(address: str) -> str:
    named = conninfo_to_dict(address)
    return str(named.get("dbname") or named.get("user") or "ledger")


def _keys_name(address: str) -> str:
    return f"{_name(address)}_keys"


def migrate(databases: Databases, migrations: Path, *, post: bool = True) -> list[str]:
    """Bring the databases to this version: roles, journal, keys. Safe to run again; returns what was applied.

    `post`: also what only this version's processes can live with; without it, those of the version before go on.
    """
    with psycopg.connect(databases.owner) as turn, psycopg.connect(databases.owner, autocommit=True) as connection:
        turn.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        turn.execute("SELECT pg_advisory_xact_lock(hashtext('ledger-migrate'))")
        check_master_key(databases)  # first of all: the roles' passwords come from it
        _make_roles(connection, databases.secrets)
        _make_keys_database(connection, databases)
        applied = _apply(databases.owner, migrations, post)
        database = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO ledger_projector").format(database))
    return applied


def _make_roles(connection: psycopg.Connection[Any], secrets: Secrets) -> None:
    for role, settings in ROLES.items():
        name, password = sql.Identifier(role), sql.Literal(secrets.database_password(role))
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):  # roles are the cluster's
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        _alter(connection, sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, password))
        row = connection.execute("SELECT rolconfig FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
        known = (row[0] if row else None) or ()
        for setting, value in settings.items():
            if f"{setting}={value}" not in known:
                said = sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(setting), sql.Literal(value))
                _alter(connection, said)


def _alter(connection: psycopg.Connection[Any], statement: sql.Composed) -> None:
    for attempt in range(ATTEMPTS):
        try:
            connection.execute(statement)
            return
        except psycopg.errors.InternalError:  # "tuple concurrently updated": another migration at the same time
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.05 * (attempt + 1))


def _make_keys_database(connection: psycopg.Connection[Any], databases: Databases) -> None:
    name = databases.keys_name
    if not _exists(connection, name):
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    with psycopg.connect(databases.owner, dbname=name, autocommit=True) as keys:
        keys.execute(INSTALL_KEYS)
        for (statement,) in keys.execute(ONE_COLLATION).fetchall():
            keys.execute(statement)
        keys.execute("GRANT SELECT, INSERT, DELETE ON person_keys TO ledger_app")
        keys.execute(canary.INSTALL)
        canary.keep(keys, databases.secrets)


def check_master_key(databases: Databases) -> None:
    """Raises WrongMasterKey where people's keys were made with another one."""
    with psycopg.connect(databases.owner, autocommit=True, **LIVELY) as connection:
        if not _exists(connection, databases.keys_name):
            return
    with psycopg.connect(databases.owner, dbname=databases.keys_name, autocommit=True, **LIVELY) as keys:
        canary.check(keys, databases.secrets)


def held_at(owner: str) -> str | None:
    """The database that people's keys are in, if there is one: it was made with a master key."""
    name = _keys_name(owner)
    with psycopg.connect(owner, autocommit=True, **LIVELY) as connection:
        return f"the database {name}" if _exists(connection, name) else None


def _exists(connection: psycopg.Connection[Any], database: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone() is not None


def _apply(address: str, migrations: Path, post: bool) -> list[str]:
    # Here, since every process connects and few migrate.
    from yoyo import get_backend, read_migrations

    # As options, since yoyo takes an address apart by itself and knows one host only.
    backend = get_backend(f"postgresql+psycopg:///?{urlencode(conninfo_to_dict(address))}")
    try:
        known = read_migrations(str(migrations))
        pending = backend.to_apply(known)
        if not post and len(pending) < len(known):  # on an empty database no older process runs
            pending = pending.filter(lambda migration: ".post." not in migration.id)
        backend.apply_migrations(pending)
        return [migration.id for migration in pending]
    finally:
        backend.connection.close()


class Pool(AsyncConnectionPool[AsyncConnection[Any]]):
    """Loses no connection to a task that is cancelled again and again, as by anyio, while it gives one back.

    It waits for the pool's lock in between, and who is cancelled there would leave the connection with nobody.

    `patience`: who has a connection for longer loses it, since its server says nothing.
    """

    def __init__(self, *args: Any, patience: float | None = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._patience = patience
        self._ending: dict[AsyncConnection[Any], asyncio.TimerHandle] = {}
        self._returning: set[asyncio.Task[None]] = set()

    async def getconn(self, timeout: float | None = None) -> AsyncConnection[Any]:  # noqa: ASYNC109 (the library's)
        connection = await super().getconn(timeout)
        if self._patience is not None:
            self._ending[connection] = asyncio.get_running_loop().call_later(self._patience, cut, connection)
        return connection

    async def putconn(self, conn: AsyncConnection[Any]) -> None:
        if (ending := self._ending.pop(conn, None)) is not None:
            ending.cancel()
        returning = asyncio.create_task(super().putconn(conn))
        self._returning.add(returning)  # the loop alone would forget it
        returning.add_done_callback(self._returning.discard)
        await asyncio.shield(returning)


def cut(connection: AsyncConnection[Any] | psycopg.Connection[Any]) -> None:
    """Hang up, so that whoever waits on a connection is told at once.

    Nothing is cancelled at the server: a commit that waits for its standby, and is told to wait no longer, counts as
    done, and the next look would find it on record although nothing but this server has it.
    """
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(connection.pgconn.socket)) as line:
        line.shutdown(socket.SHUT_RDWR)


@contextmanager
def cut_after(connection: AsyncConnection[Any], seconds: float) -> Iterator[None]:
    """Hang up if the block takes longer."""
    ending = asyncio.get_running_loop().call_later(seconds, cut, connection)
    try:
        yield
    finally:
        ending.cancel()


def pool(
    address: str,
    *,
    at_least: int = 1,
    at_most: int = 10,
    writing: bool = False,
    prepares: bool = True,
    patience: float | None = None,
) -> Pool:
    """A pool in autocommit, whose connections notice a server that went away. Open it with `async with`.

    Connections that say something are asked before they are used, so that a restart of PostgreSQL costs nobody an
    answer; not those for `writing`, since a writer tries again. Without `prepares` no statement is kept in a session
    for the next transaction. `patience`: see `Pool`.
    """
    return Pool(
        address,
        min_size=at_least,
        max_size=at_most,
        timeout=5.0,
        reconnect_timeout=RECONNECTING_SECONDS,
        open=False,
        patience=patience,
        kwargs={**LIVELY, "autocommit": True, "prepare_threshold": 5 if prepares else None},
        check=None if writing else _check_what_says_something,
    )


async def _check_what_says_something(connection: AsyncConnection[Any]) -> None:
    """Ask a connection whether it lives if there is something to read from it, such as its end: nothing was asked.

    Asking each before each use would cost every reader another round trip. Raises OperationalError for a dead one.
    """
    watch = select.poll()
    watch.register(connection.pgconn.socket, select.POLLIN)
    if watch.poll(0):
        with cut_after(connection, CHECK_SECONDS):
            await AsyncConnectionPool.check_connection(connection)
