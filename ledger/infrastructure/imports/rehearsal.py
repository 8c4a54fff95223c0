"""The second check, logic: each row is judged by the rules that will write it, over states that are thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.application.ids import new_id
from ledger.application.imports import HANDLERS, RowAnswer, RowHandler, Values
from ledger.application.unit import Command, Loaded, StateMissing, Unit
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.errors import Refusal
from ledger.domain.imports.kinds import Fault
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.domain.values import Sealed
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.chain import Place
from ledger.infrastructure.journal.memory import Memory
from ledger.infrastructure.journal.signing import Signing


class Rehearsal:
    """The ledger as it stands, and what rows that were rehearsed before would have made of its directory."""

    def __init__(
        self,
        pool: AsyncConnectionPool[AsyncConnection[Any]],
        organisation: str,
        actor: str,
        now: datetime,
        signing: Signing | None,
    ) -> None:
        self._pool, self._organisation, self._actor, self._now = pool, organisation, actor, now
        self._memory = Memory(organisation, signing)
        self._directory: Loaded | None = None

    async def open(self) -> None:
        async with self._pool.connection() as connection:
            head = await (await connection.execute(sql.READ_HEAD, (self._organisation,))).fetchone()
            if head is not None:
                await self._memory.catch_up(connection, Place(*head))
            await self._memory.load(connection, [DIRECTORY, ORGANISATION])

    def get(self, stream: str) -> Loaded | None:
        if stream == DIRECTORY and self._directory is not None:
            return self._directory
        return self._memory.get(stream)

    @property
    def directory(self) -> Directory:
        loaded = self.get(DIRECTORY)
        assert loaded is not None
        state: Directory = loaded.state
        return state

    @property
    def settings(self) -> Organisation:
        loaded = self.get(ORGANISATION)
        assert loaded is not None
        state: Organisation = loaded.state
        return state

    @property
    def today(self) -> date:
        return self.settings.today(self._now)

    async def judge(self, kind: str, rows: Sequence[tuple[Values, Sealed | None]]) -> list[RowAnswer | Fault]:
        """What each row would become, or why it is refused."""
        outcomes: dict[int, RowAnswer | Fault] = {}
        undecided = list(range(len(rows)))
        while undecided:
            missing: dict[int, tuple[str, ...]] = {}
            for index in undecided:
                try:
                    outcomes[index] = self._try(HANDLERS[kind], *rows[index])
                except StateMissing as missed:
                    missing[index] = missed.streams
            if missing:
                async with self._pool.connection() as connection:
                    wanted = {stream for streams in missing.values() for stream in streams}
                    await self._memory.load(connection, wanted)
            undecided = list(missing)
        return [outcomes[index] for index in range(len(rows))]

    def _try(self, handler: RowHandler, values: Values, sealed: Sealed | None) -> RowAnswer | Fault:
        command = Command(self._organisation, self._actor, new_id(), lambda unit: handler(unit, values, sealed))
        unit = Unit(command, self._now, self)
        try:
            answer = handler(unit, values, sealed)
        except Refusal as refusal:
            return fault_of(refusal)
        self._directory = unit.changed.get(DIRECTORY, self._directory)
        return answer


def fault_of(refusal: Refusal) -> Fault:
    """A refusal as it stands beside a row."""
    return Fault(refusal.pointer.lstrip("/") if refusal.pointer else None, refusal.code, refusal.detail)
