"""The servers that everything is measured on: one PostgreSQL and one Valkey of the benchmark's own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from bench.errors import BenchError
from bench.machine import VOLATILE, describe, file_system
from bench.options import Options
from ledger.infrastructure.embedded import binaries, embedded


@dataclass(frozen=True)
class Ground:
    """Running servers with the product's own settings, in a directory that goes away afterwards."""

    data: Path
    admin_url: str
    redis_url: str
    pgbench: Path
    machine: str
    _redis_numbers: dict[str, int] = field(default_factory=dict)

    def database(self, name: str) -> str:
        """Make an empty database, in place of an older one of that name; its connection string."""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return urlunsplit(urlsplit(self.admin_url)._replace(path=f"/{name}"))

    def redis(self, name: str) -> str:
        """A database of Valkey for this name alone."""
        number = self._redis_numbers.setdefault(name, len(self._redis_numbers) + 1)
        return urlunsplit(urlsplit(self.redis_url)._replace(query=f"db={number}"))

    def drop(self, name: str) -> None:
        """Remove a database with what it holds on disk."""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def settle(self) -> None:
        """Write out what earlier measurements left behind, so that the next one does not pay for it."""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")


@contextmanager
def ground(options: Options) -> Iterator[Ground]:
    """Start the servers in a new directory, and end and remove both afterwards."""
    parent = Path(tempfile.mkdtemp(prefix="ledger-bench-", dir=options.data))
    # Root's servers run as another user, who has to pass through.
    parent.chmod(0o711)
    try:
        if (kind := file_system(parent)) in VOLATILE:
            raise BenchError(f"{parent} is on {kind}, where a commit costs nothing: set LEDGER_BENCH_DATA to a disk")
        with embedded(parent / "data") as servers:
            yield Ground(
                data=parent,
                admin_url=servers.database_url,
                redis_url=servers.redis_url,
                pgbench=binaries.installed().postgres_program("pgbench"),
                machine=describe(servers.database_url, parent),
            )
    finally:
        if not options.keep:
            shutil.rmtree(parent, ignore_errors=True)


def parts(database_url: str) -> dict[str, str]:
    """Host, port, user, password and database of a connection string or URL."""
    known = conninfo_to_dict(database_url)
    return {
        name: str(known.get(name) or default)
        for name, default in (("host", "127.0.0.1"), ("port", "5432"), ("user", "postgres"), ("password", ""),
                              ("dbname", "postgres"))
    }  # fmt: skip
