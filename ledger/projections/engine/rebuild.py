"""Working projections out again from the first event, into new tables, while the old ones serve."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from typing import Any

import psycopg
from psycopg import Connection

from ledger.domain.events import UnknownType
from ledger.projections.engine import schema, swap
from ledger.projections.engine.advance import READ_ON
from ledger.projections.engine.bulk import BulkStore, Worker, read_ahead
from ledger.projections.engine.faults import described, passing
from ledger.projections.engine.page import Page
from ledger.projections.engine.projection import Projection
from ledger.projections.engine.store import in_schema
from ledger.projections.engine.swap import Reached
from ledger.projections.engine.transfers import Decode, read

log = logging.getLogger(__name__)

BULK_PAGE = 10_000
CATCH_UP_PAGE = 5_000
MOST_FOLDED = 200_000
"""Keys that are held in memory before they are written: at most about 100 MB."""
NEAR_ENOUGH = 500
"""Events that may be left to do under the lock that holds up the live projections."""

NOTHING: Reached = (0, b"")

Progress = Callable[[int, int], None]


class RebuildRunning(RuntimeError):
    """Somebody rebuilds this projection already."""


class HistoryReplaced(RuntimeError):
    """What was read is not the history that there is now."""


def outdated(connection: Connection[Any], versions: Mapping[str, int]) -> list[str]:
    """The projections whose rows are of an older version than the one that is known here. Newer rows are left to newer
    workers: two versions that rebuild each other's rows would never end."""
    rows = connection.execute("SELECT projection, version FROM projector.status ORDER BY projection").fetchall()
    return [name for name, version in rows if name in versions and versions[name] > version]


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles of garbage less often: events make none, and looking through a page's costs a third of a load."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _events(reached: Mapping[str, Reached]) -> int:
    return sum(position for position, _ in reached.values())


class Rebuild:
    """Rebuilds some projections together, so that each event is decoded once.

    `progress` is told how many events are done, and of how many.
    """

    def __init__(
        self,
        connect: Callable[[], Connection[Any]],
        decode: Decode,
        projections: Sequence[Projection],
        progress: Progress | None = None,
        *,
        reader: str | None = schema.READER,
        page_size: int = BULK_PAGE,
        most_folded: int = MOST_FOLDED,
    ) -> None:
        self._connect = connect
        self._decode = decode
        self._projections = projections
        self._progress = progress or (lambda done, total: None)
        self._reader = reader
        self._page_size = page_size
        self._most_folded = most_folded
        self._reached: dict[str, Reached] = {}

    def run(self) -> None:
        """Rebuild and swap. Raises RebuildRunning, or whatever goes wrong; the old rows serve on then."""
        names = [projection.name for projection in self._projections]
        with swap.claiming(self._connect, names) as claimed, closing(self._connect()) as connection:
            if not claimed:
                raise RebuildRunning(", ".join(names))
            try:
                swap.begin(connection, names)
                self._prepare(connection)
                self._load(connection)
                self._index()
                self._catch_up(connection)
                with connection.transaction():
                    swap.hold_projecting(connection)
                    self._follow(connection, self._heads(connection))
                    versions = {projection.name: projection.version for projection in self._projections}
                    swap.swap(connection, versions, self._reached)
                for name in names:
                    schema.drop(connection, swap.old(name))
            except BaseException as error:
                with suppress(psycopg.Error):
                    self._give_up(error)
                raise

    def run_quietly(self) -> None:
        """For a thread beside the live projections: tries again what passes by itself, logs and records the rest."""
        while True:
            try:
                return self.run()
            except RebuildRunning:
                return None
            except Exception as error:
                if isinstance(error, UnknownType):
                    log.error("too old to rebuild: %s", error)
                    return None
                if not passing(error) and not isinstance(error, HistoryReplaced):
                    log.exception("rebuild failed")
                    return None
                log.warning("rebuild begins again: %s", error)
                time.sleep(1)

    def _prepare(self, connection: Connection[Any]) -> None:
        for projection in self._projections:
            schema.drop(connection, swap.old(projection.name))
            schema.drop(connection, swap.new(projection.name))
            schema.create(connection, projection, swap.new(projection.name))

    def _load(self, connection: Connection[Any]) -> None:
        heads = self._heads(connection)
        total, done = _events(heads), 0
        with seldom_collecting(), Worker(self._connect) as reader, Worker(self._connect) as writer:
            stores = [BulkStore(writer, swap.new(projection.name)) for projection in self._projections]
            for organisation, (head, hash) in heads.items():
                folds = [projection.fold(organisation) for projection in self._projections]
                for chunk in read_ahead(reader, organisation, head, self._page_size):
                    page = self._page(organisation, chunk)
                    for fold, store in zip(folds, stores, strict=True):
                        fold.take(page, store)
                        if fold.size() > self._most_folded:
                            fold.flush(store)
                    done += len(page)
                    self._progress(done, total)
                for fold, store in zip(folds, stores, strict=True):
                    fold.flush(store)
                self._reached[organisation] = head, hash

    def _page(self, organisation: str, states: Iterable[bytes]) -> Page:
        decode = self._decode
        return Page(organisation, [read(state, decode) for state in states])

    def _index(self) -> None:
        """Two at a time: Python waits meanwhile."""
        with ThreadPoolExecutor(2, "index") as pool:
            list(pool.map(self._index_one, self._projections))

    def _index_one(self, projection: Projection) -> None:
        built = swap.new(projection.name)
        with closing(self._connect()) as connection:
            for statement in projection.indexes():
                connection.execute(in_schema(statement, built))
            schema.grant(connection, built, self._reader)
            swap.analyze(connection, built)

    def _catch_up(self, connection: Connection[Any]) -> None:
        """Apply what was recorded meanwhile, until little is left."""
        while True:
            heads = self._heads(connection)
            if _events(heads) - _events(self._reached) <= NEAR_ENOUGH:
                return
            self._follow(connection, heads)

    def _follow(self, connection: Connection[Any], heads: Mapping[str, Reached]) -> None:
        """Go on up to the heads. Raises HistoryReplaced where they do not follow what was read."""
        for organisation, head in heads.items():
            while (reached := self._reached.get(organisation, NOTHING)) != head:
                self._reached[organisation] = self._next(connection, organisation, reached, head[0])
        if self._reached.keys() - heads.keys():
            raise HistoryReplaced

    def _next(self, connection: Connection[Any], organisation: str, reached: Reached, head: int) -> Reached:
        after = reached[0]
        asked = {"organisation": organisation, "after": after, "end": min(after + CATCH_UP_PAGE, head)}
        with connection.transaction(), connection.cursor() as cursor:
            rows = connection.cursor(binary=True).execute(READ_ON, asked).fetchall()
            mark = rows.pop(0)[:2] if rows and after > 0 else NOTHING
            if mark != reached or not rows:
                raise HistoryReplaced
            page = self._page(organisation, (state for _, _, state in rows))
            for projection in self._projections:
                projection.apply(cursor, swap.new(projection.name), page)
        return page.last, rows[-1][1]

    def _heads(self, connection: Connection[Any]) -> dict[str, Reached]:
        rows = connection.execute(
            "SELECT organisation, position, hash FROM journal.heads WHERE position > 0 ORDER BY organisation"
        ).fetchall()
        return {organisation: (position, hash) for organisation, position, hash in rows}

    def _give_up(self, error: BaseException) -> None:
        """Remove what was begun; rows of another version stay unfit for this process, which is a failure."""
        with closing(self._connect()) as connection:
            versions = {projection.name: projection.version for projection in self._projections}
            for name in versions:
                schema.drop(connection, swap.new(name))
            if isinstance(error, UnknownType):
                swap.leave(connection, list(versions))
            else:
                swap.abandon(connection, versions, described(error))
