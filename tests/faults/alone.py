"""The service alone on a machine: `ledger run` with servers of its own, fsync on, to be killed in every way."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from ledger.bootstrap import Installation
from ledger.config import Settings
from ledger.contexts import all_projections
from ledger.infrastructure.database import Databases
from ledger.infrastructure.embedded import start_or_attach
from ledger.infrastructure.embedded.processes import command_line, working_in
from tests.installation import SECRETS, SECRETS_HEX
from tests.servers import remove_data_directory
from tests.service import Service

PATIENCE_SECONDS = 120.0


class Alone:
    """One `ledger run` on a data directory of its own."""

    def __init__(self, **environment: str) -> None:
        # Not by the name of the shared servers' directories: those are swept away whose owner has died.
        self.data = Path(tempfile.mkdtemp(prefix="points-ledger-alone-"))
        self.data.chmod(0o711)
        self.environment = {
            "LEDGER_DATA": str(self.data),
            "LEDGER_MASTER_KEY": SECRETS_HEX,
            "LEDGER_LOG": "error",
            **environment,
        }
        self.service = Service(self.environment)

    def start(self) -> None:
        self.service.start(wait=False)
        self.wait_ready()

    def wait_ready(self) -> None:
        """Patiently: its PostgreSQL syncs to a disk that may be busy, and starting takes seconds of the processor."""
        for _ in range(2):
            with suppress(TimeoutError):
                return self.service.wait_ready()
        return self.service.wait_ready()

    @cached_property
    def where(self) -> Installation:
        """The same installation, for the tests' own process. Its URLs hold for as long as the data does."""
        attached = start_or_attach(self.data)
        assert not attached.owner
        url = urlunsplit(urlsplit(attached.database_url)._replace(path="/ledger"))
        settings = Settings(data=self.data, demo=False)
        return Installation(settings, Databases(url, SECRETS), attached.redis_url, attached)

    @property
    def cluster(self) -> Path:
        """Where its PostgreSQL keeps its data, and works."""
        assert self.where.servers is not None
        return self.where.servers.home / "postgres"

    def postmaster(self) -> int:
        return int((self.cluster / "postmaster.pid").read_text().split()[0])

    def valkey(self) -> int:
        """The process id of its Valkey."""
        assert self.where.servers is not None
        (found,) = working_in(self.where.servers.home / "valkey")
        return found

    def left_behind(self, service: int) -> list[int]:
        """Processes that live: servers, and the worker of a service."""
        assert self.where.servers is not None
        servers = working_in(self.cluster) + working_in(self.where.servers.home / "valkey")
        return servers + [pid for pid in _processes() if command_line(pid)[-3:-1] == ["--with-parent", str(service)]]

    def ledger(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command beside the service."""
        command = [sys.executable, "-m", "ledger", *arguments]
        environment = {**os.environ, **self.environment}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    def remove(self) -> None:
        self.service.stop()
        if "where" in self.__dict__:
            eventually(lambda: not self.left_behind(0), "its servers are gone")
        remove_data_directory(self.data)


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def eventually(holds: Callable[[], object], what: str) -> float:
    """Wait until something holds; the seconds that it took."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < PATIENCE_SECONDS, f"not within {PATIENCE_SECONDS:.0f} s: {what}"
        time.sleep(0.05)
    return time.monotonic() - started


def projected(where: Installation) -> bool:
    """Whether every projection has seen every event."""
    behind = (
        "SELECT 1 FROM journal.heads h JOIN projector.status s ON true LEFT JOIN projector.positions p "
        "ON p.projection = s.projection AND p.organisation = h.organisation "
        "WHERE p.position IS DISTINCT FROM h.position AND h.position > 0 LIMIT 1"
    )
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        return connection.execute(behind).fetchone() is None


def projected_rows(where: Installation) -> dict[str, list[str]]:
    """All rows of all projections."""
    rows = {}
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname = ANY(%s)",
            ([projection.name for projection in all_projections()],),
        ).fetchall()
        for (table,) in tables:
            found = connection.execute(f'SELECT t::text FROM {table} t ORDER BY t::text COLLATE "C"'.encode())
            rows[table] = [row for (row,) in found]
    return rows
