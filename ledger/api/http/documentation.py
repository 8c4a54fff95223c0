"""The OpenAPI file, made to say what is answered: FastAPI documents refusals as its own default bodies."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import orjson
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from ledger.api.http.problems import TITLES, ProblemBody

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}
SIGNED_IN = ("401", "403", "422", "429", "503")
"""What any operation of somebody who is signed in may answer."""
ON_BEHALF_OF = {
    "name": "On-Behalf-Of",
    "in": "header",
    "required": False,
    "description": "The number of somebody who delegated this to me: their sight and their budget count.",
    "schema": {"type": "string", "maxLength": 64},
}


def describe(api: FastAPI) -> None:
    """Have an application document every refusal as `application/problem+json`, and as nothing else."""
    made = api.openapi

    def openapi() -> dict[str, Any]:
        if api.openapi_schema is None:
            schema = made()
            schemas = schema["components"]["schemas"]
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            problem = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs"), ProblemBody=problem)
            for operation in _operations(schema):
                _describe(operation)
        return api.openapi_schema or {}

    api.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend it
    _serve(api)


def _serve(api: FastAPI) -> None:
    """In place of FastAPI's own route, which makes the document in the event loop and has no name in the metrics."""
    path, made = api.openapi_url or "", b""
    making = asyncio.Lock()
    api.router.routes[:] = [route for route in api.router.routes if getattr(route, "path", None) != path]

    @api.get(path, include_in_schema=False)
    async def document() -> Response:
        nonlocal made
        async with making:
            made = made or await run_in_threadpool(lambda: orjson.dumps(api.openapi()))
        return Response(made, media_type="application/json")


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in schema["paths"].values():
        yield from methods.values()


def _describe(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if "x-action" in operation:
        for status in SIGNED_IN:
            responses.setdefault(status, {})
    for status, response in responses.items():
        offered = response.get("content", {})
        if int(status) >= 400 and (status == "422" or not offered or "application/problem+json" in offered):
            response.update(description=TITLES[int(status)], content=PROBLEM)
    if "x-delegable" in operation:
        operation.setdefault("parameters", []).append(ON_BEHALF_OF)
