"""Questions that need a body: parsed as strictly as commands, answered at once, and nothing is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.http.callers import Caller, bearer
from ledger.api.http.commands import CommandRoute, JSONBytes, documented
from ledger.api.http.problems import result_of
from ledger.application.unit import Answer, Command, Loaded, Unit
from ledger.domain.directory.directory import DIRECTORY
from ledger.domain.errors import Refusal
from ledger.domain.organisation.organisation import ORGANISATION

STATUSES = (400, 401, 403, 408, 413, 415, 422, 503)


async def _documented_caller(_token: Annotated[Any, Depends(bearer)]) -> Caller:
    """Only for the documentation, as of a command."""
    raise NotImplementedError


QuestionCaller = Annotated[Caller, Depends(_documented_caller)]


class QuestionRoute(CommandRoute):
    """A command's way in; what its function gives is the answer."""

    fresh = True

    async def conclude(self, request: Request, caller: Caller, asked: Any, raw: bytes) -> Response:
        return JSONBytes(orjson.dumps(asked))


def question_router(tag: str) -> APIRouter:
    return APIRouter(route_class=QuestionRoute, tags=[tag])


async def unit_over(caller: Caller, streams: Sequence[str]) -> Unit:
    """A unit over the states of this moment, in which a command of the caller's is tried; nothing of it is recorded."""
    wanted: list[str] = [ORGANISATION, DIRECTORY, *streams]
    journal, who = caller.services.journal, caller.acting
    states = await journal.states(caller.organisation, *wanted)
    loaded = {stream: Loaded(state, 0) for stream, state in zip(wanted, states, strict=True)}
    behalf = who.principal if who.principal != who.actor else None
    command = Command(
        caller.organisation, who.actor, "", lambda unit: Answer(position=unit.position), on_behalf_of=behalf
    )
    return Unit(command, journal.clock(), loaded)


def problem_of(refusal: Refusal) -> dict[str, Any]:
    problem: dict[str, Any] = result_of(refusal)["problem"]
    return problem


def questioned(action: str, answer: type[BaseModel], *, matter: str | None = None) -> dict[str, Any]:
    """What every such question's decorator says."""
    return documented(action, answer, matter=matter, statuses=STATUSES)
