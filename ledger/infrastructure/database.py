"""Databases, roles and pools: who connects as whom.

`ledger migrate` connects as the owner that LEDGER_DATABASE_URL names and makes two roles with passwords derived
from the master secret: `ledger_app` reads and appends, and can't update or delete an event; `ledger_projector`
owns the projections and reads the journal. People's keys are in a database of their own, `<name>_keys`.
"""

from __future__ import annotations

import asyncio
import select
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import AsyncConnection, sql
from psycopg_pool import AsyncConnectionPool

from ledger.infrastructure.keys import INSTALL as INSTALL_KEYS
from ledger.infrastructure.secrets import Secrets

ROLES = ("ledger_app", "ledger_projector")
ATTEMPTS = 10
SESSION = "-c timezone=UTC -c idle_in_transaction_session_timeout=3000 -c lock_timeout=8000"
WRITING_SECONDS = 5
"""A writer that was stopped in the middle of a transaction gives way to the others after so long (PostgreSQL 17 and
later). The idle timeout does not see it: psycopg ends a pipeline with a flush, which the server takes for activity,
and in the middle of one the server is not idle but waits for more of it."""
WAITING_SECONDS = 3
"""How long it waits for the head's lock before it begins again: less, so that time is left for the work."""
HAS_TRANSACTION_TIMEOUT = 170_000
LIVELY: dict[str, Any] = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "connect_timeout": 5,
    "options": SESSION,
}


@dataclass(frozen=True, slots=True)
class Databases:
    """The URLs of one installation, by who connects."""

    owner: str
    secrets: Secrets

    def as_role(self, role: str, *, keys: bool = False) -> str:
        parts = urlsplit(self.owner)
        host = parts.netloc.rpartition("@")[2]
        netloc = f"{role}:{quote(self.secrets.database_password(role))}@{host}"
        path = self.keys_path if keys else parts.path
        return urlunsplit(parts._replace(netloc=netloc, path=path))

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
    def keys_path(self) -> str:
        return (urlsplit(self.owner).path or "/ledger") + "_keys"


def migrate(databases: Databases, migrations: Path, *, post: bool = True) -> list[str]:
    """Bring the databases to this version: roles, journal, keys. Safe to run again; returns what was applied.

    `post`: also what only this version's processes can live with; without it, those of the version before go on.
    """
    with psycopg.connect(databases.owner, autocommit=True, options="-c client_min_messages=warning") as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('ledger-migrate'))")
        _make_roles(connection, databases.secrets)
        _make_keys_database(connection, databases)
        applied = _apply(databases.owner, migrations, post)
        database = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO ledger_projector").format(database))
    return applied


def _make_roles(connection: psycopg.Connection[Any], secrets: Secrets) -> None:
    for role in ROLES:
        password = sql.Literal(secrets.database_password(role))
        names = sql.Identifier(role), password
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):  # roles are the cluster's
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(names[0]))
        for attempt in range(ATTEMPTS):
            try:
                connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(*names))
                break
            except psycopg.errors.InternalError:  # "tuple concurrently updated": another migration at the same time
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(0.05 * (attempt + 1))


def _make_keys_database(connection: psycopg.Connection[Any], databases: Databases) -> None:
    name = databases.keys_path.lstrip("/")
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    url = urlunsplit(urlsplit(databases.owner)._replace(path=databases.keys_path))
    with psycopg.connect(url, autocommit=True, options="-c client_min_messages=warning") as keys:
        keys.execute(INSTALL_KEYS)
        keys.execute("GRANT SELECT, INSERT, DELETE ON person_keys TO ledger_app")


def _apply(url: str, migrations: Path, post: bool) -> list[str]:
    # Here, since every process connects and few migrate.
    from yoyo import get_backend, read_migrations

    backend = get_backend(url.replace("postgresql://", "postgresql+psycopg://", 1))
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
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._returning: set[asyncio.Task[None]] = set()

    async def putconn(self, conn: AsyncConnection[Any]) -> None:
        returning = asyncio.create_task(super().putconn(conn))
        self._returning.add(returning)  # the loop alone would forget it
        returning.add_done_callback(self._returning.discard)
        await asyncio.shield(returning)


def pool(url: str, *, at_least: int = 1, at_most: int = 10, writing: bool = False) -> Pool:
    """A pool in autocommit, whose connections notice a server that went away. Open it with `async with`.

    `writing`: its transactions hold locks that others wait for, so the server ends those that take too long. The others
    are asked before they are used, so that a restart of PostgreSQL costs nobody an answer; a writer tries again.
    """
    return Pool(
        url,
        min_size=at_least,
        max_size=at_most,
        timeout=5.0,
        open=False,
        kwargs={**LIVELY, "autocommit": True},
        configure=_end_long_transactions if writing else None,
        check=None if writing else _check_what_says_something,
    )


async def _check_what_says_something(connection: AsyncConnection[Any]) -> None:
    """Ask a connection whether it lives if there is something to read from it, such as its end: nothing was asked.

    Asking each before each use would cost every reader another round trip. Raises OperationalError for a dead one.
    """
    watch = select.poll()
    watch.register(connection.pgconn.socket, select.POLLIN)
    if watch.poll(0):
        await AsyncConnectionPool.check_connection(connection)


async def _end_long_transactions(connection: AsyncConnection[Any]) -> None:
    if connection.info.server_version >= HAS_TRANSACTION_TIMEOUT:
        await connection.execute(f"SET transaction_timeout = '{WRITING_SECONDS}s'")
        await connection.execute(f"SET lock_timeout = '{WAITING_SECONDS}s'")
