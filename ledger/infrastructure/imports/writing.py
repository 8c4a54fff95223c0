"""Writing the good rows of a confirmed import, and taking a whole import back; both go on where they were killed.

Each row is a command of its own whose idempotency key is made of the import and the row, so a second run repeats
nothing. Its envelope says where it came from: correlation `import:{id}`, causation `file:{sha256}:{row}`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from ledger.application.ids import new_id, own_key
from ledger.application.imports import Values, subject_of, undo_credit, undo_department, undo_employee, write_row
from ledger.application.unit import Answer, Command, Taken, TooOld, Unavailable, Unit
from ledger.domain.accounts.credited import GRANT, Credited
from ledger.domain.accounts.events import employee_account, employee_of
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.errors import Refusal
from ledger.domain.imports.batch import IMPORT, Batch, made_by
from ledger.domain.imports.kinds import KINDS, Fault, read_row
from ledger.domain.organisation.organisation import ORGANISATION, Organisation
from ledger.domain.values import Sealed
from ledger.infrastructure.imports.doubts import Credit, Doubts, credits_of
from ledger.infrastructure.imports.made import caught_up, made_departments, made_people
from ledger.infrastructure.imports.rehearsal import fault_of
from ledger.infrastructure.imports.rows import Judged, Kept, Rows
from ledger.infrastructure.imports.store import Store
from ledger.infrastructure.imports.texts import sealed_fields, sealed_texts
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.keys import Keyring

AT_ONCE = 256
"""So many rows wait for one commit: enough to be quick, few enough that everybody else's commands fit between."""
FEW = 16
PAUSE_SECONDS = 1.0
STAYED = "Somebody changed this since the import, so it stays."
UNDONE_REASON = "导入已撤销 (import undone)"
Handle = Callable[[Unit], Answer]


class Writing:
    """One import's way into the ledger, or out of it."""

    def __init__(self, store: Store, keyring: Keyring, journal: Journal, one: dict[str, Any]) -> None:
        self._store, self._keyring, self._journal, self._one = store, keyring, journal, one
        self._organisation, self._id = one["organisation"], one["id"]
        self._rows = Rows(store, self._organisation, self._id)
        self._doubts = Doubts(store, self._organisation, self._id, self._on_record)

    async def write(self) -> None:
        await self._each("ready", "importing", self._writing, done="imported", refused="refused")
        batch: Batch = await self._journal.state(self._organisation, IMPORT(self._id))
        if batch.confirmed is not None and batch.confirmed.with_doubtful:
            await self._each("doubtful", "importing", self._writing_anyway, done="imported", refused="refused")
        await self._store.end(self._organisation, self._id, state="imported")

    async def undo(self) -> None:
        if KINDS[self._one["kind"]].summed is None:
            await caught_up(self._store.pool, self._organisation)
        await self._each("imported", "undoing", self._undoing, done="undone", refused="kept")
        await self._store.end(self._organisation, self._id, state="undone")

    async def _each(self, waiting: str, stage: str, build: Any, *, done: str, refused: str) -> None:
        counted = (await self._store.counts(self._organisation, self._id))["states"]
        finished = sum(counted.get(state, 0) for state in (done, refused, "partly"))
        await self._store.change(
            self._organisation, self._id, stage=stage, of=finished + counted.get(waiting, 0), done=finished
        )
        while page := await self._rows.page(waiting, AT_ONCE, last_first=stage == "undoing"):
            commands = await build(page)
            outcomes = await asyncio.gather(*map(self._submitted, commands), return_exceptions=True)
            if newer := next((outcome for outcome in outcomes if isinstance(outcome, TooOld)), None):
                raise newer
            if any(isinstance(outcome, Unavailable) for outcome in outcomes):
                await asyncio.sleep(PAUSE_SECONDS)  # those on record answer again as they did
                continue
            judged = [_judged(row, outcome, done, refused) for row, outcome in zip(page, outcomes, strict=True)]
            await self._rows.judge(judged)
            finished += len(page)
            await self._store.change(self._organisation, self._id, done=finished)

    async def _submitted(self, one: Command | Fault) -> Taken | Fault:
        return one if isinstance(one, Fault) else await self._journal.submit(one)

    async def _writing(self, page: Sequence[Kept]) -> list[Command | Fault]:
        """What was credited by another import since the check is not credited again: nobody was asked about it."""
        directory, organisation = await self._journal.states(self._organisation, DIRECTORY, ORGANISATION)
        given = self._given(page, organisation.zone)
        credits = self._credits(page, given, organisation.zone)
        faults = await self._doubts.of_others(credits, organisation.zone)
        await self._doubts.note([one for one in credits if one.number not in faults])
        commands = await self._commands(page, given, directory, organisation)
        return [faults.get(row.number, command) for row, command in zip(page, commands, strict=True)]

    async def _writing_anyway(self, page: Sequence[Kept]) -> list[Command]:
        """Rows that look like something that was there before, and are something else as whoever confirmed it said."""
        directory, organisation = await self._journal.states(self._organisation, DIRECTORY, ORGANISATION)
        given = self._given(page, organisation.zone)
        await self._doubts.note(self._credits(page, given, organisation.zone))
        return await self._commands(page, given, directory, organisation)

    def _given(self, page: Sequence[Kept], zone: ZoneInfo) -> list[Values]:
        return [read_row(KINDS[self._one["kind"]], row.cells, zone)[0] | row.meant for row in page]

    def _credits(self, page: Sequence[Kept], given: Sequence[Values], zone: ZoneInfo) -> list[Credit]:
        kind = self._one["kind"]
        if KINDS[kind].summed is None:
            return []
        rows = zip(page, given, strict=True)
        named = ((row.number, subject_of(self._organisation, kind, values), values) for row, values in rows)
        return credits_of(kind, named, zone)

    async def _on_record(self, subjects: Sequence[str]) -> Sequence[Credited | None]:
        found: list[Credited | None] = await self._journal.states(self._organisation, *map(GRANT.named, subjects))
        return found

    async def _commands(
        self, page: Sequence[Kept], given: list[Values], directory: Directory, organisation: Organisation
    ) -> list[Command]:
        kind, hands = self._one["kind"], made_by(self._one)
        texts = await sealed_texts(self._keyring, self._organisation, kind, directory, given, rehearsed=False)
        if kind == "employees":
            today = organisation.today(self._journal.clock())
            given = await sealed_fields(self._keyring, self._organisation, directory, given, today, rehearsed=False)
        return [
            self._command(
                row,
                self._one["confirmed_by"],
                partial(write_row, id=self._id, kind=kind, values=values, sealed=text, made_by=hands),
            )
            for row, values, text in zip(page, given, texts, strict=True)
        ]

    async def _undoing(self, page: Sequence[Kept]) -> list[Command]:
        # A directory of 100,000 people, accounts with a long history: they are read before the transaction, which
        # would not wait for them.
        await self._journal.states(self._organisation, DIRECTORY, ORGANISATION)
        subjects = [row.made or "" for row in page]
        undoing = UNDOING[self._one["kind"]]
        return [
            self._command(row, self._one["undone_by"], handle, "undo")
            for row, handle in zip(page, await undoing(self, subjects), strict=True)
        ]

    async def undoing_credits(self, subjects: Sequence[str]) -> list[Handle]:
        found: list[Credited | None] = await self._journal.states(self._organisation, *subjects)
        people = [employee_of(one.transfer.target) if one else "" for one in found]
        await self._remember(people)
        await self._keyring.fetch(self._organisation, people)
        return [
            partial(
                undo_credit,
                id=self._id,
                subject=subject,
                reason=self._keyring.seal(self._organisation, person, UNDONE_REASON)
                if self._keyring.knows(self._organisation, person)
                else Sealed(person=person, box=""),
            )
            for subject, person in zip(subjects, people, strict=True)
        ]

    async def undoing_employees(self, people: Sequence[str]) -> list[Handle]:
        await self._remember(people)
        made = await made_people(self._store.pool, self._organisation, self._id, people)
        return [partial(undo_employee, id=self._id, made=one) for one in made]

    async def undoing_departments(self, codes: Sequence[str]) -> list[Handle]:
        made = await made_departments(self._store.pool, self._organisation, self._id, codes)
        return [partial(undo_department, id=self._id, made=one) for one in made]

    async def _remember(self, people: Sequence[str]) -> None:
        """Have accounts in memory: a few at a time, since each question for a page of events asks for all of them."""
        accounts = [employee_account(person) for person in dict.fromkeys(people) if person]
        for first in range(0, len(accounts), FEW):
            await self._journal.states(self._organisation, *accounts[first : first + FEW])

    def _command(self, row: Kept, actor: str, handle: Any, verb: str = "import") -> Command:
        return Command(
            self._organisation,
            actor,
            new_id(),
            handle,
            correlation=f"import:{self._id}",
            causation=f"file:{self._one['sha256']}:{row.number}",
            idempotency_key=own_key(f"{verb}:{self._id}:{row.number}"),
            fingerprint=bytes.fromhex(self._one["sha256"]),
        )


def _judged(row: Kept, outcome: Taken | Fault | BaseException, done: str, refused: str) -> Judged:
    if isinstance(outcome, Fault | Refusal):
        return Judged(row.number, refused, [outcome if isinstance(outcome, Fault) else fault_of(outcome)])
    if isinstance(outcome, BaseException):
        raise outcome
    said = orjson.loads(outcome.body)
    effect = said["effect"]
    if effect in {"undone", "partly"}:
        return Judged(row.number, effect, [Fault(field, "changed-since", STAYED) for field in said.get("stayed", ())])
    return Judged(row.number, "unchanged" if effect == "unchanged" else done, (), effect, said["id"])


UNDOING: dict[str, Callable[[Writing, Sequence[str]], Awaitable[list[Handle]]]] = {
    "departments": Writing.undoing_departments,
    "employees": Writing.undoing_employees,
    "opening-balances": Writing.undoing_credits,
    "past-grants": Writing.undoing_credits,
}
