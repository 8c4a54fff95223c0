"""A migrated installation for a test: its databases, secrets and pools, on the run's servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ledger.bootstrap import Installation, migrate_all
from ledger.config import Settings
from ledger.infrastructure.database import Databases
from ledger.infrastructure.embedded import Servers
from ledger.infrastructure.secrets import Secrets
from tests.servers import drop_database, make_database

# One for all: the roles are the cluster's, and their passwords come from it.
SECRETS_HEX = bytes(range(32)).hex()
SECRETS = Secrets(bytes.fromhex(SECRETS_HEX))


KEYS = "_keys"
_originals: dict[str, str] = {}


@contextmanager
def migrated(servers: Servers, redis_url: str, data: Path) -> Iterator[Installation]:
    """A fresh, migrated database with its keys beside it; both are dropped afterwards."""
    original = _original(servers, data)
    url = make_database(servers, original)
    where = installation(url, redis_url, data)
    try:
        make_database(servers, original + KEYS, where.databases.keys_name)
        migrate_all(where)  # what a copy does not have: rights upon the database itself
        yield where
    finally:
        drop_database(servers, url)
        drop_database(servers, urlunsplit(urlsplit(url)._replace(path=f"/{where.databases.keys_name}")))


def _original(servers: Servers, data: Path) -> str:
    """The name of a migrated database to copy, made once by each process: copying takes half as long.

    It goes when the servers go.
    """
    if servers.database_url not in _originals:
        url = make_database(servers)
        migrate_all(installation(url, servers.redis_url, data))
        _originals[servers.database_url] = urlsplit(url).path.lstrip("/")
    return _originals[servers.database_url]


def installation(url: str, redis_url: str, data: Path) -> Installation:
    """On a database that is there already, migrated or not."""
    settings = Settings(data=data, demo=False, database_url=url, redis_url=redis_url)
    return Installation(settings, Databases(url, SECRETS), redis_url)
