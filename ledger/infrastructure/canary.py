"""Whether a master key is the one that a database was made with: asked before anything is done with another.

A text that is sealed with it is kept beside the people's keys. Databases of before have none: there the people's keys
themselves are tried, and one that opens is proof.
"""

from __future__ import annotations

import os
from typing import Any

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.infrastructure.keys import NONCE_BYTES, unwrapped
from ledger.infrastructure.secrets import Secrets

CANARY = b"points-ledger"
MOST_TRIED = 100
"""People's keys that are tried where there is no canary: one of them may be damaged."""

INSTALL = """
CREATE TABLE IF NOT EXISTS master_key (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    canary bytea NOT NULL
)
"""


class WrongMasterKey(ValueError):
    """The master key is not the one that the database was made with."""

    def __init__(self, database: str) -> None:
        super().__init__(
            f"The master key is not the one that {database} was made with: nobody's name could be read. Set "
            "LEDGER_MASTER_KEY, or restore master.key in the data folder. Nothing was changed."
        )


def check(connection: psycopg.Connection[Any], secrets: Secrets) -> None:
    """Raises WrongMasterKey unless the keys' database was made with this key, or holds nothing yet."""
    if not _opens(connection, secrets):
        raise WrongMasterKey(connection.info.dbname)


def keep(connection: psycopg.Connection[Any], secrets: Secrets) -> None:
    """Have the key asked about from now on; only after `check`."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(secrets.derive("canary")).encrypt(nonce, CANARY, None)
    connection.execute("INSERT INTO master_key (canary) VALUES (%s) ON CONFLICT DO NOTHING", (sealed,))


def _opens(connection: psycopg.Connection[Any], secrets: Secrets) -> bool:
    if _has(connection, "master_key") and (row := connection.execute("SELECT canary FROM master_key").fetchone()):
        sealed = row[0]
        try:
            return AESGCM(secrets.derive("canary")).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None) == CANARY
        except (InvalidTag, ValueError):
            return False
    if not _has(connection, "person_keys"):
        return True
    keys = connection.execute(
        "SELECT organisation, person, wrapped FROM person_keys LIMIT %s", (MOST_TRIED,)
    ).fetchall()
    master = AESGCM(secrets.derive("person-keys"))
    return not keys or any(unwrapped(master, *key) is not None for key in keys)


def _has(connection: psycopg.Connection[Any], table: str) -> bool:
    return connection.execute("SELECT to_regclass(%s)", (table,)).fetchone() != (None,)
