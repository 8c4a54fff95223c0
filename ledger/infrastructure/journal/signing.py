"""Signing snapshots, so that nobody who merely owns the database can make up a state that commands are decided on."""

from __future__ import annotations

from hashlib import blake2b
from hmac import compare_digest

import orjson

from ledger.infrastructure.secrets import Secrets


class Signing:
    """Signs with a key derived from the master key. A signature holds for one state of one stream as an evolve made it,
    at one place of one history: after another was recorded over it, the chain's hash there is another."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def of(cls, secrets: Secrets) -> Signing:
        """With the one key that all processes of an installation derive."""
        return cls(secrets.derive("snapshots"))

    def sign(
        self, organisation: str, stream: str, evolve: str, version: int, position: int, hash: bytes, state: bytes
    ) -> bytes:
        about = orjson.dumps([organisation, stream, evolve, version, position, hash.hex()])
        return blake2b(about + b"\n" + state, key=self._key, digest_size=32).digest()

    def holds(self, mac: bytes, *signed: str | int | bytes) -> bool:
        """Whether a signature is that of what `sign` takes."""
        return compare_digest(mac, self.sign(*signed))  # type: ignore[arg-type]  # the same as of `sign`, in its order
