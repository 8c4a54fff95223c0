"""Whoever asks for much at once waits for themselves; everybody else is answered meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from ledger.api.http.turns import MOST_AT_ONCE, MOST_WAITING, Turns
from ledger.application.sessions import NotSignedIn, Session
from tests.api.world import World
from tests.journeys.watching import watching
from tests.service import Service


@dataclass
class Application:
    """Answers when it is let; says how many it works on."""

    let: asyncio.Event = field(default_factory=asyncio.Event)
    working: list[str] = field(default_factory=list)
    begun: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.working.append(scope["path"])
        self.begun += 1
        await self.let.wait()
        self.working.remove(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Signed:
    """Tokens are the names of people; `state.services` of an application has them."""

    def read(self, token: str) -> Session:
        if token == "nobody":
            raise NotSignedIn("not-signed-in", "No such token.")
        return Session("acme", token, "")

    sessions = property(lambda self: self)
    services = property(lambda self: self)
    state = property(lambda self: self)


class Asked:
    """One read by somebody, who may go before it is answered."""

    def __init__(self, turns: Turns, token: str, path: str = "/", method: str = "GET") -> None:
        self.statuses: list[int] = []
        self.gone = False
        headers = [(b"authorization", f"Bearer {token}".encode())]
        scope = {"type": "http", "method": method, "path": path, "headers": headers, "app": Signed()}
        self.task = asyncio.create_task(turns(cast(Any, scope), self._receive, self._send))

    async def _receive(self) -> Any:
        return {"type": "http.disconnect"} if self.gone else {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.statuses.append(message["status"])


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_the_reads_of_one_person_take_turns_and_another_does_not_wait_for_them() -> None:
    application = Application()
    turns = Turns(application)
    many = [Asked(turns, "FIN01") for _ in range(50)]
    await settle()
    assert len(application.working) == MOST_AT_ONCE
    other = Asked(turns, "FIN02", "/other")
    await settle()
    assert "/other" in application.working
    application.let.set()
    await asyncio.gather(*(one.task for one in [*many, other]))
    assert [one.statuses for one in [*many, other]] == [[200]] * 51
    assert (turns._at_once, turns._waiting) == ({}, {})


async def test_who_goes_while_waiting_is_not_worked_for() -> None:
    application = Application()
    turns = Turns(application)
    many = [Asked(turns, "FIN01") for _ in range(50)]
    await settle()
    for one in many:
        one.gone = True
    application.let.set()
    await asyncio.gather(*(one.task for one in many))
    assert application.begun == MOST_AT_ONCE
    assert (turns._at_once, turns._waiting) == ({}, {})


async def test_who_is_cut_off_gives_the_turn_on() -> None:
    application = Application()
    turns = Turns(application)
    many = [Asked(turns, "FIN01") for _ in range(50)]
    await settle()
    for one in many[::2]:
        one.task.cancel()
    await settle()
    application.let.set()
    await asyncio.gather(*(one.task for one in many), return_exceptions=True)
    assert [one.statuses for one in many[1::2]] == [[200]] * 25
    assert (turns._at_once, turns._waiting) == ({}, {})


async def test_more_than_anybody_means_to_ask_is_refused() -> None:
    application = Application()
    turns = Turns(application)
    many = [Asked(turns, "FIN01") for _ in range(MOST_AT_ONCE + MOST_WAITING + 1)]
    await settle()
    assert many[-1].statuses == [429]
    application.let.set()
    await asyncio.gather(*(one.task for one in many))


@pytest.mark.parametrize(("token", "method"), [("nobody", "GET"), ("FIN01", "POST")])
async def test_what_is_no_read_of_somebody_takes_no_turn(token: str, method: str) -> None:
    application = Application()
    many = [Asked(Turns(application), token, method=method) for _ in range(50)]
    await settle()
    assert len(application.working) == 50
    application.let.set()
    await asyncio.gather(*(one.task for one in many))


@pytest.fixture
def followed(world: World, service: Service) -> Iterator[World]:
    """A company of which somebody follows as many streams as one may."""
    employee = world.company.sign_in("FIN02")
    with (
        watching(service, employee), watching(service, employee), watching(service, employee),
        watching(service, employee), watching(service, employee), watching(service, employee),
        watching(service, employee), watching(service, employee),
    ):  # fmt: skip
        yield world


def test_an_open_stream_takes_no_turn(followed: World) -> None:
    assert followed.company.sign_in("FIN02").get("/me").status_code == 200
