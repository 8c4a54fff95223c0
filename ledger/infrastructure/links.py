"""What opens the links that people choose their password by.

A code is worked out from random bits and the installation's master secret, so that an answer which was lost can be
given again, and of it only a keyed hash is kept: who reads the journal or the stored answers can't use it. Who guesses
at one stands in the lines of those who sign in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any, TypeVar

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.application.sessions import NotSignedIn, Origin, TooManyAttempts
from ledger.domain.invitations.codes import BITS, read, written
from ledger.domain.texts import folded
from ledger.infrastructure.door.door import Door
from ledger.infrastructure.door.refused import RefusedSignIns

T = TypeVar("T")
BYTES = -(-BITS // 8)
TRIED_AT_ONCE = 100
"""Codes that are worked out before others have the processor."""

_WITH_PASSWORD = """
SELECT employee_no FROM access.passwords WHERE organisation = %s AND employee_no = ANY(%s)
"""
_SET_AS = """
SELECT 1 FROM access.passwords WHERE organisation = %s AND employee_no = %s AND password_id = %s
"""


class Links:
    """Keyed hashes of codes, and the way in by them."""

    def __init__(
        self,
        pool: AsyncConnectionPool[AsyncConnection[Any]],
        key: bytes,
        door: Door,
        refused: RefusedSignIns,
    ) -> None:
        self._pool, self._key, self._door, self._refused = pool, key, door, refused

    def code(self, organisation: str, employee_no: str, randomness: str) -> str:
        """The code that somebody gets of one giving of links, which had these 128 random bits."""
        about = f"code\0{organisation}\0{employee_no}\0{randomness}"
        made = blake2b(about.encode(), key=self._key, digest_size=BYTES).digest()
        return written(int.from_bytes(made) >> 8 * BYTES - BITS)

    def digest(self, organisation: str, employee_no: str, code: str) -> str:
        """A code is one person's of one organisation: anywhere else it is another one."""
        about = f"digest\0{organisation}\0{employee_no}\0{read(code)}"
        return blake2b(about.encode(errors="replace"), key=self._key, digest_size=32).hexdigest()

    async def codes(
        self, organisation: str, digests: Iterable[tuple[str, str]], givings: Sequence[str]
    ) -> dict[str, str]:
        """The codes of those people, each with the keyed hash of theirs, who got one of these givings. The next one was
        mostly given with the one before, so that giving is tried first."""
        found: dict[str, str] = {}
        latest, tried = list(dict.fromkeys(givings)), 0
        for employee_no, digest in digests:
            for randomness in latest:
                tried += 1
                if not tried % TRIED_AT_ONCE:
                    await asyncio.sleep(0)
                code = self.code(organisation, employee_no, randomness)
                if self.digest(organisation, employee_no, code) == digest:
                    found[employee_no] = code
                    latest.remove(randomness)
                    latest.insert(0, randomness)
                    break
        return found

    async def enter(self, organisation: str, login: str, origin: Origin, right: Callable[[], Awaitable[T | None]]) -> T:
        """What the code opens, if it is right. Raises NotSignedIn, alike for whoever is unknown and a wrong code, and
        TooManyAttempts, as for a password; both are put on record."""
        try:
            async with self._door.entry(organisation, folded(login), origin) as entry:
                found = await right()
                if found is None:
                    await self._door.failed(entry)
                    raise NotSignedIn(
                        "wrong-link",
                        "This link does not open anything. Perhaps a newer one was given to you; ask HR for another.",
                    )
                return found
        except NotSignedIn as error:
            await self._refused.note(organisation, login, origin.address, error.code)
            raise
        except TooManyAttempts:
            await self._refused.turned_away(organisation, login, origin.address)
            raise

    async def with_password(self, organisation: str, people: list[str]) -> frozenset[str]:
        """Those of these people who have a password, whoever set it."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(_WITH_PASSWORD, (organisation, people))
            return frozenset(str(row[0]) for row in await cursor.fetchall())

    async def arrived(self, organisation: str, employee_no: str, password_id: str) -> bool:
        """Whether the password of a setting that is on record came."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(_SET_AS, (organisation, employee_no, password_id))
            return await cursor.fetchone() is not None
