"""The one process that owns a data directory's servers: lock, passwords, start, supervision, stop."""

import fcntl
import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from ledger.infrastructure.embedded.binaries import remove_old_copies, runnable
from ledger.infrastructure.embedded.errors import EmbeddedServerError
from ledger.infrastructure.embedded.places import Places, settle
from ledger.infrastructure.embedded.postgres import Postgres
from ledger.infrastructure.embedded.valkey import Valkey

LONG_LIFE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 10.0

# A process that is forked, not spawned, would keep the lock after its owner is gone.
_locks: set[int] = set()


def take_lock(path: Path) -> int | None:
    """Take the lock file at `path`; its descriptor, or None while another process has it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError as problem:
        raise EmbeddedServerError(f"{path.parent} belongs to another user. Run as that user: {problem}") from problem
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    _locks.add(descriptor)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())
    return descriptor


def release_lock(descriptor: int) -> None:
    """Give the lock back."""
    _locks.discard(descriptor)
    os.close(descriptor)


def _forget_locks() -> None:
    while _locks:
        with suppress(OSError):
            os.close(_locks.pop())


os.register_at_fork(after_in_child=_forget_locks)


class Ownership:
    """Both servers as children of this process. Made on the main thread, with the lock held."""

    def __init__(self, data: Path, lock: int, settings: Mapping[str, str], say: Callable[[str], None]) -> None:
        """Start both servers and tell the others; nothing is left running when it raises."""
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("embedded servers are started from the main thread only")
        self._pid = os.getpid()
        self._lock: int | None = lock
        # Until the servers answer, those who attach wait.
        (data / "connection.json").unlink(missing_ok=True)
        self.places = settle(data)
        if self.places.home != data:
            say(
                f"User {self.places.account.uid} cannot enter {data}: the servers keep their data in {self.places.home}"
            )
        binaries = runnable(self.places.account, self.places.home)
        remove_old_copies(binaries, self.places.home)
        passwords = _passwords(self.places)
        self.postgres = Postgres(self.places, binaries, passwords["postgres"], settings)
        self.valkey = Valkey(self.places, binaries, passwords["valkey"])
        self._watched = [_Watched(self.valkey), _Watched(self.postgres)]
        try:
            self.valkey.start()
            self.postgres.start()
            self._tell()
        except BaseException:
            self.valkey.stop()
            self.postgres.stop()
            raise

    def poll(self) -> list[str]:
        """Start a server again that has died; what was done, for the log. Does not wait for it to answer."""
        if self._lock is None or os.getpid() != self._pid:
            return []
        return [line for watched in self._watched if (line := watched.poll())]

    def stop(self) -> None:
        """End both servers and give up the data directory. A second call does nothing."""
        if self._lock is None or os.getpid() != self._pid:
            return
        self.places.connection.unlink(missing_ok=True)
        self.valkey.stop()
        self.postgres.stop()
        if self.places.run.parent != self.places.home:
            with suppress(OSError):
                self.places.run.rmdir()
        release_lock(self._lock)
        self._lock = None

    def _tell(self) -> None:
        known = {"database_url": self.postgres.url, "redis_url": self.valkey.url, "home": str(self.places.home)}
        write_private(self.places.connection, json.dumps(known))


class _Watched:
    """A server that is started again when it dies, at once the first time, then ever less eagerly."""

    def __init__(self, server: Postgres | Valkey) -> None:
        self._server = server
        self._pause = 0.0
        self._launched_at = time.monotonic()
        self._died_at: float | None = None

    def poll(self) -> str | None:
        """Launch the server if it is dead and may be launched; what was done."""
        process = self._server.process
        if process is None or process.poll() is None:
            return None
        now = time.monotonic()
        if self._died_at is None:
            self._died_at = now
            lived_long = now - self._launched_at > LONG_LIFE_SECONDS
            self._pause = 0.0 if lived_long else min(LONGEST_PAUSE_SECONDS, 2 * self._pause + 0.2)
        if now < self._died_at + self._pause or not self._server.ready_to_launch():
            return None
        self._server.launch()
        self._launched_at, self._died_at = now, None
        return f"{self._server.name} had ended with status {process.returncode} and was started again"


def write_private(path: Path, text: str) -> None:
    """Put `text` at `path` in one step, readable by this user only."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _passwords(places: Places) -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads(places.passwords.read_text())
        return known
    except FileNotFoundError:
        if (places.postgres / "PG_VERSION").exists():
            raise EmbeddedServerError(
                f"{places.passwords} is missing, but {places.postgres} exists. Restore it."
            ) from None
    except PermissionError as problem:
        raise EmbeddedServerError(f"{places.data} belongs to another user. Run as that user: {problem}") from problem
    made = {name: secrets.token_urlsafe(24) for name in ("postgres", "valkey")}
    write_private(places.passwords, json.dumps(made))
    return made
