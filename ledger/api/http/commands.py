"""The one way in for commands: authenticate, ask the role table, parse strictly, submit, answer.

A command's route function only builds the handler: `(caller, body, path parameters) → Unit → Answer`. FastAPI
documents it; executing it is done here, in the same order for each, without the cost of a dependency graph.
"""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import cache, partial
from hashlib import blake2b
from typing import Annotated, Any, NamedTuple, get_type_hints

import orjson
from fastapi import APIRouter, Depends, Header, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.http.bodies import MOST_BYTES, check_media_type, parse_json, read_body
from ledger.api.http.callers import Caller, bearer, caller_of
from ledger.api.http.problems import Problem, response_of
from ledger.api.http.turns import LARGE_BYTES, large_turn
from ledger.application.ids import new_id
from ledger.application.sessions import Session, check_last_password
from ledger.application.unit import Answer, Command, Steps, Taken, Unit
from ledger.domain.errors import Invalid, NotFound
from ledger.domain.values import Sealed

Handler = Callable[[Unit], Answer]


class Then(NamedTuple):
    """A handler, and what is done once its command is on record (again, when the same request is sent again); it may
    answer what is sent instead of the stored answer."""

    handler: Handler
    after: Callable[[Taken], Awaitable[Taken | None]]


class Many(NamedTuple):
    """A handler that decides about many things in steps, and how many these are; `after` as of `Then`."""

    handler: Callable[[Unit], Steps]
    weight: int
    after: Callable[[Taken], Awaitable[Taken | None]] | None = None


SEALED = b'"$sealed"'
LONGEST_KEY = 255
Asked = Handler | Then | Many
NUMBERS = frozenset({"employee_no", "owner"})
"""What paths call somebody's number."""


async def _documented_caller(
    _token: Annotated[Any, Depends(bearer)],
    _key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="Yours, for this command: the same request again gets the same answer. Kept 30 days.",
            max_length=LONGEST_KEY,
        ),
    ] = None,
) -> Caller:
    """Only what the documentation shows of a command's headers; `CommandRoute` does the work."""
    raise NotImplementedError


CommandCaller = Annotated[Caller, Depends(_documented_caller)]


STATUSES = (400, 401, 403, 404, 408, 409, 413, 415, 422, 503)


def documented(
    action: str,
    answer: type[BaseModel],
    *,
    matter: str | None = None,
    new: bool = False,
    second: type[BaseModel] | None = None,
    most_bytes: int = MOST_BYTES,
    statuses: tuple[int, ...] = STATUSES,
) -> dict[str, Any]:
    """What every command's decorator says: its action in the role table, its answer, its refusals, its largest body.

    `second`: what it answers (202) when it waits for a second hr.
    """
    waits: dict[int | str, dict[str, Any]] = {} if second is None else {202: {"model": second}}
    return {
        "status_code": 201 if new else 200,
        "response_model": answer,
        "responses": {**waits, **{status: {"content": {"application/problem+json": {}}} for status in statuses}},
        "openapi_extra": {
            "x-action": action,
            **({"x-delegable": matter} if matter else {}),
            **({"x-most-bytes": most_bytes} if most_bytes != MOST_BYTES else {}),
        },
    }


class CommandRoute(APIRoute):
    """Executes a command route; see the module's docstring."""

    fresh = False
    """Whether who calls is asked of the directory of this moment: a command asks again under the journal's lock."""

    async def conclude(self, request: Request, caller: Caller, asked: Any, raw: bytes) -> Response:
        return await submit(request, caller, asked, raw, self.status_code or 200)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        extra = self.openapi_extra or {}
        action, matter = extra["x-action"], extra.get("x-delegable")
        most_bytes = extra.get("x-most-bytes", MOST_BYTES)
        build: Callable[..., Awaitable[Any]] = self.endpoint
        body_model, body_required = _body_of(build)
        path_names = tuple(self.param_convertors)

        async def handle(request: Request) -> Response:
            try:
                caller = await caller_of(request, action, matter, fresh=self.fresh)
                raw = await read_body(request, most_bytes)
                if len(raw) <= LARGE_BYTES:
                    return await answered(request, caller, raw)
                async with large_turn(caller.organisation, caller.employee_no):
                    return await answered(request, caller, raw)
            except Exception as error:
                return response_of(error)

        async def answered(request: Request, caller: Caller, raw: bytes) -> Response:
            arguments: dict[str, Any] = {name: _path_value(request, name) for name in path_names}
            if body_model is not None:
                arguments["body"] = _parse(request, raw, body_model, body_required)
            return await self.conclude(request, caller, await build(caller, **arguments), raw)

        return handle


def command_router(tag: str) -> APIRouter:
    return APIRouter(route_class=CommandRoute, tags=[tag])


async def submit(request: Request, caller: Caller, asked: Asked, raw: bytes, status: int) -> Response:
    """Record the command, and send its answer: byte for byte the stored one when its key was used before."""
    after, weight = None, 1
    handler: Callable[[Unit], Answer | Steps]
    if isinstance(asked, Then):
        handler, after = asked
    elif isinstance(asked, Many):
        handler, weight, after = asked
    else:
        handler = asked
    if caller.session is not None:
        handler = partial(_while_signed_in, caller.session, handler)
    key = request.headers.get("idempotency-key")
    behalf = caller.acting.principal if caller.acting.principal != caller.employee_no else None
    command = Command(
        caller.organisation,
        caller.employee_no,
        new_id(),
        handler,
        on_behalf_of=behalf,
        idempotency_key=_checked_key(key),
        fingerprint=_fingerprint(caller, request, behalf, raw) if key is not None else None,
        status=status,
        weight=weight,
    )
    taken = await caller.services.journal.submit(command)
    if after is not None:
        taken = await after(taken) or taken
    body = taken.body if SEALED not in taken.body else await _opened(caller, taken.body)
    return JSONBytes(body, taken.status)


def _while_signed_in(session: Session, handler: Callable[[Unit], Answer | Steps], unit: Unit) -> Answer | Steps:
    """What this process remembers may be a moment old: the password is asked about again under the journal's lock."""
    check_last_password(session, unit.directory)
    return handler(unit)


class JSONBytes(Response):
    """JSON that is encoded already."""

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        """The only ones that it ever has; working them out from what they might be costs ten times as much."""
        self.raw_headers = [
            (b"content-length", str(len(self.body)).encode()),
            (b"content-type", b"application/json"),
            (b"x-content-type-options", b"nosniff"),
        ]


def _fingerprint(caller: Caller, request: Request, behalf: str | None, raw: bytes) -> bytes:
    """A MAC over what the key stands for, so that stored requests can't be guessed from it."""
    said = f"{request.method}\n{request.scope['path']}\n{behalf or ''}\n".encode()
    return blake2b(said + raw, key=caller.services.fingerprint_key, digest_size=32).digest()


def _checked_key(key: str | None) -> str | None:
    if key is not None and (not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable()):
        raise Invalid("idempotency-key", f"1 to {LONGEST_KEY} printable ASCII characters.", "/Idempotency-Key")
    return key


def _path_value(request: Request, name: str) -> str:
    """What is named in the path, as it would be in the body: composed, and somebody's number narrow."""
    value = str(request.path_params[name])
    if not value.isascii():
        value = unicodedata.normalize("NFKC" if name in NUMBERS else "NFC", value)
    if not value or len(value) > 200 or not value.isprintable():
        raise NotFound
    return value


def _parse(request: Request, raw: bytes, model: type[BaseModel], required: bool) -> BaseModel:
    if not raw and not required:
        return model()
    check_media_type(request)
    if not raw:
        raise Problem(400, "malformed-json", "The body is empty.")
    return model.model_validate(parse_json(raw))


def _body_of(build: Callable[..., Any]) -> tuple[type[BaseModel] | None, bool]:
    parameter = inspect.signature(build).parameters.get("body")
    if parameter is None:
        return None, False
    return _hints(build)["body"], parameter.default is inspect.Parameter.empty


@cache
def _hints(build: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(build)


async def _opened(caller: Caller, body: bytes) -> bytes:
    """Stored answers hold names sealed; they are opened when they are sent."""
    answer = orjson.loads(body)
    sealed = {
        name: Sealed(person=value["$sealed"], box=value["box"])
        for name, value in answer.items()
        if isinstance(value, dict) and set(value) == {"$sealed", "box"}
    }
    await caller.services.keyring.fetch(caller.organisation, [one.person for one in sealed.values()])
    opened = {name: caller.services.keyring.open(caller.organisation, one) for name, one in sealed.items()}
    return orjson.dumps({**answer, **opened})
