"""Sealed texts in rows: they stay sealed until somebody reads them."""

from __future__ import annotations

from typing import Any

from ledger.domain.values import Sealed


def sealed(value: Sealed | None) -> dict[str, Any] | None:
    """How a sealed text stands in rows and answers: `{"$sealed": person, "box": …}`; the API opens it."""
    return None if value is None else {"$sealed": value.person, "box": value.box}
