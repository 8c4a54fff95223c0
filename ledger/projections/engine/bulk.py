"""Loading many events: read ahead in one thread, written behind in another, so that PostgreSQL works meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

from psycopg import Connection, Cursor

from ledger.projections.engine import rows as encoded
from ledger.projections.engine.advance import READ
from ledger.projections.engine.store import copy_rows, in_schema

T = TypeVar("T")
MOST_WAITING = 8


class Worker:
    """A connection with a thread of its own, which does one thing after another."""

    def __init__(self, connect: Callable[[], Connection[Any]]) -> None:
        self._connection = connect()
        self._thread = ThreadPoolExecutor(1, "bulk")
        self._waiting: deque[Future[Any]] = deque()

    def send(self, work: Callable[[Cursor[Any]], T]) -> Future[T]:
        """Have something done, after what was sent before. Waits, and raises what went wrong, when much is waiting."""
        while len(self._waiting) >= MOST_WAITING or (self._waiting and self._waiting[0].done()):
            self._waiting.popleft().result()
        future = self._thread.submit(self._do, work)
        self._waiting.append(future)
        return future

    def _do(self, work: Callable[[Cursor[Any]], T]) -> T:
        with self._connection.cursor() as cursor:
            return work(cursor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Wait for what was sent, and raise what went wrong; after an error drop what did not begin."""
        try:
            if error is None:
                while self._waiting:
                    self._waiting.popleft().result()
        finally:
            self._thread.shutdown(cancel_futures=True)
            self._connection.close()


class BulkStore:
    """Sends rows to a worker. Nobody else sees the schema, so each statement commits by itself."""

    bulk = True

    def __init__(self, worker: Worker, schema: str) -> None:
        self._worker = worker
        self._schema = schema

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        statement = in_schema(query, self._schema)
        return self._worker.send(lambda cursor: cursor.execute(statement, parameters).fetchall()).result()

    def run(self, query: str, parameters: Sequence[Any] = ()) -> None:
        statement = in_schema(query, self._schema)
        self._worker.send(lambda cursor: cursor.execute(statement, parameters) and None)

    def append(self, table: str, columns: str, rows: Sequence[bytes]) -> None:
        if rows:
            payload = encoded.payload(rows)
            self._worker.send(lambda cursor: copy_rows(cursor, self._schema, table, columns, payload))


def read_ahead(worker: Worker, organisation: str, end: int, size: int) -> Iterator[list[bytes]]:
    """The stored events of an organisation up to a position, in chunks; the next is read while one is handled."""

    def read(after: int) -> Future[list[bytes]]:
        parameters = (organisation, after, min(after + size, end))
        return worker.send(
            lambda cursor: [
                state for (state,) in cursor.connection.cursor(binary=True).execute(READ, parameters).fetchall()
            ]
        )

    coming = read(0)
    for after in range(size, end + size, size):
        chunk = coming.result()
        if after < end:
            coming = read(after)
        yield chunk
