"""Indexes of the directory, as maps that share what does not change: what somebody's terms name, now and before."""

from __future__ import annotations

from collections.abc import Set

from immutables import Map

NOBODY: frozenset[str] = frozenset()
NO_ONE: Map[str, None] = Map()


def moved(
    index: Map[str, frozenset[str]], member: str, before: Set[str | None], after: Set[str | None]
) -> Map[str, frozenset[str]]:
    """`member` stands under what its terms name after a change, and no more under what only those before named."""
    for key in after - before:
        if key is not None:
            index = index.set(key, index.get(key, NOBODY) | {member})
    for key in before - after:
        if key is not None:
            left = index[key] - {member}
            index = index.set(key, left) if left else index.delete(key)
    return index


def placed(
    index: Map[str, Map[str, None]], member: str, before: Set[str | None], after: Set[str | None]
) -> Map[str, Map[str, None]]:
    """As `moved`, for keys that may have 100,000 members: to copy all of them for each would take minutes."""
    for key in after - before:
        if key is not None:
            index = index.set(key, index.get(key, NO_ONE).set(member, None))
    for key in before - after:
        if key is not None:
            left = index[key].delete(member)
            index = index.set(key, left) if left else index.delete(key)
    return index
