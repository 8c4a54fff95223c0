"""People's keys: what is sealed under one is read with that one only, and with nothing else."""

from __future__ import annotations

import asyncio
import uuid
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool
from structlog.testing import capture_logs

from ledger.bootstrap import Installation
from ledger.domain.values import UNREADABLE, Sealed
from ledger.infrastructure.database import pool
from ledger.infrastructure.keys import Keyring

MASTER = bytes(range(32))
TEXT = "王小明的错误率从5%降到2%"


class Keys:
    """Keyrings of several processes over one database of keys."""

    def __init__(self, url: str, connections: AsyncConnectionPool[AsyncConnection[Any]]) -> None:
        self.url = url
        self.organisation = f"k-{uuid.uuid4().hex[:12]}"
        self._connections = connections

    def keyring(self, master: bytes = MASTER) -> Keyring:
        """As a process has it that has just started."""
        return Keyring(self._connections, master)

    async def opened(self, sealed: Sealed, organisation: str | None = None) -> str | None:
        """What somebody reads who has just started."""
        keyring = self.keyring()
        await keyring.fetch(organisation or self.organisation, [sealed.person])
        return keyring.open(organisation or self.organisation, sealed)

    def sql(self, statement: str) -> int:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(statement.encode(), {"organisation": self.organisation}).rowcount

    def replaced(self, person: str, wrapped: bytes) -> bytes:
        """Put another key in the place of somebody's, which is answered."""
        whose = (self.organisation, person)
        with psycopg.connect(self.url) as connection:
            gone = connection.execute(
                "DELETE FROM person_keys WHERE organisation = %s AND person = %s RETURNING wrapped", whose
            ).fetchone()
            connection.execute("INSERT INTO person_keys VALUES (%s, %s, %s)", (*whose, wrapped))
        assert gone is not None
        return bytes(gone[0])


@pytest.fixture
async def keys(shared_where: Installation) -> AsyncIterator[Keys]:
    async with pool(shared_where.databases.keys) as connections:
        yield Keys(shared_where.databases.keys, connections)


async def registered(keys: Keys, *people: str) -> Keyring:
    keyring = keys.keyring()
    for person in people:
        await keyring.register(keys.organisation, person)
    return keyring


async def test_a_text_is_read_again_with_its_persons_key(keys: Keys) -> None:
    keyring = await registered(keys, "FIN01")
    assert await keys.opened(keyring.seal(keys.organisation, "FIN01", TEXT)) == TEXT
    assert await keys.opened(keyring.seal(keys.organisation, "FIN01", "")) == ""


async def test_without_the_key_row_it_is_unreadable(keys: Keys) -> None:
    keyring = await registered(keys, "FIN01", "FIN02")
    erased, kept = (keyring.seal(keys.organisation, person, TEXT) for person in ("FIN01", "FIN02"))
    deleted = keys.sql("DELETE FROM person_keys WHERE organisation = %(organisation)s AND person = 'FIN01'")
    assert deleted == 1, "the service's own role can erase"
    assert await keys.opened(erased) is None
    assert await keys.opened(kept) == TEXT


async def test_what_was_recorded_in_plain_words_is_read_with_its_persons_key_only(keys: Keys) -> None:
    keyring = await registered(keys, "FIN01")
    old = Sealed(person="FIN01", box=f"plain:{TEXT}")
    assert await keys.opened(old) == keyring.open(keys.organisation, old) == TEXT
    keys.sql("DELETE FROM person_keys WHERE organisation = %(organisation)s AND person = 'FIN01'")
    assert await keys.opened(old) is None, "erased with all others"


async def test_a_new_key_for_the_same_number_opens_nothing_of_before(keys: Keys) -> None:
    keyring = await registered(keys, "FIN01")
    before = keyring.seal(keys.organisation, "FIN01", TEXT)
    keys.sql("DELETE FROM person_keys WHERE organisation = %(organisation)s")
    await registered(keys, "FIN01")
    assert await keys.opened(before) is None


async def test_nobody_elses_key_opens_it(keys: Keys) -> None:
    keyring = await registered(keys, "FIN01", "FIN02")
    box = keyring.seal(keys.organisation, "FIN01", TEXT).box
    assert await keys.opened(Sealed(person="FIN02", box=box)) is None


async def test_a_key_copied_to_another_person_is_not_accepted(keys: Keys) -> None:
    keyring = await registered(keys, "FIN01")
    keys.sql(
        "INSERT INTO person_keys SELECT organisation, 'FIN02', wrapped FROM person_keys "
        "WHERE organisation = %(organisation)s"
    )
    box = keyring.seal(keys.organisation, "FIN01", TEXT).box
    assert await keys.opened(Sealed(person="FIN02", box=box)) == UNREADABLE


async def test_another_master_key_is_noticed_and_opens_nothing(keys: Keys) -> None:
    sealed = (await registered(keys, "FIN01")).seal(keys.organisation, "FIN01", TEXT)
    keyring = keys.keyring(bytes(32))
    with capture_logs() as logged:
        for _ in range(2):
            await keyring.fetch(keys.organisation, ["FIN01"])
    assert keyring.open(keys.organisation, sealed) == UNREADABLE
    assert not keyring.knows(keys.organisation, "FIN01")
    assert [one["person"] for one in logged if one["log_level"] == "error"] == ["FIN01"], "said once"


@pytest.mark.parametrize("damaged", [b"", b"\x00" * 11, bytes(60), bytes(5000)])
async def test_a_damaged_key_hides_its_persons_texts_alone_until_it_is_mended(keys: Keys, damaged: bytes) -> None:
    keyring = await registered(keys, "FIN01", "FIN02")
    sealed = [keyring.seal(keys.organisation, person, TEXT) for person in ("FIN01", "FIN02")]
    right = keys.replaced("FIN01", damaged)
    keyring = keys.keyring()
    await keyring.fetch(keys.organisation, ["FIN01", "FIN02"])
    assert [keyring.open(keys.organisation, one) for one in sealed] == [UNREADABLE, TEXT]
    keys.replaced("FIN01", right)
    await keyring.fetch(keys.organisation, ["FIN01"])
    assert [keyring.open(keys.organisation, one) for one in sealed] == [TEXT, TEXT]


def test_the_service_may_add_and_destroy_keys_but_not_change_them(keys: Keys) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        keys.sql("UPDATE person_keys SET person = 'FIN02'")


@pytest.mark.parametrize("at", [0, 12, 20, -1])
async def test_a_changed_box_is_not_opened(keys: Keys, at: int) -> None:
    keyring = await registered(keys, "FIN01")
    raw = bytearray(b64decode(keyring.seal(keys.organisation, "FIN01", TEXT).box))
    raw[at] ^= 1
    assert await keys.opened(Sealed(person="FIN01", box=b64encode(raw).decode())) is None


async def test_the_same_text_is_never_sealed_the_same_way_twice(keys: Keys) -> None:
    keyring = await registered(keys, "FIN01")
    assert len({keyring.seal(keys.organisation, "FIN01", TEXT).box for _ in range(100)}) == 100


async def test_several_processes_that_register_somebody_at_once_agree_on_one_key(keys: Keys) -> None:
    keyrings = [keys.keyring() for _ in range(5)]
    await asyncio.gather(*(one.register(keys.organisation, "FIN01") for one in keyrings))
    for one in keyrings:
        assert await keys.opened(one.seal(keys.organisation, "FIN01", TEXT)) == TEXT


async def test_a_text_about_somebody_without_a_key_is_never_written_in_clear(keys: Keys) -> None:
    with pytest.raises(KeyError):
        keys.keyring().seal(keys.organisation, "NOBODY", TEXT)
