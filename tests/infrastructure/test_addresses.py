"""Where the ledger connects to: every host and option that the owner's address names, for every role and command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from ledger.bootstrap import Installation, migrate_all, services
from ledger.infrastructure.database import ROLES, Databases
from ledger.infrastructure.embedded import Servers
from tests.installation import SECRETS, installation
from tests.servers import drop_database


@pytest.fixture
def two_hosts(servers: Servers, database: str, tmp_path: Path) -> Iterator[Installation]:
    """A fresh database behind an address of two hosts, of which the first is away."""
    named = conninfo_to_dict(database)
    hosts = ",".join(f"{quote(str(host), safe='')}:5432" for host in (tmp_path, named["host"]))
    credentials = f"{named['user']}:{quote(str(named['password']))}"
    address = f"postgresql://{credentials}@{hosts}/{named['dbname']}?target_session_attrs=read-write"
    where = installation(address, servers.redis_url, tmp_path)
    yield where
    drop_database(servers, urlsplit(database)._replace(path=f"/{where.databases.keys_name}").geturl())


async def test_an_address_with_two_hosts_serves_for_migrating_and_for_every_role(two_hosts: Installation) -> None:
    assert "0001.journal" in migrate_all(two_hosts)
    assert migrate_all(two_hosts) == [], "safe to run again"
    async with services(two_hosts) as ready:
        assert await ready.journal.organisations() == []
        await ready.keyring.register("somebody", "E1")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://owner:secret@h1:5432,h2:5433/db?target_session_attrs=read-write&sslmode=require",
        "postgresql:///db?host=h1,h2&port=5432,5433&user=owner&password=secret"
        "&target_session_attrs=read-write&sslmode=require",
        "host=h1,h2 port=5432,5433 user=owner password=secret dbname=db "
        "target_session_attrs=read-write sslmode=require",
    ],
    ids=["a URL", "a URL that names all in its query", "keywords"],
)
def test_a_role_connects_as_itself_however_the_owners_address_is_written(address: str) -> None:
    databases = Databases(address, SECRETS)
    kept = {
        "host": "h1,h2", "port": "5432,5433", "target_session_attrs": "read-write", "sslmode": "require",
        "user": "ledger_app", "password": SECRETS.database_password("ledger_app"),
    }  # fmt: skip
    assert conninfo_to_dict(databases.app) == {**kept, "dbname": "db"}
    assert conninfo_to_dict(databases.keys) == {**kept, "dbname": "db_keys"}


def test_listening_has_an_address_of_its_own_or_is_left_out() -> None:
    pooled = Databases("postgresql://owner:secret@pooler:6432/db", SECRETS)
    assert pooled.app_listening == pooled.app
    direct = replace(pooled, listened="postgresql://owner:secret@server:5432/db")
    listening = conninfo_to_dict(str(direct.app_listening))
    assert (listening["host"], listening["user"], listening["dbname"]) == ("server", "ledger_app", "db")
    assert replace(direct, listens=False).projector_listening is None


def test_what_holds_for_a_roles_sessions_is_kept_by_the_server(where: Installation) -> None:
    for address in (where.databases.app, where.databases.projector):
        with psycopg.connect(address, autocommit=True) as connection:
            settings = ROLES[connection.info.user]
            shown = {name: connection.execute(f"SHOW {name}".encode()).fetchone() for name in settings}
            assert shown == {name: (value,) for name, value in settings.items()}
