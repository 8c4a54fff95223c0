"""The one place that knows everybody: settings in, a running application out."""

from __future__ import annotations

import asyncio
import gc
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import available_timezones

import psycopg
import structlog
from psycopg import sql
from redis.asyncio import Redis

from ledger.api.http.services import Services
from ledger.application import organisation as organisations
from ledger.application.access import SYSTEM
from ledger.application.ids import new_id
from ledger.application.invitations import Lasting
from ledger.application.organisation import CreateOrganisation, Founder
from ledger.application.unit import Command
from ledger.config import Settings
from ledger.contexts import all_projections
from ledger.domain.directory.passwords import check_new_password
from ledger.domain.organisation.organisation import OrganisationCreated
from ledger.domain.texts import employee_no, folded, one_line
from ledger.infrastructure import private
from ledger.infrastructure.api_keys import ApiKeys
from ledger.infrastructure.attempts import Attempts
from ledger.infrastructure.database import PATIENCE_SECONDS, Databases, check_master_key, held_at, migrate, pool
from ledger.infrastructure.door.devices import Devices
from ledger.infrastructure.door.door import Door
from ledger.infrastructure.door.refused import RefusedSignIns
from ledger.infrastructure.embedded import Servers, embedded, held_in
from ledger.infrastructure.hub import Hub
from ledger.infrastructure.imports.port import Imports
from ledger.infrastructure.imports.store import Seal
from ledger.infrastructure.journal.clock import CONFIRM, ClockGuard
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.journal.mapper import decode
from ledger.infrastructure.journal.signing import Signing
from ledger.infrastructure.journal.verification import Verifier
from ledger.infrastructure.keys import Keyring
from ledger.infrastructure.links import Links
from ledger.infrastructure.names import Names
from ledger.infrastructure.page_sessions import PageSessions
from ledger.infrastructure.preferences import Preferences
from ledger.infrastructure.secrets import Secrets, load_secrets
from ledger.infrastructure.sessions import Sessions
from ledger.infrastructure.tasks import end
from ledger.projections.engine.schema import install

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ledger.api.http.entry import Entry

POLL_SECONDS = 0.2
log = structlog.get_logger()


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
    for line in private.folder(settings.data):
        log.warning("closed to others", event_detail=line)
    secrets = load_secrets(settings.data, holds=partial(_held, settings))
    if settings.database_url and settings.redis_url:
        yield Installation(settings, databases_of(settings, settings.database_url, secrets), settings.redis_url)
        return
    with embedded(settings.data) as servers:
        url = settings.database_url or _own_database(servers.database_url)
        databases = databases_of(settings, url, secrets)
        yield Installation(settings, databases, settings.redis_url or servers.redis_url, servers)


def _held(settings: Settings) -> str | None:
    """What was made with a master key before, if anything."""
    return held_at(settings.database_url) if settings.database_url else held_in(settings.data)


def refuse_another_key(where: Installation) -> None:
    """Raises WrongMasterKey at the start. A database that is away can't be asked; it lets no role of another key in."""
    with suppress(psycopg.OperationalError):
        check_master_key(where.databases)


def databases_of(settings: Settings, owner: str, secrets: Secrets) -> Databases:
    """The addresses by who connects, for the owner's address."""
    return Databases(owner, secrets, settings.listen_url, settings.listen, settings.prepare, settings.begin)


def _own_database(url: str) -> str:
    """The database `ledger` on the embedded server, made at first use."""
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'ledger'").fetchone():
            with suppress(psycopg.errors.DuplicateDatabase):  # another process was quicker
                connection.execute(sql.SQL("CREATE DATABASE ledger TEMPLATE template0"))
    return urlunsplit(urlsplit(url)._replace(path="/ledger"))


def migrate_all(where: Installation, *, post: bool = True) -> list[str]:
    """Bring the databases and the projections' bookkeeping to this version; without `post`, only as far as processes of
    the version before can live with."""
    applied = migrate(where.databases, where.settings.migrations, post=post)
    with psycopg.connect(where.databases.projector, autocommit=True) as connection:
        install(connection, all_projections())
    return applied


def now() -> datetime:
    return datetime.now(UTC)


def guard_of(settings: Settings, clock: Callable[[], datetime] = now) -> ClockGuard | None:
    """What keeps a machine's wrong clock from the record."""
    return ClockGuard(clock) if clock is now and not settings.trust_clock else None


def confirm_clock(where: Installation) -> tuple[datetime, datetime, datetime]:
    """Have this machine's clock believed; what it says, what the database's says, and the last recording's time."""
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        row = connection.execute(CONFIRM, (now(),)).fetchone()
    assert row is not None
    at, server_at, recorded_upto = (one.astimezone(UTC) for one in row)
    return at, server_at, recorded_upto


@asynccontextmanager
async def services(where: Installation, clock: Callable[[], datetime] = now) -> AsyncIterator[Services]:
    """Everything that the routes need, open; closed when the block ends. `clock` says when commands are recorded; who
    gives another than the machine's is believed."""
    databases, secrets = where.databases, where.databases.secrets
    async with AsyncExitStack() as stack:
        open_pool = partial(pool, prepares=databases.prepares)
        open_reading = partial(open_pool, patience=PATIENCE_SECONDS)
        writes = await stack.enter_async_context(open_pool(databases.app, at_least=2, at_most=10, writing=True))
        reads = await stack.enter_async_context(open_reading(databases.app, at_least=2, at_most=10))
        keys = await stack.enter_async_context(open_reading(databases.keys, at_most=4))
        # Whoever asks says how long to wait: with a timeout of its own the client makes a task of each command, which
        # costs turns of a busy loop.
        redis: Redis = Redis.from_url(where.redis_url, socket_timeout=None, socket_connect_timeout=1.0)
        stack.push_async_callback(redis.aclose)
        # Connections of before the server was away would refuse one request each.
        hub = Hub(databases.app_listening, connected=[writes.check, reads.check, keys.check])
        listening = asyncio.create_task(hub.listen())
        stack.push_async_callback(end, listening)
        attempts, refused = Attempts(redis), RefusedSignIns(reads)
        door = Door(attempts)
        keyring = Keyring(keys, secrets.derive("person-keys"))
        journal = Journal(
            writes, clock, Signing.of(secrets), guard=guard_of(where.settings, clock), begins=databases.begins
        )
        stack.push_async_callback(journal.close)
        yield Services(
            journal=journal,
            keyring=keyring,
            names=Names(keyring),
            sessions=Sessions(reads, secrets.derive("tokens"), door, refused),
            page_sessions=PageSessions(reads, secrets.derive("page-sessions"), secrets.derive("csrf-tokens")),
            preferences=Preferences(reads),
            devices=Devices(secrets.derive("devices")),
            refused_sign_ins=refused,
            api_keys=ApiKeys(secrets.derive("api-keys"), attempts, refused),
            links=Links(reads, secrets.derive("links"), door, refused),
            lasting=Lasting(timedelta(hours=where.settings.join_hours), timedelta(hours=where.settings.reset_hours)),
            reads=reads,
            hub=hub,
            redis=redis,
            verifier=Verifier(databases.app),
            imports=Imports(reads, Seal(secrets.derive("imports"))),
            decode=decode,
            fingerprint_key=secrets.derive("request-fingerprints"),
            has_room=partial(_has_room, where),
        )


def _has_room(where: Installation) -> bool:
    """Whether the disk of servers of ours has room; others say so when they have none."""
    return where.servers is None or private.has_room(where.servers.home)


def application(
    where: Installation,
    mind: Callable[[], None] = lambda: None,
) -> Entry:
    """The ASGI application over an installation. `mind` is called a few times a second on the main thread."""
    # Here, since the routes take two seconds to load, and the worker and most commands answer nobody.
    from ledger.api.app import create_app

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with services(where) as ready:
            app.state.services = ready
            app.state.metrics_token = where.settings.metrics_token
            minding = asyncio.create_task(_mind(where.servers, mind))
            collect_rarely()
            try:
                yield
            finally:
                await end(minding)

    return create_app(lifespan)


def collect_rarely() -> None:
    """Keep the garbage collector from walking what lives as long as the process: requests and pages make no cycles,
    so nearly everything is freed by its count."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


async def _mind(servers: Servers | None, mind: Callable[[], None]) -> None:
    """Start children again that have died; on the main thread, since an embedded server dies with its thread."""
    while True:
        if servers is not None and servers.owner:
            for line in servers.poll():
                log.warning("embedded server", event_detail=line)
        mind()
        await asyncio.sleep(POLL_SECONDS)


async def create_organisation(
    where: Installation,
    organisation: str,
    name: str,
    founders: dict[str, str],
    time_zone: str,
    currency: str,
    language: str,
    password: str,
) -> bytes:
    """Create an organisation with its first people (employee_no → role); the answer's bytes.

    Raises ValueError for an id or a time zone that can't be used, and Refusal when it exists.
    """
    async with services(where) as ready:
        return await found_organisation(ready, organisation, name, founders, time_zone, currency, language, password)


async def found_organisation(
    ready: Services,
    organisation: str,
    name: str,
    founders: dict[str, str],
    time_zone: str,
    currency: str,
    language: str,
    password: str,
) -> bytes:
    """Create an organisation through services that are open. Each founder chooses a password at the first sign-in,
    since whoever runs this knows the one that is given."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", organisation):
        raise ValueError("an organisation's id has a to z, digits and dashes, 63 at most")
    name, founders = one_line(name), {employee_no(number): role for number, role in founders.items()}
    if len({folded(number) for number in founders}) < len(founders):
        raise ValueError("the numbers of admin and hr differ in more than case")
    if time_zone not in available_timezones():
        raise ValueError(f"{time_zone} is not a time zone, such as Asia/Shanghai")
    check_new_password(password, (*founders, organisation, name), "password")
    for number in founders:
        await ready.keyring.register(organisation, number)
    request = CreateOrganisation(
        OrganisationCreated(name=name, time_zone=time_zone, currency=currency, language=language),
        tuple(
            Founder(number, ready.keyring.seal(organisation, number, number), (role,))
            for number, role in founders.items()
        ),
    )
    command = Command(organisation, SYSTEM, new_id(), partial(organisations.create, request=request))
    made = await ready.journal.create(command)
    await ready.sessions.set_common_password(organisation, list(founders), password, replace=False)
    return made.body


async def load_demo(where: Installation) -> None:
    """Tell the demo organisation's stories, if they are not told yet."""
    from ledger import demo  # here, since only `ledger run` tells them

    async with services(where) as ready:
        await demo.load(ready, where.settings.demo_password)
