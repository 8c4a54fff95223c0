"""Where a projection reads and writes its rows: the tables of one schema, through one cursor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

from psycopg import Cursor

from ledger.projections.engine import rows as encoded


@lru_cache(maxsize=1 << 10)
def in_schema(query: str, schema: str) -> bytes:
    """SQL of a projection, with the schema that its tables are in. Both are written in this package, never input."""
    return query.replace("{schema}", schema).encode()


class Store(Protocol):
    """`{schema}` in a query stands for the schema. `bulk` says that keys are made after the load."""

    bulk: bool

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a query answers, with everything in it that was written before."""

    def run(self, query: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement."""

    def append(self, table: str, columns: str, rows: Sequence[bytes]) -> None:
        """Add encoded rows with COPY."""


class LiveStore:
    """Writes at once, in the transaction that the cursor is in."""

    bulk = False

    def __init__(self, cursor: Cursor[tuple[Any, ...]], schema: str) -> None:
        self._cursor = cursor
        self._schema = schema

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._cursor.execute(in_schema(query, self._schema), parameters).fetchall()

    def run(self, query: str, parameters: Sequence[Any] = ()) -> None:
        self._cursor.execute(in_schema(query, self._schema), parameters)

    def append(self, table: str, columns: str, rows: Sequence[bytes]) -> None:
        if rows:
            copy_rows(self._cursor, self._schema, table, columns, encoded.payload(rows))


def copy_rows(cursor: Cursor[Any], schema: str, table: str, columns: str, payload: bytes) -> None:
    """Send a COPY payload."""
    query = f"COPY {schema}.{table} ({columns}) FROM STDIN (FORMAT BINARY)".encode()
    with cursor.copy(query) as copy:
        copy.write(payload)
