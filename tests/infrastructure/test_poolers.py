"""A pooler between: in session mode as without one, in transaction mode with three settings."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from psycopg import AsyncConnection
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import AsyncConnectionPool

from ledger.bootstrap import Installation, migrate_all
from ledger.command_line.verification import verify_chains
from ledger.contexts import all_projections
from ledger.infrastructure.database import ROLES
from ledger.infrastructure.embedded import Servers
from ledger.infrastructure.journal import sql
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.journal.mapper import decode
from ledger.projections.engine.runner import Runner, connector
from tests.faults.alone import eventually, projected, projected_rows
from tests.imports.files import imported, table
from tests.infrastructure.journal.books import SIGNING, Book, utc_now, verified
from tests.installation import SECRETS, installation
from tests.pooler import PORT, Mode, needs_pgbouncer, pooler
from tests.servers import drop_database
from tests.service import Company, Person, Service, environment_of

GRANTS = 40
CLIENTS = 8
OLD_BALANCES = table("employee_no,points", "FIN01,70", "FIN02,80")


@pytest.fixture(params=["session", "transaction"])
def pooled(request: pytest.FixtureRequest, servers: Servers, database: str, tmp_path: Path) -> Iterator[Installation]:
    """A fresh installation whose every connection goes through a pooler, but LISTEN in transaction mode."""
    mode: Mode = request.param
    named = conninfo_to_dict(database)
    passwords = {role: SECRETS.database_password(role) for role in ROLES}
    with pooler(database, mode, {**passwords, str(named["user"]): str(named["password"])}) as host:
        where = installation(make_conninfo(database, host=host, port=PORT), servers.redis_url, tmp_path)
        if mode == "transaction":
            where = replace(where, databases=replace(where.databases, listened=database, prepares=False, begins=True))
        yield where
    drop_database(servers, urlsplit(database)._replace(path=f"/{where.databases.keys_name}").geturl())


@pytest.fixture
def service(pooled: Installation, tmp_path: Path) -> Iterator[Service]:
    migrate_all(pooled)
    environment = environment_of(pooled, tmp_path / "service")
    if not pooled.databases.prepares:
        environment |= {"LEDGER_PREPARE": "0", "LEDGER_BEGIN": "1", "LEDGER_LISTEN_URL": str(pooled.databases.listened)}
    started = Service(environment, log=tmp_path / "log")
    try:
        yield started.start()
    finally:
        started.stop()


def granting(company: Company, number: int) -> int:
    giver: Person = company.sign_in("FIN00")
    grant = {"employee": "FIN01", "tag": "help", "reason": "修好了报表"}
    first = giver.done("POST", "/grants", grant, Idempotency_Key=f"grant-{number}")
    assert giver.done("POST", "/grants", grant, Idempotency_Key=f"grant-{number}") == first
    return int(first["position"])


class Noting(AsyncConnection[Any]):
    """Remembers what was said on any of them."""

    said: ClassVar[list[str]] = []

    async def execute(self, query: Any, *args: Any, **options: Any) -> Any:
        self.said.append(query)
        return await super().execute(query, *args, **options)


@pytest.mark.parametrize("begins", [False, True])
async def test_who_needs_it_is_told_where_a_writers_transaction_begins_and_ends(
    shared_where: Installation, begins: bool
) -> None:
    address, autocommit = shared_where.databases.app, {"autocommit": True}
    async with AsyncConnectionPool(address, connection_class=Noting, kwargs=autocommit, open=False) as connections:
        book = await Book(Journal(connections, utc_now, SIGNING, begins=begins)).begin()
        Noting.said.clear()
        await book.granting()
        words = [said for said in Noting.said if said in {"BEGIN", "COMMIT", sql.APPEND}]
    assert words == (["BEGIN", sql.APPEND, "COMMIT"] if begins else [sql.APPEND])
    assert verified(address, book.organisation).sound


@needs_pgbouncer
def test_everything_works_through_a_pooler(pooled: Installation, service: Service, tmp_path: Path) -> None:
    companies = [Company(pooled, service) for _ in range(2)]  # whose transactions take turns in the same sessions
    for company in companies:
        company.department("FIN", "FIN01", "FIN02")
        company.tag("help", {"type": "fixed", "points": 1})
        company.budget("FIN00", 1_000)
    with ThreadPoolExecutor(CLIENTS) as clients:
        reached = list(clients.map(lambda number: granting(companies[number % 2], number), range(2 * GRANTS)))
    for company in companies:
        assert company.account("FIN01", max(reached))["balance"] == GRANTS
        board = company.hr.done("GET", f"/leaderboards?at_least={max(reached)}")
        assert board["items"][0]["points"] == GRANTS
    assert imported(companies[0].hr, "opening-balances", OLD_BALANCES)["counts"]["imported"] == 2
    before = settled_rows(pooled)
    connect = connector(pooled.databases.projector, prepares=pooled.databases.prepares)
    Runner(pooled.databases.projector, decode, all_projections(), connect=connect).rebuild()
    assert projected_rows(pooled) == before
    assert all(outcome.sound for outcome in verify_chains(pooled, None, quiet=True))
    service.stop()
    assert service.log is not None
    assert '"level": "error"' not in service.log.read_text()


def settled_rows(where: Installation) -> dict[str, list[str]]:
    """All rows of all projections, once they have seen everything."""
    eventually(lambda: projected(where), "the projections have seen everything")
    return projected_rows(where)
