"""Identifiers of commands, grants and claims, and the ledger's own idempotency keys."""

from __future__ import annotations

import os
import time


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): they sort by time, so new rows land at the end of an index."""
    at = f"{time.time_ns() // 1_000_000:012x}"
    random = os.urandom(10)
    digits = random.hex()
    return f"{at[:8]}-{at[8:]}-7{digits[:3]}-{'89ab'[random[-1] & 3]}{digits[3:6]}-{digits[6:18]}"


def own_key(name: str) -> str:
    """An idempotency key of the ledger's own: no client can send it, since theirs are ASCII."""
    return f"·{name}"
