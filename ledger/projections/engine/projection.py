"""What a projection is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

from psycopg import Cursor

from ledger.projections.engine.page import Page
from ledger.projections.engine.store import LiveStore, Store


class Fold(Protocol):
    """What one organisation's events come to, page by page, before it is written.

    A rebuild takes many pages before it flushes, the runner one; both go on with the same fold afterwards, as long as
    nobody else writes.
    """

    def take(self, page: Page, store: Store) -> None:
        """Fold a page. May append rows already, and may read what was there before."""

    def flush(self, store: Store) -> Any:
        """Write what is folded; answers what changed, for those that are told after the commit, or none."""

    def size(self) -> int:
        """About how many keys are held in memory."""


class Projection(ABC):
    """Events to rows, in tables of a schema of its own, which is named after it.

    `version` changes whenever the rows would come out otherwise: they are rebuilt then. Statements may hold
    `{schema}`. A fold must come to the same rows however the events are cut into pages.
    """

    name: ClassVar[str]
    version: ClassVar[int]

    @abstractmethod
    def ddl(self) -> Sequence[str]:
        """The tables, with those keys that folding needs."""

    @abstractmethod
    def indexes(self) -> Sequence[str]:
        """All other keys and indexes; a rebuild makes them after the load.

        Their first column is one that differs from row to row, and not the organisation: they serve the same
        questions, and are sorted a third faster.
        """

    @abstractmethod
    def fold(self, organisation: str) -> Fold:
        """A fold over one organisation's events."""

    def apply(self, cursor: Cursor[tuple[Any, ...]], schema: str, page: Page) -> Any:
        """Apply one page in the cursor's transaction; answers what `Fold.flush` answers."""
        store = LiveStore(cursor, schema)
        fold = self.fold(page.organisation)
        fold.take(page, store)
        return fold.flush(store)
