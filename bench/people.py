"""An organisation's people, departments and tags, made with the service's own commands at a time of one's choice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from bench import tenant as names
from bench.series import Tell
from bench.tenant import Tenant
from ledger.api.http.services import Services
from ledger.application import directory as people
from ledger.application import organisation as organisations
from ledger.application import tags
from ledger.application.access import SYSTEM
from ledger.application.directory import DepartmentFields
from ledger.application.ids import new_id
from ledger.application.organisation import CreateOrganisation, Founder
from ledger.application.unit import Answer, Command
from ledger.bootstrap import Installation, services
from ledger.domain.directory.directory import DIRECTORY, Directory
from ledger.domain.directory.events import Assignment, EmployeeRegistered
from ledger.domain.organisation.organisation import ORGANISATION, Organisation, OrganisationCreated
from ledger.domain.tags.events import GrantRange, TagTerms
from ledger.domain.tags.rules import FixedRule
from ledger.domain.tags.tag import TAG, Tag
from ledger.domain.values import Sealed
from ledger.infrastructure.database import pool
from ledger.infrastructure.journal.journal import Journal

AT_ONCE = 500
REASON = "Stayed late to help the team deliver on time"


@dataclass(frozen=True)
class Founded:
    """The organisation as the domain sees it, and a sealed reason about everybody."""

    organisation: Organisation
    directory: Directory
    tag: Tag
    reasons: dict[str, Sealed]


async def found(where: Installation, tenant: Tenant, at: datetime, tell: Tell) -> Founded:
    """Make the organisation with everybody in it, as if it were `at`."""
    async with services(where) as ready, pool(where.databases.app, at_least=2) as connections:
        founding = Founding(ready, Journal(connections, lambda: at), tenant, at.date() - timedelta(days=30))
        return await founding.run(tell)


class Founding:
    """Commands of hr, many at once."""

    def __init__(self, ready: Services, journal: Journal, tenant: Tenant, since: date) -> None:
        self._ready = ready
        self._journal = journal
        self._tenant = tenant
        self._organisation = tenant.organisation
        self._since = since
        self._reasons: dict[str, Sealed] = {}

    async def run(self, tell: Tell) -> Founded:
        """Everything in the order in which one refers to the other."""
        await self._create()
        await self._register([(manager, None) for manager in self._tenant.managers], tell)
        await self._submit(people.create_department, [(names.ROOT_DEPARTMENT, self._department(None, None))])
        departments = [(names.department_of(manager), manager) for manager in self._tenant.managers]
        await self._submit(
            people.create_department,
            [(code, self._department(names.ROOT_DEPARTMENT, manager)) for code, manager in departments],
        )
        await self._register(
            [(one, code) for code, manager in departments for one in self._tenant.staff(manager)], tell
        )
        await self._submit(
            tags.create, [(names.TAG, _terms(None)), (names.RANGED_TAG, _terms(GrantRange(min=1, max=10**6)))]
        )
        for person in (names.HR, self._tenant.watched, *self._tenant.granting):
            await self._ready.sessions.set_common_password(
                self._organisation, [person], names.PASSWORD, replace=True, kept=True
            )
        return Founded(
            await self._journal.state(self._organisation, ORGANISATION),
            await self._journal.state(self._organisation, DIRECTORY),
            await self._journal.state(self._organisation, TAG(names.TAG)),
            self._reasons,
        )

    async def _create(self) -> None:
        keyring, founders = self._ready.keyring, []
        for person, role in ((names.ADMIN, "admin"), (names.HR, "hr")):
            await keyring.register(self._organisation, person)
            founders.append(Founder(person, keyring.seal(self._organisation, person, person), (role,)))
        created = OrganisationCreated(name=self._organisation, time_zone="Asia/Shanghai", currency="CNY", language="zh")
        handler = partial(organisations.create, request=CreateOrganisation(created, tuple(founders)))
        await self._journal.create(Command(self._organisation, SYSTEM, new_id(), handler))

    async def _register(self, everybody: Sequence[tuple[str, str | None]], tell: Tell) -> None:
        """Their keys, their records, and one reason about each of them while the key is in memory."""
        keyring = self._ready.keyring
        for start in range(0, len(everybody), AT_ONCE):
            tell(f"{self._organisation}: {start:,} of {len(everybody):,} people")
            part = everybody[start : start + AT_ONCE]
            await asyncio.gather(*(keyring.register(self._organisation, person) for person, _ in part))
            records = []
            for person, department in part:
                self._reasons[person] = keyring.seal(self._organisation, person, REASON)
                records.append(
                    EmployeeRegistered(
                        employee_no=person,
                        name=keyring.seal(self._organisation, person, f"Zhang {person}"),
                        assignment=Assignment(effective_from=self._since, department=department),
                        hired_on=self._since,
                    )
                )
            await self._submit(people.register_employee, [(record,) for record in records])

    async def _submit(self, verb: Callable[..., Answer], arguments: Iterable[tuple[object, ...]]) -> None:
        def command(given: tuple[object, ...]) -> Command:
            return Command(self._organisation, names.HR, new_id(), lambda unit: verb(unit, *given))

        await asyncio.gather(*(self._journal.submit(command(given)) for given in arguments))

    def _department(self, parent: str | None, head: str | None) -> DepartmentFields:
        return DepartmentFields(None, parent, head, self._since, frozenset())


def _terms(grant_range: GrantRange | None) -> TagTerms:
    return TagTerms(
        name="Helping the team", coefficient=Decimal(1), grant_range=grant_range, rule=FixedRule(points=names.POINTS)
    )
