"""Tables whose rows are sums, so that it does not matter in which order, or how often, their parts arrive."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from ledger.arrays import array, joined
from ledger.projections.engine import rows as encoded
from ledger.projections.engine.store import Store

_ENCODERS: Mapping[str, Callable[[Any], bytes]] = {
    "text": encoded.repeated,
    "bigint": encoded.bigint,
    "date": encoded.day,
    "timestamptz": encoded.instant,
}
_MERGERS = {"min": "least", "max": "greatest"}


class Additive:
    """A table of sums by (organisation and) some keys.

    `keys` and `sums` map or name the columns (sums are bigints); of the columns in `kept` the least or the greatest
    value given stays (none counts for nothing): `{"ends_on": ("date", "max")}`.

    Live, rows are added up by an upsert. In bulk they are appended as they come, and added up when the primary key
    is made, should any key have come twice. `sorted_by` is the order of the primary key's columns: one that begins
    with what differs most is made several times faster.
    """

    def __init__(
        self,
        table: str,
        keys: Mapping[str, str],
        sums: Collection[str],
        kept: Mapping[str, tuple[str, str]] | None = None,
        sorted_by: Collection[str] | None = None,
    ) -> None:
        self.table = table
        kept = kept or {}
        types = {**keys, **{name: type_ for name, (type_, _) in kept.items()}, **dict.fromkeys(sums, "bigint")}
        names = ", ".join(("organisation", *types))
        key = ", ".join(("organisation", *keys))
        self.columns = names
        self._encoders = tuple(_ENCODERS[type_] for type_ in types.values())
        self._count = encoded.count(len(types) + 1)
        definitions = ", ".join(
            f'{name} text COLLATE "C"' if type_ == "text" else f"{name} {type_}"
            for name, type_ in {"organisation": "text", **types}.items()
        )
        self.ddl = f"CREATE TABLE {{schema}}.{table} ({definitions}) WITH (fillfactor = 70)"
        merged = ", ".join(
            (key, *(f"{how}({name})" for name, (_, how) in kept.items()), *(f"sum({name})::bigint" for name in sums))
        )
        primary = f"ALTER TABLE {{schema}}.{table} ADD PRIMARY KEY ({', '.join(sorted_by) if sorted_by else key})"
        self.key = f"""
            DO $$ BEGIN
                {primary};
            EXCEPTION WHEN unique_violation THEN
                CREATE TABLE {{schema}}.merged (LIKE {{schema}}.{table});
                INSERT INTO {{schema}}.merged ({names}) SELECT {merged} FROM {{schema}}.{table} GROUP BY {key};
                DROP TABLE {{schema}}.{table};
                ALTER TABLE {{schema}}.merged RENAME TO {table};
                {primary};
            END $$"""
        arrays = ", ".join(array("%s", type_) for type_ in types.values())
        updates = ", ".join(
            (
                *(f"{name} = {_MERGERS[how]}(old.{name}, excluded.{name})" for name, (_, how) in kept.items()),
                *(f"{name} = old.{name} + excluded.{name}" for name in sums),
            )
        )
        self._upsert = (
            f"INSERT INTO {{schema}}.{table} AS old ({names}) SELECT %s, * FROM unnest({arrays}) "
            f"ON CONFLICT ({key}) DO UPDATE SET {updates}"
        )

    def add(self, store: Store, organisation: str, rows: Collection[tuple[Any, ...]]) -> None:
        """Add rows (keys, kept, sums; each key once) to what is there."""
        if not rows:
            return
        if store.bulk:
            store.append(self.table, self.columns, self._encode(organisation, rows))
        else:
            store.run(self._upsert, self._parameters(organisation, rows))

    def _parameters(self, organisation: str, rows: Collection[tuple[Any, ...]]) -> list[Any]:
        return [organisation, *map(joined, zip(*rows, strict=True))]

    def _encode(self, organisation: str, rows: Collection[tuple[Any, ...]]) -> list[bytes]:
        head = self._count + encoded.text(organisation)
        encoders = self._encoders
        return [head + b"".join([encode(value) for encode, value in zip(encoders, row, strict=True)]) for row in rows]
