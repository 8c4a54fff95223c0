"""Searching people by name: names are sealed wherever they are kept, so they are opened once, in memory only."""

from __future__ import annotations

import asyncio
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ledger.domain.directory.directory import Employee
from ledger.infrastructure.keys import Keyring

OPENED_AT_ONCE = 250
LOOKED_AT_ONCE = 2_000
"""Others wait for the processor meanwhile."""
MOST_REMEMBERED = 250_000
"""Names of all organisations together; those of the one that was not searched for longest go first."""
NOTHING = ("", "")


@dataclass(slots=True)
class Remembered:
    """Of one organisation: by number, the box of the name, and what the person is searched by."""

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    searching: asyncio.Lock = field(default_factory=asyncio.Lock)


class Names:
    """What people are searched by is number and name, folded."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._organisations: OrderedDict[str, Remembered] = OrderedDict()

    async def matching(self, organisation: str, people: Mapping[str, Employee], text: str) -> list[str]:
        """The numbers of those people whose number or name holds every word of a text, in no order.

        The first search of an organisation opens all names; who searches meanwhile waits for that rather than doing
        it, too. Later ones open what is new or changed.
        """
        words = folded(text).split()
        remembered = self._remembered(organisation)
        async with remembered.searching:
            known = remembered.names
            found, new = await self._among(known, people.values(), words)
            for start in range(0, len(new), OPENED_AT_ONCE):
                some = new[start : start + OPENED_AT_ONCE]
                await self._open(organisation, known, some)
                found += (await self._among(known, some, words))[0]
            return found

    def _remembered(self, organisation: str) -> Remembered:
        remembered = self._organisations.setdefault(organisation, Remembered())
        self._organisations.move_to_end(organisation)
        while len(self._organisations) > 1 and self._count() > MOST_REMEMBERED:
            self._organisations.popitem(last=False)
        return remembered

    def _count(self) -> int:
        return sum(len(one.names) for one in self._organisations.values())

    async def _among(
        self, known: dict[str, tuple[str, str]], people: Iterable[Employee], words: list[str]
    ) -> tuple[list[str], list[Employee]]:
        """Whose number and name hold all words, and whose name is not open yet."""
        found: list[str] = []
        new: list[Employee] = []
        for looked, person in enumerate(people, 1):
            box, name = known.get(person.employee_no, NOTHING)
            if box != person.sealed_name:
                new.append(person)
            elif all(word in name for word in words):
                found.append(person.employee_no)
            if not looked % LOOKED_AT_ONCE:
                await asyncio.sleep(0)
        return found, new

    async def _open(self, organisation: str, known: dict[str, tuple[str, str]], people: list[Employee]) -> None:
        await self._keyring.fetch(organisation, [person.employee_no for person in people])
        for person in people:
            name = self._keyring.open(organisation, person.name) or ""
            known[person.employee_no] = person.sealed_name, folded(f"{person.employee_no}\n{name}")
        await asyncio.sleep(0)


def folded(text: str) -> str:
    """Without the differences that nobody means: case, full width, composed or not."""
    return unicodedata.normalize("NFKC", text).casefold()
