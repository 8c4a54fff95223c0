"""What the references of a file mean: departments and tags by code or by their name on that day, people by number or
name. Names are asked for when a cell is no code that there is; then once for the whole file."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from ledger.application.imports import Values
from ledger.domain.imports.kinds import Column, Fault, Kind, Referred
from ledger.domain.imports.references import Meant, Names, ambiguous, unknown
from ledger.domain.tags.tag import TAG, Tag, in_force
from ledger.domain.values import UNREADABLE, local_date
from ledger.infrastructure.imports.rehearsal import Rehearsal
from ledger.infrastructure.keys import Keyring
from ledger.projections.engine import queries
from ledger.projections.tags.query import codes_of_tags

PEOPLE_AT_ONCE = 2_000
MOST_HELD = 100_000
"""Names of departments or of tags, of all days together: what is held of the days of a file."""
MOST_SUGGESTED = 100
"""So many unknown texts of a file are compared with all names; the others are said to be unknown without a guess."""

TAGS_SECONDS = 5.0
PAUSE_SECONDS = 0.1


class Lookup:
    """For the check of one file."""

    def __init__(self, rehearsal: Rehearsal, keyring: Keyring, organisation: str) -> None:
        self._rehearsal, self._keyring, self._organisation = rehearsal, keyring, organisation
        self._people: Names | None = None
        self._called: dict[str, str] = {}
        self._departments: ByDay | None = None
        self._tags: ByDay | None = None
        self._suggested: dict[tuple[Referred, str], Meant | None] = {}

    async def settle(self, kind: Kind, rows: Sequence[Values], later: str | None) -> list[tuple[Values, list[Fault]]]:
        """Of each row what its references mean, where that is not what is written there, and what they can't mean.
        `later` is a column that may refer to rows of the same file; it is left out."""
        columns = [column for column in kind.columns if column.refers is not None and column.name != later]
        tags = {row[column.name] for column in columns if column.refers == "tag" for row in rows if column.name in row}
        await self._rehearsal.load(*map(TAG, tags))
        return [
            ({}, []) if self._is_clear(kind, columns, values) else await self._of_row(kind, columns, values)
            for values in rows
        ]

    def _is_clear(self, kind: Kind, columns: Sequence[Column], values: Values) -> bool:
        """Whether all stands there as it is on record: most rows do."""
        return not self._own(kind, values) and all(
            column.refers is None or column.name not in values or self._is_code(column.refers, values[column.name])
            for column in columns
        )

    async def _of_row(self, kind: Kind, columns: Sequence[Column], values: Values) -> tuple[Values, list[Fault]]:
        meant = self._own(kind, values)
        faults: list[Fault] = []
        for column in columns:
            text = values.get(column.name)
            assert column.refers is not None
            if text is None or self._is_code(column.refers, text):
                continue
            names = await self._names(column.refers, self._day(kind, values))
            found = self.meaning(column.name, column.refers, text, names)
            if isinstance(found, str):
                meant[column.name] = found
            elif kind.written or found.rule == "ambiguous":  # the parallel month names whom the ledger does not know
                faults.append(found)
        return meant, faults

    def _own(self, kind: Kind, values: Values) -> Values:
        """Whom, or which department, the row itself is about, where that is spelt otherwise there."""
        own, known = kind.identity[0], None
        if kind.name == "employees" and own in values:
            known = self._rehearsal.directory.number_of(values[own])
        elif kind.name == "departments" and own in values:
            known = self._rehearsal.directory.code_of(values[own])
        return {} if known is None or known == values[own] else {own: known}

    def meaning(self, column: str, kind: Referred, text: str, names: Names) -> str | Fault:
        """The code that a text means, or why it means none."""
        found = names.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            return ambiguous(column, kind, text, found)
        return unknown(column, kind, text, self._nearest(kind, text, names))

    def _nearest(self, kind: Referred, text: str, names: Names) -> Meant | None:
        if (kind, text) not in self._suggested:
            if len(self._suggested) >= MOST_SUGGESTED:
                return None
            self._suggested[kind, text] = names.nearest(text)
        return self._suggested[kind, text]

    def _is_code(self, kind: Referred, text: str) -> bool:
        directory = self._rehearsal.directory
        if kind == "tag":
            loaded = self._rehearsal.get(TAG(text))
            return loaded is not None and loaded.state.exists
        return text in (directory.departments if kind == "department" else directory.employees)

    def _day(self, kind: Kind, values: Values) -> date:
        """The day on which what a row refers to goes by its name."""
        if "occurred_at" in values:
            return local_date(values["occurred_at"], self._rehearsal.settings.zone)
        day: date = values.get("effective_from") or self._rehearsal.today
        return day

    async def _names(self, kind: Referred, day: date) -> Names:
        if kind == "person":
            return await self._everybody()
        if kind == "department":
            return self._departments_called(day)
        return await self._tags_on(day)

    async def names_with(self, kind: Referred, more: Mapping[str, str]) -> Names:
        """Departments or people as they are called today, and as the file calls those that it is about."""
        if kind == "department":
            return Names({**self._departments_on(self._rehearsal.today), **more})
        await self._everybody()
        return Names({**self._called, **more})

    def _departments_on(self, day: date) -> dict[str, str]:
        return {code: one.on(day).name for code, one in self._rehearsal.directory.departments.items()}

    def _departments_called(self, day: date) -> Names:
        if self._departments is None:
            departments = self._rehearsal.directory.departments.values()
            changes = (terms.effective_from for one in departments for terms in one.history)
            self._departments = ByDay(changes, lambda on: Names(self._departments_on(on)))
        return self._departments.on(day)

    async def _everybody(self) -> Names:
        if self._people is None:
            self._called = await self._names_of_people()
            self._people = Names(self._called)
        return self._people

    async def _names_of_people(self) -> dict[str, str]:
        everybody = self._rehearsal.directory.employees
        numbers = list(everybody)
        called: dict[str, str] = {}
        for start in range(0, len(numbers), PEOPLE_AT_ONCE):
            some = numbers[start : start + PEOPLE_AT_ONCE]
            await self._keyring.fetch(self._organisation, some)
            for number in some:
                name = self._keyring.open(self._organisation, everybody[number].name)
                called[number] = "" if name is None or name == UNREADABLE else name
        return called

    async def _tags_on(self, day: date) -> Names:
        if self._tags is None:
            codes = await self._all_tags()
            await self._rehearsal.load(*map(TAG, codes))
            self._tags = _tags_by_day([self._rehearsal.state(TAG(code)) for code in codes])
        return self._tags.on(day)

    async def _all_tags(self) -> Sequence[str]:
        """As far as they are projected; who has just made one waits a moment for it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(TAGS_SECONDS):
                while True:
                    if await self._is_projected():
                        break
                    await asyncio.sleep(PAUSE_SECONDS)
        async with self._rehearsal.connection() as connection:
            return await codes_of_tags(connection, self._organisation)

    async def _is_projected(self) -> bool:
        async with self._rehearsal.connection() as connection:
            head = await queries.head(connection, self._organisation)
            return await queries.positions(connection, self._organisation, ["tags"]) >= head


class ByDay:
    """Names on a day. They change on a few days only, and a file may be about a hundred thousand."""

    def __init__(self, changes: Iterable[date], called: Callable[[date], Names]) -> None:
        self._changes, self._called = sorted(set(changes)), called
        self._since: dict[int, Names] = {}
        self._held = 0

    def on(self, day: date) -> Names:
        since = bisect_right(self._changes, day)
        if since not in self._since:
            if self._held > MOST_HELD:
                self._since.clear()
                self._held = 0
            called = self._called(day)
            self._since[since] = called
            self._held += len(called)
        return self._since[since]


def _tags_by_day(tags: Sequence[Tag]) -> ByDay:
    changes = {one.effective_from for tag in tags for one in tag.revisions} | {tag.retired_from for tag in tags}
    return ByDay(
        (day for day in changes if day is not None),
        lambda day: _names_on(tags, day),
    )


def _names_on(tags: Sequence[Tag], day: date) -> Names:
    terms = {tag.code: in_force(tag, day).terms for tag in tags if _serves(tag, day)}
    second = {code: one.second_name for code, one in terms.items() if one.second_name is not None}
    return Names({code: one.name for code, one in terms.items()}, second)


def _serves(tag: Tag, day: date) -> bool:
    """Whether it may be meant by its name: nobody calls one that is retired or was never approved."""
    return tag.status == "active" or (tag.retired_from is not None and day < tag.retired_from)
