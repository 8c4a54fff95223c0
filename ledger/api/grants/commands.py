"""Grants: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, command_router, documented
from ledger.api.http.fields import Body, Code, EmployeeNo, ExpectedPoints, Points, Text, Time
from ledger.api.http.sealing import sealed_if_known
from ledger.application.countersigning import CountersignatureWaits
from ledger.application.grants import GrantAnswer, GrantPoints, grant_points

router = command_router("points")


class GrantBody(Body):
    employee: EmployeeNo
    tag: Code
    reason: Text = Field(examples=["The closing was done two days early."])
    points: Points | None = Field(default=None, description="Within the tag's range; if omitted: the rule's points.")
    occurred_at: Time | None = None
    instant: Annotated[bool, Field(strict=True)] = Field(default=False, description="hr's single award (S16).")
    expected_points: ExpectedPoints = None


@router.post(
    "/grants", **documented("grants.create", GrantAnswer, matter="grants", new=True, second=CountersignatureWaits)
)
async def create_grant(caller: CommandCaller, body: GrantBody) -> Handler:
    """Grant points to somebody of mine, from my budget of this month. They see it at once."""
    request = GrantPoints(
        employee=body.employee,
        tag=body.tag,
        reason=await sealed_if_known(caller, body.employee, body.reason),
        points=body.points,
        occurred_at=body.occurred_at,
        instant=body.instant,
        expected=body.expected_points,
    )
    return partial(grant_points, request=request)
