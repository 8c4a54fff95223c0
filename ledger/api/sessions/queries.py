"""Sign-ins that failed or were refused: one's own, and everybody's for hr."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from ledger.api.http.callers import Caller, reader
from ledger.api.http.fields import EmployeeNo
from ledger.api.http.reading import Limit

router = APIRouter(tags=["session"])
REFUSALS: dict[int | str, Any] = {
    status: {"content": {"application/problem+json": {}}} for status in (401, 403, 422, 503)
}


class RefusedSignIn(BaseModel):
    employee_no: str
    network: str = Field(description="Where it was tried from.", examples=["203.0.113.0/24"])
    reason: str = Field(description="`wrong-login`, `wrong-link`, `too-many-attempts` or `no-longer-employed`.")
    times: int
    first_at: datetime
    last_at: datetime


class RefusedSignIns(BaseModel):
    items: list[RefusedSignIn] = Field(description="The newest first; kept for 90 days.")


@router.get("/me/sign-ins", responses=REFUSALS, openapi_extra={"x-action": "session"})
async def my_refused_sign_ins(
    caller: Annotated[Caller, Depends(reader("session"))], limit: Limit = 20
) -> RefusedSignIns:
    """Who tried to sign in as me and was not let in, from where and why."""
    return await _last(caller, caller.employee_no, limit)


@router.get("/sign-ins", responses=REFUSALS, openapi_extra={"x-action": "sign-ins.read"})
async def refused_sign_ins(
    caller: Annotated[Caller, Depends(reader("sign-ins.read"))],
    employee: Annotated[EmployeeNo | None, Query(description="Of this person only.")] = None,
    limit: Limit = 100,
) -> RefusedSignIns:
    """Who could not sign in, from where and why. Logins that nobody has are not kept."""
    return await _last(caller, employee, limit)


async def _last(caller: Caller, employee_no: str | None, limit: int) -> RefusedSignIns:
    found = await caller.services.refused_sign_ins.last(caller.organisation, employee_no, limit)
    return RefusedSignIns(items=[RefusedSignIn.model_validate(one) for one in found])
