"""The page's sessions: signed cookies with a sliding hour, the CSRF tokens bound to them, and those that were ended."""

from __future__ import annotations

import time
from hashlib import blake2b
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.application.ids import new_id
from ledger.application.sessions import NotSignedIn, PageSession, Session

IDLE_SECONDS = 3600
LONGEST_SECONDS = 12 * 3600
END = "INSERT INTO access.ended_sessions VALUES (%s, to_timestamp(%s)) ON CONFLICT DO NOTHING"
FORGET = "DELETE FROM access.ended_sessions WHERE over_at < now()"


class PageSessions:
    """Keys of its own: a cookie's value is no bearer token, nor the other way round."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[Any]], signing_key: bytes, csrf_key: bytes) -> None:
        self._pool = pool
        self._key = OctKey.import_key(signing_key)
        self._csrf_key = csrf_key

    def begin(self, session: Session) -> PageSession:
        """A session for a password that is known to be right."""
        now = int(time.time())
        return PageSession(session, new_id(), now, now + IDLE_SECONDS)

    def renew(self, page: PageSession) -> PageSession:
        """The session for another hour, at most until twelve hours after the sign-in."""
        ends = min(int(time.time()) + IDLE_SECONDS, page.began + LONGEST_SECONDS)
        return PageSession(page.session, page.id, page.began, ends)

    def sign(self, page: PageSession) -> str:
        """The cookie's value."""
        claims = {
            "org": page.session.organisation,
            "sub": page.session.employee_no,
            "pwd": page.session.password_id,
            "sid": page.id,
            "iat": page.began,
            "exp": page.ends,
            **({"chg": True} if page.session.provisional else {}),
        }
        return jwt.encode({"alg": "HS256"}, claims, self._key)

    def read(self, value: str) -> PageSession:
        """What a cookie says. Raises a 401 for one that is not ours, changed, or over."""
        try:
            claims = jwt.decode(value, self._key, algorithms=["HS256"]).claims
            provisional = claims.get("chg") is True
            session = Session(str(claims["org"]), str(claims["sub"]), str(claims["pwd"]), provisional)
            page = PageSession(session, str(claims["sid"]), int(claims["iat"]), int(claims["exp"]))
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotSignedIn("not-signed-in", "The session is not valid; sign in again.") from error
        if page.ends <= time.time():
            raise _over()
        return page

    def csrf_token(self, page: PageSession) -> str:
        """What only a script of our own page can learn: a MAC over the session, the same after each renewal."""
        return blake2b(page.id.encode(), key=self._csrf_key, digest_size=32).hexdigest()

    async def check_open(self, page: PageSession) -> None:
        """Raises a 401 for a session that was signed out of."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute("SELECT 1 FROM access.ended_sessions WHERE id = %s", (page.id,))
            if await cursor.fetchone() is not None:
                raise _over()

    async def end(self, page: PageSession) -> None:
        """Sign out: no copy of the cookie, however renewed, is a session any more."""
        async with self._pool.connection() as connection:
            await connection.execute(FORGET)
            await connection.execute(END, (page.id, page.began + LONGEST_SECONDS))


def _over() -> NotSignedIn:
    return NotSignedIn("not-signed-in", "The session is over; sign in again.")
