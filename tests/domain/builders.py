"""Short ways to say what tests of the domain are about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ledger.domain.accounts.account import Account
from ledger.domain.accounts.account import evolve as evolve_account
from ledger.domain.accounts.events import Credit, LotPart, PointsTransferred, employee_account
from ledger.domain.claims.events import ClaimContent, ClaimSubmitted
from ledger.domain.directory.directory import Directory, Employee, Standing, evolve
from ledger.domain.directory.events import Assignment, DepartmentCreated, DepartmentTerms, EmployeeRegistered
from ledger.domain.tags.events import TagTerms
from ledger.domain.tags.rules import FixedRule, Rule, Step, SteppedRule
from ledger.domain.values import Sealed

START = date(2030, 1, 1)
DAY = date(2030, 3, 15)
NOON = datetime(2030, 3, 15, 4, tzinfo=UTC)
MONTH = "2030-03"


def sealed(person: str = "FIN01", box: str = "b3Jp") -> Sealed:
    return Sealed(person=person, box=box)


def fixed(points: int, **fields: Any) -> FixedRule:
    return FixedRule(points=points, **fields)


def stepped(*steps: tuple[str, str, int], unit: str = "%", **fields: Any) -> SteppedRule:
    made = tuple(Step(op=op, threshold=Decimal(threshold), points=points) for op, threshold, points in steps)
    return SteppedRule(unit=unit, steps=made, **fields)


def terms(rule: Rule | None = None, coefficient: str = "1", **fields: Any) -> TagTerms:
    given = {"name": "流程优化", "coefficient": Decimal(coefficient), "rule": rule or fixed(100), **fields}
    return TagTerms(**given)


def submitted(points: int = 100, *, evidence: tuple[Sealed, ...] = (), month: str = MONTH) -> ClaimSubmitted:
    return ClaimSubmitted(
        claim="c1",
        employee="FIN01",
        tag="saving",
        revision=1,
        happened_at=NOON,
        month=month,
        departments=("FIN",),
        content=ClaimContent(description=sealed(), evidence=evidence, points=points),
    )


def credited(
    points: int, lot: str = "grant:g", ends_on: date | None = None, number: int = 1, **fields: Any
) -> PointsTransferred:
    """A counted credit of FIN01 that opens a lot."""
    return PointsTransferred(
        **{
            "kind": "grant",
            "subject": lot,
            "source": "budget:FIN00:2030-03",
            "target": employee_account("FIN01"),
            "points": points,
            "counted": True,
            "credit": Credit(tag="saving", revision=1, month=MONTH, departments=("FIN",)),
            "opens": (LotPart(lot=lot, number=number, points=points, ends_on=ends_on),),
            **fields,
        }
    )


def account_with(*events: PointsTransferred) -> Account:
    state = Account(employee_account("FIN01"))
    for event in events:
        state = evolve_account(state, event)
    return state


def account_at(balance: int) -> Account:
    return Account(employee_account("FIN01"), balance)


def chart(
    departments: Iterable[tuple[str, str | None, str | None]] = (),
    people: Iterable[tuple[str, str | None, str | None]] = (),
    **roles: tuple[str, ...],
) -> Directory:
    """Departments as (code, parent, head), people as (number, department, manager), roles by number."""
    directory = Directory()
    for number, department, manager in people:
        registered = EmployeeRegistered(
            employee_no=number,
            name=sealed(number),
            assignment=Assignment(effective_from=START, department=department, manager=manager),
            roles=roles.get(number, ()),
        )
        directory = evolve(directory, registered)
    for code, parent, head in departments:
        created = DepartmentTerms(effective_from=START, name=code, parent=parent, head=head)
        directory = evolve(directory, DepartmentCreated(code=code, terms=created))
    return directory


def person(number: str = "FIN01", **fields: Any) -> Employee:
    return Employee(number, sealed(number).box, (Standing(effective_from=START, department="FIN"),), **fields)
