"""Reading what a command did: the account, its entries, the leaderboards."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.journeys.watching import PATIENCE_SECONDS, Watch
from tests.service import Person


def read(person: Person, path: str, position: int | None = None) -> dict[str, Any]:
    """A query's answer, at a position; waits as a client does for a service that says when to try again."""
    answered = tried(person, path, position)
    assert answered.status_code == 200, f"{path}: {answered.status_code} {answered.text}"
    found: dict[str, Any] = answered.json()
    return found


def tried(person: Person, path: str, position: int | None = None) -> httpx.Response:
    """A query's response, once it is not 503."""
    if position is not None:
        path += f"{'&' if '?' in path else '?'}at_least={position}"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (answered := person.get(path)).status_code == 503 and time.monotonic() < deadline:
        time.sleep(0.1)
    return answered


def balance(person: Person, number: str, position: int) -> int:
    found: int = read(person, f"/accounts/{number}", position)["balance"]
    return found


def entries(person: Person, number: str, position: int) -> list[dict[str, Any]]:
    """Newest first."""
    found: list[dict[str, Any]] = read(person, f"/accounts/{number}/entries", position)["items"]
    return found


def board(person: Person, scope: str, position: int, period: str | None = None) -> dict[str, int]:
    """Points by employee; of the present month unless another period is given."""
    asked = f"/leaderboards?scope={scope}" + (f"&period={period}" if period else "")
    return {item["employee"]: item["points"] for item in read(person, asked, position)["items"]}


def credit_is_seen(
    hr: Person, watch: Watch, done: dict[str, Any], number: str, *, kind: str, points: int, tag: str, department: str
) -> None:
    """A counted credit shows at its own position: in the balance, the entries, every leaderboard and on the stream.

    `watch` is the employee's stream, of their department's board.
    """
    position, after = done["position"], done["balance"]
    assert balance(hr, number, position) == after
    newest = entries(hr, number, position)[0]
    expected = {"position": position, "kind": kind, "points": points, "balance": after, "tag": tag}
    assert {name: newest[name] for name in expected} == expected
    boards = {scope: board(hr, scope, position) for scope in ("organisation", f"department:{department}", f"tag:{tag}")}
    total = boards["organisation"][number]
    assert boards[f"department:{department}"][number] == total
    assert points <= boards[f"tag:{tag}"][number] <= total

    told = watch.told("balance", lambda data: data["position"] >= position)
    assert told.data["balance"] == after
    watch.told("leaderboard", lambda data: {"employee": number, "points": total}.items() <= first(data, number).items())
    news = watch.told("notification", lambda data: data["position"] == position)
    assert news.data["kind"] == "credited"
    assert (news.data["data"]["by"], news.data["data"]["points"], news.data["data"]["tag"]) == (kind, points, tag)


def first(data: dict[str, Any], number: str) -> dict[str, Any]:
    """The place of somebody on a board, or nothing."""
    return next((item for item in data["items"] if item["employee"] == number), {})


def refused(answered: httpx.Response, status: int, code: str, pointer: str | None = None) -> None:
    """A problem of that status and type, about that field."""
    assert (answered.status_code, answered.json().get("type")) == (status, f"/problems/{code}"), answered.text
    assert answered.headers["content-type"] == "application/problem+json"
    if pointer is not None:
        assert [error["pointer"] for error in answered.json()["errors"]] == [pointer]
