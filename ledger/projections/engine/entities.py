"""Tables with one row for each thing that changes: loaded, changed in memory, written back whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import orjson
from pydantic import BaseModel

from ledger.projections.engine.store import Store

Row = dict[str, Any]
MOST_REMEMBERED = 20_000


class Table:
    """`columns` maps names to types; the key is the organisation and the column `key`. Rows are dicts that JSON can
    hold: decimals, dates and instants as strings."""

    def __init__(self, name: str, key: str, columns: Mapping[str, str]) -> None:
        self.name = name
        self.key = key
        self.columns = columns
        definitions = ", ".join(
            f'{column} text COLLATE "C"' if type_ == "text" else f"{column} {type_}"
            for column, type_ in columns.items()
        )
        names = ", ".join(columns)
        typed = ", ".join(f"{column} {type_}" for column, type_ in columns.items())
        updates = ", ".join(f"{column} = excluded.{column}" for column in columns if column != key)
        self.ddl = (
            f'CREATE TABLE {{schema}}.{name} (organisation text COLLATE "C", {definitions}, '
            f"PRIMARY KEY (organisation, {key}))"
        )
        # Numerics as text: a JSON number would come back as a float. All as text: psycopg's JSON is the slower one.
        decimals = "".join(f", '{column}', {column}::text" for column, type_ in columns.items() if type_ == "numeric")
        exact = f" || jsonb_build_object({decimals[2:]})" if decimals else ""
        self.read = (
            f"SELECT (to_jsonb(t) - 'organisation'{exact})::text FROM {{schema}}.{name} t "
            f"WHERE organisation = %s AND {key} = ANY(%s)"
        )
        self.write = (
            f"INSERT INTO {{schema}}.{name} (organisation, {names}) "
            f"SELECT %s, {names} FROM jsonb_to_recordset(%s::jsonb) AS x ({typed}) "
            f"ON CONFLICT (organisation, {key}) DO UPDATE SET {updates}"
        )
        self.delete = f"DELETE FROM {{schema}}.{name} WHERE organisation = %s AND {key} = ANY(%s)"


class Entities:
    """The rows of one organisation in a table that were looked at, and those that changed."""

    def __init__(self, table: Table, organisation: str) -> None:
        self._table = table
        self._organisation = organisation
        self._rows: dict[str, Row] = {}
        self._changed: set[str] = set()
        self._ended: set[str] = set()

    def __len__(self) -> int:
        return len(self._rows) + len(self._ended)

    def load(self, keys: Iterable[str], store: Store) -> None:
        """Bring rows into memory, so that `[key]` finds them; those that do not exist yet stay absent."""
        missing = {key for key in keys if key not in self._rows and key not in self._ended}
        if missing:
            for (row,) in store.rows(self._table.read, (self._organisation, sorted(missing))):
                loaded: Row = orjson.loads(row)
                self._rows[loaded[self._table.key]] = loaded

    def __getitem__(self, key: str) -> Row:
        """A row that is about to be changed."""
        row = self._rows[key]
        self._changed.add(key)
        return row

    def find(self, key: str) -> Row | None:
        """A row that was loaded, if there is one, to be read only."""
        return self._rows.get(key)

    def new(self, row: Row) -> None:
        """A row that begins; columns that it does not name are null."""
        key = row[self._table.key]
        self._rows[key] = {**dict.fromkeys(self._table.columns), **row}
        self._changed.add(key)
        self._ended.discard(key)

    def end(self, key: str) -> None:
        """A row that is no more; it may begin anew."""
        self._rows.pop(key, None)
        self._changed.discard(key)
        self._ended.add(key)

    def flush(self, store: Store) -> None:
        if self._ended:
            store.run(self._table.delete, (self._organisation, sorted(self._ended)))
            self._ended.clear()
        if self._changed:
            changed = orjson.dumps([self._rows[key] for key in sorted(self._changed)]).decode()
            store.run(self._table.write, (self._organisation, changed))
            self._changed.clear()
        if len(self._rows) > MOST_REMEMBERED:
            self._rows = {}


def plain(value: BaseModel) -> Row:
    """A value of an event as JSON holds it, its sealed texts marked as such."""
    dumped: Row = _marked(value.model_dump(mode="json"))
    return dumped


def _marked(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"person", "box"}:
            return {"$sealed": value["person"], "box": value["box"]}
        return {name: _marked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner) for inner in value]
    return value


def iso(value: date | datetime | None) -> str | None:
    """A date or an instant as JSON holds it."""
    return None if value is None else value.isoformat()
