"""A company whose calendar the test turns: the same application in this process, with its clock in our hands.

The ledger never records anything before what it recorded last, so the calendar begins in a year to come and only
moves forward. Projections are kept by the run's own worker.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import httpx
import uvicorn

from ledger.api.app import create_app
from ledger.api.http.entry import Entry
from ledger.api.http.services import Services
from ledger.bootstrap import Installation, found_organisation
from ledger.contexts import all_deadlines
from ledger.deadlines.runner import Runner
from ledger.infrastructure.database import pool
from ledger.infrastructure.journal.journal import Journal
from ledger.serving import server_config
from tests.journeys.seeing import read
from tests.opened import Opened
from tests.service import PASSWORD, Company, free_port

BEGINS = datetime(2030, 3, 15, 4, tzinfo=UTC)
"""A Friday, noon in Shanghai."""


class Clock:
    """Says what time it is; set by the test."""

    def __init__(self, now: datetime = BEGINS) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Inside(Opened):
    """The application on an event loop of its own, called as `httpx.Client` would be."""

    def __init__(self, where: Installation, clock: Clock) -> None:
        super().__init__(where, clock)
        self.clock = clock
        self.app: Entry
        self._client: httpx.AsyncClient

    async def _start(self) -> None:
        await super()._start()
        self.app = create_app(_nothing_more)
        self.app.api.state.services = self.ready
        transport = httpx.ASGITransport(app=cast(Any, self.app))
        self._client = await self._stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")
        )

    def request(self, method: str, path: str, **sent: Any) -> httpx.Response:
        return self.run(self._client.request(method, path, **sent))

    def get(self, path: str, **sent: Any) -> httpx.Response:
        return self.request("GET", path, **sent)

    def post(self, path: str, **sent: Any) -> httpx.Response:
        return self.request("POST", path, **sent)

    def listen(self) -> str:
        """Serve HTTP, too, for what needs a connection of its own; the address."""
        port = free_port()
        config = server_config(self.app, "127.0.0.1", port)
        config.lifespan, config.loop, config.timeout_graceful_shutdown = "off", "none", 1
        server = uvicorn.Server(config)

        async def serve() -> None:
            serving = asyncio.create_task(server.serve())

            async def end() -> None:
                server.should_exit = True
                await serving

            self._stack.push_async_callback(end)
            while not server.started:
                await asyncio.sleep(0.01)

        self.run(serve())
        return f"http://127.0.0.1:{port}"

    async def keep(self, organisation: str, *kinds: str) -> dict[str, int]:
        """What the worker does when these kinds (none named: all) come due, at this clock's time; how many of each."""
        async with pool(self._where.databases.app, at_most=2) as connections:
            runner = Runner(Journal(connections, self._clock), connections, all_deadlines())
            return await runner.look(organisation, *kinds)


@asynccontextmanager
async def _nothing_more(app: Any) -> Any:
    yield


class TimedCompany(Company):
    """A company like any other, in the time of its own clock."""

    def __init__(self, inside: Inside, zone: str) -> None:
        self.id = f"c-{uuid.uuid4().hex[:12]}"
        self.zone = ZoneInfo(zone)
        self.clock = inside.clock
        self.inside = inside
        self.client = cast(httpx.Client, inside)
        self._people = {}
        founders = {"ROOT": "admin", "HR01": "hr"}
        inside.run(found_organisation(inside.ready, self.id, "按月公司", founders, zone, "CNY", "zh", PASSWORD))
        self._sessions = inside.ready.sessions

    def _run(self, work: Callable[[Services], Coroutine[Any, Any, None]]) -> None:
        self.inside.run(work(self.inside.ready))

    @property
    def today(self) -> date:
        return self.clock.now.astimezone(self.zone).date()

    @property
    def month(self) -> str:
        return self.today.strftime("%Y-%m")

    def at(self, *moment: int) -> datetime:
        """An instant by this company's own clocks: year, month, day, hour, minute."""
        return datetime(*moment, tzinfo=self.zone)  # type: ignore[arg-type,misc]

    def it_is(self, *moment: int) -> None:
        """Time goes on until then, by this company's own clocks."""
        then = self.at(*moment).astimezone(UTC)
        assert then >= self.clock.now, "time goes forward only"
        self.clock.now = then

    def lapse(self) -> int:
        """How many budgets were due."""
        return self.inside.run(self.inside.keep(self.id, "lapse"))["lapse"]

    def day_has_ended(self, seen: int) -> int:
        """The worker looks, once its projections have seen a position; the position afterwards."""
        read(self.hr, "/trial-balance", seen)
        self.inside.run(self.inside.keep(self.id, "expiry", "leaving", "announcement", "measurement"))
        head: int = self.hr.done("PATCH", "/organisation", {"backdating_days": 30})["position"]
        return head

    def remind(self) -> int:
        """How many claims were due to be measured again."""
        return self.inside.run(self.inside.keep(self.id, "measurement"))["measurement"]


@contextmanager
def turning(where: Installation, zone: str = "Asia/Shanghai") -> Iterator[TimedCompany]:
    """With an application of its own, for who changes or counts what is in it."""
    with inside_of(where) as inside:
        yield TimedCompany(inside, zone)


@contextmanager
def inside_of(where: Installation) -> Iterator[Inside]:
    inside = Inside(where, Clock())
    inside.start()
    try:
        yield inside
    finally:
        inside.stop()
