"""Which column of a file is which, by the names in its header row: what somebody chose by hand, what was chosen for the
same name before, known names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from ledger.domain.imports.kinds import CHINESE_PROBLEM_HEADER, KINDS, PROBLEM_HEADER, Kind
from ledger.domain.imports.synonyms import TRADITIONAL, UNITS

LONGEST_TITLE = 100
LONGEST_LOOKED_AT = 200
MOST_SUGGESTED = 3
ALIKE = 60.0
"""From so much on (of 100) two names look like each other."""
IN_BRACKETS = re.compile(r"[(\[{<【〔「].*?[)\]}>】〕」]", re.DOTALL)
NO_LETTERS = re.compile(r"[\W_]+")
PARTS = re.compile(r"[/|\n;,、，：:]")
SCRIPTS = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")

How = Literal["known", "chosen", "remembered", "unknown", "ambiguous", "passed"]
NO_CHOICES: Mapping[int, str | None] = {}
NOTHING_REMEMBERED: Mapping[str, str | None] = {}


class Header(NamedTuple):
    """A column of the file: its place (the first is 0), its title, and what it holds (None: it is passed over).

    `how` that is known: by its title, by hand, as it was chosen before; `ambiguous`: it may be several, which
    `could_be` names; `unknown`: `could_be` are those whose names look like it; `passed`: somebody said so, or another
    holds the same in a better way."""

    place: int
    title: str
    column: str | None
    how: How
    could_be: tuple[str, ...] = ()


class Headers(NamedTuple):
    """All columns of the file that have a title; which is which by place; what stands twice, what is missing."""

    seen: tuple[Header, ...]
    places: dict[str, int]
    twice: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The titles of what is passed over without anybody having said so."""
        return tuple(one.title for one in self.seen if one.column is None and one.how != "passed")

    @property
    def asked(self) -> tuple[Header, ...]:
        return tuple(one for one in self.seen if one.how == "ambiguous")


class Known(NamedTuple):
    """The columns that a title may mean. `weak` ones hold the same by another word, such as a name beside a number, and
    are passed over where a better one is there."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


UNKNOWN = Known()


def folded_header(title: str) -> str:
    """What titles are compared by: without case, width, blanks, dots, dashes, stars, brackets and what stands in those;
    in simplified characters."""
    text = IN_BRACKETS.sub("", unicodedata.normalize("NFKC", title)).replace("#", "no")
    return NO_LETTERS.sub("", text.casefold().translate(TRADITIONAL))


def known_headers(
    kind: Kind, remembered: Mapping[str, str | None] = NOTHING_REMEMBERED
) -> Callable[[Sequence[str]], int]:
    """How many cells of a row are titles that this kind knows, or that are remembered: most are in the header row."""

    def known(cell: str) -> bool:
        return any(_known_by_title(kind.name, cell)) or folded_header(cell) in remembered

    return lambda cells: sum(known(cell) for cell in cells if cell and len(cell) <= LONGEST_LOOKED_AT)


def headers_of(
    kind: Kind,
    titles: Sequence[str],
    chosen: Mapping[int, str | None] = NO_CHOICES,
    remembered: Mapping[str, str | None] = NOTHING_REMEMBERED,
) -> Headers:
    """Recognise the columns by the names in the first row, in English or Chinese. What is `chosen` by place holds; else
    what is `remembered` of a title (as `folded_header` gives it); else what the title is known to mean."""
    reading = _Recognising(kind, titles, chosen, remembered)
    return reading.headers()


class _Recognising:
    """One header row on its way: firm ones first, then those that what is left decides."""

    def __init__(
        self,
        kind: Kind,
        titles: Sequence[str],
        chosen: Mapping[int, str | None],
        remembered: Mapping[str, str | None],
    ) -> None:
        self._kind, self._names = kind, {column.name for column in kind.columns}
        self._titles = {place: title.strip()[:LONGEST_TITLE] for place, title in enumerate(titles)}
        self._seen: dict[int, Header] = {}
        self._places: dict[str, int] = {}
        self._twice: list[str] = []
        self._open: dict[int, Known] = {}
        self._choose(chosen)
        self._recall(remembered)

    def headers(self) -> Headers:
        by_hand = set(self._places)
        for place in self._left():
            known = _known_by_title(self._kind.name, self._titles[place])
            if known.strong and set(known.strong) <= by_hand:
                self._see(place, None, "passed")
            elif len(known.strong) == 1:
                self._see(place, known.strong[0], "known")
            else:
                self._open[place] = known
        self._by_elimination()
        self._weak_and_unknown()
        missing = tuple(
            column.name for column in self._kind.columns if column.required and column.name not in self._places
        )
        seen = tuple(self._seen[place] for place in sorted(self._seen))
        return Headers(seen, self._places, tuple(dict.fromkeys(self._twice)), missing)

    def _choose(self, chosen: Mapping[int, str | None]) -> None:
        for place, column in chosen.items():
            if place in self._titles and (column is None or column in self._names):
                self._see(place, column, "passed" if column is None else "chosen")

    def _recall(self, remembered: Mapping[str, str | None]) -> None:
        for place in self._left():
            title = folded_header(self._titles[place])
            if title in remembered:
                column = remembered[title]
                known = _known_by_title(self._kind.name, self._titles[place]).strong
                if column is None:
                    lost = tuple(one for one in known if not self._is_held(one, remembered))
                    self._see(place, None, "ambiguous" if lost else "remembered", lost)
                elif column in self._names and column not in self._places:
                    if known and column not in known:  # somebody else may have said so, of a file of theirs
                        self._see(place, None, "ambiguous", (*known, column))
                    else:
                        self._see(place, column, "remembered")

    def _is_held(self, column: str, remembered: Mapping[str, str | None]) -> bool:
        """Whether some column of the file holds it: by hand, by what is remembered, or by its title alone."""
        return column in self._places or any(
            self._meaning(title, remembered) == column for title in self._titles.values()
        )

    def _meaning(self, title: str, remembered: Mapping[str, str | None]) -> str | None:
        folded = folded_header(title)
        if folded in remembered:
            return remembered[folded]
        strong = _known_by_title(self._kind.name, title).strong
        return strong[0] if len(strong) == 1 else None

    def _left(self) -> list[int]:
        own = {folded_header(PROBLEM_HEADER), folded_header(CHINESE_PROBLEM_HEADER)}
        return [
            place
            for place, title in self._titles.items()
            if place not in self._seen and title and folded_header(title) not in own
        ]

    def _by_elimination(self) -> None:
        """A title that may mean several columns means the one that no other title means; else it is asked."""
        going = True
        while going:
            going = False
            for place in [place for place, known in self._open.items() if known.strong]:
                free = [column for column in self._open[place].strong if column not in self._places]
                if len(free) == 1:
                    self._see(place, free[0], "known")
                    del self._open[place]
                    going = True
        for place in [place for place, known in self._open.items() if known.strong]:
            free = [column for column in self._open.pop(place).strong if column not in self._places]
            self._see(place, None, "ambiguous" if free else "unknown", tuple(free))

    def _weak_and_unknown(self) -> None:
        firm = set(self._places)
        for place, known in self._open.items():
            free = tuple(column for column in known.weak if column not in firm)
            if len(free) > 1:
                self._see(place, None, "ambiguous", free)
            elif free and free[0] not in self._places:
                self._see(place, free[0], "known")
            elif known.weak:
                self._see(place, None, "passed")
        for place in [place for place in self._open if place not in self._seen]:
            self._see(place, None, "unknown", self._like(self._titles[place]))

    def _see(self, place: int, column: str | None, how: How, could_be: tuple[str, ...] = ()) -> None:
        if column is not None and column in self._places:
            self._twice.append(column)
        elif column is not None:
            self._places[column] = place
        self._seen[place] = Header(place, self._titles[place], column, how, could_be)

    def _like(self, title: str) -> tuple[str, ...]:
        """The columns that nothing is for yet whose names look most like it."""
        names = {
            alias: known.strong[0]
            for alias, known in _vocabulary(self._kind.name).items()
            if known.strong and known.strong[0] not in self._places
        }
        found = process.extract(folded_header(title), names.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20)
        return tuple(dict.fromkeys(names[alias] for alias, _, _ in found))[:MOST_SUGGESTED]


@cache
def _vocabulary(kind_name: str) -> dict[str, Known]:
    """What each known title of a kind may mean, as `folded_header` gives it."""
    made: dict[str, Known] = {}
    for column in KINDS[kind_name].columns:
        for alias in dict.fromkeys(map(folded_header, (column.name, *column.also))):
            known = made.get(alias, Known())
            made[alias] = known._replace(strong=(*known.strong, column.name))
    for column in KINDS[kind_name].columns:
        for alias in dict.fromkeys(map(folded_header, column.loose)):
            known = made.get(alias, Known())
            if not known.strong:
                made[alias] = known._replace(weak=(*known.weak, column.name))
    return made


def _known_by_title(kind_name: str, title: str) -> Known:
    """What a title may mean; also one in two languages (工号/Staff ID), or with a unit behind it (标准工资/元)."""
    words = _vocabulary(kind_name)
    whole = words.get(folded_header(title))
    if whole is not None:
        return whole
    for parts in (_apart(title), _by_script(title)):
        named = [part for part in map(folded_header, parts) if part and part not in UNITS]
        meant = {words.get(part, UNKNOWN) for part in named}
        if len(meant) == 1 and meant != {UNKNOWN}:
            return meant.pop()
    return UNKNOWN


def _apart(title: str) -> list[str]:
    return PARTS.split(unicodedata.normalize("NFKC", title))


def _by_script(title: str) -> Iterator[str]:
    return chain.from_iterable(SCRIPTS.findall(part) for part in _apart(title))
