"""Argon2 in threads of its own: few at once, in order, and behind everything else that the processor has to do."""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ledger.infrastructure.door.line import Line, Rank

AT_ONCE = max(1, (os.cpu_count() or 2) // 2)
"""A hash takes 19 MiB and some tens of milliseconds of a core: the others are for the event loop and the database."""
MOST_WAITING = 128
NICENESS = 5
REST, LONGEST_REST_SECONDS = 1.0, 0.1
"""After a wrong password the place rests for as many times as long as the hash took: guesses, however many there are,
leave the rest of the core to others."""


class Hashing:
    """Hashes and compares. Raises Full when too many of a better rank wait."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self.hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._nobody = self.hasher.hash("nobody has this password")
        self._line = Line(AT_ONCE, MOST_WAITING)
        self._threads = ThreadPoolExecutor(AT_ONCE, "hashing", _give_way)

    async def hash(self, password: str) -> str:
        async with self._line.place():
            return await asyncio.get_running_loop().run_in_executor(self._threads, self.hasher.hash, password)

    async def matches(self, hashed: str | None, password: str, rank: Rank) -> bool:
        """Whether it is the password of this hash. Without one (None) it takes as long, and it is not."""
        loop = asyncio.get_running_loop()
        async with self._line.place(rank):
            began = loop.time()
            right = await loop.run_in_executor(self._threads, self._verify, hashed, password)
            if not right:
                await asyncio.sleep(min(REST * (loop.time() - began), LONGEST_REST_SECONDS))
            return right

    def _verify(self, hashed: str | None, password: str) -> bool:
        try:
            self.hasher.verify(hashed or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return hashed is not None


def _give_way() -> None:
    """On Linux a thread has a niceness of its own. Nobody but root may lower it where the process was started nicer."""
    if hasattr(os, "setpriority"):
        thread = threading.get_native_id()
        if os.getpriority(os.PRIO_PROCESS, thread) < NICENESS:
            os.setpriority(os.PRIO_PROCESS, thread, NICENESS)
