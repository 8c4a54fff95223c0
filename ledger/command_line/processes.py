"""The worker as a child of the service, for `ledger run`; and children that end with their parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from types import TracebackType

PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 1.0
PR_SET_PDEATHSIG = 1


class WorkerProcess:
    """Runs `ledger work` beside the service for the length of a `with` block, and again when it dies."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def __enter__(self) -> WorkerProcess:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.terminate()
        try:
            child.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def poll(self) -> None:
        """Start the worker again if it has ended; called from time to time on the main thread."""
        ended = self._child is not None and self._child.poll() is not None
        if ended and time.monotonic() - self._started > PAUSE_SECONDS:
            self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "ledger", "work", "--with-parent", str(os.getpid())]
        # Its own session: a Ctrl-C at the terminal reaches the service, which ends it in order.
        self._child = subprocess.Popen(command, start_new_session=True)
        self._started = time.monotonic()


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent does, `kill -9` included."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
