"""Grants, and watches until the grant is seen: in a read of the leaderboard, and on the stream."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field

import httpx
import orjson

from bench.errors import BenchError
from bench.service import Service
from bench.tenant import RANGED_TAG

POINTS = 1_000
FIRST = 1_000_000
"""Puts who is watched at the top, where every read of the leaderboard shows them."""
PATIENCE = 30.0
BOARD = "/v1/leaderboards?scope=organisation&limit=10"


@dataclass
class Sight:
    """Milliseconds from the answer to a grant until it was seen."""

    read: list[float] = field(default_factory=list)
    stream: list[float] = field(default_factory=list)


class Watcher:
    """One manager grants to one employee; the employee reads the leaderboard and listens."""

    def __init__(self, service: Service) -> None:
        tenant = service.tenant
        self._watched = tenant.watched
        self._manager = service.token(tenant.granting[0])
        self._employee = service.token(tenant.watched)
        self._address = service.address
        self._points = 0
        self._balance = 0
        self._told = asyncio.Condition()

    async def watch(self, seconds: float) -> Sight:
        """Grant again and again for so long, each time after the last one was seen both ways."""
        sight = Sight()
        limits = httpx.Timeout(PATIENCE, read=PATIENCE)
        async with httpx.AsyncClient(base_url=self._address, timeout=limits) as client:
            listening = asyncio.create_task(self._listen(client))
            try:
                self._points = await self._board(client)
                await self._grant(client, FIRST)
                await self._until_read(client)
                deadline = time.perf_counter() + seconds
                while time.perf_counter() < deadline:
                    balance = await self._grant(client, POINTS)
                    answered = time.perf_counter()
                    streamed = asyncio.create_task(self._until_told(balance))
                    sight.read.append(1e3 * (await self._until_read(client) - answered))
                    sight.stream.append(1e3 * max(0.0, await streamed - answered))
                    if listening.done():
                        raise BenchError("the stream ended")
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
        return sight

    async def _grant(self, client: httpx.AsyncClient, points: int) -> int:
        body = {"employee": self._watched, "tag": RANGED_TAG, "reason": "Seen at once", "points": points}
        headers = {"Authorization": f"Bearer {self._manager}", "Idempotency-Key": secrets.token_hex(8)}
        answer = await client.post("/v1/grants", json=body, headers=headers)
        if answer.status_code != 201:
            raise BenchError(f"a grant was answered with {answer.status_code}: {answer.text[:300]}")
        self._points += points
        return int(answer.json()["balance"])

    async def _board(self, client: httpx.AsyncClient) -> int:
        """The points of the watched employee on the leaderboard; 0 where they are not on it."""
        answer = await client.get(BOARD, headers={"Authorization": f"Bearer {self._employee}"})
        if answer.status_code != 200:
            raise BenchError(f"the leaderboard was answered with {answer.status_code}: {answer.text[:300]}")
        items = answer.json()["items"]
        return next((int(item["points"]) for item in items if item["employee"] == self._watched), 0)

    async def _until_read(self, client: httpx.AsyncClient) -> float:
        deadline = time.perf_counter() + PATIENCE
        while await self._board(client) < self._points:
            if time.perf_counter() > deadline:
                raise BenchError(f"a grant is not on the leaderboard after {PATIENCE:.0f} s")
        return time.perf_counter()

    async def _until_told(self, balance: int) -> float:
        async with asyncio.timeout(PATIENCE), self._told:
            await self._told.wait_for(lambda: self._balance >= balance)
        return time.perf_counter()

    async def _listen(self, client: httpx.AsyncClient) -> None:
        headers = {"Authorization": f"Bearer {self._employee}"}
        async with client.stream("GET", "/v1/stream", headers=headers) as answer:
            event = ""
            async for line in answer.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data" and event == "balance":
                    async with self._told:
                        self._balance = int(orjson.loads(value)["balance"])
                        self._told.notify_all()
