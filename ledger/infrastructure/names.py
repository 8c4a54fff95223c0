"""Searching people by number and name: names are sealed wherever they are kept, so they are opened once, in memory
only. Case, width, blanks and the dots within a name make no difference, and Chinese names are found by pinyin."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice

from ledger.domain.directory.directory import Employee
from ledger.domain.texts import folded
from ledger.infrastructure.keys import Keyring
from ledger.infrastructure.pinyin import ONE_READING, SYLLABLE, Pinyin, begins, initials, pattern

OPENED_AT_ONCE = 250
LOOKED_AT_ONCE = 2_000
"""Others wait for the processor meanwhile."""
MOST_REMEMBERED = 250_000
"""Names of all organisations together; those of the one that was not searched for longest go first."""
MOST_WORDS = 12
"""Of a text: the others are not looked for."""
WITHIN_NAMES = str.maketrans("", "", "·•・‧∙⋅'’‘ʼ`|;")
"""Dots between the parts of a name, what keyboards put between syllables, and what parts them in `Pinyin.spelt`."""
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
        return await self._passing(organisation, people, _tests(text))

    async def nearest(self, organisation: str, people: Mapping[str, Employee], text: str, most: int) -> list[str]:
        """Of those that `matching` finds, the numbers of whom the text means most likely, the nearest first; who has
        left comes after who has not. Nobody by a text without a word."""
        if not _words(text):
            return []
        found, near = await self.matching(organisation, people, text), _nearness(text)
        names = self._remembered(organisation).names
        best: list[str] = []

        def rank(number: str) -> tuple[int, bool, int, str]:
            searched = names.get(number, "\n\n")
            name = searched.split("\n", 2)[1]
            return near(searched), people[number].left_on is not None, len(name), number

        for start in range(0, len(found), LOOKED_AT_ONCE):
            best = nsmallest(most, [*best, *found[start : start + LOOKED_AT_ONCE]], rank)
            await asyncio.sleep(0)
        return best

    async def among(self, things: Iterable[tuple[str, str]], text: str, most: int) -> list[int]:
        """The places of those things, each a code and a name, whose code or name holds every word of a text, or is
        spelt so: the nearest first, and of two as near the earlier. None by a text without a word."""
        if not _words(text):
            return []
        await self._load_pinyin()
        test, near = _tests(text), _nearness(text)
        found: list[tuple[int, int]] = []
        for place, (code, name) in enumerate(things):
            searched = self._searched(code, _plain(name))
            if test(searched):
                found.append((near(searched), place))
            if not place % OPENED_AT_ONCE:
                await asyncio.sleep(0)
        return [place for _, place in nsmallest(most, found)]

    async def spelt(self, organisation: str, people: Mapping[str, Employee]) -> Mapping[str, str]:
        """How each name is spelt, by number: what people are sorted by who look for one."""
        remembered = self._remembered(organisation)
        async with remembered.searching:
            if remembered.people is not people:
                await self._catch_up(organisation, remembered, people)
            spelt: dict[str, str] = {}
            names = iter(remembered.names.items())
            while some := list(islice(names, LOOKED_AT_ONCE)):
                spelt.update((number, _as_sorted(searched)) for number, searched in some)
                await asyncio.sleep(0)
            return spelt

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
        await self._load_pinyin()
        for person, name in opened:
            known[person.employee_no] = self._searched(person.employee_no, name)
        await asyncio.sleep(0)

    async def _load_pinyin(self) -> None:
        if not self._pinyin.loaded:
            await asyncio.to_thread(self._pinyin.load)

    def _searched(self, code: str, name: str) -> str:
        return f"{folded(code)}\n{name}\n{self._pinyin.spelt(name)}"


def _as_sorted(searched: str) -> str:
    """Chinese names as they are spoken, among those that are written in letters."""
    _, name, spelt = searched.split("\n")
    return spelt.lower().translate(BETWEEN_SYLLABLES) or name


def _plain(name: str) -> str:
    """A name as it is compared in a search."""
    return "".join(folded(name).split()).translate(WITHIN_NAMES)


def _words(text: str) -> list[str]:
    """The words of a text, each once: who sends one a hundred times gets no hundred tests."""
    return list(dict.fromkeys(word for word in map(_plain, text.split()) if word))[:MOST_WORDS]


def _tests(text: str) -> Test:
    """Whether a line holds every word of a text."""
    tests = [_test(word) for word in _words(text)]
    if len(tests) == 1:
        return tests[0]
    return lambda searched: all(test(searched) for test in tests)


def _nearness(text: str) -> Callable[[str], int]:
    """How near a line is to a text: it is the number or the name, it begins so, or it holds it elsewhere."""
    whole = _plain(text)
    line = f"\n{whole}\n"
    begun = begins(whole).search if whole.isascii() and whole.isalpha() else None

    def near(searched: str) -> int:
        if line in searched or searched.startswith(line[1:]):
            return 0
        if line[:-1] in searched or searched.startswith(whole) or (begun is not None and begun(searched)):
            return 1
        return 2

    return near


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
