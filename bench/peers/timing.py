"""Counting what workers get done in a given time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

Work = Callable[[], object]
"""Does the thing once."""


def in_threads(make: Callable[[int], Work], threads: int, seconds: float) -> float:
    """How often per second so many threads together do their work.

    `make` is called in each thread and returns its work. Each does it a few times before the clock starts, so that
    connections, prepared statements and caches are there, and what was begun before the end counts.
    """
    barrier = threading.Barrier(threads)

    def worker(number: int) -> tuple[int, float]:
        work = make(number)
        for _ in range(8):
            work()
        barrier.wait(60)
        started = now = time.perf_counter()
        count = 0
        while now - started < seconds:
            work()
            count += 1
            now = time.perf_counter()
        return count, now - started

    with ThreadPoolExecutor(threads) as pool:
        done = list(pool.map(worker, range(threads)))
    return sum(count / elapsed for count, elapsed in done)
