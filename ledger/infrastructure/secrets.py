"""The installation's master secret, and what is derived from it. Nothing of it is ever logged or recorded."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

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


def load_secrets(data: Path) -> Secrets:
    """The master secret from the environment, or from `master.key` in the data folder, made at first use."""
    given = os.environ.get("LEDGER_MASTER_KEY")
    if given:
        return Secrets(bytes.fromhex(given))
    path = data / "master.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Secrets(bytes.fromhex(path.read_text().strip()))
    with os.fdopen(descriptor, "w") as file:
        file.write(os.urandom(MASTER_BYTES).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return Secrets(bytes.fromhex(path.read_text().strip()))
