"""The secrets of API keys: `plk_{organisation}_{key}_{MAC of both}`.

A secret is worked out from the key's id and the installation's master secret, so nothing of it is stored, neither in
the journal nor in a stored answer; and one that is made up is refused without asking the database.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from hmac import compare_digest

from ledger.application.sessions import KEY_PREFIX, NotSignedIn, TooManyAttempts
from ledger.infrastructure.attempts import WINDOW_SECONDS, Attempts
from ledger.infrastructure.door.networks import network_of
from ledger.infrastructure.door.refused import RefusedSignIns

SHAPE = re.compile(KEY_PREFIX + r"([a-z0-9][a-z0-9-]{0,62})_([0-9a-f-]{36})_[0-9a-f]{64}")

MOST_OF_KEY, MOST_OF_NETWORK = 10, 200


class ApiKeys:
    """Makes secrets and reads them; who sends wrong ones is slowed down."""

    def __init__(self, signing_key: bytes, attempts: Attempts, refused: RefusedSignIns) -> None:
        self._signing_key = signing_key
        self._attempts = attempts
        self._refused = refused

    def secret(self, organisation: str, key: str) -> str:
        about = f"{organisation}_{key}"
        mac = blake2b(about.encode(), key=self._signing_key, digest_size=32).hexdigest()
        return f"{KEY_PREFIX}{about}_{mac}"

    async def read(self, secret: str, address: str) -> tuple[str, str]:
        """The organisation and the id of a key. Raises NotSignedIn, and TooManyAttempts after too many wrong ones:
        nobody mistypes a key, and the right one is let in whatever others send."""
        shaped = SHAPE.fullmatch(secret)
        organisation, key = shaped.groups() if shaped else ("", "")
        if shaped and compare_digest(secret, self.secret(organisation, key)):
            return organisation, key
        about = f"key:{organisation}\0{key}", f"keys-from:{network_of(address)}"
        of_key, of_network = await self._attempts.counts(*about)
        if of_key >= MOST_OF_KEY or of_network >= MOST_OF_NETWORK:
            raise TooManyAttempts(WINDOW_SECONDS)
        await self._attempts.failed(*about)
        await self._refused.note(organisation, KEY_PREFIX, address, "wrong-key")
        raise NotSignedIn("not-signed-in", "This is no key of ours.")
