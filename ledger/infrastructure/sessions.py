"""Passwords (argon2) and signed short-lived tokens."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.application.sessions import FIRST, NotSignedIn, Password, Session
from ledger.infrastructure.attempts import Attempts

TOKEN_SECONDS = 3600
KEPT_TOKENS = 20_000
HASHES_AT_ONCE = 2
"""An argon2 hash takes 19 MiB and some tens of milliseconds of a core; more at once would starve the rest."""


class Sessions:
    """Signs people in and reads their tokens."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[Any]], signing_key: bytes, attempts: Attempts) -> None:
        self._pool = pool
        self._key = OctKey.import_key(signing_key)
        self._attempts = attempts
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)
        self._nobody = self._hasher.hash("nobody has this password")
        self._read: OrderedDict[str, tuple[Session, float]] = OrderedDict()

    @property
    def seconds(self) -> int:
        return TOKEN_SECONDS

    def token(self, organisation: str, employee_no: str, password_id: str, *, provisional: bool = False) -> str:
        """A token for a password that is known to be right."""
        now = int(time.time())
        claims = {
            "org": organisation,
            "sub": employee_no,
            "pwd": password_id,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            **({"chg": True} if provisional else {}),
        }
        return jwt.encode({"alg": "HS256"}, claims, self._key)

    async def check_password(self, organisation: str, employee_no: str, password: str, address: str) -> Password:
        """The password, if it is right. Raises NotSignedIn, alike for a wrong login and a wrong password, and
        TooManyAttempts.

        Who tries many at once waits in line here, and is counted before the next is tried.
        """
        async with self._hashing:
            await self._attempts.check(organisation, employee_no, address)
            async with self._pool.connection() as connection:
                cursor = await connection.execute(
                    "SELECT hash, password_id, kept FROM access.passwords WHERE organisation = %s AND employee_no = %s",
                    (organisation, employee_no),
                )
                row = await cursor.fetchone()
            if not await self._matches(row[0] if row else self._nobody, password) or row is None:
                await self._attempts.failed(organisation, employee_no, address)
                raise NotSignedIn("wrong-login", "Login or password is wrong.")
        return Password(str(row[1]), bool(row[2]))

    async def set_password(
        self, organisation: str, employee_no: str, password: str, *, replace: bool, password_id: str = FIRST
    ) -> None:
        """Set a password; one that is there already stays unless `replace`."""
        await self._set(organisation, [employee_no], password, replace, password_id, False)

    async def set_common_password(
        self, organisation: str, employee_nos: Sequence[str], password: str, *, replace: bool, kept: bool = False
    ) -> None:
        """The same first password for several, who are told it together: hashed once. `kept`: nobody has to choose
        another, as in a demo or a test."""
        await self._set(organisation, employee_nos, password, replace, FIRST, kept)

    async def _set(
        self, organisation: str, employee_nos: Sequence[str], password: str, replace: bool, password_id: str, kept: bool
    ) -> None:
        async with self._hashing:
            hashed = await asyncio.to_thread(self._hasher.hash, password)
        async with self._pool.connection() as connection:
            await connection.execute(
                "INSERT INTO access.passwords AS known SELECT %s, unnest(%s::text[]), %s, now(), %s, %s "
                "ON CONFLICT (organisation, employee_no) DO UPDATE "
                "SET hash = EXCLUDED.hash, changed_at = EXCLUDED.changed_at, password_id = EXCLUDED.password_id, "
                "kept = EXCLUDED.kept "
                "WHERE %s",
                (organisation, list(employee_nos), hashed, password_id, kept, replace),
            )

    def read(self, token: str) -> Session:
        """Who a token speaks for. Raises a 401 for one that is not ours, changed, or over."""
        known = self._read.get(token)
        if known is None:
            known = self._verify(token)
            self._read[token] = known
            if len(self._read) > KEPT_TOKENS:
                self._read.popitem(last=False)
        session, ends = known
        if ends <= time.time():
            raise _refused("The token is over; sign in again.")
        return session

    def _verify(self, token: str) -> tuple[Session, float]:
        try:
            claims = jwt.decode(token, self._key, algorithms=["HS256"]).claims
            provisional = claims.get("chg") is True
            session = Session(str(claims["org"]), str(claims["sub"]), str(claims.get("pwd", FIRST)), provisional)
            return session, float(claims["exp"])
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise _refused("The token is not valid; sign in again.") from error

    async def _matches(self, hashed: str, password: str) -> bool:
        try:
            return await asyncio.to_thread(self._hasher.verify, hashed, password)
        except (VerificationError, InvalidHashError):
            return False


def _refused(detail: str) -> NotSignedIn:
    return NotSignedIn("not-signed-in", detail)
