"""By whose word a link of the line of approval holds, from which day, and when it was said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

Words = tuple["Word", ...]


class Word(NamedTuple):
    """`link` is manager, department or hr of somebody; head or parent of a department. `on` is the (UTC) day on which
    it was recorded."""

    link: str
    since: date
    by: str
    on: date


@lru_cache(maxsize=4096)
def first_words(links: tuple[str, ...], since: date, by: str, on: date) -> Words:
    """One object for all whose record began with the same word, since there may be 100,000 of them."""
    return tuple(Word(link, since, by, on) for link in links)


def with_words(words: Words, links: Iterable[str], since: date, by: str, on: date) -> Words:
    """The same day again replaces."""
    new = [Word(link, since, by, on) for link in links]
    said = {one.link for one in new}
    return (*(one for one in words if one.link not in said or one.since != since), *new)


def word_of(words: Words, link: str, day: date) -> Word | None:
    """The word that holds on a day: the last before it; before the first, the first. None: nobody's."""
    said = sorted((one for one in words if one.link == link), key=lambda one: one.since)
    return next((one for one in reversed(said) if one.since <= day), said[0] if said else None)
