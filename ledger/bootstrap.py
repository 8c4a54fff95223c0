"""The one place that knows everybody: settings in, a running application out."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg
from fastapi import FastAPI
from psycopg import sql
from redis.asyncio import Redis

from ledger.api.app import create_app
from ledger.api.services import Services
from ledger.config import Settings
from ledger.infrastructure.attempts import Attempts
from ledger.infrastructure.boards import Boards
from ledger.infrastructure.database import Databases, migrate, pool
from ledger.infrastructure.embedded import Servers, embedded
from ledger.infrastructure.hub import Hub
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.keys import Keyring
from ledger.infrastructure.secrets import load_secrets
from ledger.infrastructure.sessions import Sessions


def install_projections(c): ...  # wired below


POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Installation:
    """Where everything is: databases, Redis, and the embedded servers where we run them."""

    settings: Settings
    databases: Databases
    redis_url: str
    servers: Servers | None = None


@contextmanager
def installation(settings: Settings) -> Iterator[Installation]:
    """The servers named in the environment, or embedded ones that live as long as the block."""
    settings.data.mkdir(parents=True, exist_ok=True)
    secrets = load_secrets(settings.data)
    if settings.database_url and settings.redis_url:
        yield Installation(settings, Databases(settings.database_url, secrets), settings.redis_url)
        return
    with embedded(settings.data) as servers:
        url = settings.database_url or _own_database(servers.database_url)
        yield Installation(settings, Databases(url, secrets), settings.redis_url or servers.redis_url, servers)


def _own_database(url: str) -> str:
    """The database `ledger` on the embedded server, made at first use."""
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'ledger'").fetchone():
            with suppress(psycopg.errors.DuplicateDatabase):  # another process was quicker
                connection.execute(sql.SQL("CREATE DATABASE ledger TEMPLATE template0"))
    return urlunsplit(urlsplit(url)._replace(path="/ledger"))


def migrate_all(where: Installation) -> list[str]:
    """Bring the databases and the projections' bookkeeping to this version."""
    applied = migrate(where.databases, where.settings.migrations)
    with psycopg.connect(where.databases.projector, autocommit=True) as connection:
        install_projections(connection)
    return applied


@asynccontextmanager
async def services(where: Installation) -> AsyncIterator[Services]:
    """Everything that the routes need, open; closed when the block ends."""
    databases, secrets = where.databases, where.databases.secrets
    async with AsyncExitStack() as stack:
        writes = await stack.enter_async_context(pool(databases.app, at_least=2, at_most=10))
        reads = await stack.enter_async_context(pool(databases.app, at_least=2, at_most=10))
        keys = await stack.enter_async_context(pool(databases.keys, at_most=4))
        redis: Redis = Redis.from_url(where.redis_url, socket_timeout=1.0, socket_connect_timeout=1.0)
        stack.push_async_callback(redis.aclose)
        hub = Hub(databases.app)
        listening = asyncio.create_task(hub.listen())
        stack.callback(listening.cancel)
        yield Services(
            journal=Journal(writes),
            keyring=Keyring(keys, secrets.derive("person-keys")),
            sessions=Sessions(reads, secrets.derive("tokens"), Attempts(redis)),
            reads=reads,
            hub=hub,
            boards=Boards(redis),
            fingerprint_key=secrets.derive("request-fingerprints"),
        )


def application(where: Installation, started: Callable[[], None] = lambda: None) -> FastAPI:
    """The ASGI application over an installation; `started` is called when it can answer."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with services(where) as ready:
            app.state.services = ready
            minding = asyncio.create_task(_mind(where.servers))
            gc.collect()
            gc.freeze()
            started()
            try:
                yield
            finally:
                minding.cancel()

    return create_app(lifespan)


async def _mind(servers: Servers | None) -> None:
    """Start an embedded server again that has died; on the main thread, since a child dies with its thread."""
    while servers is not None and servers.owner:
        servers.poll()
        await asyncio.sleep(POLL_SECONDS)
