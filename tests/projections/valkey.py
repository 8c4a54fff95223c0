"""A Valkey of one's own, to be emptied, stopped, and started from an older dump."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import redis

from ledger.infrastructure.embedded.binaries import installed

READY_SECONDS = 30.0


class OwnValkey:
    """A server on a socket in a folder, whose dump is there, too. The path stays short: sockets allow 107 bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{folder / 's'}"
        self.client = redis.Redis.from_url(self.url, socket_timeout=2)

    def start(self) -> None:
        """Start, with what the dump holds, and wait until it answers."""
        self._process = subprocess.Popen(
            [
                str(installed().valkey_server), "--port", "0", "--unixsocket", str(self._folder / "s"),
                "--dir", str(self._folder), "--save", "", "--daemonize", "no",
            ],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                if self.client.ping():
                    return
            except redis.RedisError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def stop(self) -> None:
        """End at once, without a dump."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self.client.connection_pool.disconnect()
