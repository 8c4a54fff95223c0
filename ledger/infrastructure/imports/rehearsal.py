"""The second check, logic: each row is judged by the rules that will write it, over states that are thrown away."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.application.ids import new_id
from ledger.application.imports import HANDLERS, RowAnswer, Values
from ledger.application.unit import Command, Loaded, StateMissing, Unit
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.directory.events import SEALED
from ledger.domain.errors import Refusal
from ledger.domain.imports.kinds import KINDS, Fault
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.domain.streams import S
from ledger.domain.values import Sealed
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.chain import Place
from ledger.infrastructure.journal.memory import Memory
from ledger.infrastructure.journal.signing import Signing

T = TypeVar("T")
NOBODY = "—"
STAND_INS: dict[str, Values] = {
    "departments": {"code": NOBODY, "name": NOBODY},
    "employees": {"employee_no": NOBODY, "name": NOBODY, "department": None},
    "opening-balances": {"employee_no": NOBODY, "points": 1, "source_id": NOBODY},
    "past-grants": {"employee_no": NOBODY, "points": 1, "source_id": NOBODY, "tag": NOBODY},
}
"""What stands for a cell that is wrong, so that the others are judged."""
KNOWN: dict[str, Callable[[Directory], Container[str]]] = {
    "departments": lambda directory: directory.departments,
    "employees": lambda directory: directory.employees,
}

if TYPE_CHECKING:
    from ledger.domain.streams import Of


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

    def connection(self) -> AbstractAsyncContextManager[AsyncConnection[Any]]:
        """To read by."""
        return self._pool.connection()

    async def load(self, *streams: Of[Any]) -> None:
        """Have the states of these streams in memory."""
        wanted = [stream for stream in dict.fromkeys(streams) if self.get(stream) is None]
        if wanted:
            async with self._pool.connection() as connection:
                await self._memory.load(connection, wanted)

    def state(self, stream: Of[S]) -> S:
        """The state of a stream that is loaded."""
        loaded = self.get(stream)
        assert loaded is not None
        state: S = loaded.state
        return state

    @property
    def directory(self) -> Directory:
        return self.state(DIRECTORY)

    @property
    def settings(self) -> Organisation:
        return self.state(ORGANISATION)

    @property
    def today(self) -> date:
        return self.settings.today(self._now)

    async def judge(self, kind: str, rows: Sequence[tuple[Values, Sealed | None]]) -> list[RowAnswer | Fault]:
        """What each row would become, or why it is refused."""
        return await self._each([partial(self._take, kind, *row) for row in rows])

    async def all_faults(self, kind: str, rows: Sequence[tuple[Values, Sequence[Fault]]]) -> list[list[Fault]]:
        """Of rows that something is known to be wrong with all that can be known: each is judged as if that were right.
        Nothing becomes of them."""
        return await self._each([partial(self._faults, kind, *row) for row in rows])

    async def _each(self, attempts: Sequence[Callable[[], T]]) -> list[T]:
        """What each attempt gives, in their order, once the states that they ask for are loaded."""
        outcomes: dict[int, T] = {}
        undecided = list(range(len(attempts)))
        while undecided:
            missing: dict[int, tuple[str, ...]] = {}
            for index in undecided:
                try:
                    outcomes[index] = attempts[index]()
                except StateMissing as missed:
                    missing[index] = missed.streams
            if missing:
                async with self._pool.connection() as connection:
                    wanted = {stream for streams in missing.values() for stream in streams}
                    await self._memory.load(connection, wanted)
            undecided = list(missing)
        return [outcomes[index] for index in range(len(attempts))]

    def _take(self, kind: str, values: Values, sealed: Sealed | None) -> RowAnswer | Fault:
        try:
            answer, unit = self._try(kind, values, sealed)
        except Refusal as refusal:
            return fault_of(refusal)
        self._directory = unit.changed.get(DIRECTORY, self._directory)
        return answer

    def _try(self, kind: str, values: Values, sealed: Sealed | None) -> tuple[RowAnswer, Unit]:
        handler = HANDLERS[kind]
        command = Command(self._organisation, self._actor, new_id(), lambda unit: handler(unit, values, sealed))
        unit = Unit(command, self._now, self)
        return handler(unit, values, sealed), unit

    def _faults(self, kind: str, values: Values, known: Sequence[Fault]) -> list[Fault]:
        faults = list(known)
        while judged := stood_in(kind, values, faults, self.directory):
            try:
                self._try(kind, *judged)
            except Refusal as refusal:
                fault = fault_of(refusal)
            else:
                break
            if fault.column is not None and fault.column in {one.column for one in faults}:
                break
            faults.append(fault)
            if fault.column is None:
                break
        return faults


def fault_of(refusal: Refusal) -> Fault:
    """A refusal as it stands beside a row."""
    column = refusal.pointer.lstrip("/") if refusal.pointer else None
    return Fault(column, refusal.code, refusal.detail, refusal.values or None)


def stood_in(
    kind: str, values: Values, faults: Sequence[Fault], directory: Directory
) -> tuple[Values, Sealed | None] | None:
    """A row with something harmless in place of what is wrong, and its sealed text; none where nothing can stand for
    that. What is sealed breaks no rule, and is left out."""
    wrong = {fault.column for fault in faults if fault.rule != "duplicate"}
    if None in wrong or "occurred_at" in wrong:
        return None
    rest = {name: value for name, value in values.items() if name not in wrong and name not in SEALED}
    own = KINDS[kind].identity[0]
    if kind in KNOWN and rest.get(own) in KNOWN[kind](directory):
        return rest, None  # what is not given stays as it is on record
    named = set(STAND_INS[kind]) if kind in KNOWN and own in wrong else wrong
    if "points" in wrong:
        named = named | {"source_id"}  # it would be on record with other points
    rest = {**rest, **{name: value for name, value in STAND_INS[kind].items() if name in named}}
    return rest, Sealed(person=rest[own], box="") if kind == "employees" else None
