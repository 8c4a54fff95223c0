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
MOST_PARTS = 10_000
"""Keys and items in all: a batch of a thousand grants has seven thousand."""
MOST_KEYS = 200
"""Of one object; what is wrong with each of them would have to be said."""
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
        _check_texts(raw)
        loaded = orjson.loads(raw)
        if raw.count(b",") > MOST_PARTS // 2:  # fewer can't part that many: only large bodies are counted
            _check_parts(loaded)
        parsed = DECODER.decode(raw.decode())
    except (ValueError, RecursionError) as error:
        detail = str(error) if isinstance(error, UnfitError) else "The body is not valid JSON."
        raise Problem(400, "malformed-json", detail) from error
    if b"u0000" in raw:
        _check_no_nul(parsed, "")
    return parsed


class UnfitError(ValueError):
    """JSON that no command takes, whatever its fields: a key stands twice in an object, and which one would count is
    anybody's guess; or there is more of it than anybody sends in earnest."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MOST_KEYS:
        raise UnfitError(f"An object has more than {MOST_KEYS} keys.")
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnfitError("A key stands twice in an object.")
    return found


def _check_texts(raw: bytes) -> None:
    """What has more texts than keys and items can hold is not parsed at all, which alone would hold everybody up."""
    if (raw.count(b'"') - raw.count(b'\\"')) // 2 > 2 * MOST_PARTS:
        raise UnfitError(f"The body has more than {MOST_PARTS:,} keys and items in all.")


def _check_parts(loaded: Any) -> None:
    parts, inside = 0, [loaded]
    while inside:
        part = inside.pop()
        if isinstance(part, dict | list):
            parts += len(part)
            if parts > MOST_PARTS:
                raise UnfitError(f"The body has more than {MOST_PARTS:,} keys and items in all.")
            inside.extend(part.values() if isinstance(part, dict) else part)


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
