"""What the routes need, as ports; bootstrap.py puts the real things in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from psycopg import AsyncConnection
from redis.asyncio import Redis

from ledger.application.sessions import Session
from ledger.application.unit import Command, Taken
from ledger.domain.values import Sealed


class JournalPort(Protocol):
    """Where commands go, and where states are read."""

    async def submit(self, command: Command) -> Taken: ...
    async def create(self, command: Command) -> Taken: ...
    async def state(self, organisation: str, stream: str) -> Any: ...
    async def states(self, organisation: str, *streams: str) -> list[Any]: ...
    def remembered(self, organisation: str, stream: str) -> Any | None: ...
    async def organisations(self) -> list[str]: ...
    def clock(self) -> datetime: ...


class KeyringPort(Protocol):
    """People's keys: a text is sealed under the key of the person that it is about."""

    async def register(self, organisation: str, person: str) -> None: ...
    async def fetch(self, organisation: str, people: Iterable[str]) -> None: ...
    def knows(self, organisation: str, person: str) -> bool: ...
    def seal(self, organisation: str, person: str, text: str) -> Sealed: ...
    def open(self, organisation: str, sealed: Sealed) -> str | None: ...


class SessionsPort(Protocol):
    """Passwords and signed tokens."""

    async def sign_in(self, organisation: str, employee_no: str, password: str, address: str) -> str: ...
    def read(self, token: str) -> Session: ...
    async def set_password(self, organisation: str, employee_no: str, password: str, *, replace: bool) -> None: ...
    async def check_password(self, organisation: str, employee_no: str, password: str, address: str) -> None: ...
    @property
    def seconds(self) -> int: ...


class ReadPool(Protocol):
    def connection(self) -> AbstractAsyncContextManager[AsyncConnection[Any]]: ...


class HubPort(Protocol):
    """Positions that projections have reached, as they move."""

    def reached(self, organisation: str) -> int: ...
    async def wait_beyond(self, organisation: str, position: int, seconds: float) -> int: ...


class VerifierPort(Protocol):
    """Walks the chain. The outcome is that of infrastructure/journal/verification.py, as fields."""

    async def verify(self, organisation: str) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Services:
    journal: JournalPort
    keyring: KeyringPort
    sessions: SessionsPort
    reads: ReadPool
    hub: HubPort
    redis: Redis
    verifier: VerifierPort
    fingerprint_key: bytes
