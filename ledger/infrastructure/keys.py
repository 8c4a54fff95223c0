"""People's keys: each person's texts are sealed under exactly one key, and destroying it erases them.

Keys live in a database of their own, wrapped by the master key, so that a dump of the journal holds none of them
(docs/rules/journal.md: erasing a person destroys their key; numbers and chain stay).
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.domain.values import PLAIN, UNREADABLE, Sealed

NONCE_BYTES = 12
KEPT_KEYS = 20_000
log = structlog.get_logger()

INSTALL = """
CREATE TABLE IF NOT EXISTS person_keys (
    organisation text COLLATE "C" NOT NULL,
    person       text  NOT NULL,
    wrapped      bytea NOT NULL,
    PRIMARY KEY (organisation, person)
)
"""
ONE_COLLATION = """
SELECT format('ALTER TABLE %s ALTER COLUMN organisation TYPE text COLLATE "C"', attrelid::regclass) FROM pg_attribute
WHERE attrelid = 'person_keys'::regclass AND attname = 'organisation'
  AND attcollation <> 'pg_catalog."C"'::regcollation
"""
"""What makes organisations compare as they do everywhere, where the table is of before; nothing otherwise."""


class Keyring:
    """Seals and opens texts. `nonce` is injected so that golden vectors can be made."""

    def __init__(
        self,
        pool: AsyncConnectionPool[AsyncConnection[Any]],
        master_key: bytes,
        nonce: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._pool = pool
        self._master = AESGCM(master_key)
        self._nonce = nonce
        self._known: OrderedDict[tuple[str, str], AESGCM] = OrderedDict()
        self._unreadable: set[tuple[str, str]] = set()

    async def register(self, organisation: str, person: str) -> None:
        """Make a person's key, if there is none yet. Done before the person's registration is recorded."""
        nonce = self._nonce(NONCE_BYTES)
        wrapped = nonce + self._master.encrypt(nonce, AESGCM.generate_key(256), _about(organisation, person))
        async with self._pool.connection() as connection:
            await connection.execute(
                "INSERT INTO person_keys (organisation, person, wrapped) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (organisation, person, wrapped),
            )
        await self.fetch(organisation, [person])

    async def register_many(self, organisation: str, people: Iterable[str]) -> None:
        """Make the keys of many people at once, where they have none."""
        wanted = [person for person in dict.fromkeys(people) if (organisation, person) not in self._known]
        wrapped = []
        for person in wanted:
            nonce = self._nonce(NONCE_BYTES)
            key = AESGCM.generate_key(256)
            wrapped.append(nonce + self._master.encrypt(nonce, key, _about(organisation, person)))
        async with self._pool.connection() as connection:
            await connection.execute(
                "INSERT INTO person_keys (organisation, person, wrapped) "
                "SELECT %s, * FROM unnest(%s::text[], %s::bytea[]) ON CONFLICT DO NOTHING",
                (organisation, wanted, wrapped),
            )
        await self.fetch(organisation, wanted)

    async def fetch(self, organisation: str, people: Iterable[str]) -> None:
        """Have these people's keys in memory; who has none is left out. One that can't be unwrapped is its person's
        misfortune alone: whoever lists people reads all others, and it is asked for again each time, until it is
        mended."""
        wanted = [person for person in set(people) if (organisation, person) not in self._known]
        if not wanted:
            return
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "SELECT person, wrapped FROM person_keys WHERE organisation = %s AND person = ANY(%s)",
                (organisation, wanted),
            )
            for person, wrapped in await cursor.fetchall():
                self._unwrap(organisation, person, wrapped)
        while len(self._known) > KEPT_KEYS + len(wanted):
            self._known.popitem(last=False)

    def _unwrap(self, organisation: str, person: str, wrapped: bytes) -> None:
        whose = (organisation, person)
        key = unwrapped(self._master, organisation, person, wrapped)
        if key is not None:
            self._known[whose] = AESGCM(key)
            self._unreadable.discard(whose)
        else:
            if whose not in self._unreadable:
                log.error("a person's key can't be read", organisation=organisation, person=person)
            self._unreadable.add(whose)

    def knows(self, organisation: str, person: str) -> bool:
        return (organisation, person) in self._known

    def unreadable(self, organisation: str, person: str) -> bool:
        """Whether somebody's key was fetched and is none of ours."""
        return (organisation, person) in self._unreadable

    def seal(self, organisation: str, person: str, text: str) -> Sealed:
        """Encrypt a text under a person's key, which has been fetched; KeyError otherwise."""
        nonce = self._nonce(NONCE_BYTES)
        box = self._known[(organisation, person)].encrypt(nonce, text.encode(), _about(organisation, person))
        return Sealed(person=person, box=b64encode(nonce + box).decode())

    def open(self, organisation: str, sealed: Sealed) -> str | None:
        """The text, or None where the person's key is gone (or was not fetched), or the box is not one of theirs;
        UNREADABLE where the key can't be read."""
        key = self._known.get((organisation, sealed.person))
        if key is None:
            return UNREADABLE if self.unreadable(organisation, sealed.person) else None
        if sealed.box.startswith(PLAIN):
            return sealed.box.removeprefix(PLAIN)
        try:
            raw = b64decode(sealed.box, validate=True)
            return key.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _about(organisation, sealed.person)).decode()
        except (InvalidTag, ValueError):
            return None


def unwrapped(master: AESGCM, organisation: str, person: str, wrapped: bytes) -> bytes | None:
    """A person's key, or None where it is damaged or was wrapped by another master key."""
    try:
        return master.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _about(organisation, person))
    except (InvalidTag, ValueError):
        return None


def _about(organisation: str, person: str) -> bytes:
    return f"{organisation}\0{person}".encode()
