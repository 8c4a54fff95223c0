"""Browsers that somebody signed in with before: a signed cookie names the accounts, as digests, each with an id that
failures are counted by. It opens nothing; its bearer only need not stand in line with strangers."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from hashlib import blake2b
from secrets import token_urlsafe

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

SECONDS = 400 * 24 * 3600
"""As long as browsers keep a cookie at most."""
MOST_ACCOUNTS = 5


class Devices:
    """The cookie's key is its own, so a value of another kind is none."""

    def __init__(self, signing_key: bytes) -> None:
        self._key = OctKey.import_key(signing_key)

    @property
    def seconds(self) -> int:
        return SECONDS

    def known(self, value: str | None, organisation: str, employee_no: str) -> str | None:
        """The id by which failures of this account on this browser are counted; None for one that is not known."""
        return self._read(value).get(_account(organisation, employee_no))

    def remembering(self, value: str | None, organisation: str, employee_no: str) -> str:
        """The cookie's next value, by which this account is known, too; the one that was used longest ago goes."""
        account = _account(organisation, employee_no)
        accounts = self._read(value)
        accounts = {account: accounts.pop(account, token_urlsafe(9)), **accounts}
        kept = dict(list(accounts.items())[:MOST_ACCOUNTS])
        return jwt.encode({"alg": "HS256"}, {"known": kept, "exp": int(time.time()) + SECONDS}, self._key)

    def _read(self, value: str | None) -> dict[str, str]:
        if not value:
            return {}
        try:
            claims = jwt.decode(value, self._key, algorithms=["HS256"]).claims
            if claims["exp"] <= time.time():
                return {}
            return {str(account): str(id) for account, id in claims["known"].items()}
        except (JoseError, ValueError, KeyError, TypeError, AttributeError):
            return {}


def _account(organisation: str, employee_no: str) -> str:
    return urlsafe_b64encode(blake2b(f"{organisation}\0{employee_no}".encode(), digest_size=9).digest()).decode()
