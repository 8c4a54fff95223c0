"""Names that are one however they are spelt (`texts.folded`): what a code, or somebody's number, is unique by."""

from __future__ import annotations

from dataclasses import dataclass

from immutables import Map

from ledger.domain.texts import folded


@dataclass(frozen=True, slots=True)
class Alike:
    """Names by what they are compared by. Of some that are alike, as older versions took them, the first stands for
    all, and `later` has the others: each of them is still found by itself."""

    first: Map[str, str] = Map()
    later: Map[str, tuple[str, ...]] = Map()

    def find(self, name: str) -> str | None:
        """The name that this one is alike."""
        return self.first.get(folded(name))

    def taking(self, name: str) -> Alike:
        key = folded(name)
        known = self.first.get(key)
        if known is None:
            return Alike(self.first.set(name if key == name else key, name), self.later)
        if known == name or name in self.later.get(key, ()):
            return self
        return Alike(self.first, self.later.set(key, (*self.later.get(key, ()), name)))

    def giving_back(self, name: str) -> Alike:
        key = folded(name)
        names = (*([self.first[key]] if key in self.first else []), *self.later.get(key, ()))
        left = tuple(one for one in names if one != name)
        first = self.first.set(key, left[0]) if left else self.first.delete(key) if names else self.first
        later = self.later.delete(key) if key in self.later else self.later
        return Alike(first, later.set(key, left[1:]) if left[1:] else later)


NO_NAMES = Alike()
