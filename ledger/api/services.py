"""What the routes need, as ports; bootstrap.py puts the real things in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from psycopg import AsyncConnection
from redis.asyncio import Redis

from ledger.application.sessions import FIRST, Session
from ledger.application.unit import Command, Taken
from ledger.application.uploads import Upload
from ledger.domain.imports.comparing import Person
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
    def token(self, organisation: str, employee_no: str, password_id: str) -> str: ...
    async def set_password(
        self, organisation: str, employee_no: str, password: str, *, replace: bool, password_id: str = FIRST
    ) -> None: ...
    async def check_password(self, organisation: str, employee_no: str, password: str, address: str) -> str: ...
    @property
    def seconds(self) -> int: ...


class ApiKeysPort(Protocol):
    """The secrets of outside systems' keys."""

    def secret(self, organisation: str, key: str) -> str: ...
    async def read(self, secret: str, address: str) -> tuple[str, str]: ...


class ReadPool(Protocol):
    def connection(self) -> AbstractAsyncContextManager[AsyncConnection[Any]]: ...


class HubPort(Protocol):
    """Positions that projections have reached, as they move."""

    def reached(self, organisation: str) -> int: ...
    async def wait_beyond(self, organisation: str, position: int, seconds: float) -> int: ...


class VerifierPort(Protocol):
    """Walks the chain. The outcome is that of infrastructure/journal/verification.py, as fields."""

    async def verify(self, organisation: str) -> dict[str, Any]: ...


class ParallelPort(Protocol):
    """Both sides of a parallel month. Ask for the files first."""

    async def files(self) -> dict[str, str]: ...
    async def suspects(self, known: Sequence[str]) -> list[str]: ...
    async def people(
        self, people: Sequence[str], known: frozenset[str], keys: Callable[[str], str]
    ) -> list[Person]: ...


class ImportsPort(Protocol):
    """Files to be imported, and what became of their rows."""

    async def keep(self, upload: Upload, content: AsyncIterator[bytes], most: int) -> tuple[dict[str, Any], bool]: ...
    async def find(self, organisation: str, id: str) -> dict[str, Any] | None: ...
    async def listing(self, organisation: str, limit: int, before: str | None) -> list[dict[str, Any]]: ...
    async def shown(
        self, organisation: str, id: str, states: Sequence[str], limit: int, after: int
    ) -> list[dict[str, Any]]: ...
    async def move(self, organisation: str, id: str, before: tuple[str, ...], after: str, **fields: Any) -> bool: ...
    def sample(self, one: dict[str, Any]) -> list[dict[str, Any]] | None: ...
    def parallel(self, organisation: str, period: str, begins: datetime, ends: datetime) -> ParallelPort: ...


@dataclass(frozen=True, slots=True)
class Services:
    journal: JournalPort
    keyring: KeyringPort
    sessions: SessionsPort
    api_keys: ApiKeysPort
    reads: ReadPool
    hub: HubPort
    redis: Redis
    verifier: VerifierPort
    imports: ImportsPort
    fingerprint_key: bytes
