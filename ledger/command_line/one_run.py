"""One `ledger run` for each data folder: a second one takes over from the first, or ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.command_line.terminal import console
from ledger.infrastructure import private
from ledger.infrastructure.embedded.ownership import release_lock, take_lock

LOCK = "run.lock"
PATIENCE_SECONDS = 5.0
STEP_SECONDS = 0.1


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Keep others from running on the same data folder until the block ends; one that is just ending is waited for.

    Raises ValueError that names the other.
    """
    private.folder(data)
    deadline = time.monotonic() + PATIENCE_SECONDS
    told = False
    while (lock := take_lock(data / LOCK)) is None:
        other = (data / LOCK).read_text().strip()
        if time.monotonic() > deadline:
            raise ValueError(
                f"process {other} runs Points Ledger on {data} already. End it first, or set LEDGER_DATA to another "
                "folder; `ledger serve` and `ledger work` may run beside it."
            )
        if not told:
            console.print(f"Process {other} runs on {data} already; waiting {PATIENCE_SECONDS:.0f} s for its end.")
            told = True
        time.sleep(STEP_SECONDS)
    try:
        yield
    finally:
        release_lock(lock)
