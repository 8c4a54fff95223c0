"""Sealed texts and wrapped keys that were ever stored are opened for ever: golden vectors with fixed nonces."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import psycopg
import pytest

from ledger.bootstrap import Installation
from ledger.infrastructure.database import pool
from ledger.infrastructure.keys import Keyring
from tests.compat.samples import ORGANISATION, OTHER_TEXT, TEXT

MASTER = bytes(range(100, 132))
# FIN01's key as a row of the keys' database holds it: wrapped by MASTER.
WRAPPED = bytes.fromhex(
    "32333435363738393a3b3c3d305af48d20b9326e0b7c740e85bb22017ece81cf"
    "63f3ae08bb65e29226e4cfe273339767905db55d3fc72e168793a6e0"
)
TEXTS = {"流程优化": TEXT, "错误的标签": OTHER_TEXT}


def counting() -> Callable[[int], bytes]:
    """Nonces 0, 1, 2…, 1, 2, 3…, and so on."""
    nonces = iter(range(256))

    def nonce(size: int) -> bytes:
        first = next(nonces)
        return bytes(range(first, first + size))

    return nonce


@pytest.fixture
async def keyring(shared_where: Installation) -> AsyncIterator[Keyring]:
    url = shared_where.databases.keys
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("INSERT INTO person_keys VALUES (%s, 'FIN01', %s)", (ORGANISATION, WRAPPED))
        try:
            async with pool(url) as connections:
                yield Keyring(connections, MASTER, counting())
        finally:
            connection.execute("DELETE FROM person_keys WHERE organisation = %s", (ORGANISATION,))


async def test_frozen_boxes_are_opened_with_the_frozen_key(keyring: Keyring) -> None:
    await keyring.fetch(ORGANISATION, ["FIN01"])
    assert {keyring.open(ORGANISATION, sealed): sealed for sealed in TEXTS.values()} == TEXTS


async def test_todays_sealing_makes_the_frozen_boxes(keyring: Keyring) -> None:
    await keyring.fetch(ORGANISATION, ["FIN01"])
    assert [keyring.seal(ORGANISATION, "FIN01", text) for text in TEXTS] == list(TEXTS.values())
