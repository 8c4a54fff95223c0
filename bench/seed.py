"""Makes organisations to measure on.

Their people come through the service's own commands. Their history is decided by the domain's own rules and recorded
as its own events with the chain, at times that go back ten months, a thousand in a transaction: a million commits would
take longer than everything that is measured.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import psycopg

from bench import people
from bench.history import History
from bench.series import Tell
from bench.tenant import Tenant
from ledger.bootstrap import Installation

DAYS = 300
"""How far back histories go: no lot has ended since then."""


def seed(where: Installation, tenant: Tenant, tell: Tell) -> None:
    """Make the organisation with its people, its history if it has one, and budgets to grant from."""
    now = datetime.now(UTC)
    begin = now - timedelta(days=DAYS)
    founded = asyncio.run(people.found(where, tenant, begin if tenant.events else now, tell))
    tell(f"{tenant.organisation}: {tenant.events:,} grants")
    with psycopg.connect(where.databases.owner) as connection:
        History(connection, tenant, founded).write(begin, now)
    with psycopg.connect(where.databases.owner, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
