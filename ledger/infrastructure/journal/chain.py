"""The hash chain over stored bytes (docs/rules/journal.md).

hash(n) = SHA-256(hash(n-1) ‖ stored bytes of event n); hash(0) = SHA-256(format name ‖ organisation id).
Frozen: tests/compat holds golden vectors.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

FORMAT = b"points-ledger.journal.1"


class Place(NamedTuple):
    """A position, and the chain's hash there. The same position with another hash is of another history: one that was
    recorded after a restore, or by a server that had not seen all of this one."""

    position: int
    hash: bytes


def genesis(organisation: str) -> bytes:
    """hash(0) of an organisation."""
    return sha256(FORMAT + organisation.encode()).digest()


def link(previous: bytes, state: bytes) -> bytes:
    """hash(n) from hash(n-1) and the stored bytes of event n."""
    return sha256(previous + state).digest()
