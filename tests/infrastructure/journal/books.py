"""An organisation that is written to through the journal itself, without HTTP: quick, and in any process.

    python -m tests.infrastructure.journal.books DATABASE_URL ORGANISATION COUNT

grants COUNT times at once through a journal of its own process, and prints the answers as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import psycopg

from ledger.application import budgets, directory, grants, tags
from ledger.application import organisation as organisations
from ledger.application.access import SYSTEM
from ledger.application.directory import DepartmentFields
from ledger.application.grants import GrantPoints
from ledger.application.ids import new_id
from ledger.application.organisation import CreateOrganisation, Founder
from ledger.application.unit import Answer, Command, Taken, Unit
from ledger.domain.directory.events import Assignment, EmployeeRegistered
from ledger.domain.organisation.organisation import OrganisationCreated
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.rules import FixedRule
from ledger.domain.values import Sealed, month_of
from ledger.infrastructure.database import pool
from ledger.infrastructure.journal.journal import Journal
from ledger.infrastructure.journal.signing import Signing
from ledger.infrastructure.journal.verification import Verification, walk
from tests.installation import SECRETS

BUDGET = 1_000_000
SIGNING = Signing.of(SECRETS)
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def sealed(person: str) -> Sealed:
    """A box that nobody opens."""
    return Sealed(person=person, box="AAAA")


class Book:
    """One organisation in UTC with the department FIN: FIN00 grants the tag `help` (1 point) to FIN01 and FIN02."""

    def __init__(self, journal: Journal, organisation: str | None = None) -> None:
        self.journal = journal
        self.organisation = organisation or f"b-{uuid.uuid4().hex[:12]}"

    @property
    def budget_account(self) -> str:
        return f"budget:FIN00:{month_of(self.journal.clock().date())}"

    async def begin(self) -> Book:
        """Found the organisation and staff it."""
        created = OrganisationCreated(name="试验", time_zone="UTC", currency="CNY", language="zh")
        founder = Founder("HR01", sealed("HR01"), ("hr",))
        await self.journal.create(
            self.command(partial(organisations.create, request=CreateOrganisation(created, (founder,))), SYSTEM)
        )
        given = frozenset({"name", "head"})
        await self.do(
            partial(directory.create_department, code="FIN", fields=DepartmentFields("FIN", None, None, None, given))
        )
        for number in ("FIN00", "FIN01", "FIN02"):
            await self.do(partial(directory.register_employee, registered=self._registered(number)))
        head = DepartmentFields(None, None, "FIN00", None, frozenset({"head"}))
        await self.do(partial(directory.change_department, code="FIN", fields=head))
        terms = TagTerms(name="help", coefficient=Decimal(1), rule=FixedRule(points=1))
        await self.do(partial(tags.create, code="help", terms=terms))
        await self.do(self.budget(BUDGET))
        return self

    def _registered(self, number: str) -> EmployeeRegistered:
        today = self.journal.clock().date()
        assignment = Assignment(effective_from=today, department="FIN")
        return EmployeeRegistered(employee_no=number, name=sealed(number), assignment=assignment)

    def budget(self, points: int, owner: str = "FIN00") -> Callable[[Unit], Answer]:
        month = month_of(self.journal.clock().date())
        return partial(budgets.set_budget, owner=owner, month=month, points=points)

    def grant(self, employee: str = "FIN01") -> Callable[[Unit], Answer]:
        return partial(grants.grant_points, request=GrantPoints(employee, "help", sealed(employee)))

    def command(
        self,
        handle: Callable[[Unit], Answer],
        actor: str = "HR01",
        key: str | None = None,
        fingerprint: bytes = b"same",
    ) -> Command:
        return Command(
            self.organisation,
            actor,
            new_id(),
            handle,
            idempotency_key=key,
            fingerprint=fingerprint if key is not None else None,
        )

    async def do(self, handle: Callable[[Unit], Answer], actor: str = "HR01") -> Taken:
        return await self.journal.submit(self.command(handle, actor))

    def granting(self, employee: str = "FIN01", key: str | None = None) -> Coroutine[Any, Any, Taken]:
        """FIN00 grants a point."""
        return self.journal.submit(self.command(self.grant(employee), "FIN00", key))

    async def balance(self, employee: str = "FIN01") -> int:
        account = await self.journal.state(self.organisation, f"employee:{employee}")
        balance: int = account.balance
        return balance


@asynccontextmanager
async def journal_on(url: str, clock: Clock = utc_now) -> AsyncIterator[Journal]:
    """A journal as another process would have it: with connections and memory of its own."""
    async with pool(url, at_least=1, at_most=4, writing=True) as connections:
        yield Journal(connections, clock, SIGNING)


def verified(url: str, organisation: str) -> Verification:
    """The outcome of walking the chain."""
    with psycopg.connect(url, autocommit=True) as connection:
        *_, outcome = walk(connection, organisation)
    return outcome


async def _grant_at_once(url: str, organisation: str, count: int) -> None:
    async with journal_on(url) as journal:
        book = Book(journal, organisation)
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        taken = await asyncio.gather(*(book.granting("FIN01" if n % 2 else "FIN02") for n in range(count)))
        print(json.dumps([json.loads(one.body) for one in taken]), flush=True)


if __name__ == "__main__":
    asyncio.run(_grant_at_once(sys.argv[1], sys.argv[2], int(sys.argv[3])))
