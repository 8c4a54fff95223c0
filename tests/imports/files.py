"""Sending files and waiting for what becomes of them."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.service import Person

PATIENCE_SECONDS = 60.0
UNDER_WAY = {"uploaded", "checking", "importing", "undoing"}


def table(*rows: str) -> bytes:
    return ("\n".join(rows) + "\n").encode()


def send(person: Person, kind: str, content: bytes, media_type: str = "text/csv", **query: Any) -> httpx.Response:
    return person.client.post(
        "/v1/imports",
        params={"kind": kind, **query},
        content=content,
        headers={"Authorization": f"Bearer {person.token}", "Content-Type": media_type},
    )


def settled(person: Person, id: str, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
    """The import when nothing is under way."""
    deadline = time.monotonic() + seconds
    while True:
        found: dict[str, Any] = person.done("GET", f"/imports/{id}")
        if found["state"] not in UNDER_WAY:
            return found
        assert time.monotonic() < deadline, found
        time.sleep(0.02)


def checked(person: Person, kind: str, content: bytes, **query: Any) -> dict[str, Any]:
    answered = send(person, kind, content, **query)
    assert answered.status_code in {200, 201}, answered.text
    return settled(person, answered.json()["id"])


def imported(person: Person, kind: str, content: bytes, **query: Any) -> dict[str, Any]:
    """Checked, confirmed and written; good rows only."""
    found = checked(person, kind, content, **query)
    assert found["state"] == "checked", found
    person.done("POST", f"/imports/{found['id']}/confirmation", {"without_bad_rows": True, "with_doubtful": True})
    return settled(person, found["id"])


def bad_rows(person: Person, id: str, state: str = "bad") -> list[tuple[int, str | None, str]]:
    """`(row, column, rule)` of all that is wrong."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = person.done("GET", f"/imports/{id}/rows?state={state}&limit=1000{cursor}")
        found += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    return [(row["row"], fault["column"], fault["rule"]) for row in found for fault in row["problems"]]
