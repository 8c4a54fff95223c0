"""The embedded Valkey: leaderboards and fan-out, never truth, so it keeps nothing on disk."""

import os
import signal
import subprocess
import time
from urllib.parse import quote

import redis

from ledger.infrastructure.embedded.binaries import Binaries
from ledger.infrastructure.embedded.errors import EmbeddedServerError
from ledger.infrastructure.embedded.places import Places
from ledger.infrastructure.embedded.processes import end, open_log, spawn, tail

SOCKET_NAME = "valkey.sock"
DATABASES = 64
READY_SECONDS = 30.0
STOP_STEPS = ((signal.SIGTERM, 5.0), (signal.SIGKILL, 10.0))


class Valkey:
    """One Valkey on a socket of `places`, a child of this process once launched."""

    name = "Valkey"

    def __init__(self, places: Places, binaries: Binaries, password: str) -> None:
        self._places = places
        self._binaries = binaries
        self._password = password
        self._log = places.logs / "valkey.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The URL of its database 0."""
        path = quote(os.fsencode(self._places.run / SOCKET_NAME))
        return f"unix://:{quote(self._password, safe='')}@{path}?db=0"

    def start(self) -> None:
        """Start and wait until it answers."""
        self.launch()
        process = self.process
        assert process is not None
        deadline = time.monotonic() + READY_SECONDS
        while not answers(self.url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise EmbeddedServerError(f"Valkey did not start.\n{tail(self._log)}")
            time.sleep(0.02)

    def launch(self) -> None:
        """Start the server without waiting for it."""
        (self._places.run / SOCKET_NAME).unlink(missing_ok=True)
        with open_log(self._log) as output:
            self.process = spawn(
                # The configuration comes through standard input: the password is in no argument and no file
                # that another user could read.
                [str(self._binaries.valkey_server), "-"],
                account=self._places.account,
                # It holds no truth: the shortest death is the best.
                death_signal=signal.SIGKILL,
                output=output,
                stdin=self._configuration(),
            )

    def ready_to_launch(self) -> bool:
        """After a death: it leaves nothing behind that has to be waited for."""
        return True

    def stop(self) -> None:
        """End the server; returns when it is gone."""
        if self.process is not None:
            end(self.process, STOP_STEPS)

    def _configuration(self) -> bytes:
        lines = [
            b"port 0",
            b"unixsocket " + _quoted(os.fsencode(self._places.run / SOCKET_NAME)),
            b"unixsocketperm 700",
            b"requirepass " + _quoted(self._password.encode()),
            b"dir " + _quoted(os.fsencode(self._places.valkey)),
            b'save ""',
            b"appendonly no",
            b"maxmemory-policy noeviction",
            b"databases %d" % DATABASES,
            b"daemonize no",
            b'logfile ""',
        ]
        return b"\n".join(lines) + b"\n"


def answers(url: str) -> bool:
    """Whether the Valkey at `url` takes commands."""
    client = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)
    try:
        return bool(client.ping())
    except (redis.ConnectionError, redis.TimeoutError):
        return False
    finally:
        client.close()


def _quoted(value: bytes) -> bytes:
    """`value` as one argument of a configuration line."""
    return b'"' + b"".join(b"\\x%02x" % byte if byte < 32 or byte in b'"\\' else bytes([byte]) for byte in value) + b'"'
