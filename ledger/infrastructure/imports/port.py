"""Imports as the routes ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ledger.infrastructure.imports.parallel import Parallel
from ledger.infrastructure.imports.rows import Rows
from ledger.infrastructure.imports.store import Store


class Imports(Store):
    """The store, and its sealed parts opened."""

    async def shown(
        self, organisation: str, id: str, states: Sequence[str], limit: int, after: int
    ) -> list[dict[str, Any]]:
        """Rows in these states, by number: `{row, state, given, problems, effect, made}`."""
        return await Rows(self, organisation, id).shown(states, limit, after)

    def sample(self, one: dict[str, Any]) -> list[dict[str, Any]] | None:
        """The rows that were chosen at random, beside what they become; none before the file is checked."""
        found: list[dict[str, Any]] | None = self._opened(one, "sample")
        return found

    def parallel(self, organisation: str, period: str, begins: datetime, ends: datetime) -> Parallel:
        return Parallel(self, organisation, period, begins, ends)
