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


@contextmanager
def migrated(servers: Servers, redis_url: str, data: Path) -> Iterator[Installation]:
    """A fresh, migrated database with its keys beside it; both are dropped afterwards."""
    url = make_database(servers)
    where = Installation(
        Settings(data=data, demo=False, database_url=url, redis_url=redis_url), Databases(url, SECRETS), redis_url
    )
    try:
        migrate_all(where)
        yield where
    finally:
        drop_database(servers, url)
        drop_database(servers, urlunsplit(urlsplit(url)._replace(path=where.databases.keys_path)))
