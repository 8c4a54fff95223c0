"""People, departments, delegations, tags, claims, notifications, settings: queries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.callers import Caller, reader
from ledger.api.fields import EmployeeNo
from ledger.api.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    answer,
    page,
    position_cursor,
    queried,
    text_cursor,
)
from ledger.application.organisations import lot_term_fields
from ledger.domain.directory.directory import Directory
from ledger.domain.directory.sight import in_managers_sight
from ledger.domain.errors import NotFound
from ledger.projections.claims import query as claims
from ledger.projections.directory import query as directory
from ledger.projections.notifications import query as notifications
from ledger.projections.tags import query as tags

router = APIRouter()


class PersonView(BaseModel):
    """Number, name and department are everybody's to see; the rest only of people in sight, pay only hr's."""

    employee_no: str
    name: str | None
    department: str | None
    manager: str | None = None
    position: str | None = None
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
IN_SIGHT = ("manager", "position", "roles", "legal_entity", "cost_centre", "hired_on", "left_on")
PAY = ("pay_standard", "performance_share")


@router.get("/employees", response_model=People, tags=["directory"], **queried("directory.read"))
async def employees(
    caller: DirectoryReader,
    department: Annotated[str | None, Query(max_length=64)] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """The directory, by number."""
    after = text_cursor(cursor)
    known = caller.acting.directory.employees

    def shape(row: dict[str, Any]) -> dict[str, Any]:
        person = known.get(row["employee_no"])
        names: tuple[str, ...] = ("employee_no", "name", "department")
        if person is not None and (caller.acting.sees(person) or "admin" in caller.roles):
            names += IN_SIGHT
            if "hr" in caller.roles or row["employee_no"] == caller.employee_no:
                names += PAY
        return {name: row[name] for name in names}

    async def query(connection: Connection) -> Any:
        found = await directory.employees(
            connection, caller.organisation, caller.acting.today, department=department, limit=limit, after=after
        )
        return page(found, shape)

    return await answer(caller, ["directory"], at_least, query)


class DepartmentView(BaseModel):
    code: str
    name: str
    parent: str | None
    head: str | None


class Departments(Listed):
    items: list[DepartmentView]


@router.get("/departments", response_model=Departments, tags=["directory"], **queried("directory.read"))
async def departments(caller: DirectoryReader, at_least: AtLeast = None) -> Response:
    """All departments, by code, as of today."""

    async def query(connection: Connection) -> Any:
        rows = await directory.departments(connection, caller.organisation, caller.acting.today)
        items = [{name: row[name] for name in ("code", "name", "parent", "head")} for row in rows]
        return {"items": items, "next_cursor": None}

    return await answer(caller, ["directory"], at_least, query)


class DelegationView(BaseModel):
    id: str
    from_: str = Field(alias="from")
    to: str
    what: list[str]
    starts_on: date
    ends_on: date
    revoked: bool


class Delegations(Listed):
    items: list[DelegationView]


@router.get("/delegations", response_model=Delegations, tags=["directory"], **queried("delegations.read"))
async def delegations(
    caller: Annotated[Caller, Depends(reader("delegations.read"))], at_least: AtLeast = None
) -> Response:
    """Who may act on whose behalf: hr and auditors see all, others their own."""
    person = None if caller.roles & {"hr", "auditor"} else caller.employee_no

    async def query(connection: Connection) -> Any:
        return {"items": await directory.delegations(connection, caller.organisation, person), "next_cursor": None}

    return await answer(caller, ["directory"], at_least, query)


class OrganisationView(BaseModel):
    id: str
    name: str
    time_zone: str
    currency: str
    language: str
    backdating_days: int
    lot_term: dict[str, Any]


@router.get("/organisation", tags=["directory"], openapi_extra={"x-action": "organisation.read"})
async def organisation(caller: Annotated[Caller, Depends(reader("organisation.read"))]) -> OrganisationView:
    """The organisation's settings."""
    settings = caller.settings
    return OrganisationView(
        id=caller.organisation,
        name=settings.name,
        time_zone=settings.time_zone,
        currency=settings.currency,
        language=settings.language,
        backdating_days=settings.backdating_days,
        lot_term=lot_term_fields(settings.lot_term),
    )


class TagRevision(BaseModel):
    number: int
    effective_from: date | None
    terms: dict[str, Any]


class TagView(BaseModel):
    code: str
    state: str
    proposer: str | None
    retired_from: date | None
    revision: int
    name: str
    goal: str | None = None
    departments: list[str] = []
    evidence_required: bool = False
    monthly_cap: int | None = None
    coefficient: str
    grant_range: dict[str, int] | None = None
    auto_approve: bool = False
    rule: dict[str, Any]
    revisions: list[TagRevision]


class Tags(Listed):
    items: list[TagView]


@router.get("/tags", response_model=Tags, tags=["tags"], **queried("tags.read"))
async def list_tags(
    caller: Annotated[Caller, Depends(reader("tags.read"))],
    state: Literal["proposed", "active", "retired"] | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Tags with their rules of today and all revisions."""
    after = text_cursor(cursor)

    async def query(connection: Connection) -> Any:
        return page(
            await tags.tags(connection, caller.organisation, caller.acting.today, state=state, limit=limit, after=after)
        )

    return await answer(caller, ["tags"], at_least, query)


class ClaimView(BaseModel):
    id: str
    state: str
    employee: str
    tag: str
    revision: int
    description: str | None
    evidence: list[str | None]
    quantity: str | None
    value_quantity: str | None
    points: int = Field(description="By the rule.")
    value: str | None
    credited: int | None = Field(description="What the approval credited.")
    verified_value: str | None
    reason: str | None = Field(description="Of the last decision.")
    occurred_at: datetime
    submitted_at: datetime
    decided_at: datetime | None
    decided_by: str | None


class Claims(Listed):
    items: list[ClaimView]


ClaimReader = Annotated[Caller, Depends(reader("claims.read"))]


@router.get("/claims", response_model=Claims, tags=["claims"], **queried("claims.read"))
async def list_claims(
    caller: ClaimReader,
    state: Literal["submitted", "returned", "approved", "rejected", "withdrawn"] | None = None,
    employee: Annotated[EmployeeNo | None, Query()] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """Claims, newest first: mine, those of people in my sight, or (hr, auditors) all."""
    before = position_cursor(cursor)
    whose = _whose(caller, employee)

    async def query(connection: Connection) -> Any:
        found = await claims.claims(
            connection, caller.organisation, state=state, employees=whose, limit=limit, before=before
        )
        return page(found, _claim)

    return await answer(caller, ["claims"], at_least, query)


@router.get("/claims/{claim}", response_model=ClaimView, tags=["claims"], **queried("claims.read", 404))
async def one_claim(caller: ClaimReader, claim: str, at_least: AtLeast = None) -> Response:
    """One claim, with what it says and how it was decided."""

    async def query(connection: Connection) -> Any:
        found = await claims.claim(connection, caller.organisation, claim) if claim.isprintable() else None
        if found is None:
            raise NotFound
        caller.acting.in_path(found["employee"])
        return _claim(found)

    return await answer(caller, ["claims"], at_least, query)


def _claim(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ClaimView.model_fields}


def _whose(caller: Caller, employee: str | None) -> set[str] | None:
    """Whose claims the caller may list; none: everybody's."""
    if employee is not None:
        person = caller.acting.directory.employees.get(employee)
        return {employee} if person is not None and caller.acting.sees(person) else set()
    if caller.roles & {"hr", "auditor"}:
        return None
    if "manager" in caller.roles:
        return people_in_sight(caller.acting.directory, caller.employee_no, caller.acting.today)
    return {caller.employee_no}


def people_in_sight(directory: Directory, manager: str, today: date) -> set[str]:
    """A manager and everybody in their sight."""
    return {manager} | {
        no for no, person in directory.employees.items() if in_managers_sight(directory, manager, person, today)
    }


class NotificationView(BaseModel):
    position: int
    recorded_at: datetime
    kind: str
    data: dict[str, Any]


class Notifications(Listed):
    items: list[NotificationView]


@router.get("/notifications", response_model=Notifications, tags=["live"], **queried("session"))
async def list_notifications(
    caller: Annotated[Caller, Depends(reader("session"))],
    limit: Limit = 50,
    cursor: Cursor = None,
    at_least: AtLeast = None,
) -> Response:
    """What happened to me, newest first."""
    before = position_cursor(cursor)

    async def query(connection: Connection) -> Any:
        return page(
            await notifications.notifications(connection, caller.organisation, caller.employee_no, limit, before)
        )

    return await answer(caller, ["notifications"], at_least, query)
