"""The embedded PostgreSQL: its cluster, its settings, its process."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg

from ledger.infrastructure.embedded.binaries import Binaries
from ledger.infrastructure.embedded.errors import EmbeddedServerError
from ledger.infrastructure.embedded.places import Places, make_owned
from ledger.infrastructure.embedded.processes import command_line, end, open_log, spawn, tail, wait_until, working_in

USER = "postgres"
# Tells our servers from one that somebody started on the same directory by hand.
CLUSTER_NAME = "points-ledger"

SMALL_SHARED_MEMORY_BYTES = 256 * 1024 * 1024
READY_SECONDS = 600.0  # Recovery after a crash can take minutes, and is no reason to give up.
PREVIOUS_SECONDS = 60.0
ORPHAN_SECONDS = 10.0
STOP_STEPS = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "cluster_name": CLUSTER_NAME,
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    # Room between checkpoints, so that a load of events does not write every page twice.
    "min_wal_size": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "timezone": "UTC",
    # One file a weekday, overwritten a week later: the log cannot fill the disk.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
}


class Postgres:
    """One PostgreSQL on the data directory of `places`, a child of this process once launched."""

    name = "PostgreSQL"

    def __init__(self, places: Places, binaries: Binaries, password: str, settings: Mapping[str, str]) -> None:
        self._places = places
        self._binaries = binaries
        self._password = password
        self._settings = {**SETTINGS, **settings}
        self._died_at: float | None = None
        self._log = places.logs / "postgres-start.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The superuser's URL of the database `postgres`."""
        host = quote(os.fsencode(self._places.run), safe="")
        return f"postgresql://{USER}:{quote(self._password, safe='')}@/postgres?host={host}"

    def start(self) -> None:
        """Make the cluster if there is none, wait for a previous server to end, start, wait until it answers."""
        self._make_cluster()
        self._check_version()
        self._end_previous()
        self.launch()
        process = self.process
        assert process is not None
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.url):
            if process.poll() is not None:
                raise EmbeddedServerError(f"PostgreSQL did not start.\n{tail(self._log)}\n{self._newest_log()}")
            if time.monotonic() > deadline:
                raise EmbeddedServerError(f"PostgreSQL is not ready after {READY_SECONDS:.0f} s.\n{self._newest_log()}")
            time.sleep(0.03)

    def launch(self) -> None:
        """Start the server without waiting for it."""
        self._died_at = None
        settings = dict(self._settings)
        settings["unix_socket_directories"] = f'"{self._places.run}"'
        if _shared_memory_is_small():
            # Parallel queries pass rows through /dev/shm, and fail where a container gives it 64 MB.
            settings["max_parallel_workers_per_gather"] = "0"
        command = [str(self._binaries.postgres_program("postgres")), "-D", str(self._places.postgres)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with open_log(self._log) as output:
            # SIGINT is PostgreSQL's fast shutdown: no crash recovery when the service was killed.
            self.process = spawn(
                command, account=self._places.account, death_signal=signal.SIGINT, output=output
            )  # fmt: skip

    def ready_to_launch(self) -> bool:
        """After a death: whether the dead server's last children are gone, which may take a moment.

        What is still there after ten seconds is killed: it would block every next start.
        """
        remaining = working_in(self._places.postgres)
        if not remaining:
            self._remove_stale_locks()
            return True
        if self._died_at is None:
            self._died_at = time.monotonic()
        elif time.monotonic() - self._died_at > ORPHAN_SECONDS:
            _signal_all(remaining, signal.SIGKILL)
        return False

    def stop(self) -> None:
        """End the server: fast shutdown, then harder; returns when it is gone."""
        if self.process is not None:
            end(self.process, STOP_STEPS)

    def _make_cluster(self) -> None:
        places = self._places
        for rest in places.home.glob("postgres-new-*"):
            shutil.rmtree(rest, ignore_errors=True)
        if (places.postgres / "PG_VERSION").exists():
            return
        # Under another name until it is complete: a killed initdb must not leave half a cluster behind.
        fresh = places.home / f"postgres-new-{secrets.token_hex(4)}"
        make_owned(fresh, places.account)
        cluster = fresh / "data"
        password_file = fresh / "password"
        password_file.write_text(self._password)
        password_file.chmod(0o600)
        if not places.account.is_this_process:
            os.chown(password_file, places.account.uid, places.account.gid)
        command = [
            str(self._binaries.postgres_program("initdb")),
            f"--pgdata={cluster}",
            f"--username={USER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
        ]
        with tempfile.TemporaryFile() as output:
            process = spawn(command, account=places.account, death_signal=signal.SIGKILL, output=output)
            try:
                status = process.wait()
            finally:
                end(process, ((signal.SIGKILL, 10.0),))
            output.seek(0)
            said = output.read().decode(errors="replace")
        if status != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise EmbeddedServerError(f"initdb could not make a cluster in {places.home} (status {status}).\n{said}")
        cluster.rename(places.postgres)
        shutil.rmtree(fresh)
        _sync_directory(places.home)

    def _check_version(self) -> None:
        found = (self._places.postgres / "PG_VERSION").read_text().strip()
        expected = self._binaries.postgres_major()
        if found != str(expected):
            raise EmbeddedServerError(
                f"The data in {self._places.postgres} was written by PostgreSQL {found}, and this release brings "
                f"PostgreSQL {expected}. Export it with the release that wrote it (ledger export, or pg_dumpall), "
                "and import it into a new data directory. Nothing was changed."
            )

    def _end_previous(self) -> None:
        directory = self._places.postgres
        remaining = working_in(directory)
        for pid in remaining:
            arguments = command_line(pid)
            if str(directory) in arguments and f"cluster_name={CLUSTER_NAME}" not in arguments:
                raise EmbeddedServerError(
                    f"A PostgreSQL that was not started by this program (process {pid}) runs on {directory}. Stop it."
                )
        # The owner was killed a moment ago, and its server is still shutting down.
        if remaining and not wait_until(lambda: not working_in(directory), PREVIOUS_SECONDS):
            for number in (signal.SIGQUIT, signal.SIGKILL):
                _signal_all(working_in(directory), number)
                if wait_until(lambda: not working_in(directory), ORPHAN_SECONDS):
                    break
            else:
                raise EmbeddedServerError(f"Processes {working_in(directory)} on {directory} do not end.")
        self._remove_stale_locks()

    def _remove_stale_locks(self) -> None:
        """Remove the files by which a PostgreSQL that is gone still claims directory and socket.

        PostgreSQL judges them by process id alone and refuses to start where a stranger got that id since,
        as after a reboot or in a new container. Here nobody works in the directory, and the flock is held.
        """
        (self._places.postgres / "postmaster.pid").unlink(missing_ok=True)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self._places.run / name).unlink(missing_ok=True)

    def _newest_log(self) -> str:
        logs = sorted((self._places.postgres / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
        return tail(logs[-1]) if logs else ""


def answers(url: str) -> bool:
    """Whether the PostgreSQL at `url` takes connections."""
    try:
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _shared_memory_is_small() -> bool:
    try:
        space = os.statvfs("/dev/shm")
    except OSError:
        return True
    return space.f_frsize * space.f_blocks < SMALL_SHARED_MEMORY_BYTES


def _signal_all(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
