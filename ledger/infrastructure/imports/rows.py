"""The rows of an import: their cells sealed, what is wrong with each, and what it became."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from ledger.domain.imports.kinds import Fault
from ledger.infrastructure.imports.store import Store

ALL = ("read", "ready", "unchanged", "bad", "imported", "refused", "undone", "partly", "kept")


class Kept(NamedTuple):
    """A row as it waits: its number, and its cells by column."""

    number: int
    cells: dict[str, str]
    made: str | None


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

    async def add(self, rows: Sequence[tuple[int, str, dict[str, str], Sequence[Fault]]]) -> None:
        """Rows as (number, state, cells, faults)."""
        async with self._store.pool.connection() as connection, connection.cursor() as cursor:
            columns = "organisation, id, number, state, cells, faults"
            async with cursor.copy(f"COPY imports.rows ({columns}) FROM STDIN") as copy:
                for number, state, cells, faults in rows:
                    sealed = self._store.seal.close(orjson.dumps(cells), self._about)
                    said = orjson.dumps([list(fault) for fault in faults]).decode() if faults else None
                    await copy.write_row((self._organisation, self._id, number, state, sealed, said))

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
            "SELECT number, cells, made FROM imports.rows WHERE organisation = %s AND id = %s AND state = %s "
            f"ORDER BY {order} LIMIT %s",
            (self._organisation, self._id, state, limit),
        )
        return [Kept(row["number"], self._open(row["cells"]), row["made"]) for row in found]

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
                [
                    orjson.dumps([list(fault) for fault in one.faults]).decode() if one.faults else None
                    for one in judged
                ],
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
                "problems": [Fault(*fault)._asdict() for fault in row["faults"] or ()],
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

    def _open(self, sealed: bytes) -> dict[str, str]:
        cells: dict[str, str] = orjson.loads(self._store.seal.open(sealed, self._about))
        return cells
