"""Departments, delegations, and the organisation's settings: queries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from ledger.api.http.callers import Caller, reader
from ledger.api.http.reading import AtLeast, Connection, Listed, answer, queried
from ledger.application.countersigning import plain
from ledger.application.organisation import leaver_policy_fields, lot_term_fields
from ledger.domain.directory.decisions import DelegationState, state_of
from ledger.projections.directory import query as directory

router = APIRouter(tags=["directory"])


DirectoryReader = Annotated[Caller, Depends(reader("directory.read"))]


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
    state: DelegationState = Field(description="As of today, and of who may still act.")


class Delegations(Listed):
    items: list[DelegationView]


@router.get("/delegations", response_model=Delegations, **queried("delegations.read"))
async def delegations(
    caller: Annotated[Caller, Depends(reader("delegations.read"))], at_least: AtLeast = None
) -> Response:
    """Who may act on whose behalf: hr and auditors see all, others their own."""
    person = None if caller.roles & {"hr", "auditor"} else caller.employee_no
    who = caller.acting

    async def query(connection: Connection) -> Any:
        found = await directory.delegations(connection, caller.organisation, person)
        items = [{**one, "state": state_of(who.directory, one["id"], who.today)} for one in found]
        return {"items": items, "next_cursor": None}

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
    limits: dict[str, Any] = Field(description="What one hr may make alone.")


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
        limits=plain(settings.limits),
    )
