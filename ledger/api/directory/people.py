"""People: queries. Number, name and department are everybody's to see; names are searched in memory, being sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from heapq import nlargest, nsmallest
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import Code, EmployeeNo
from ledger.api.http.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    PathId,
    PathNo,
    answer,
    queried,
    read,
    respond,
    text_cursor,
)
from ledger.domain.errors import Forbidden, NotFound
from ledger.domain.values import MONEY_PLACES, UNREADABLE
from ledger.projections.directory import history
from ledger.projections.directory import query as directory

router = APIRouter(tags=["directory"])


class PersonView(BaseModel):
    """Number, name and department are everybody's to see; the rest only of people in sight, pay only hr's."""

    employee_no: str
    name: str | None
    department: str | None
    manager: str | None = None
    job: str | None = None
    roles: list[str] | None = None
    legal_entity: str | None = None
    cost_centre: str | None = None
    hired_on: date | None = None
    left_on: date | None = None
    pay_standard: str | None = None
    performance_share: str | None = None


class People(Listed):
    items: list[PersonView]


DirectoryReader = Annotated[Caller, Depends(reader("directory.read"))]
IN_SIGHT = ("manager", "job", "roles", "legal_entity", "cost_centre", "hired_on", "left_on")
PAY = ("pay_standard", "performance_share")
SEE_ALL_ROLES = frozenset({"hr", "admin", "auditor"})


MOST_NUMBERS = 100
Search = Annotated[str | None, Query(max_length=100, description="Number or name hold every word of it, wherever.")]
Within = Annotated[Code | None, Query(description="Of one department only, not of those below it.")]
Sort = Annotated[
    Literal["employee", "-employee", "name", "-name", "department", "-department"] | None,
    Query(description="With - from the last on; names by how they are spelt. If omitted: by number."),
]


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom a list of people is of, and in which order."""

    department: str | None = None
    search: str | None = None
    sort: str | None = None
    with_roles: bool = False
    numbers: tuple[str, ...] = ()


@router.get("/employees", response_model=People, **queried("directory.read"))
async def employees(
    caller: DirectoryReader,
    department: Within = None,
    search: Search = None,
    with_roles: Annotated[
        bool, Query(description="Only who holds a role that an admin gave. For hr, admin and auditors.")
    ] = False,
    number: Annotated[list[EmployeeNo] | None, Query(max_length=MOST_NUMBERS, description="Only these people.")] = None,
    sort: Sort = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """The directory, by number if not sorted."""
    after = text_cursor(cursor)
    if with_roles:
        _check_sees_roles(caller, "/with_roles")
    sought = Sought(department, search, sort, with_roles, tuple(number or ()))
    numbers = await found_numbers(caller, sought, after, limit + 1)

    async def query(connection: Connection) -> Any:
        found = await directory.employees(
            connection,
            caller.organisation,
            caller.acting.today,
            department=department,
            numbers=None if numbers is None else numbers[:limit],
            limit=limit,
            after=after if numbers is None else "",
        )
        following = found["next"] if numbers is None else numbers[limit - 1] if len(numbers) > limit else None
        rows = found["items"] if numbers is None else in_order(found["items"], numbers)
        return {"items": [_person(caller, row) for row in rows], "next_cursor": following}

    found, position = await read(caller, ["directory"], at_least, query)
    return respond({**found, "items": [_in_money(one) for one in found["items"]]}, position)


def _in_money(row: dict[str, Any]) -> dict[str, Any]:
    """A row that was opened: pay is sealed in its canonical form, and shown with its places."""
    pay = row.get("pay_standard")
    if pay is None or pay == UNREADABLE:
        return row
    return {**row, "pay_standard": str(Decimal(pay).quantize(MONEY_PLACES))}


async def found_numbers(caller: Caller, sought: Sought, after: str, most: int) -> list[str] | None:
    """The next numbers of whom is sought, in that order; None: everybody, by number."""
    words = (sought.search or "").strip()
    if not words and not sought.with_roles and not sought.numbers and sought.sort is None:
        return None
    people, today = caller.acting.directory.employees, caller.acting.today
    among = {no: people[no] for no in sought.numbers if no in people} if sought.numbers else people
    found = await caller.services.names.matching(caller.organisation, among, words) if words else list(among)
    if sought.with_roles:
        found = [no for no in found if people[no].roles]
    if sought.department is not None:
        found = [no for no in found if people[no].on(today).department == sought.department]
    key = await _sorted_by(caller, sought.sort)
    last = key(after) if after in people else ("", after)
    if sought.sort is not None and sought.sort.startswith("-"):
        return nlargest(most, (no for no in found if not after or key(no) < last), key=key)
    return nsmallest(most, (no for no in found if key(no) > last), key=key)


async def _sorted_by(caller: Caller, sort: str | None) -> Callable[[str], tuple[str, str]]:
    """What somebody is sorted by, and their number: no two are alike."""
    people, today = caller.acting.directory.employees, caller.acting.today
    match (sort or "").removeprefix("-"):
        case "name":
            spelt = await caller.services.names.spelt(caller.organisation, people)
            return lambda no: (spelt.get(no, ""), no)
        case "department":
            return lambda no: (people[no].on(today).department or "", no)
    return lambda no: ("", no)


def in_order(rows: list[dict[str, Any]], numbers: list[str]) -> list[dict[str, Any]]:
    """Rows of people in the order of their numbers in a list."""
    places = {no: place for place, no in enumerate(numbers)}
    return sorted(rows, key=lambda row: places[row["employee_no"]])


def _person(caller: Caller, row: dict[str, Any]) -> dict[str, Any]:
    person = caller.acting.directory.employees.get(row["employee_no"])
    names: tuple[str, ...] = ("employee_no", "name", "department")
    if person is not None and (caller.acting.sees(person) or "admin" in caller.roles):
        names += IN_SIGHT
        if _sees_pay(caller, row["employee_no"]):
            names += PAY
    return {name: row[name] for name in names}


def _sees_pay(caller: Caller, employee_no: str) -> bool:
    return "hr" in caller.roles or employee_no == caller.employee_no


@router.get("/employees/{employee_no}", response_model=PersonView, **queried("directory.read", 404))
async def one_employee(caller: DirectoryReader, employee_no: PathNo, at_least: AtLeast = None) -> Response:
    """One person, as in the list."""

    async def query(connection: Connection) -> Any:
        return _person(caller, await _row(caller, connection, employee_no))

    found, position = await read(caller, ["directory"], at_least, query)
    return respond(_in_money(found), position)


class StandingView(BaseModel):
    from_: date = Field(alias="from")
    to: date | None = Field(description="The last day; null: until now, and on.")
    department: str | None
    manager: str | None
    job: str | None
    legal_entity: str | None
    cost_centre: str | None
    pay_standard: str | None = Field(default=None, description="For hr, and for the person.")
    performance_share: str | None = None


class RolesView(BaseModel):
    from_: datetime = Field(alias="from")
    to: datetime | None
    roles: list[str]
    given_by: str


class PersonHistory(BaseModel):
    employee_no: str
    hired_on: date | None
    left_on: date | None
    items: list[StandingView] = Field(description="The oldest first; the first held before its day, too.")
    roles: list[RolesView] = Field(description="What an admin gave, from when it was recorded; the oldest first.")


@router.get("/employees/{employee_no}/history", response_model=PersonHistory, **queried("directory.read", 404))
async def employee_history(caller: DirectoryReader, employee_no: PathNo, at_least: AtLeast = None) -> Response:
    """Where somebody stood since when: department, manager, job, roles. For hr, admin, auditors and the person."""
    hidden = () if _sees_pay(caller, employee_no) else PAY

    async def query(connection: Connection) -> Any:
        row = await _row(caller, connection, employee_no)
        if employee_no != caller.employee_no:
            _check_sees_roles(caller)
        given = await history.roles(connection, caller.organisation, employee_no)
        spans = [{n: v for n, v in span.items() if n not in hidden} for span in history.spans(row["history"])]
        return {**{name: row[name] for name in ("employee_no", "hired_on", "left_on")}, "items": spans, "roles": given}

    found, position = await read(caller, ["directory", "audit"], at_least, query)
    return respond({**found, "items": [_in_money(span) for span in found["items"]]}, position)


async def _row(caller: Caller, connection: Connection, employee_no: str) -> dict[str, Any]:
    row = await directory.employee(connection, caller.organisation, employee_no, caller.acting.today)
    if row is None:
        raise NotFound
    return row


class DepartmentSpan(BaseModel):
    from_: date = Field(alias="from")
    to: date | None = Field(description="The last day; null: until now, and on.")
    name: str
    parent: str | None
    head: str | None


class DepartmentHistory(BaseModel):
    code: str
    items: list[DepartmentSpan] = Field(description="The oldest first; the first held before its day, too.")


@router.get("/departments/{code}/history", response_model=DepartmentHistory, **queried("directory.read", 404))
async def department_history(caller: DirectoryReader, code: PathId, at_least: AtLeast = None) -> Response:
    """What a department was called, where it belonged and who headed it. For hr, admin and auditors."""

    async def query(connection: Connection) -> Any:
        found = await history.department(connection, caller.organisation, code)
        if found is None:
            raise NotFound
        _check_sees_roles(caller)
        return {"code": code, "items": history.spans(found)}

    return await answer(caller, ["directory"], at_least, query)


def _check_sees_roles(caller: Caller, pointer: str | None = None) -> None:
    if not caller.roles & SEE_ALL_ROLES:
        raise Forbidden("role", "Your role may not see this.", pointer)
