"""One PostgreSQL and one Valkey for a whole test run, and fresh databases on them."""

import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from ledger.infrastructure.embedded import Servers
from ledger.infrastructure.embedded.ownership import release_lock, take_lock

DATA_PREFIX = "points-ledger-test-"
STARTING_SECONDS = 300

# Where the run's servers are; the workers of pytest-xdist inherit it from the process that starts them.
DATA_VARIABLE = "LEDGER_TEST_SERVERS"

# A test run need not survive a power failure. Tests that kill servers start their own, without these.
SETTINGS: Mapping[str, str] = {"fsync": "off", "full_page_writes": "off", "max_connections": "200"}


def make_data_directory() -> Path:
    """A fresh data directory, in a place that the servers' user can reach also when root runs the tests."""
    sweep()
    data = Path(tempfile.mkdtemp(prefix=DATA_PREFIX))
    data.chmod(0o711)
    return data


def remove_data_directory(data: Path) -> None:
    """Remove the data of servers that have stopped, also where they kept it elsewhere."""
    with suppress(FileNotFoundError):
        shutil.rmtree((data / "servers-home").read_text().rstrip("\n"), ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)


def sweep() -> None:
    """Remove what test runs left behind that were killed: nobody holds the lock of theirs.

    A run that is just starting has not taken its lock yet, so what is young stays.
    """
    for data in Path(tempfile.gettempdir()).glob(f"{DATA_PREFIX}*"):
        try:
            found = data.stat()
        except FileNotFoundError:  # another run has swept it, or was its own and ended
            continue
        young = time.time() - found.st_mtime < STARTING_SECONDS
        if young or found.st_uid != os.geteuid() or not (data / "lock").exists():
            continue
        lock = take_lock(data / "lock")
        if lock is not None:
            remove_data_directory(data)
            release_lock(lock)


def make_database(servers: Servers, template: str = "template0", name: str = "") -> str:
    """The URL of a new database, a copy of `template`, to which nobody may be connected meanwhile.

    Takes 20 to 40 ms.
    """
    name = name or f"test_{uuid.uuid4().hex}"
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    parts = urlsplit(servers.database_url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def drop_database(servers: Servers, url: str) -> None:
    """Drop what `make_database` made, and cut off whoever is still connected."""
    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(servers.database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
