"""A company with one of every role, things to act upon, and ways to send what no client library would."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

import httpx
from joserfc.jwk import OctKey

from ledger.bootstrap import Installation
from tests.installation import SECRETS
from tests.service import Company, Person, Service

_codes = count(1)
KEY = OctKey.import_key(SECRETS.derive("tokens"))
PROBLEM = "application/problem+json"
ROLES = {
    "employee": "FIN01",
    "manager": "FIN00",
    "hr": "HR02",
    "auditor": "AUD01",
    "payroll": "PAY01",
    "admin": "ROOT",
}


@dataclass(frozen=True)
class Team:
    code: str
    head: Person
    one: Person
    two: Person


class Town(Company):
    """FIN (FIN00 with FIN01, FIN02), TEC (TEC00 with TEC01), and one of each role. X1 and X2 may be spoilt."""

    def __init__(self, where: Installation, service: Service) -> None:
        super().__init__(where, service)
        self.service = service
        self.department("FIN", "FIN01", "FIN02")
        self.department("TEC", "TEC01", "X1", "X2")
        for number, role in (("AUD01", "auditor"), ("PAY01", "payroll"), ("HR02", "hr")):
            self.employee(number, "TEC")
            self.role(number, role)
        self.tag("thanks", {"type": "fixed", "points": 5}, grant_range={"min": 1, "max": 100})
        self.tag("saving", {"type": "per_unit", "unit": "¥", "per": "1000", "points": 1, "value_per_unit": "1"})
        self.tag("closing", {"type": "fixed", "points": 50}, monthly_cap=60)
        for owner in ("FIN00", "TEC00", "organisation"):
            self.budget(owner, 1_000_000)

    def as_(self, role: str) -> Person:
        return self.sign_in(ROLES[role])

    def token(self, role: str) -> str:
        return self.as_(role).token

    def grant(self, **fields: Any) -> httpx.Response:
        body = {"employee": "FIN01", "tag": "thanks", "reason": "谢谢"}
        return self.as_("manager").post("/grants", {**body, **fields})

    def claim(self, **fields: Any) -> str:
        body = {"tag": "thanks", "description": "做成了"}
        claim: str = self.as_("employee").done("POST", "/claims", {**body, **fields})["id"]
        return claim

    def team(self) -> Team:
        """A department of its own with a head and two more, who may be spoilt."""
        code = f"D{next(_codes)}"
        self.department(code, f"{code}01", f"{code}02")
        self.budget(f"{code}00", 100_000)
        return Team(code, *(self.sign_in(f"{code}0{number}") for number in range(3)))

    @cached_property
    def a_claim(self) -> str:
        return self.claim()


@dataclass
class Answered:
    """A raw answer: its status, headers (lower case) and body."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def raw(service: Service, sent: bytes | Iterable[bytes], *, timeout: float = 20.0) -> Answered:
    """Send bytes as they are on a connection of their own, and read one answer."""
    with socket.create_connection(("127.0.0.1", service.port), timeout) as connection:
        try:
            for part in [sent] if isinstance(sent, bytes) else sent:
                connection.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before all of it was sent; the answer says why
        received = b""
        while b"\r\n\r\n" not in received:
            try:
                more = connection.recv(65536)
            except ConnectionResetError:
                more = b""
            if not more:
                return Answered(0, {}, received)
            received += more
        head, _, body = received.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", "0")):
            more = connection.recv(65536)
            if not more:
                break
            body += more
        return Answered(int(status.split(" ")[1]), headers, body)


def request(method: str, path: str, token: str | None, body: bytes = b"", **headers: str) -> bytes:
    """The bytes of a request, with no library's opinion on path and headers."""
    sent = {"Host": "ledger", "Connection": "close", "Content-Length": str(len(body)), **headers}
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in sent.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("utf-8", "surrogateescape") + body


def check_problem(status: int, content_type: str | None, body: bytes | Any) -> None:
    """A refusal is problem+json, says its own status, and is never a fault of the service."""
    assert 400 <= status < 500, (status, body)
    assert content_type == PROBLEM, (status, content_type, body)
