"""What the rows of an import made of departments and people: each as it was before and after, out of the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from ledger.contexts import REFERENCES
from ledger.domain.accounts.events import employee_account
from ledger.domain.directory.directory import Department, Directory, Employee, evolve
from ledger.domain.directory.undoing import Made
from ledger.domain.imports.batch import IMPORT
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.directory import references
from ledger.projections.engine import queries

Pool = AsyncConnectionPool[AsyncConnection[Any]]
PATIENCE_SECONDS = 120.0
PAUSE_SECONDS = 0.2


async def caught_up(pool: Pool, organisation: str) -> None:
    """Wait until the projections have read what is recorded. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with pool.connection() as connection:
            head = await queries.head(connection, organisation)
        while True:
            async with pool.connection() as connection:
                if await queries.positions(connection, organisation, REFERENCES.reads) >= head:
                    return
            await asyncio.sleep(PAUSE_SECONDS)


async def made_people(pool: Pool, organisation: str, id: str, people: Sequence[str]) -> list[Made[Employee]]:
    """Of each of these people, whom the import registered or changed."""
    async with pool.connection() as connection:
        referred = await REFERENCES.people(connection, organisation, people)
    around = await _around(pool, organisation, id, [employee_account(no) for no in people])
    return [
        Made(before.employees.get(no), after.employees[no], no in referred)
        for no, (before, after) in zip(people, around, strict=True)
    ]


async def made_departments(pool: Pool, organisation: str, id: str, codes: Sequence[str]) -> list[Made[Department]]:
    """Of each of these departments, which the import created or changed."""
    async with pool.connection() as connection:
        referred = await REFERENCES.departments(connection, organisation, codes)
    around = await _around(pool, organisation, id, [f"department:{code}" for code in codes])
    return [
        Made(before.departments.get(code), after.departments[code], code in referred)
        for code, (before, after) in zip(codes, around, strict=True)
    ]


async def _around(pool: Pool, organisation: str, id: str, subjects: Sequence[str]) -> list[tuple[Directory, Directory]]:
    """Of each subject the directory, as far as it is about it: before the import's first event, and after its last.

    What takes the import back has the same correlation, and comes after the last event of its stream.
    """
    async with pool.connection() as connection:
        found = await references.record(connection, organisation, subjects, IMPORT(id))
    standing: dict[str, Directory] = {}
    around: dict[str, tuple[Directory, Directory]] = {}
    for row in found:
        recorded, subject = decode(row["state"]), row["subject"]
        before = standing.get(subject, Directory())
        after = standing[subject] = evolve(before, recorded.event)
        if recorded.correlation == f"import:{id}":
            around[subject] = (around.get(subject, (before, before))[0], after)
    return [around[subject] for subject in subjects]
