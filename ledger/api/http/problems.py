"""Refusals and errors as `application/problem+json` (RFC 9457), mapped in one place (docs/problems.md)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import orjson
import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from psycopg import InterfaceError, InternalError, OperationalError
from psycopg.errors import (
    IdleInTransactionSessionTimeout,
    InternalError_,
    ReadOnlySqlTransaction,
    TransactionTimeout,
)
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route, compile_path

from ledger.application.grants import BatchRefused
from ledger.application.sessions import NotSignedIn, TooManyAttempts
from ledger.application.unit import ClockInDoubt, TooOld, Unavailable
from ledger.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal

log = structlog.get_logger()

TITLES = {
    400: "Malformed request",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    408: "Too slow",
    409: "Refused by a rule or the present state",
    413: "Too large",
    415: "Unsupported media type",
    422: "Invalid fields",
    429: "Too many attempts",
    500: "A fault of the service",
    503: "Try again in a moment",
}
STATUSES: dict[type[Refusal], int] = {Forbidden: 403, NotFound: 404, Conflict: 409, Invalid: 422}
MOST_ERRORS = 50
MOST_ERRORS_OF_ITEM = 10
AS_SAID = {"X-Content-Type-Options": "nosniff"}
"""No guess at the media type makes more of an answer than it is."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
RULE_KINDS = {"fixed", "stepped", "per_unit", "deduction"}


class ProblemError(BaseModel):
    """A field that is wrong: the JSON pointer to it, and what is wrong with it. `rule` names the kind of mistake where
    the field is wrong in itself, `values` the limits that `detail` names."""

    pointer: str
    detail: str
    rule: str | None = Field(default=None, examples=["less_than_equal"])
    values: dict[str, int | str] = {}


class ProblemBody(BaseModel):
    """A refusal. `type` is stable and ends with the code; `detail` says which rule and what to do about it; `values`
    has the numbers and days that it names, for who says it in another language."""

    type: str = Field(examples=["/problems/budget-exhausted"])
    title: str
    status: int
    detail: str
    errors: list[ProblemError] = []
    values: dict[str, int | str] = Field(default={}, examples=[{"left": 20, "needed": 50}])


class Problem(Exception):
    """A refusal that belongs to HTTP rather than to the domain (authentication, media types, sizes)."""

    def __init__(self, status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers


def problem(
    status: int,
    code: str,
    detail: str,
    errors: Sequence[dict[str, Any]] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    return _response(_body(status, code, detail, errors), headers)


def _body(status: int, code: str, detail: str, errors: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
    }
    return {**body, "errors": list(errors)} if errors else body


def _response(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), body["status"], {**AS_SAID, **(headers or {})}, "application/problem+json")


def _of_refusal(refusal: Refusal) -> dict[str, Any]:
    status = next(status for kind, status in STATUSES.items() if isinstance(refusal, kind))
    if isinstance(refusal, BatchRefused):
        return {**_body(status, refusal.code, refusal.detail, _of_items(refusal)), "results": refusal.results}
    errors = [{"pointer": refusal.pointer, "detail": refusal.detail}] if refusal.pointer else []
    body = _body(status, refusal.code, refusal.detail, errors)
    return {**body, "values": refusal.values} if refusal.values else body


def _of_items(refused: BatchRefused) -> list[dict[str, str]]:
    """What is wrong with the items of a batch, each with its pointer."""
    return [
        {"pointer": f"/items/{index}{error['pointer']}", "detail": error["detail"]}
        for index, result in enumerate(refused.results)
        if "problem" in result
        for error in result["problem"].get("errors", [{"pointer": "", "detail": result["problem"]["detail"]}])
    ][:MOST_ERRORS]


def _of_validation(error: ValidationError | RequestValidationError, most: int = MOST_ERRORS) -> dict[str, Any]:
    """Each wrong field with its pointer, the first of many; nothing of what was sent is repeated."""
    if isinstance(error, ValidationError):  # each with an address and what was sent takes four times as long
        all_found: Sequence[Any] = error.errors(include_url=False, include_input=False)
    else:
        all_found = error.errors()
    errors = [
        {"pointer": _pointer(found["loc"]), "detail": _said(found), "rule": found["type"], "values": _limits(found)}
        for found in all_found[:most]
    ]
    detail = f"{errors[0]['pointer']}: {errors[0]['detail']}"
    return _body(422, "invalid-fields", detail, errors)


def _said(found: Any) -> str:
    """What is wrong with a field, without what pydantic says before the words of our own rules."""
    said: str = found["msg"]
    return said.removeprefix("Value error, ")


def _limits(found: Any) -> dict[str, int | str]:
    """The numbers of a rule on a field, and the character that breaks one: they stand in its description, too."""
    named = found.get("ctx", {}).items()
    return {
        name: str(value) for name, value in named if name == "character" or isinstance(value, int | float | Decimal)
    }


def result_of(error: Refusal | ValidationError) -> dict[str, Any]:
    """What one item of a batch is answered with."""
    body = _of_refusal(error) if isinstance(error, Refusal) else _of_validation(error, MOST_ERRORS_OF_ITEM)
    return {"status": body["status"], "problem": body}


def _pointer(location: Sequence[int | str]) -> str:
    parts = [str(part) for part in location if part not in {"body", "query", "path", "header"}]
    kept = [part for at, part in enumerate(parts) if not (at and parts[at - 1] == "rule" and part in RULE_KINDS)]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in kept)


def unavailable() -> Response:
    return problem(
        503, "unavailable", "The ledger can't answer now. Nothing is lost; try again.", headers={"Retry-After": "1"}
    )


def too_old() -> Response:
    detail = "A newer version of the ledger recorded what this process does not know. Try again: a newer one answers."
    return problem(503, "too-old", detail, headers={"Retry-After": "5"})


def clock_in_doubt() -> Response:
    detail = "The ledger's clock is wrong by more than an hour, so nothing is recorded until it is right again."
    return problem(503, "clock-in-doubt", detail, headers={"Retry-After": "60"})


def response_of(error: Exception) -> Response:
    """The one mapping from what went wrong to what the client reads."""
    match error:
        case NotSignedIn():
            body = {**_body(401, error.code, error.detail), **({"values": error.values} if error.values else {})}
            return _response(body, {"WWW-Authenticate": 'Bearer realm="ledger"'})
        case Refusal():
            return _response(_of_refusal(error))
        case Problem():
            return problem(error.status, error.code, error.detail, headers=error.headers)
        case ValidationError() | RequestValidationError():
            return _response(_of_validation(error))
        case TooManyAttempts():
            seconds = {"Retry-After": str(error.seconds)}
            return problem(429, "too-many-attempts", "Too many failed attempts. Wait a moment.", headers=seconds)
        case TooOld():
            return too_old()
        case ClockInDoubt():
            return clock_in_doubt()
        case Unavailable() | OperationalError() | InterfaceError() | ReadOnlySqlTransaction():
            return unavailable()
        case InternalError_() | IdleInTransactionSessionTimeout() | TransactionTimeout():
            log.warning("a fault of the database", error=type(error).__name__)
            return unavailable()
        case HTTPException():
            code = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "http")
            return problem(error.status_code, code, str(error.detail), headers=dict(error.headers or {}))
    log.error("unhandled error", exc_info=error)
    return problem(500, "internal", "This is a fault of the service. It is on record; trying again may help.")


class Methods:
    """Which methods each path has: the router's own answer names only those of the first route that fits, and to try
    every method on every router costs more than an answer."""

    def __init__(self, app: FastAPI, routers: Sequence[tuple[str, APIRouter]]) -> None:
        routes = [("", route) for route in app.routes]
        routes += [(prefix, route) for prefix, router in routers for route in router.routes]
        self._routes = [
            (compile_path(prefix + route.path)[0], route.methods or ())
            for prefix, route in routes
            if isinstance(route, Route)
        ]

    def of(self, path: str) -> str:
        had = {method for regex, methods in self._routes if regex.match(path) for method in methods}
        return ", ".join(method for method in METHODS if method in had)


def install(app: FastAPI, routers: Sequence[tuple[str, APIRouter]]) -> None:
    methods = Methods(app, routers)

    async def handle(request: Request, error: Exception) -> Response:
        response = response_of(error)
        if response.status_code == 405:
            response.headers["Allow"] = methods.of(request.scope["path"])
        return response

    kinds = (Refusal, Problem, NotSignedIn, TooManyAttempts, ValidationError, RequestValidationError, Unavailable)
    for kind in (*kinds, OperationalError, InterfaceError, InternalError, HTTPException, Exception):
        app.add_exception_handler(kind, handle)
