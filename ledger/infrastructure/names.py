"""Searching people by number and name: names are sealed wherever they are kept, so they are opened once, in memory
only. Case, width, blanks and the dots within a name make no difference, and Chinese names are found by pinyin."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from ledger.domain.directory.directory import Employee
from ledger.domain.texts import folded
from ledger.infrastructure.keys import Keyring
from ledger.infrastructure.pinyin import ONE_READING, SYLLABLE, Pinyin, initials, pattern

OPENED_AT_ONCE = 250
LOOKED_AT_ONCE = 2_000
"""Others wait for the processor meanwhile."""
MOST_REMEMBERED = 250_000
"""Names of all organisations together; those of the one that was not searched for longest go first."""
WITHIN_NAMES = str.maketrans("", "", "·•・‧∙⋅'’‘ʼ`")
"""Dots between the parts of a name, and what keyboards put between syllables."""
BETWEEN_SYLLABLES = str.maketrans("", "", SYLLABLE + ONE_READING)
PARTS = re.compile(r"[a-z]+|[^a-z]+")
Test = Callable[[str], object]


@dataclass(slots=True)
class Remembered:
    """Of one organisation: by number, what the person is searched by; and as of which people."""

    names: dict[str, str] = field(default_factory=dict)
    people: Mapping[str, Employee] = field(default_factory=dict)
    searching: asyncio.Lock = field(default_factory=asyncio.Lock)


class Names:
    """What people are searched by, in a line each: the number, the name, and how that is spelt."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._pinyin = Pinyin()
        self._organisations: OrderedDict[str, Remembered] = OrderedDict()

    async def matching(self, organisation: str, people: Mapping[str, Employee], text: str) -> list[str]:
        """The numbers of those people whose number or name holds every word of a text, or is spelt so, in no order."""
        tests = [_test(word) for word in map(_plain, text.split()) if word]
        if len(tests) == 1:
            return await self._passing(organisation, people, tests[0])
        return await self._passing(organisation, people, lambda searched: all(test(searched) for test in tests))

    async def spelt(self, organisation: str, people: Mapping[str, Employee]) -> Mapping[str, str]:
        """How each name is spelt, by number: what people are sorted by who look for one."""
        remembered = self._remembered(organisation)
        async with remembered.searching:
            if remembered.people is not people:
                await self._catch_up(organisation, remembered, people)
            return {number: _as_sorted(searched) for number, searched in remembered.names.items()}

    async def called(self, organisation: str, people: Mapping[str, Employee], name: str) -> list[str]:
        """The numbers of those people whose name this is, as a whole."""
        line = f"\n{_plain(name)}\n"
        return await self._passing(organisation, people, lambda searched: line in searched)

    async def _passing(self, organisation: str, people: Mapping[str, Employee], test: Test) -> list[str]:
        """Whom a test finds among all people of an organisation.

        The first search opens all names; who searches meanwhile waits for that rather than doing it, too. Later ones
        open what is new or changed, if anybody is.
        """
        remembered = self._remembered(organisation)
        async with remembered.searching:
            if remembered.people is not people:
                await self._catch_up(organisation, remembered, people)
            found: list[str] = []
            names = iter(remembered.names.items())
            while some := list(islice(names, LOOKED_AT_ONCE)):
                found += [number for number, searched in some if test(searched)]
                await asyncio.sleep(0)
            return found

    def _remembered(self, organisation: str) -> Remembered:
        remembered = self._organisations.setdefault(organisation, Remembered())
        self._organisations.move_to_end(organisation)
        while len(self._organisations) > 1 and self._count() > MOST_REMEMBERED:
            self._organisations.popitem(last=False)
        return remembered

    def _count(self) -> int:
        return sum(len(one.names) for one in self._organisations.values())

    async def _catch_up(self, organisation: str, remembered: Remembered, people: Mapping[str, Employee]) -> None:
        """Know these people by the names that they have now, and nobody else."""
        known, before = remembered.names, remembered.people
        new: list[Employee] = []
        for looked, person in enumerate(people.values(), 1):
            was = before.get(person.employee_no)
            if was is None or was.sealed_name != person.sealed_name or person.employee_no not in known:
                new.append(person)
            if not looked % LOOKED_AT_ONCE:
                await asyncio.sleep(0)
        for start in range(0, len(new), OPENED_AT_ONCE):
            await self._open(organisation, known, new[start : start + OPENED_AT_ONCE])
        if len(known) > len(people):
            for gone in [number for number in known if number not in people]:
                del known[gone]
        remembered.people = people

    async def _open(self, organisation: str, known: dict[str, str], people: list[Employee]) -> None:
        await self._keyring.fetch(organisation, [person.employee_no for person in people])
        opened = [(person, _plain(self._keyring.open(organisation, person.name) or "")) for person in people]
        if not self._pinyin.loaded:
            await asyncio.to_thread(self._pinyin.load)
        for person, name in opened:
            known[person.employee_no] = f"{folded(person.employee_no)}\n{name}\n{self._pinyin.spelt(name)}"
        await asyncio.sleep(0)


def _as_sorted(searched: str) -> str:
    """Chinese names as they are spoken, among those that are written in letters."""
    _, name, spelt = searched.split("\n")
    return spelt.lower().translate(BETWEEN_SYLLABLES) or name


def _plain(name: str) -> str:
    """A name as it is compared in a search."""
    return "".join(folded(name).split()).translate(WITHIN_NAMES)


def _test(word: str) -> Test:
    """A word stands in the number or in the name, or it spells the name. What somebody types who chooses a character
    for each syllable is both: 欧阳nana."""
    if word.isascii():
        return _spelling(word) if word.isalpha() else lambda searched: word in searched
    if "ü" in word:
        typed = _test(word.replace("ü", "v"))
        return lambda searched: word in searched or typed(searched)
    parts = PARTS.findall(word)
    if len(parts) == 1:
        return lambda searched: word in searched
    tests = [_test(part) for part in parts]
    return lambda searched: word in searched or all(test(searched) for test in tests)


def _spelling(word: str) -> Test:
    spelt = pattern(word).search
    some = initials(word)
    if some is None:
        return lambda searched: word in searched or spelt(searched)
    some_initials = some.search
    return lambda searched: word in searched or spelt(searched) or some_initials(searched)
