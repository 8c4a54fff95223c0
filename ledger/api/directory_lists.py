"""People, departments, delegations, and the organisation's settings: queries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.callers import Caller, reader
from ledger.api.fields import Code
from ledger.api.reading import (
    AtLeast,
    Connection,
    Cursor,
    Limit,
    Listed,
    answer,
    page,
    queried,
    text_cursor,
)
from ledger.application.organisations import leaver_policy_fields, lot_term_fields
from ledger.projections.directory import query as directory

router = APIRouter(tags=["directory"])


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


@router.get("/employees", response_model=People, **queried("directory.read"))
async def employees(
    caller: DirectoryReader,
    department: Annotated[Code | None, Query()] = None,
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


@router.get("/departments", response_model=Departments, **queried("directory.read"))
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


@router.get("/delegations", response_model=Delegations, **queried("delegations.read"))
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
    leaver_policy: dict[str, Any]


@router.get("/organisation", openapi_extra={"x-action": "organisation.read"})
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
        leaver_policy=leaver_policy_fields(settings.leaver_policy),
    )
