"""Names that are one however they are spelt (`texts.folded`): what a code, or somebody's number, is unique by."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace

from immutables import Map

from ledger.domain.texts import folded


def _tried(key: str) -> tuple[str, str]:
    """How a name is usually spelt that is compared by this."""
    return key, key.upper()


@dataclass(frozen=True, slots=True)
class Alike:
    """What finds a name among known ones. Those in small letters or in capitals, of which there may be 100,000, are
    found by trying; `odd` has the others, by what they are compared by."""

    odd: Map[str, tuple[str, ...]] = Map()

    def find(self, name: str, known: Container[str]) -> str | None:
        """The known name that this one is alike. Of several, as older versions took them, the one that is spelt so;
        else always the same."""
        key = folded(name)
        return next((one for one in (name, *_tried(key), *self.odd.get(key, ())) if one in known), None)

    def taking(self, name: str) -> Alike:
        key = folded(name)
        others = self.odd.get(key, ())
        return self if name in _tried(key) or name in others else Alike(self.odd.set(key, (*others, name)))

    def giving_back(self, name: str) -> Alike:
        key = folded(name)
        others = self.odd.get(key, ())
        if name not in others:
            return self
        left = tuple(one for one in others if one != name)
        return Alike(self.odd.set(key, left) if left else self.odd.delete(key))


@dataclass(frozen=True, slots=True)
class Codes:
    """All codes of one kind that an organisation has."""

    known: Map[str, None] = Map()
    alike: Alike = Alike()

    def find(self, code: str) -> str | None:
        return self.alike.find(code, self.known)

    def taking(self, code: str) -> Codes:
        return replace(self, known=self.known.set(code, None), alike=self.alike.taking(code))

    def giving_back(self, code: str) -> Codes:
        known = self.known.delete(code) if code in self.known else self.known
        return replace(self, known=known, alike=self.alike.giving_back(code))


NO_CODES = Codes()
