"""Starting, finding and ending server processes on Linux."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from ledger.infrastructure.embedded.errors import EmbeddedServerError
from ledger.infrastructure.embedded.places import Account

CHILD = Path(__file__).with_name("child.py")

# Nothing of the caller's: PG* variables would redirect initdb and the server, LC_* would change sort orders.
CLEAN_ENVIRONMENT: Mapping[str, str] = {"PATH": "/usr/bin:/bin", "TZ": "UTC"}

EXIT_STEP_SECONDS = 0.05
LOG_BYTES = 1_000_000


def spawn(
    command: Sequence[str],
    *,
    account: Account,
    death_signal: signal.Signals,
    output: IO[bytes],
    stdin: bytes = b"",
) -> subprocess.Popen[bytes]:
    """Start `command` as `account`; it receives `death_signal` when this process's main thread ends.

    `stdin` is what the child reads (at most a pipe's buffer, 64 KiB); both its outputs go to `output`.
    Raises RuntimeError off the main thread: the kernel ties a child to the thread that forked it, so a
    child of a pool's thread would die with that thread.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("embedded servers are started from the main thread only")
    arguments = [os.getpid(), int(death_signal), account.uid, account.gid, *command]
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", str(CHILD), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(CLEAN_ENVIRONMENT),
        cwd="/",
        # Its own session: Ctrl-C on the terminal is for the service, which stops its servers last.
        start_new_session=True,
    )
    assert process.stdin is not None
    try:
        process.stdin.write(stdin)
        process.stdin.close()
    except BrokenPipeError:
        pass  # It has exited already; whoever waits for it reports why.
    return process


def end(process: subprocess.Popen[bytes], steps: Sequence[tuple[signal.Signals, float]]) -> None:
    """Send each signal in turn and wait for the seconds beside it, until the process is gone."""
    for number, seconds in steps:
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def wait_until(done: Callable[[], bool], seconds: float) -> bool:
    """Ask `done` again and again for up to `seconds`; whether it came true."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(EXIT_STEP_SECONDS)
    return True


def working_in(directory: Path) -> list[int]:
    """The ids of living processes whose working directory is `directory`.

    PostgreSQL's processes all work in their data directory, which tells them from strangers that were
    given the same process id after a reboot.
    """
    found = []
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            if os.path.samefile(f"/proc/{entry.name}/cwd", directory):
                found.append(int(entry.name))
        except OSError:
            continue  # Ended meanwhile, or somebody else's.
    return found


def command_line(pid: int) -> list[str]:
    """The arguments a living process was started with; empty when it is gone."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return [os.fsdecode(part) for part in raw.split(b"\0")]


def tail(path: Path, size: int = 2000) -> str:
    """The last `size` bytes of a log, for an error message; empty when there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - size))
            return file.read().decode(errors="replace").strip()
    except OSError:
        return ""


def require_linux() -> None:
    """Raises EmbeddedServerError where the kernel cannot tie a child's life to its parent's."""
    if not sys.platform.startswith("linux"):
        raise EmbeddedServerError(
            "The embedded servers need Linux. Set LEDGER_DATABASE_URL and LEDGER_REDIS_URL to servers of your own."
        )


def open_log(path: Path) -> IO[bytes]:
    """Open a log to append to; what grew beyond 1 MB is put aside first, one generation of it."""
    try:
        if path.stat().st_size > LOG_BYTES:
            path.replace(path.with_name(f"{path.name}.1"))
    except FileNotFoundError:
        pass
    return path.open("ab")
