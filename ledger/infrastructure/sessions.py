"""Passwords (argon2) and signed short-lived tokens."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, NamedTuple

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.application.sessions import FIRST, NotSignedIn, Origin, Password, Session, TooManyAttempts
from ledger.domain.directory.passwords import as_compared, prepared
from ledger.domain.texts import folded
from ledger.infrastructure.door.door import Door, Entry
from ledger.infrastructure.door.hashing import Hashing
from ledger.infrastructure.door.line import Full
from ledger.infrastructure.door.refused import RefusedSignIns, signed_in

TOKEN_SECONDS = 3600
KEPT_TOKENS = 20_000
BUSY_SECONDS = 2
"""After which somebody tries again whose password could not be looked at for all the others."""


_FIND = """
SELECT hash, password_id, kept, employee_no FROM access.passwords
WHERE organisation = %(organisation)s AND lower(employee_no COLLATE "C") = %(folded)s
ORDER BY (employee_no = %(login)s) DESC, changed_at LIMIT 1
"""
_REPLACED = ", ".join(
    f"{column} = CASE WHEN %(replace)s THEN EXCLUDED.{column} ELSE known.{column} END"
    for column in ("hash", "changed_at", "password_id", "kept")
)
_SET = f"""
INSERT INTO access.passwords AS known (organisation, employee_no, hash, changed_at, password_id, kept)
SELECT %(organisation)s, unnest(%(people)s::text[]), %(hash)s, now(), %(password)s, %(kept)s
ON CONFLICT (organisation, employee_no) DO UPDATE SET {_REPLACED}
"""
_CHOOSE = """
INSERT INTO access.passwords AS known (organisation, employee_no, hash, changed_at, password_id, kept)
VALUES (%(organisation)s, %(employee_no)s, %(hash)s, now(), %(password)s, false)
ON CONFLICT (organisation, employee_no)
DO UPDATE SET hash = EXCLUDED.hash, changed_at = now(), password_id = EXCLUDED.password_id, kept = false
WHERE known.password_id <> EXCLUDED.password_id
RETURNING 1
"""


class Known(NamedTuple):
    """A password as it is kept."""

    hash: str
    password: Password


class Sessions:
    """Signs people in and reads their tokens."""

    def __init__(
        self,
        pool: AsyncConnectionPool[AsyncConnection[Any]],
        signing_key: bytes,
        door: Door,
        refused: RefusedSignIns,
    ) -> None:
        self._pool = pool
        self._key = OctKey.import_key(signing_key)
        self._door = door
        self._refused = refused
        self.hashing = Hashing()
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

    async def check_password(self, organisation: str, login: str, password: str, origin: Origin) -> Password:
        """The password, if it is right. Raises NotSignedIn, alike for a wrong login and a wrong password, and
        TooManyAttempts; both are put on record. A login is a number in any case and width."""
        try:
            async with self._door.entry(organisation, folded(login), origin) as entry:
                return await self._checked(await self._known(organisation, login), password, entry)
        except NotSignedIn as error:
            await self._refused.note(organisation, login, origin.address, error.code)
            raise
        except TooManyAttempts:
            await self._refused.turned_away(organisation, login, origin.address)
            raise

    async def _known(self, organisation: str, login: str) -> Known | None:
        """What is kept of whoever has this number; spelt just so before any other way."""
        async with self._pool.connection() as connection:
            asked = {"organisation": organisation, "login": login, "folded": folded(login)}
            cursor = await connection.execute(_FIND, asked)
            row = await cursor.fetchone()
        return None if row is None else Known(row[0], Password(str(row[1]), bool(row[2]), str(row[3])))

    async def _checked(self, known: Known | None, password: str, entry: Entry) -> Password:
        """As it is prepared; and as it was typed where that differs, since older ones were kept so: a guess of its own
        to the door."""
        tried = dict.fromkeys((as_compared(password), password))
        for one in tried:
            right = await self.hashing.matches(known.hash if known else None, one, entry.rank)
            if right and known is not None:
                await self._door.passed(entry)
                signed_in()
                return known.password
        for _ in tried:
            await self._door.failed(entry)
        raise NotSignedIn("wrong-login", "Login or password is wrong.")

    async def set_password(
        self, organisation: str, employee_no: str, password: str, *, replace: bool, password_id: str = FIRST
    ) -> None:
        """Set a password; one that is there already stays unless `replace`."""
        await self._set(organisation, [employee_no], password, replace, password_id, False)

    async def choose_password(self, organisation: str, employee_no: str, password: str, password_id: str) -> bool:
        """Set the password of a setting that is on record, unless it came already: of several who send one at once, one
        does, and is told so."""
        hashed = await self._hash(password)
        asked = {"organisation": organisation, "employee_no": employee_no, "hash": hashed, "password": password_id}
        async with self._pool.connection() as connection:
            return await (await connection.execute(_CHOOSE, asked)).fetchone() is not None

    async def set_common_password(
        self, organisation: str, employee_nos: Sequence[str], password: str, *, replace: bool, kept: bool = False
    ) -> None:
        """The same first password for several, who are told it together: hashed once. `kept`: nobody has to choose
        another, as in a demo or a test."""
        await self._set(organisation, employee_nos, password, replace, FIRST, kept)

    async def _set(
        self, organisation: str, employee_nos: Sequence[str], password: str, replace: bool, password_id: str, kept: bool
    ) -> None:
        hashed = await self._hash(password)
        async with self._pool.connection() as connection:
            await connection.execute(
                _SET,
                {
                    "organisation": organisation,
                    "people": list(employee_nos),
                    "hash": hashed,
                    "password": password_id,
                    "kept": kept,
                    "replace": replace,
                },
            )

    async def _hash(self, password: str) -> str:
        try:
            return await self.hashing.hash(prepared(password))
        except Full as error:
            raise TooManyAttempts(BUSY_SECONDS) from error

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


def _refused(detail: str) -> NotSignedIn:
    return NotSignedIn("not-signed-in", detail)
