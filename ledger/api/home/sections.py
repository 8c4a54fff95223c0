"""What a section of a home is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from ledger.api.http.callers import Caller
from ledger.api.http.reading import Connection


class Section(NamedTuple):
    """For whom it is, the projections that it is read from, and how; its sealed texts are opened afterwards."""

    roles: frozenset[str]
    reads: tuple[str, ...]
    read: Callable[[Caller, Connection], Awaitable[dict[str, Any] | None]]
