"""Many lots that have ended, and a worker that can be killed.

    python -m tests.deadlines.ending DATABASE_URL ORGANISATION

expires them as a worker of its own process would on the day after `LAST_DAY`.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, date, datetime, timedelta

import psycopg

from ledger.application.unit import Decided
from ledger.contexts import all_deadlines
from ledger.deadlines.runner import Runner
from ledger.domain.accounts.events import ISSUANCE, LotPart, PointsTransferred
from ledger.domain.organisation.organisation import OrganisationCreated
from ledger.infrastructure.database import pool
from ledger.infrastructure.journal.bulk import record
from tests.infrastructure.journal.books import journal_on

LAST_DAY = date(2025, 6, 14)
MADE = datetime(2025, 6, 1, tzinfo=UTC)
AFTERWARDS = datetime(2025, 6, 15, 1, tzinfo=UTC)
POINTS = 3
A_TRANSACTION = 5_000


def fill(url: str, organisation: str, lots: int) -> None:
    """An organisation in UTC, each of whose employees has one lot that ends on the last day, and one later."""
    made = OrganisationCreated(name="试验", time_zone="UTC", currency="CNY", language="zh")
    decided = [Decided.of("organisation", 1, MADE, made)]
    for number in range(lots):
        decided += [_credit(number, version, LAST_DAY + timedelta(days=version - 1)) for version in (1, 2)]
    with psycopg.connect(url, autocommit=True) as connection:
        for start in range(0, len(decided), A_TRANSACTION):
            some = decided[start : start + A_TRANSACTION]
            record(connection, organisation, some, actor="system", command=f"fill-{start}", now=MADE)


def _credit(number: int, version: int, ends_on: date) -> Decided:
    subject, account = f"grant:{number}-{version}", f"employee:E{number:06d}"
    lot = LotPart(lot=subject, number=version, points=POINTS, ends_on=ends_on)
    event = PointsTransferred(
        kind="award", subject=subject, source=ISSUANCE, target=account, points=POINTS, opens=(lot,)
    )
    return Decided.of(account, version, MADE, event)


async def expire(url: str, organisation: str) -> int:
    """How many accounts were due."""
    async with pool(url) as connections, journal_on(url, lambda: AFTERWARDS) as journal:
        return (await Runner(journal, connections, all_deadlines()).look(organisation, "expiry"))["expiry"]


if __name__ == "__main__":
    print(asyncio.run(expire(sys.argv[1], sys.argv[2])), flush=True)
