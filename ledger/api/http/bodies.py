"""Reading a request's body: bounded, strict JSON, every duplicate key an error (docs/rules/http.md)."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import orjson
from starlette.requests import Request

from ledger.api.http.problems import Problem
from ledger.domain.errors import Invalid

MOST_BYTES = 1_000_000
LONGEST_INTEGER = 20
PATIENCE_SECONDS = 10.0
SLOWEST_BYTES = 20_000
"""In a second, beyond that patience: who sends slower than the worst network keeps a connection for nothing."""


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """The raw body, at most so many bytes (413), within the time that so many may take (408)."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        raise _too_large(most)
    chunks, size = [], 0
    try:
        async with asyncio.timeout(PATIENCE_SECONDS + most / SLOWEST_BYTES):
            more = True
            while more:
                message = await request.receive()
                if message["type"] == "http.disconnect":
                    raise Problem(400, "malformed-request", "The body did not come to its end.")
                chunks.append(message.get("body", b""))
                size += len(chunks[-1])
                if size > most:
                    raise _too_large(most)
                more = message.get("more_body", False)
    except TimeoutError as error:
        raise Problem(408, "too-slow", "The body did not come in time.", {"Connection": "close"}) from error
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def check_media_type(request: Request) -> None:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Problem(415, "media-type", "Send application/json.")


def parse_json(raw: bytes) -> Any:
    """Parse strictly: UTF-8, no duplicate keys, no NaN, no lone surrogates, no bottomless nesting (400).

    orjson checks first and quickly what the standard parser lets through; the standard parser can see duplicates.
    """
    try:
        orjson.loads(raw)
        parsed = DECODER.decode(raw.decode())
    except (ValueError, RecursionError) as error:
        detail = str(error) if isinstance(error, DuplicateKeyError) else "The body is not valid JSON."
        raise Problem(400, "malformed-json", detail) from error
    if b"u0000" in raw:
        _check_no_nul(parsed, "")
    return parsed


class DuplicateKeyError(ValueError):
    """A key stands twice in an object; which one would count is anybody's guess."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateKeyError("A key stands twice in an object.")
    return found


def _check_no_nul(part: Any, pointer: str) -> None:
    """No text that is kept may hold U+0000: PostgreSQL can't store it, and a projection would stop at the event."""
    if isinstance(part, str) and "\0" in part:
        raise Invalid("invalid-fields", "holds control characters", pointer)
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        _check_no_nul(value, f"{pointer}/{key}")


def _integer(digits: str) -> int | float:
    """Integers no field could take become floats, which every integer field refuses, too."""
    return int(digits) if len(digits) <= LONGEST_INTEGER else float(digits)


# Made once: json.loads would make one for each body, which costs more than parsing it.
DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_int=_integer)


def _too_large(most: int) -> Problem:
    return Problem(413, "too-large", f"At most {most} bytes.", {"Connection": "close"})
