"""What a cell refers to: a department, somebody, a tag, by code (or number) or by name (docs/rules/imports.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz, process

from ledger.domain.imports.kinds import Fault, Referred
from ledger.domain.texts import folded

ALIKE = 60.0
"""From so much on (of 100) two names look like each other."""
MOST_CODES = 5
BETWEEN = re.compile(r"[\s·•・‧]+")
WORDS = {
    "department": ("No department {}", "Several departments are called {}", "code"),
    "person": ("Nobody is called or numbered {}", "Several people are called {}", "number"),
    "tag": ("No tag {}", "Several tags are called {}", "code"),
}


class Meant(NamedTuple):
    """What somebody may have meant."""

    code: str
    name: str


def folded_name(name: str) -> str:
    """What names are compared by: without case, width, blanks and middle dots."""
    return BETWEEN.sub("", folded(name))


NOTHING: Mapping[str, str] = {}


class Names:
    """Departments, people or tags by their codes and names. Who is unreadable has no name, and is found by the number
    alone. What has a second name is found by either."""

    def __init__(self, names: Mapping[str, str], second: Mapping[str, str] = NOTHING) -> None:
        self._names, self._second = names, second
        self._codes: dict[str, str] = {}
        self._called: dict[str, list[str]] = {}
        for code in names:
            self._codes.setdefault(folded(code), code)
            for name in self._names_of(code):
                self._called.setdefault(name, []).append(code)

    def __len__(self) -> int:
        return len(self._names)

    def _names_of(self, code: str) -> set[str]:
        both = (self._names[code], self._second.get(code, ""))
        return {folded_name(name) for name in both if name}

    def find(self, text: str) -> Sequence[str]:
        """The codes that a text may mean: the one that it is, however it is spelt; else those of this name, or the one
        that it says with its name behind it."""
        if text in self._names:
            return (text,)
        code = self._codes.get(folded(text))
        return (code,) if code is not None else self._called.get(folded_name(text)) or self._with_name(text)

    def _with_name(self, text: str) -> Sequence[str]:
        """As a template offers it: `FIN01 张三`. Another name is no sign that the code is right."""
        code, _, name = text.partition(" ")
        known = self._codes.get(folded(code))
        return (known,) if known is not None and name and folded_name(name) in self._names_of(known) else ()

    @cached_property
    def _in_order(self) -> tuple[list[str], list[str]]:
        """Names and codes, so that of several that look alike the same one is meant each time."""
        return sorted(self._called), sorted(self._codes)

    def nearest(self, text: str) -> Meant | None:
        """What looks most like it, if anything does."""
        found = max(self._likest(text), key=lambda one: one[0], default=None)
        return None if found is None else Meant(found[1], self._names[found[1]])

    def _likest(self, text: str) -> Iterable[tuple[float, str]]:
        called, codes = self._in_order
        name = process.extractOne(folded_name(text), called, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if name is not None:
            yield name[1], min(self._called[name[0]])
        code = process.extractOne(folded(text), codes, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if code is not None:
            yield code[1], self._codes[code[0]]


def ambiguous(column: str, kind: Referred, text: str, codes: Sequence[str]) -> Fault:
    """Several are called so: which, the codes say."""
    shown = sorted(codes)[:MOST_CODES]
    more = ", …" if len(codes) > len(shown) else ""
    _, several, code = WORDS[kind]
    reason = f"{several.format(text)}: {', '.join(shown)}{more}. Give the {code}."
    return Fault(column, "ambiguous", reason, {"given": text, "codes": shown, "count": len(codes)})


def unknown(column: str, kind: Referred, text: str, meant: Meant | None) -> Fault:
    """Nothing is called so, nor has that code; perhaps something else was meant."""
    said = WORDS[kind][0].format(text)
    if meant is None:
        return Fault(column, f"unknown-{kind}", f"{said}.", {"given": text})
    shown = f"{meant.name} ({meant.code})" if meant.name else meant.code
    values = {"given": text, "code": meant.code, "name": meant.name}
    return Fault(column, f"unknown-{kind}", f"{said}; did you mean {shown}?", values)


def above_is_bad(column: str, code: str, row: int) -> Fault:
    """Who is referred to stands in the same file, in a row that can't be imported."""
    reason = f"{code} stands in row {row} of this file, which can't be imported."
    return Fault(column, "refers-to-bad-row", reason, {"given": code, "row": row})
