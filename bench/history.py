"""A long history: grants of the months before, by the domain's own rules, recorded in bulk.

Each part is a thousand grants or so of one manager that were recorded together. What is true of grants that came one
by one is true of these: the same events, bytes, chain and links, and a stored answer for each under a key of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from psycopg import Connection

from bench import tenant as names
from bench.people import Founded
from bench.tenant import Tenant
from ledger.application.unit import Decided
from ledger.domain.accounts.account import Account
from ledger.domain.accounts.events import PointsTransferred, budget_account, employee_account
from ledger.domain.budgets import budget as budgets
from ledger.domain.budgets.budget import Budget, decide_lapse, decide_set
from ledger.domain.events import Event
from ledger.domain.grants.grant import Grant, decide_grant
from ledger.domain.tags.tag import Revision, revision_for
from ledger.domain.values import add_months, local_date, month_of
from ledger.infrastructure.journal import bulk

LARGEST_PART = 1_000
COPY_COMMANDS = (
    "COPY journal.commands (organisation, command, actor, idempotency_key, fingerprint, position, status, answer, "
    "recorded_at) FROM STDIN BINARY"
)
COMMAND_TYPES = ["text", "text", "text", "text", "bytea", "int8", "int2", "bytea", "timestamptz"]


class Plan(NamedTuple):
    """What all grants of a part have in common."""

    day: date
    departments: tuple[str, ...]
    revision: Revision
    ends_on: date | None


class History:
    """Budgets in the month that the history has come to, and the version that each stream has."""

    def __init__(self, connection: Connection[Any], tenant: Tenant, founded: Founded) -> None:
        self._connection = connection
        self._tenant = tenant
        self._founded = founded
        self._month = ""
        self._budgets: dict[str, Budget] = {}
        self._balances: dict[str, int] = {}
        self._versions: dict[str, int] = {}

    def write(self, begin: datetime, now: datetime) -> None:
        """Grants from `begin` to `now` over everybody, and budgets for the present month and the next.

        Budgets are set when their month begins, and what is left lapses when it has ended.
        """
        managers, events = self._tenant.managers, self._tenant.events
        size = max(names.PEOPLE_PER_DEPARTMENT, min(LARGEST_PART, events // (2 * len(managers))))
        parts = [(start, min(start + size, events)) for start in range(0, events, size)]
        for number, (start, end) in enumerate(parts):
            at = begin + (now - begin) * number / len(parts)
            self._turn(at)
            self._grant(managers[number % len(managers)], range(start, end), at)
        self._turn(now)
        following = add_months(local_date(now, self._founded.organisation.zone).replace(day=1), 1)
        self._set_budgets(month_of(following), now)

    def _turn(self, at: datetime) -> None:
        """In a new month the last one's budgets lapse, and everybody gets a new one."""
        month = self._founded.organisation.month_of(at)
        if month != self._month:
            past = self._budgets.values()
            lapsed = [(one.account, decide_lapse(one, month=self._month, present_month=month)) for one in past]
            self._record(lapsed, at, "system")
            self._month = month
            self._budgets = self._set_budgets(month, at)

    def _set_budgets(self, month: str, at: datetime) -> dict[str, Budget]:
        made = {manager: Budget(budget_account(manager, month)) for manager in self._tenant.managers}
        decided = [
            (one.account, decide_set(one, names.BUDGET, month=month, present_month=self._month))
            for one in made.values()
        ]
        self._record(decided, at, names.HR)
        return {
            manager: budgets.evolve(made[manager], event)
            for manager, (_, events) in zip(made, decided, strict=True)
            for event in events
        }

    def _grant(self, manager: str, numbers: range, at: datetime) -> None:
        """A part: one grant for each number, to the manager's people in turn, a second apart."""
        staff, plan = self._tenant.staff(manager), self._plan(manager, at)
        decided, answers = [], []
        for number in numbers:
            employee_no = staff[number % len(staff)]
            event = self._decide(plan, manager, employee_no, at)
            self._budgets[manager] = budgets.evolve(self._budgets[manager], event)
            balance = self._balances[employee_no] = self._balances.get(employee_no, 0) + event.points
            decided.append((event.target, [event]))
            answers.append({"id": event.subject.partition(":")[2], "points": event.points, "balance": balance})
        last = self._record(decided, at, manager, timedelta(seconds=1))
        self._answer(answers, last - len(answers) + 1, at, manager)

    def _plan(self, manager: str, at: datetime) -> Plan:
        organisation, directory = self._founded.organisation, self._founded.directory
        day = local_date(at, organisation.zone)
        departments = directory.department_path(names.department_of(manager), day)
        revision = revision_for(self._founded.tag, day, departments)
        return Plan(day, departments, revision, organisation.lot_term.last_day(day))

    def _decide(self, plan: Plan, manager: str, employee_no: str, at: datetime) -> PointsTransferred:
        grant = Grant(
            grant=_id(at),
            tag=names.TAG,
            points=None,
            reason=self._founded.reasons[employee_no],
            instant=False,
            day=plan.day,
            month=self._month,
            departments=plan.departments,
            ends_on=plan.ends_on,
        )
        employee = self._founded.directory.employees[employee_no]
        account = Account(employee_account(employee_no))
        (event,) = decide_grant(grant, employee, plan.revision, account, self._budgets[manager])
        return event

    def _record(
        self,
        decided: Iterable[tuple[str, Iterable[Event]]],
        at: datetime,
        actor: str,
        apart: timedelta = timedelta(),
    ) -> int:
        """Record events by stream; they occurred so much apart, the last one when they were recorded."""
        flat = [(stream, event) for stream, events in decided for event in events]
        ordered = []
        for number, (stream, event) in enumerate(flat, 1):
            version = self._versions[stream] = self._versions.get(stream, 0) + 1
            ordered.append(Decided.of(stream, version, at - apart * (len(flat) - number), event))
        if not ordered:
            return 0
        return bulk.record(self._connection, self._tenant.organisation, ordered, actor=actor, command=_id(at), now=at)

    def _answer(self, answers: list[dict[str, Any]], first: int, at: datetime, actor: str) -> None:
        with self._connection.cursor() as cursor, cursor.copy(COPY_COMMANDS) as copy:
            copy.set_types(COMMAND_TYPES)
            for position, answer in enumerate(answers, first):
                body = orjson.dumps({**answer, "position": position})
                key = f"history-{position}"
                copy.write_row(
                    (self._tenant.organisation, answer["id"], actor, key, bytes(32), position, 201, body, at)
                )


def _id(at: datetime) -> str:
    """A UUID of version 7 as it would have been made then."""
    random = int.from_bytes(os.urandom(10), "big") & ~(0xF << 76) & ~(0x3 << 62)
    value = (int(at.timestamp() * 1000) << 80) | random | (0x7 << 76) | (0x2 << 62)
    return str(UUID(int=value))
