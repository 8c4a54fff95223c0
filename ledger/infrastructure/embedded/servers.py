"""The way in: own the servers of a data directory, or attach to those of the process that does."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ledger.infrastructure.embedded import postgres, valkey
from ledger.infrastructure.embedded.errors import EmbeddedServerError
from ledger.infrastructure.embedded.ownership import Ownership, release_lock, take_lock
from ledger.infrastructure.embedded.places import data_directory
from ledger.infrastructure.embedded.processes import require_linux

ATTACH_SECONDS = 180.0
ATTACH_STEP_SECONDS = 0.1


@dataclass(frozen=True)
class Servers:
    """A running PostgreSQL and Valkey. The URLs hold passwords, so they are kept out of the repr."""

    database_url: str = field(repr=False)
    """The superuser's, for the database `postgres`."""
    redis_url: str = field(repr=False)
    owner: bool
    """Whether this process started them, and ends them."""
    home: Path
    """Where the servers keep their data."""
    _ownership: Ownership | None = field(default=None, repr=False, compare=False)

    def poll(self) -> list[str]:
        """Start a server again that has died; what was done, for the log.

        To be called on the main thread every 200 ms or so: two waitpid calls while all is well. It never
        waits for a server to answer. Does nothing in a process that attached.
        """
        return self._ownership.poll() if self._ownership is not None else []


def start_or_attach(
    data: Path, *, settings: Mapping[str, str] | None = None, say: Callable[[str], None] | None = None
) -> Servers:
    """Start the servers of `data`, or attach to them where another process has.

    Blocks until both answer: about a second for a new directory, longer where PostgreSQL has to recover.
    `settings` are PostgreSQL's, on top of ours, for whoever becomes the owner. `say` gets a line the
    operator should see; standard error without it.

    Raises EmbeddedServerError with what to do about it, and RuntimeError off the main thread.
    """
    require_linux()
    data = data_directory(data)
    deadline = time.monotonic() + ATTACH_SECONDS
    while True:
        lock = take_lock(data / "lock")
        if lock is not None:
            try:
                ownership = Ownership(data, lock, settings or {}, say or _say)
            except BaseException:
                release_lock(lock)
                raise
            return Servers(
                database_url=ownership.postgres.url,
                redis_url=ownership.valkey.url,
                owner=True,
                home=ownership.places.home,
                _ownership=ownership,
            )
        attached = _attach(data)
        if attached is not None:
            return attached
        if time.monotonic() > deadline:
            holder = (data / "lock").read_text().strip()
            raise EmbeddedServerError(
                f"Process {holder} owns the servers of {data}, but they have not answered for {ATTACH_SECONDS:.0f} s."
            )
        time.sleep(ATTACH_STEP_SECONDS)


def stop(servers: Servers) -> None:
    """End the servers if this process owns them; returns when they are gone."""
    if servers._ownership is not None:
        servers._ownership.stop()


@contextmanager
def embedded(
    data: Path, *, settings: Mapping[str, str] | None = None, say: Callable[[str], None] | None = None
) -> Iterator[Servers]:
    """`start_or_attach` for the length of a `with` block."""
    servers = start_or_attach(data, settings=settings, say=say)
    try:
        yield servers
    finally:
        stop(servers)


def _attach(data: Path) -> Servers | None:
    """The servers that the owner told of, if they answer: a file left by a killed owner tells of dead ones."""
    path = data / "connection.json"
    try:
        known = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    except PermissionError as problem:
        raise EmbeddedServerError(f"The servers of {data} belong to another user: {problem}") from problem
    if not (postgres.answers(known["database_url"]) and valkey.answers(known["redis_url"])):
        return None
    return Servers(known["database_url"], known["redis_url"], owner=False, home=Path(known["home"]))


def _say(line: str) -> None:
    print(line, file=sys.stderr)
