"""API keys of outside systems: commands."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import orjson
from pydantic import Field

from ledger.api.http.commands import CommandCaller, Handler, Then, command_router, documented
from ledger.api.http.fields import Body, Code, Day, EmployeeNo, Name
from ledger.application import integrations
from ledger.application.integrations import ApiKeyAnswer, CreateKey
from ledger.application.unit import Taken
from ledger.domain.integrations.events import KeyScope

router = command_router("integrations")


class ApiKeyBody(Body):
    """At least one tag, and departments (with those below them) or people."""

    name: Name = Field(description="Which system has it.", examples=["issue tracker"])
    tags: Annotated[list[Code], Field(min_length=1, max_length=100)]
    departments: list[Code] = Field(default=[], max_length=1000)
    employees: list[EmployeeNo] = Field(default=[], max_length=1000)
    ends_on: Day | None = Field(default=None, description="The last local day; if omitted: until it is revoked.")


class NewApiKey(ApiKeyAnswer):
    secret: str = Field(description="Shown here and nowhere else. Send it as `Authorization: Bearer SECRET`.")


@router.post("/api-keys", **documented("api-keys.write", NewApiKey, new=True))
async def create_key(caller: CommandCaller, body: ApiKeyBody) -> Then:
    """Let an outside system record actions: claims for the people it may name, under its tags, and nothing else."""
    scope = KeyScope(tags=tuple(body.tags), departments=tuple(body.departments), employees=tuple(body.employees))

    async def with_secret(taken: Taken) -> Taken:
        answer = orjson.loads(taken.body)
        secret = caller.services.api_keys.secret(caller.organisation, answer["id"])
        return taken._replace(body=orjson.dumps({**answer, "secret": secret}))

    handler: Handler = partial(integrations.create_key, request=CreateKey(body.name, scope, body.ends_on))
    return Then(handler, with_secret)


@router.post("/api-keys/{key}/revocation", **documented("api-keys.write", ApiKeyAnswer))
async def revoke_key(caller: CommandCaller, key: str) -> Handler:
    """End a key now, for ever."""
    return partial(integrations.revoke_key, key=key)
