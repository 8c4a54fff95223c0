"""The rows of an import: their cells sealed, what is wrong with each, and what it became."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

import orjson

from ledger.domain.imports.kinds import Fault
from ledger.infrastructure.imports.store import Store

ALL = ("read", "ready", "doubtful", "unchanged", "bad", "imported", "refused", "undone", "partly", "kept")


class Read(NamedTuple):
    """A row as it was read: its state, its cells by column, what is wrong with it, and what its references mean where
    that is not what is written there."""

    number: int
    state: str
    cells: dict[str, str]
    faults: Sequence[Fault] = ()
    meant: dict[str, str] | None = None


class Kept(NamedTuple):
    """A row as it waits: its number, its cells by column, what their references mean, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    made: str | None
    meant: dict[str, str]
    faults: list[Fault]


class Judged(NamedTuple):
    """What became of a row."""

    number: int
    state: str
    faults: Sequence[Fault] = ()
    effect: str | None = None
    made: str | None = None


class Rows:
    """One import's rows."""

    def __init__(self, store: Store, organisation: str, id: str) -> None:
        self._store, self._organisation, self._id = store, organisation, id
        self._about = f"{organisation}\0{id}\0rows"

    async def clear(self) -> None:
        for table in ("rows", "old_points"):
            await self._store.rows(
                f"DELETE FROM imports.{table} WHERE organisation = %s AND id = %s", (self._organisation, self._id)
            )

    async def add(self, rows: Sequence[Read]) -> None:
        async with self._store.pool.connection() as connection, connection.cursor() as cursor:
            columns = "organisation, id, number, state, cells, faults, meant"
            async with cursor.copy(f"COPY imports.rows ({columns}) FROM STDIN") as copy:
                for row in rows:
                    sealed = self._store.seal.close(orjson.dumps(row.cells), self._about)
                    meant = orjson.dumps(row.meant).decode() if row.meant else None
                    said = self._closed(row.faults)
                    await copy.write_row((self._organisation, self._id, row.number, row.state, sealed, said, meant))

    async def add_old(self, rows: Sequence[tuple[int, str, int, Any, str | None]]) -> None:
        """What the old system says: (number, employee_no, points, occurred_at, source_id)."""
        async with self._store.pool.connection() as connection, connection.cursor() as cursor:
            columns = "organisation, id, number, employee_no, points, occurred_at, source_id"
            async with cursor.copy(f"COPY imports.old_points ({columns}) FROM STDIN") as copy:
                for row in rows:
                    await copy.write_row((self._organisation, self._id, *row))

    async def place(self, depths: Sequence[tuple[int, int]]) -> None:
        """Rows that come after others: (number, depth)."""
        await self._store.rows(
            "UPDATE imports.rows AS row SET depth = placed.depth "
            "FROM unnest(%s::int[], %s::int[]) AS placed (number, depth) "
            "WHERE row.organisation = %s AND row.id = %s AND row.number = placed.number",
            ([number for number, _ in depths], [depth for _, depth in depths], self._organisation, self._id),
        )

    async def page(self, state: str, limit: int, *, last_first: bool = False) -> list[Kept]:
        """Rows in a state, in the order in which they are taken (or the other way round)."""
        order = "depth DESC, number DESC" if last_first else "depth, number"
        found = await self._store.rows(
            "SELECT number, cells, made, meant, faults FROM imports.rows "
            "WHERE organisation = %s AND id = %s AND state = %s "
            f"ORDER BY {order} LIMIT %s",
            (self._organisation, self._id, state, limit),
        )
        return [
            Kept(
                row["number"],
                self._open(row["cells"]),
                row["made"],
                row["meant"] or {},
                self._opened(row["faults"]) if row["faults"] else [],
            )
            for row in found
        ]

    async def judge(self, judged: Sequence[Judged]) -> None:
        """Note what became of rows."""
        await self._store.rows(
            "UPDATE imports.rows AS row SET state = said.state, faults = said.faults::jsonb, "
            "effect = coalesce(said.effect, row.effect), made = coalesce(said.made, row.made) "
            "FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[]) "
            "AS said (number, state, faults, effect, made) "
            "WHERE row.organisation = %s AND row.id = %s AND row.number = said.number",
            (
                [one.number for one in judged],
                [one.state for one in judged],
                [self._closed(one.faults) for one in judged],
                [one.effect for one in judged],
                [one.made for one in judged],
                self._organisation,
                self._id,
            ),
        )

    async def shown(self, states: Sequence[str], limit: int, after: int) -> list[dict[str, Any]]:
        """Rows as somebody reads them, by number: `{row, state, given, problems, effect, made}`."""
        found = await self._store.rows(
            "SELECT number, state, cells, faults, effect, made FROM imports.rows WHERE organisation = %s AND id = %s "
            "AND state = ANY(%s) AND number > %s ORDER BY number LIMIT %s",
            (self._organisation, self._id, list(states), after, limit),
        )
        return [
            {
                "row": row["number"],
                "state": row["state"],
                "given": self._open(row["cells"]),
                "problems": [fault._asdict() for fault in self._opened(row["faults"])],
                "effect": row["effect"],
                "made": row["made"],
            }
            for row in found
        ]

    async def numbered(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Some rows by their numbers, as `shown` gives them."""
        shown = []
        for number in sorted(numbers):
            shown += await self.shown(ALL, 1, number - 1)
        return shown

    async def mean(self, meant: Sequence[tuple[int, dict[str, str]]]) -> None:
        """Note what references of rows mean besides what is noted."""
        await self._store.rows(
            "UPDATE imports.rows AS row SET meant = coalesce(row.meant, '{}') || said.meant::jsonb "
            "FROM unnest(%s::int[], %s::text[]) AS said (number, meant) "
            "WHERE row.organisation = %s AND row.id = %s AND row.number = said.number",
            (
                [number for number, _ in meant],
                [orjson.dumps(of).decode() for _, of in meant],
                self._organisation,
                self._id,
            ),
        )

    async def walk(self, limit: int) -> AsyncIterator[dict[str, Any]]:
        """All rows by number, as `shown` gives them, so many at a time."""
        after = 0
        while page := await self.shown(ALL, limit, after):
            for row in page:
                yield row
            after = page[-1]["row"]

    def _closed(self, faults: Sequence[Fault]) -> str | None:
        """As they are kept: what names somebody, or what was in a cell, is sealed."""
        if not faults:
            return None
        return orjson.dumps([self._closed_one(fault) for fault in faults]).decode()

    def _closed_one(self, fault: Fault) -> dict[str, str | None] | list[Any]:
        if fault.values is None:
            return list(fault[:3])
        sealed = self._store.seal.close(orjson.dumps([fault.reason, fault.values]), self._about)
        return {"column": fault.column, "rule": fault.rule, "sealed": b64encode(sealed).decode()}

    def _opened(self, faults: list[Any] | None) -> list[Fault]:
        return [self._opened_one(**one) if isinstance(one, dict) else Fault(*one) for one in faults or ()]

    def _opened_one(self, column: str | None, rule: str, sealed: str) -> Fault:
        reason, values = orjson.loads(self._store.seal.open(b64decode(sealed), self._about))
        return Fault(column, rule, reason, values)

    def _open(self, sealed: bytes) -> dict[str, str]:
        cells: dict[str, str] = orjson.loads(self._store.seal.open(sealed, self._about))
        return cells
