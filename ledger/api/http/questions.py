"""Questions that need a body: parsed as strictly as commands, answered at once, and nothing is recorded."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.http.callers import Caller, bearer
from ledger.api.http.commands import CommandRoute, JSONBytes, documented

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


def questioned(action: str, answer: type[BaseModel]) -> dict[str, Any]:
    """What every such question's decorator says."""
    return documented(action, answer, statuses=STATUSES)
