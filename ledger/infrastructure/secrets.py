"""The installation's master secret, and what is derived from it. Nothing of it is ever logged or recorded."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from ledger.infrastructure.private import write_once

MASTER_BYTES = 32


class Secrets:
    """Keys for each purpose, derived from one master secret (LEDGER_MASTER_KEY, hex, or a file in the data folder)."""

    def __init__(self, master: bytes) -> None:
        if len(master) != MASTER_BYTES:
            raise ValueError(f"the master key has {MASTER_BYTES} bytes, written as {2 * MASTER_BYTES} hex digits")
        self._master = master

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose."""
        return blake2b(purpose.encode(), key=self._master, digest_size=32).digest()

    def database_password(self, role: str) -> str:
        return self.derive(f"database-role:{role}").hex()


def load_secrets(data: Path, *, holds: Callable[[], str | None] = lambda: None) -> Secrets:
    """The master secret from the environment, or from `master.key` in the data folder, made at first use.

    `holds` names what is there already, if anything: a key that is missing beside it is never made anew, since it would
    open nothing. Raises ValueError then.
    """
    given = os.environ.get("LEDGER_MASTER_KEY")
    if given:
        return Secrets(bytes.fromhex(given))
    path = data / "master.key"
    if not path.exists():
        if (held := holds()) is not None:
            raise ValueError(
                f"{path} is missing, and LEDGER_MASTER_KEY is not set, but {held} is there, which was made with a "
                "master key. Restore it: with another one nobody's name could be read. Nothing was changed."
            )
        write_once(path, os.urandom(MASTER_BYTES).hex() + "\n")
    return Secrets(bytes.fromhex(path.read_text().strip()))
