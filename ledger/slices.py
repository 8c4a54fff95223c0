"""Long work on the event loop in slices: whoever else has something to do is given way between two of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
SLICE_SECONDS = 0.004
"""Long enough that giving way costs little of it, and short enough that nobody notices one."""


async def in_slices(made: Iterable[T]) -> list[T]:
    """All that is made one by one."""
    kept: list[T] = []
    await outcome_of(_kept_one_by_one(iter(made), kept))
    return kept


async def outcome_of(steps: Generator[None, None, T]) -> T:
    """What comes of steps, each of which takes a moment."""
    began = time.perf_counter()
    while True:
        try:
            next(steps)
        except StopIteration as done:
            outcome: T = done.value
            return outcome
        if time.perf_counter() - began > SLICE_SECONDS:
            await asyncio.sleep(0)
            began = time.perf_counter()


def _kept_one_by_one(made: Iterator[T], kept: list[T]) -> Generator[None]:
    for one in made:
        kept.append(one)
        yield
