"""PgBouncer in front of the run's PostgreSQL, as Debian packages it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from psycopg.conninfo import conninfo_to_dict

from ledger.infrastructure.embedded.places import NOBODY

Mode = Literal["session", "transaction"]
PORT = 6432
READY_SECONDS = 20.0
PROGRAM = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")

needs_pgbouncer = pytest.mark.skipif(
    PROGRAM is None, reason="needs pgbouncer, which is not installed here (Debian: apt-get install pgbouncer)"
)


@contextmanager
def pooler(address: str, mode: Mode, passwords: Mapping[str, str]) -> Iterator[str]:
    """A pooler for users by their passwords; the folder of its socket, to be used as a host with `PORT`."""
    folder = Path(tempfile.mkdtemp(prefix="points-ledger-pooler-"))
    users = folder / "users"
    users.write_text("".join(f'"{user}" "{password}"\n' for user, password in passwords.items()))
    settings = folder / "pgbouncer.ini"
    settings.write_text(
        f"""[databases]
* = host={conninfo_to_dict(address)["host"]} port=5432
[pgbouncer]
pool_mode = {mode}
listen_port = {PORT}
unix_socket_dir = {folder}
auth_type = trust
auth_file = {users}
logfile = {folder / "log"}
max_client_conn = 200
default_pool_size = 20
"""
    )
    process = subprocess.Popen([str(PROGRAM), "-q", str(settings)], **_account(folder))
    try:
        _wait(folder / f".s.PGSQL.{PORT}", process)
        yield str(folder)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _account(folder: Path) -> dict[str, int]:
    """It refuses to run as root, and runs as the servers do then."""
    if os.geteuid() != 0:
        return {}
    for path in (folder, *folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    folder.chmod(0o755)
    return {"user": NOBODY, "group": NOBODY}


def _wait(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                return client.connect(str(path))
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline, "the pooler takes no connections"
            time.sleep(0.05)
