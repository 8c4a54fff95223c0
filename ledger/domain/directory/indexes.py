"""Indexes of the directory, as maps that share what does not change: what somebody's terms name, now and before."""

from __future__ import annotations

from collections.abc import Set

from immutables import Map

NOBODY: frozenset[str] = frozenset()


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


def counted(counts: Map[str, int], before: Set[str | None], after: Set[str | None]) -> Map[str, int]:
    """How many terms name each."""
    for key in after - before:
        if key is not None:
            counts = counts.set(key, counts.get(key, 0) + 1)
    for key in before - after:
        if key is not None:
            counts = counts.set(key, counts[key] - 1)
    return counts
