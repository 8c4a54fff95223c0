"""A full disk: commands are told to try again, readiness names it, and all goes on when there is room."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import psycopg

from ledger.api.http.health import Looks
from ledger.bootstrap import Installation, services
from tests.infrastructure.journal.books import Book

FULL = Path("/dev/full")


def file_of(where: Installation, table: str) -> Path:
    """Where PostgreSQL keeps a table."""
    with psycopg.connect(where.databases.owner, autocommit=True) as owner:
        row = owner.execute("SELECT current_setting('data_directory'), pg_relation_filepath(%s)", (table,)).fetchone()
    assert row is not None
    return Path(row[0]) / row[1]


async def test_a_full_disk_is_named_by_readiness_and_nothing_is_lost(where: Installation) -> None:
    events = file_of(where, "journal.events")
    found = events.stat()
    assert found.st_size == 0
    events.unlink()
    events.symlink_to(FULL)  # whatever is written there finds no room
    async with services(where) as ready:
        looks = Looks(ready)
        founding = asyncio.create_task(Book(ready.journal).begin())
        async with asyncio.timeout(5):
            while (await looks.readiness())[0]["status"] != "disk full":
                await asyncio.sleep(0.1)
        assert await looks.readiness() == ({"status": "disk full", "disk": "full"}, 503)
        events.unlink()
        events.touch(mode=0o600)
        os.chown(events, found.st_uid, found.st_gid)
        book = await founding
        await book.granting()
        assert await book.balance() == 1
        await asyncio.sleep(0.6)
        assert (await looks.readiness())[0]["status"] == "ready"
